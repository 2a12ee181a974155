"""Everything a seat or chance can do in Cleanup."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from games.cleanup.map import Direction, Facing, Tile
from games.core import Seat

PaperDo = Literal[
    "STAY", "UP", "DOWN", "LEFT", "RIGHT", "COLLECT", "CLEAN", "ZAP_UP", "ZAP_DOWN", "ZAP_LEFT", "ZAP_RIGHT"
]
ClassicDo = Literal["STAY", "FORWARD", "BACK", "LEFT", "RIGHT", "TURN_LEFT", "TURN_RIGHT", "CLEAN", "ZAP"]
"""Left and right are those of the seat that acts."""
Do = Literal[PaperDo, ClassicDo]
MOVES: Final[dict[Do, Direction]] = {"UP": "up", "DOWN": "down", "LEFT": "left", "RIGHT": "right"}
ZAPS: Final[dict[Do, Direction]] = {"ZAP_UP": "up", "ZAP_DOWN": "down", "ZAP_LEFT": "left", "ZAP_RIGHT": "right"}


@dataclass(frozen=True, slots=True)
class Act:
    """What a seat does in a step; all do it at once."""

    do: Do


@dataclass(frozen=True, slots=True)
class Draw:
    """Chance: all that a step leaves to it. But for `targets` it hangs on the step alone, not on what seats do."""

    order: tuple[Seat, ...]
    """All seats: where several want the same thing, the first of them gets it."""
    growth: int
    """The orchard tiles, one bit each, that would get an apple if they were empty."""
    waste: tuple[Tile, ...] = ()
    """All river tiles, where new waste is due: it comes upon the first clean one."""
    targets: tuple[Seat, ...] = ()
    """All seats, where two are allied: the order in which the two zap, and of outsiders that are equally frozen."""


@dataclass(frozen=True, slots=True)
class ClassicDraw:
    """Chance where seats face somewhere. But for `places` it hangs on the step alone, not on what seats do."""

    order: tuple[Seat, ...]
    """All seats: where several want the same thing, the first of them gets it."""
    growth: tuple[tuple[Tile, int], ...] = ()
    """Orchard tiles that would get an apple if they were empty and no more river tiles than this held waste."""
    waste: tuple[Tile, ...] = ()
    """River tiles, where new waste is due: it comes upon the first clean one; before the first step, upon the first."""
    places: tuple[tuple[Tile, Facing], ...] = ()
    """All starting points, where somebody starts or returns: the first free one is taken, facing so."""


ACTS: Final = tuple(Act(do) for do in get_args(PaperDo))
CLASSIC_ACTS: Final = tuple(Act(do) for do in get_args(ClassicDo))
STAY: Final = ACTS[0]
