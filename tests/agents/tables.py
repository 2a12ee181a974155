"""Tables of real games, a shelf that can be full, programs that remember or wait, and what everybody can see."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from agents.core import View
from agents.table import Player, Receipt, Table
from games.core import ANALYST, Event, Game, Seat
from games.decision import Decision, Step
from games.registry import GAMES
from tests.toy import ENTRY

SEED = 2


@dataclass
class Shelf:
    """Where steps are kept."""

    steps: list[Step] = field(default_factory=list[Step])
    full: bool = False

    def keep(self, step: Step) -> None:
        if self.full:
            raise OSError("no space left on device")
        self.steps.append(step)

    @property
    def events(self) -> list[Event]:
        return [event for step in self.steps for event in step.events]


def first(view: View[Any, Any]) -> Decision:
    """The first legal action, each time."""
    return Decision(view.legal[0])


@dataclass(frozen=True)
class Program:
    """An agent that remembers what it was shown."""

    answer: Callable[[View[Any, Any]], Decision] = first
    views: list[View[Any, Any]] = field(default_factory=list[View[Any, Any]])

    async def decide(self, view: View[Any, Any]) -> Decision:
        self.views.append(view)
        return self.answer(view)


@dataclass(frozen=True)
class Slow:
    """An agent that thinks until it is told to answer."""

    ask: asyncio.Event
    go: asyncio.Event

    async def decide(self, view: View[Any, Any]) -> Decision:
        self.ask.set()
        await self.go.wait()
        return first(view)


@dataclass(frozen=True)
class Wave:
    """An action of another game."""


def bar(players: Sequence[Player], shelf: Shelf, *, advanced: bool = True) -> Table:
    table = Table(GAMES["liars_bar"].game("paper"), players, SEED, shelf.keep)
    return advance(table) if advanced else table


def toy(players: Sequence[Player], shelf: Shelf, *, advanced: bool = True) -> Table:
    table = Table(ENTRY.game("short"), players, SEED, shelf.keep)
    return advance(table) if advanced else table


def resume(game: Game[Any, Any, Any], players: Sequence[Player], shelf: Shelf) -> Table:
    """A table where the match on the shelf goes on."""
    return Table.resume(game, players, SEED, shelf.keep, [step.actions for step in shelf.steps])


def advance(table: Table) -> Table:
    asyncio.run(table.advance())
    return table


def everything(table: Table) -> Any:
    """All that anybody can learn from a table."""
    views = [table.view(seat) for seat in range(len(table.players))]
    return table.state, table.seq, table.waiting_for, table.outcome, table.events(None), table.events(ANALYST), views


def due(table: Table, seat: Seat) -> int:
    return table.view(seat).observation.decision


def act(table: Table, seat: Seat, action: Any, click: str = "") -> Receipt:
    return table.submit(seat, action, due(table, seat), click)


def turn(table: Table) -> Seat:
    """Whose turn it is, where one seat acts at a time."""
    (seat,) = table.waiting_for
    return seat
