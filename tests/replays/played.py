"""Plays whole matches of every registered game, and the toy, with random programs, and keeps all that happened."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

import pytest
from hypothesis import settings

from agents.core import View
from agents.table import Table
from games.core import Outcome, Seat, Viewer
from games.decision import Decision, Failure, Provenance, Step, Trace, TraceKind
from games.luck import Luck, derive
from games.registry import GAMES
from replays.record import Header, Kind, Origin, Record, Seating, codec, fresh_id
from replays.store import now
from tests.games.frames import AnyGame
from tests.toy import register_toy

register_toy()

NAMES: Final = ("Wren", "Ötzi", "三毛", "O'Neil 😀", "Vale", "Bram", "Isla")


class Case(NamedTuple):
    """One preset of one game."""

    game: str
    preset: str

    def __str__(self) -> str:
        return "-".join(self)


WALLED: Final = Case("cleanup", "classic-small")
LONG: Final = (WALLED.preset, "classic-short", "classic")
"""Presets of Cleanup whose matches are long. One of them is played where it matters what a seat sees."""
CASES: Final = [
    Case(name, preset)
    for name, entry in GAMES.items()
    for preset in entry.presets
    if preset not in LONG or name != "cleanup"
]
BOTH: Final = [Case("liars_bar", "paper"), Case("toy", "long")]
every_case = pytest.mark.parametrize("case", CASES, ids=str)
every_sight = pytest.mark.parametrize("case", [*CASES, WALLED], ids=str)
both_games = pytest.mark.parametrize("case", BOTH, ids=str)


def some(examples: int) -> Any:
    """So many examples of a property; its speed is not its subject."""
    return settings(max_examples=examples, deadline=None)


def marker(kind: str, seat: Seat, number: int) -> str:
    """A text that says whose it is, so that a search finds it where it must not be."""
    return f"#{kind}-{seat}-{number}#"


@dataclass(frozen=True, slots=True)
class Program:
    """Does anything legal; a chatty one says, whispers and thinks marked texts, and sometimes fails."""

    seat: Seat
    seed: int
    chatty: bool
    text: str
    """Stands in every trace, behind its marker."""

    async def decide(self, view: View[Any, Any]) -> Decision:
        number = view.observation.decision
        luck = Luck(self.seed, f"program/{self.seat}/{number}")
        action = luck.pick(view.legal)
        if not self.chatty:
            return Decision(action)
        spoken = next((field for field in ("say", "note") if hasattr(action, field)), None)
        if spoken is not None and luck.chance(0.4):
            action = replace(action, **{spoken: marker(spoken, self.seat, number)})
        traces = tuple([self.trace(kind, number, luck) for kind in TraceKind if luck.chance(0.3)])
        failure = Failure("gave-up", marker("detail", self.seat, number)) if luck.chance(0.1) else None
        return Decision(action, traces, failure)

    def trace(self, kind: TraceKind, number: int, luck: Luck) -> Trace:
        about = luck.below(2) if kind is TraceKind.IMPRESSION else None
        return Trace(self.seat, kind, marker(kind, self.seat, number) + self.text, luck.pick(list(Provenance)), about)


@dataclass(frozen=True)
class Played:
    """A match that has ended, as it happened and as it is kept."""

    record: Record
    steps: tuple[Step, ...]
    table: Table
    shown: list[Mapping[Viewer, tuple[int, Any]]] = field(default_factory=list[Any])
    """After each step, the start first: how many events each viewer had seen live, and its observation."""

    @property
    def viewers(self) -> tuple[Viewer, ...]:
        return (None, *range(len(self.record.header.seats)))


def play(case: Case, seed: int = 0, *, seats: int = 0, chatty: bool = False, text: str = "", **header: Any) -> Played:
    """One whole match; `header` changes what is kept about it."""
    entry = GAMES[case.game]
    game = entry.game(case.preset)
    seats = seats if seats in game.seats else game.seats[seed % len(game.seats)]
    steps: list[Step] = []
    shown: list[Any] = []

    def look() -> None:
        if chatty:
            viewers = (None, *range(seats))
            shown.append({v: (len(table.events(v)), game.observe(table.state, v)) for v in viewers})

    def keep(step: Step) -> None:
        steps.append(step)
        look()

    table = Table(game, [Program(seat, derive(seed, "programs"), chatty, text) for seat in range(seats)], seed, keep)
    asyncio.run(table.advance())
    look()
    return Played(at_rest(case, game, seats, seed, steps, table.outcome, **header), tuple(steps), table, shown)


def at_rest(
    case: Case, game: AnyGame, seats: int, seed: int, steps: Sequence[Step], outcome: Outcome | None, **changes: Any
) -> Record:
    """A match of scripted players that has ended; `changes` are to its header."""
    facts: dict[str, Any] = {
        "id": fresh_id(),
        "game": case.game,
        "preset": case.preset,
        "rules": game.rules,
        "version": game.version,
        "seats": tuple([Seating(name, Kind.SCRIPTED, "random") for name in NAMES[:seats]]),
        "origin": Origin.SIMULATION,
        "created": now(),
        "seed": seed,
        "steps": len(steps),
        "ended": now(),
        "outcome": outcome,
    }
    return Record(Header(**facts | changes), tuple(map(codec(case.game).rest, steps)))


def unfinished(record: Record, steps: int, **changes: Any) -> Record:
    """The same match after so many steps, as a reader of the store gets it."""
    changes = {"steps": steps, "ended": None, "outcome": None, "seed": None} | changes
    return Record(replace(record.header, **changes), record.steps[:steps])


def with_people(played: Played, *people: Seat) -> Played:
    """The same match as if people had sat on these seats."""
    header = played.record.header
    kinds = [Kind.PERSON if seat in people else who.kind for seat, who in enumerate(header.seats)]
    seats = tuple(replace(who, kind=kind) for who, kind in zip(header.seats, kinds, strict=True))
    return replace(played, record=Record(replace(header, seats=seats, people=True), played.record.steps))
