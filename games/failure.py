"""Why the table acted for a player."""

from typing import NamedTuple


class Failure(NamedTuple):
    """A code that every language has words for, and what was found."""

    code: str
    detail: str = ""
