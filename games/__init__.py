"""Rules as pure values: no clock, no store, no global randomness, only the standard library."""
