"""A walled board of Cleanup on which a test puts everything: `Ground("E5 up", waste="E4").plays("CLEAN")`."""

from dataclasses import replace
from itertools import permutations
from typing import Any, Self

import pytest

from games.cleanup.actions import Act, ClassicDo, ClassicDraw
from games.cleanup.map import COLUMNS, Tile, bits
from games.cleanup.poses import OUT
from games.cleanup.presets import CLASSIC_PRESETS, ClassicRules
from games.cleanup.rules import Cleanup
from games.cleanup.state import ACT, Field, State
from games.core import CHANCE, Event, Seat

SMALL = replace(CLASSIC_PRESETS["classic-small"], waste=0, growth=0)
FACINGS = ("up", "right", "down", "left")
PLACES = tuple((tile, 0) for tile in SMALL.layout.starts)
every_order = pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
"""Of the seats, as a test's `order`."""


def tile(place: str) -> Tile:
    """B3 is the tile in the second column and the third row."""
    return (int(place[1:]) - 1) * SMALL.layout.columns + COLUMNS.index(place[0])


def pose(stand: str) -> int:
    """A place and a facing; empty: off the board."""
    place, _, facing = stand.partition(" ")
    return 4 * tile(place) + FACINGS.index(facing) if stand else OUT


class Ground:
    """The small board. Seats that are not placed stand at its lower end, facing down, and stay."""

    def __init__(self, *stands: str, apples: str = "", waste: str = "", rules: ClassicRules = SMALL) -> None:
        self.game = Cleanup(rules)
        others = ("B14 down", "C14 down", "D14 down", "F14 down")
        poses = tuple(map(pose, (*stands, *others[len(stands) :])))
        none = (0,) * 4
        field = Field(2, bits(map(tile, apples.split())), bits(map(tile, waste.split())), poses, none, none, none, none)
        self.state = State(ACT, field)
        self.events: tuple[Event, ...] = ()
        """Of the last step."""

    @property
    def field(self) -> Field:
        return self.state.board

    def stands(self, seat: Seat) -> str:
        """Where and how; empty: off the board."""
        at = self.field.poses[seat]
        return "" if at == OUT else f"{SMALL.layout.place(at // 4)} {FACINGS[at % 4]}"

    def plays(self, *done: ClassicDo, order: Any = (0, 1, 2, 3), places: Any = PLACES, **drawn: Any) -> Self:
        """One step: what the first seats do, while the others stay, and what chance decides."""
        all_done = (*done, *("STAY",) * (4 - len(done)))
        placing = places if 2 in self.field.counters else ()
        self.state, _ = self.game.step(self.state, {seat: Act(do) for seat, do in enumerate(all_done)})
        self.state, self.events = self.game.step(self.state, {CHANCE: ClassicDraw(order, places=placing, **drawn)})
        return self

    def rests(self, steps: int) -> Self:
        """All stay."""
        for _ in range(steps):
            self.plays()
        return self

    def why_not(self, seat: Seat, do: Any) -> str | None:
        """The code with which an action is refused, or None."""
        why = self.game.check(self.state, seat, Act(do))
        return why and why.code

    def happened(self, kind: type[Event]) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]
