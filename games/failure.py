"""Why the table acted for a player."""

from typing import Final, NamedTuple

LATE: Final = "late"
"""A person did not choose in time."""


class Failure(NamedTuple):
    """A code that every language has words for, and what was found."""

    code: str
    detail: str = ""
