"""What is true at the table: one immutable value."""

from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from games.core import Seat
from games.liars_bar.actions import Hand, Rank

T = TypeVar("T")


def put(row: tuple[T, ...], seat: Seat, value: T) -> tuple[T, ...]:
    """The row with another value for one seat."""
    return (*row[:seat], value, *row[seat + 1 :])


class Phase(StrEnum):
    """What happens next."""

    REVOLVERS = "revolvers"
    STARTER = "starter"
    DEAL = "deal"
    LAY = "lay"
    """`turn` lays cards."""
    RESPOND = "respond"
    """`turn` calls or passes."""
    ENDED = "ended"


REVOLVERS, STARTER, DEAL, LAY, RESPOND, ENDED = Phase
# As constants: on Python 3.11 looking up an enum's member costs ten times as much, and every step looks up ten.


class End(StrEnum):
    """Why a match ended."""

    SURVIVOR = "last survivor"
    ROUND_CAP = "round cap"


class Laid(NamedTuple):
    """Cards face down on the table."""

    seat: Seat
    cards: Hand


class Passed(NamedTuple):
    """A play that the responder let lie."""

    seat: Seat
    cards: Hand
    passer: Seat


class State(NamedTuple):
    """Tuples with one entry a seat, in seat order. A NamedTuple because its copies are made at every step."""

    phase: Phase
    round: int
    """The running round, or the next one while its starter or deal is due; from 1."""
    turn: Seat
    alive: tuple[bool, ...]
    chambers: tuple[int, ...]
    """Which shot kills, from 1; empty until the revolvers are loaded."""
    fired: tuple[int, ...]
    points: tuple[int, ...]
    decisions: tuple[int, ...]
    target: Rank | None
    hands: tuple[Hand, ...]
    laid: Laid | None
    """The play that waits for a response."""
    passed: tuple[Passed, ...]
    """This round's plays that were let lie, in order."""

    @property
    def living(self) -> tuple[Seat, ...]:
        return tuple(seat for seat, alive in enumerate(self.alive) if alive)

    def counted(self, seat: Seat) -> tuple[int, ...]:
        """The decisions made, after one more by this seat."""
        return put(self.decisions, seat, self.decisions[seat] + 1)

    def after(self, seat: Seat, among: tuple[Any, ...]) -> Seat:
        """The next seat clockwise for which `among` is true. Raises ValueError if there is none."""
        seats = len(among)
        for steps in range(1, seats):
            other = (seat + steps) % seats
            if among[other]:
                return other
        raise ValueError("no other seat")
