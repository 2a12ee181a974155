"""Brings in matches that were recorded elsewhere: one module a format, each replayed under the same rules."""
