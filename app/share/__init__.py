"""A match as one HTML file: it opens from disk, asks for nothing, and comes in again."""
