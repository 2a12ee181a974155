"""What happened, kept: records, the store, replays, checks, exchange and figures."""
