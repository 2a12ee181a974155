"""Positions in a text as a browser counts them."""

from bisect import bisect_left
from collections.abc import Callable


def units(text: str) -> Callable[[int], int]:
    """From a position in a text to the same position in UTF-16 code units."""
    if text.isascii():
        return lambda at: at
    astral = [at for at, character in enumerate(text) if character > "\uffff"]
    return lambda at: at + bisect_left(astral, at)
