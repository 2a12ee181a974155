"""A board of Cleanup on which a test puts everything: `Field(at="B3 C3", waste="C3").plays("ZAP_RIGHT", "CLEAN")`."""

from dataclasses import replace
from typing import Any, Self

from games.cleanup.actions import Act, Do, Draw
from games.cleanup.map import COLUMNS, Tile, bits
from games.cleanup.presets import PRESETS, CleanupRules
from games.cleanup.rules import Cleanup
from games.cleanup.state import ACT, Board, State
from games.core import CHANCE, Event, Seat

PAPER = PRESETS["paper"]
BARREN = replace(PAPER, growth=0)
ORDER = (0, 1, 2, 3)


def tile(place: str) -> Tile:
    """B3 is the tile in the second column and the third row."""
    return (int(place[1:]) - 1) * PAPER.layout.columns + COLUMNS.index(place[0])


def tiles(places: str) -> tuple[Tile, ...]:
    return tuple(map(tile, places.split()))


class Field:
    """Seats that are not placed stand in corners of their own, and stay. Waste comes in steps 1, 6, 11 and so on."""

    def __init__(
        self,
        at: str = "",
        apples: str = "",
        waste: str = "",
        step: int = 2,
        allies: tuple[Seat, ...] = (),
        rules: CleanupRules = PAPER,
    ) -> None:
        self.game = Cleanup(rules)
        places = (*tiles(at), *PAPER.layout.starts[len(at.split()) :])
        board = Board(step, bits(tiles(apples)), bits(tiles(waste)), places, (0,) * 4, (0,) * 4)
        self.state = State(ACT, board, (), allies)
        self.events: tuple[Event, ...] = ()
        """Of the last step."""

    @property
    def board(self) -> Board:
        return self.state.board

    def plays(
        self, *done: Do, order: tuple[Seat, ...] = ORDER, grow: str = "", waste: str = "", targets: Any = ORDER
    ) -> Self:
        """One step: what the first seats do, while the others stay, and what chance decides; `waste`: what comes
        first, where some is due."""
        all_done = (*done, *("STAY",) * (4 - len(done)))
        first = tiles(waste)
        river = self.game.rules.layout.river
        order_of_waste = (*first, *[tile for tile in river if tile not in first])
        due = (self.board.step - 1) % self.game.rules.drift == 0
        draw = Draw(order, bits(tiles(grow)), order_of_waste if due else (), targets if self.state.allies else ())
        self.state, _ = self.game.step(self.state, {seat: Act(do) for seat, do in enumerate(all_done)})
        self.state, self.events = self.game.step(self.state, {CHANCE: draw})
        return self

    def rests(self, steps: int) -> Self:
        """All stay, and nothing grows."""
        for _ in range(steps):
            self.plays()
        return self

    def why_not(self, seat: Seat, do: Any) -> str | None:
        """The code with which an action is refused, or None."""
        why = self.game.check(self.state, seat, Act(do))
        return why and why.code

    def happened(self, kind: type[Event]) -> list[Any]:
        """The last step's events of one kind."""
        return [event for event in self.events if isinstance(event, kind)]
