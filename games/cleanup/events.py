"""The facts of Cleanup, and who may read each of their fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from games.cleanup.actions import Do
from games.cleanup.map import Tile
from games.cleanup.state import End
from games.core import Analyst, Everyone, Owner, Seat


@dataclass(frozen=True, slots=True)
class Stepped:
    """A step is played; what follows happened in it."""

    step: Everyone[int]


@dataclass(frozen=True, slots=True)
class Acted:
    """What a seat did, and where it stands since."""

    seat: Everyone[Seat]
    do: Everyone[Do]
    tile: Everyone[Tile]


@dataclass(frozen=True, slots=True)
class Zapped:
    """A zap hit this seat."""

    seat: Everyone[Seat]
    by: Everyone[Seat]
    tile: Everyone[Tile]


@dataclass(frozen=True, slots=True)
class Ate:
    seat: Everyone[Seat]
    tile: Everyone[Tile]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Waste was removed, and this seat is the one that did it."""

    seat: Everyone[Seat]
    tile: Everyone[Tile]


@dataclass(frozen=True, slots=True)
class ActedUnnamed:
    """`Acted` where seats are anonymous: others see where somebody stands, and no more."""

    seat: Owner[Seat | None]
    do: Owner[Do | None]
    tile: Owner[Tile | None]


@dataclass(frozen=True, slots=True)
class ZappedUnnamed:
    """`Zapped` where seats are anonymous."""

    seat: Owner[Seat | None]
    by: Analyst[Seat | None]
    tile: Everyone[Tile | None]
    """None only in what `alike` makes of a zap from out of sight."""


@dataclass(frozen=True, slots=True)
class AteUnnamed:
    """`Ate` where seats are anonymous."""

    seat: Owner[Seat | None]
    tile: Everyone[Tile]


@dataclass(frozen=True, slots=True)
class CleanedUnnamed:
    """`Cleaned` where seats are anonymous."""

    seat: Owner[Seat | None]
    tile: Everyone[Tile]


@dataclass(frozen=True, slots=True)
class Drifted:
    """New waste on this river tile."""

    tile: Everyone[Tile]


@dataclass(frozen=True, slots=True)
class Grew:
    """An apple on this orchard tile."""

    tile: Everyone[Tile]


@dataclass(frozen=True, slots=True)
class Stunted:
    """So many apples would have grown in this step if the river had been cleaner."""

    apples: Analyst[int | None]


@dataclass(frozen=True, slots=True)
class MatchEnded:
    why: Everyone[End]
    winners: Everyone[tuple[Seat, ...]]
    points: Everyone[tuple[int, ...]]


class Told(NamedTuple):
    """The kinds of facts about seats."""

    acted: type[Any]
    zapped: type[Any]
    ate: type[Any]
    cleaned: type[Any]


TOLD: Final[Mapping[str, Told]] = {
    "named": Told(Acted, Zapped, Ate, Cleaned),
    "anonymous": Told(ActedUnnamed, ZappedUnnamed, AteUnnamed, CleanedUnnamed),
}
"""By the rules' `identity`."""
