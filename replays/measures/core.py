"""What is counted of a match in every game, and of how much the seats got alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Self

from games.core import Event, Outcome, Seat
from games.decision import Failure

Told = tuple[Sequence[Event], Mapping[Seat, Failure]]
"""One step's events and the seats the table acted for."""


@dataclass(slots=True)
class Figures:
    """One seat, or several added up. Rates are `None` where there was no opportunity."""

    matches: int = 0
    points: float = 0
    wins: float = 0
    """A shared win counts as its share."""

    def __iadd__(self, other: Self) -> Self:
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))
        return self

    @property
    def rates(self) -> tuple[float | None, ...]:
        """What a game tells besides, per match or per opportunity."""
        return ()

    def ended(self, seat: Seat, outcome: Outcome) -> Self:
        """With what the seat had at the end."""
        self.matches, self.points = 1, outcome.points[seat]
        self.wins = 1 / len(outcome.winners) if seat in outcome.winners else 0
        return self


def share(part: float, of: float) -> float | None:
    """None where there was no opportunity."""
    return part / of if of else None


def equality(points: Sequence[float]) -> float | None:
    """1 minus the Gini coefficient: 1 where all have the same, and 1 / n where one of n has everything. None where it
    is not defined: nobody has anything, or somebody has less than nothing."""
    total = sum(points)
    if not total or min(points) < 0:
        return None
    return 1 - sum(abs(one - other) for one in points for other in points) / (2 * len(points) * total)
