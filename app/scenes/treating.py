"""Figures of before and after an offer, as they stand in the Offer Room."""

from typing import Any, Final, NamedTuple

from games.core import Seat
from games.words import words

FACT: Final[dict[str, Any]] = words("app")["room"]["followed"]["fact"]


class Sides(NamedTuple):
    """Who is compared with whom: whoever was offered something and the partner, and everybody else."""

    seat: Seat
    partner: Seat
    others: tuple[Seat, ...]

    @property
    def pair(self) -> tuple[Seat, Seat]:
        return self.seat, self.partner


class Figure(NamedTuple):
    """A figure before a moment and after it; its key is that of the line beside it, in the words of the room."""

    key: str
    before: str
    after: str


def of(count: int, chances: int) -> str:
    """How often, of how many times that it could have been."""
    return FACT["of"].format(n=count, of=chances) if chances else FACT["never"]


def to(pair: int, others: int) -> str:
    return FACT["to"].format(pair=pair, others=others)


def then(key: str, before: str, after: str) -> Figure | None:
    """None for what never could be."""
    never = before == after == FACT["never"]
    return None if never else Figure(key, before, after)
