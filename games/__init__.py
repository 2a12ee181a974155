"""Rules as pure values: no clock, no files, no global randomness, only the standard library."""
