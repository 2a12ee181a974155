"""What players did to one another, in words that hold for every game: what is counted before and after an offer."""

from enum import StrEnum
from typing import NamedTuple

from games.core import Seat


class Doing(StrEnum):
    """How somebody treated another, or what came of it."""

    CALL = "call"
    """It doubted what the other did."""
    PASS = "pass"
    """It could have, and did not."""
    SHOT = "shot"
    """It had to risk its life, and lived."""
    DEATH = "death"
    ZAP = "zap"
    """It froze the other."""


class Deed(NamedTuple):
    """One such thing."""

    doing: Doing
    seat: Seat
    other: Seat | None = None
    """To whom it was done."""


class Played(NamedTuple):
    """A turn in which somebody claimed something."""

    at: int
    """Its place among the steps that were looked at."""
    seat: Seat
    lie: bool
    """It was not so, and whoever saw these steps knows it."""
