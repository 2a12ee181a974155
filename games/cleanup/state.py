"""What is true on the board: one immutable value."""

from enum import StrEnum
from typing import Any, Final, NamedTuple

from games.cleanup.actions import Do
from games.cleanup.map import Tile
from games.cleanup.poses import Pose
from games.core import Seat

_tuple: Any = tuple
made: Final = _tuple.__new__
"""Makes a NamedTuple of all its fields in half the time; for what is made at every step."""


class Phase(StrEnum):
    """What happens next."""

    SET_UP = "set up"
    """Chance lays out the board."""
    ACT = "act"
    """All seats act at once."""
    SETTLE = "settle"
    """Chance decides what they left to it, and the step is played."""
    ENDED = "ended"


SET_UP, ACT, SETTLE, ENDED = Phase
# As constants: on Python 3.11 looking up an enum's member costs ten times as much.


class End(StrEnum):
    """Why a match ended."""

    STEPS = "all steps played"


def _pollution(board: "Board | Field") -> int:
    """How many tiles are polluted."""
    return board.waste.bit_count()


def _sits_out(board: "Board | Field", seat: Seat) -> int:
    """In how many steps from now on this seat can only stay."""
    return max(0, board.counters[seat] - 1)


class Board(NamedTuple):
    """What lies and stands where. Tuples with one entry a seat; a NamedTuple because one is made at every step."""

    step: int
    """The running one, from 1; 0 while the board is laid out."""
    apples: int
    """The tiles with an apple, one bit each."""
    waste: int
    """The polluted tiles, one bit each."""
    tiles: tuple[Tile, ...]
    """Where each seat stands; empty while the board is laid out."""
    counters: tuple[int, ...]
    """Set by a zap; each falls by 1 first thing in every step, and blocks its seat while it is above 0."""
    points: tuple[int, ...]

    pollution = property(_pollution)
    sits_out = _sits_out


class Field(NamedTuple):
    """The same where seats face somewhere, each stands on a tile of its own, and who is zapped leaves the board."""

    step: int
    apples: int
    waste: int
    poses: tuple[Pose, ...]
    """Where each seat stands and faces; OUT for those that are off the board; empty while it is laid out."""
    counters: tuple[int, ...]
    """Set by a zap; each falls by 1 first thing in every step, and keeps its seat out while it is above 0."""
    cleans: tuple[int, ...]
    """Set by a beam that cleans; they fall likewise, and no such beam is sent while they are above 0."""
    zaps: tuple[int, ...]
    """The same of beams that zap."""
    points: tuple[int, ...]

    pollution = property(_pollution)
    sits_out = _sits_out


class State(NamedTuple):
    """A NamedTuple of few fields, because its copies are made at every step."""

    phase: Phase
    board: Any
    """A `Board` or a `Field`, by the rules."""
    done: tuple[Do, ...] = ()
    """What the seats do in this step, while chance is still to decide; in seat order."""
    allies: tuple[Seat, ...] = ()
    """Two whose zaps always hit an outsider, or nobody."""
