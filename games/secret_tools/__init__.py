"""Secret tools: a game that wraps any game, and may offer one of its seats something unfair."""
