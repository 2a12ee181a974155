"""The facts of Cleanup where each seat sees only what is around it, and who may read each of their fields.

The witnesses of a fact are the spectator and the seats that have its tile in their window as they stand when it
happens: after the moves, and not once they have been sent off the board. Who did something from afar is told only to
those who see both ends. `who` and `author` are left out where seats are anonymous: there, only the seat itself is told
that it was the one.
"""

from dataclasses import dataclass

from games.cleanup.actions import Do
from games.cleanup.map import Facing, Tile
from games.core import Analyst, Onlooker, Owner, Seat, Viewer, Witness

Witnesses = tuple[Viewer, ...]


@dataclass(frozen=True, slots=True)
class ActedInSight:
    """What a seat did, and where it stands since. Where seats are anonymous, only it is told."""

    seat: Owner[Seat | None]
    who: Witness[Seat | None]
    do: Witness[Do | None]
    tile: Witness[Tile | None]
    facing: Witness[Facing | None]
    witnesses: Analyst[Witnesses | None]


@dataclass(frozen=True, slots=True)
class ZappedInSight:
    """A zap hit this seat. Its witnesses see both, and the one that zapped."""

    seat: Owner[Seat | None]
    by: Analyst[Seat | None]
    who: Witness[Seat | None]
    author: Witness[Seat | None]
    tile: Witness[Tile | None]
    witnesses: Analyst[Witnesses | None]


@dataclass(frozen=True, slots=True)
class SentOut:
    """A seat that was hit leaves the board."""

    seat: Owner[Seat | None]
    who: Witness[Seat | None]
    tile: Witness[Tile | None]
    witnesses: Analyst[Witnesses | None]


@dataclass(frozen=True, slots=True)
class AteInSight:
    seat: Owner[Seat | None]
    who: Witness[Seat | None]
    tile: Witness[Tile | None]
    witnesses: Analyst[Witnesses | None]


@dataclass(frozen=True, slots=True)
class CleanedInSight:
    """Waste was removed, and this seat is the one that did it. Its onlookers see that seat besides the tile."""

    seat: Owner[Seat | None]
    who: Onlooker[Seat | None]
    tile: Witness[Tile | None]
    witnesses: Analyst[Witnesses | None]
    onlookers: Analyst[Witnesses | None]


@dataclass(frozen=True, slots=True)
class DriftedInSight:
    """New waste on this river tile."""

    tile: Witness[Tile | None]
    witnesses: Analyst[Witnesses | None]


@dataclass(frozen=True, slots=True)
class GrewInSight:
    """An apple on this orchard tile."""

    tile: Witness[Tile | None]
    witnesses: Analyst[Witnesses | None]


@dataclass(frozen=True, slots=True)
class Placed:
    """A seat starts or returns."""

    seat: Owner[Seat | None]
    who: Witness[Seat | None]
    tile: Witness[Tile | None]
    facing: Witness[Facing | None]
    witnesses: Analyst[Witnesses | None]


EVENTS = (
    ActedInSight,
    ZappedInSight,
    SentOut,
    AteInSight,
    CleanedInSight,
    DriftedInSight,
    GrewInSight,
    Placed,
)
