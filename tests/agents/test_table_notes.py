"""What programs note beside their decisions, what they read of it later, and that nobody is asked for nothing."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pytest

from agents.core import View
from agents.human import HUMAN
from agents.meter import LimitReached
from agents.table import Player, Rest, Table
from games.core import CHANCE, Game, Seat
from games.decision import Decision, Failure, Reflection, Step, Trace, TraceKind
from games.model import Form, Message, ModelCall, Purpose
from games.registry import GAMES
from tests.agents.tables import SEED, Program, Shelf, act, advance, first, turn
from tests.toy import ENTRY

BAR, TOY = GAMES["liars_bar"].game("paper"), ENTRY.game("long")
both_games = pytest.mark.parametrize("game", [BAR, TOY], ids=["liars_bar", "toy"])


def call(seat: Seat, purpose: Purpose, number: int) -> ModelCall:
    return ModelCall(
        seat=seat,
        purpose=purpose,
        attempt=1,
        messages=(Message("user", f"question {number}"),),
        schema="{}",
        form=Form.SCHEMA,
        asked="openai/tiny",
        settings={},
        reply=f"{purpose} {number} of {seat}",
    )


@dataclass
class Thinker:
    """A program that says what it is asked for, and keeps what it was shown."""

    seat: Seat
    views: list[View[Any, Any]] = field(default_factory=list[View[Any, Any]])
    failing: bool = False

    async def decide(self, view: View[Any, Any]) -> Decision:
        self.views.append(view)
        at = view.observation.decision
        traces = (Trace(self.seat, TraceKind.REASON, f"reason {at}"),)
        calls = (call(self.seat, Purpose.MOVE, at),)
        if self.failing:
            return Decision(None, traces, Failure("timeout"), calls)
        return Decision(first(view).action, traces, calls=calls)


@dataclass
class Noting(Thinker):
    """It notes something between rounds as well."""

    noted: int = 0

    async def reflect(self, view: View[Any, Any]) -> Reflection:
        self.views.append(view)
        self.noted += 1
        number = len(view.traces)
        about = (self.seat + 1) % 3
        traces = (Trace(self.seat, TraceKind.IMPRESSION, f"impression {number}", about=about),)
        return Reflection(traces, (call(self.seat, Purpose.IMPRESSIONS, number),))


def play(game: Game[Any, Any, Any], players: Iterable[Player], shelf: Shelf) -> Table:
    return advance(Table(game, list(players), SEED, shelf.keep))


def draws_after_players(steps: Iterable[Step]) -> list[Step]:
    """Each first draw behind a step in which somebody acted."""
    found: list[Step] = []
    acted = False
    for step in steps:
        if CHANCE in step.actions and acted:
            found.append(step)
        acted = CHANCE not in step.actions
    return found


@both_games
def test_the_calls_of_a_decision_stand_in_its_step(game: Game[Any, Any, Any]) -> None:
    shelf = Shelf()
    play(game, [Thinker(0), Program(), Thinker(2, failing=True)], shelf)
    for step in shelf.steps:
        models = sorted(step.actions.keys() - {CHANCE, 1})
        assert [(one.seat, one.purpose) for one in step.calls] == [(seat, Purpose.MOVE) for seat in models]
        assert [trace.seat for trace in step.traces] == models
        assert dict(step.forced) == {seat: Failure("timeout") for seat in models if seat == 2}
    assert {one.seat for step in shelf.steps for one in step.calls} == {0, 2}


@both_games
def test_programs_reflect_once_before_the_draw_that_follows_what_players_did(game: Game[Any, Any, Any]) -> None:
    shelf, players = Shelf(), [Noting(0), Thinker(1), Noting(2)]
    play(game, players, shelf)
    notes = draws_after_players(shelf.steps)
    assert notes
    for step in shelf.steps:
        at_draw = step in notes
        if CHANCE in step.actions:
            assert [(t.seat, t.kind) for t in step.traces] == [(s, TraceKind.IMPRESSION) for s in (0, 2) if at_draw]
            assert [(c.seat, c.purpose) for c in step.calls] == [(s, Purpose.IMPRESSIONS) for s in (0, 2) if at_draw]
        assert CHANCE not in step.forced
    assert [player.noted for player in players if isinstance(player, Noting)] == [len(notes)] * 2


@both_games
def test_a_seat_reads_its_own_notes_and_no_others(game: Game[Any, Any, Any]) -> None:
    shelf, players = Shelf(), [Noting(seat) for seat in range(3)]
    play(game, players, shelf)
    for seat, player in enumerate(players):
        own = tuple(trace for step in shelf.steps for trace in step.traces if trace.seat == seat)
        assert [view.traces for view in player.views] == [own[: len(view.traces)] for view in player.views]
        told = [len(view.traces) for view in player.views]
        assert told == list(range(told[-1] + 1)), "one more at each question"


@both_games
def test_what_a_round_was_like_is_known_when_programs_reflect(game: Game[Any, Any, Any]) -> None:
    """Everything that happened in the round is in the view, and nobody is to act."""
    shelf, player = Shelf(), Noting(0)
    table = play(game, [player, Noting(1), Noting(2)], shelf)
    asked = iter([view for view in player.views if not view.legal])
    for step in draws_after_players(shelf.steps):
        view = next(asked)
        assert view.observation.waiting_for == {CHANCE}
        seen = Table.resume(game, table.players, SEED, shelf.keep, [s.actions for s in shelf.steps[: step.seq - 1]])
        assert view.events == seen.events(0)


@both_games
def test_a_match_resumed_anywhere_goes_on_with_the_notes_it_had(game: Game[Any, Any, Any]) -> None:
    whole = Shelf()
    play(game, [Noting(seat) for seat in range(3)], whole)
    for done in range(0, len(whole.steps) + 1, 3):
        shelf, past = Shelf(), whole.steps[:done]
        traces = [trace for step in past for trace in step.traces]
        table = Table.resume(
            game,
            [Noting(seat) for seat in range(3)],
            SEED,
            shelf.keep,
            [step.actions for step in past],
            traces=traces,
        )
        advance(table)
        assert shelf.steps == whole.steps[done:]


@dataclass
class Fickle(Shelf):
    """It has no space the first two times that a step is to be kept."""

    tries: int = 0

    def keep(self, step: Step) -> None:
        self.tries += 1
        self.full = self.tries % 3 != 0
        super().keep(step)


@both_games
@pytest.mark.parametrize("paused", [False, True])
def test_nobody_is_asked_twice_because_the_shelf_was_full(game: Game[Any, Any, Any], paused: bool) -> None:
    """What a model has answered was paid for."""
    shelf, players, pause = Fickle(), [Noting(seat) for seat in range(3)], Gate(open=True).begin
    table = Table(game, players, SEED, shelf.keep, pause=pause if paused else None)
    while table.outcome is None:
        with suppress(OSError):
            advance(table)
    once, asked = Shelf(), [Noting(seat) for seat in range(3)]
    play(game, asked, once)
    assert shelf.steps == once.steps
    assert shelf.tries == 3 * len(shelf.steps)
    assert [player.views for player in players] == [player.views for player in asked]


def test_a_person_who_is_replaced_after_a_full_shelf_is_not_remembered() -> None:
    shelf = Shelf()
    table = play(BAR, [HUMAN] * 3, shelf)
    seat, before = turn(table), len(shelf.steps)
    shelf.full = True
    with pytest.raises(OSError, match="no space"):
        act(table, seat, table.view(seat).legal[-1])
    shelf.full = False
    program = Program()
    table.replace(seat, program)
    advance(table)
    assert shelf.steps[before].actions[seat] == first(program.views[0]).action


@dataclass
class Gate:
    """Where programs and pauses wait until a test lets them go on."""

    open: bool = False
    inside: int = 0
    cancelled: int = 0

    def begin(self) -> Rest:
        """A pause."""
        return self.wait

    async def wait(self) -> None:
        self.inside += 1
        try:
            await asyncio.sleep(0 if self.open else 3600)
        except asyncio.CancelledError:
            # A connection takes a moment to close.
            for _ in range(5):
                await asyncio.sleep(0)
            self.cancelled += 1
            raise
        finally:
            self.inside -= 1

    async def reached(self, count: int) -> None:
        while self.inside < count:
            await asyncio.sleep(0)


@dataclass
class Waiting(Noting):
    """Its decisions and its notes wait at their gates."""

    decides: Gate = field(default_factory=lambda: Gate(open=True))
    notes: Gate = field(default_factory=lambda: Gate(open=True))

    async def decide(self, view: View[Any, Any]) -> Decision:
        await self.decides.wait()
        return await super().decide(view)

    async def reflect(self, view: View[Any, Any]) -> Reflection:
        await self.notes.wait()
        return await super().reflect(view)


@both_games
@pytest.mark.parametrize("paused", [False, True])
@pytest.mark.parametrize("what", ["decides", "notes"])
def test_when_advancing_is_cancelled_nobody_thinks_any_more(game: Game[Any, Any, Any], paused: bool, what: str) -> None:
    async def match() -> None:
        gate, pause, shelf = Gate(), Gate(open=what == "notes"), Shelf()
        players = [Waiting(seat, **{what: gate}) for seat in range(3)]
        table = Table(game, players, SEED, shelf.keep, pause=pause.begin if paused else None)
        playing = asyncio.create_task(table.advance())
        await gate.reached(1 if game is BAR and what == "decides" else 3)
        asked, kept = gate.inside, list(shelf.steps)
        playing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await playing
        assert (gate.inside, gate.cancelled, pause.inside) == (0, asked, 0)
        assert shelf.steps == kept
        assert len(asyncio.all_tasks()) == 1
        gate.open = pause.open = True
        await table.advance()
        assert table.outcome is not None

    asyncio.run(match())


def test_a_program_that_is_replaced_while_it_thinks_is_cancelled_and_the_next_is_asked() -> None:
    async def match() -> None:
        gate, shelf = Gate(), Shelf()
        players = [Waiting(seat, decides=gate) for seat in range(3)]
        table = Table(BAR, players, SEED, shelf.keep, pause=Gate(open=True).begin)
        playing = asyncio.create_task(table.advance())
        while table.outcome is None:
            await gate.reached(1)
            seat, late = turn(table), Program()
            table.replace(seat, late)
            while not late.views:
                await asyncio.sleep(0)
            if late is table.players[seat] and gate.cancelled == 3:
                break
        await playing
        assert (gate.inside, gate.cancelled) == (0, 3)
        assert not any(step.calls for step in shelf.steps if CHANCE not in step.actions)

    asyncio.run(match())


def test_a_program_that_is_replaced_while_it_notes_is_not_listened_to() -> None:
    async def match() -> None:
        gate, shelf, seat = Gate(), Shelf(), 1
        players = [Waiting(0), Waiting(seat, notes=gate), Waiting(2)]
        table = Table(TOY, players, SEED, shelf.keep)
        playing = asyncio.create_task(table.advance())
        await gate.reached(1)
        table.replace(seat, Program())
        await playing
        assert gate.cancelled == 1
        notes = draws_after_players(shelf.steps)
        assert [[trace.seat for trace in step.traces] for step in notes] == [[0, 2]] * len(notes)

    asyncio.run(match())


def test_what_one_program_raises_ends_the_thinking_of_the_others() -> None:
    """As when the limit of a match is reached."""

    class Poor(Noting):
        async def reflect(self, view: View[Any, Any]) -> Reflection:
            raise LimitReached("money")

    async def match() -> None:
        gate, shelf = Gate(), Shelf()
        table = Table(TOY, [Waiting(0, notes=gate), Poor(1), Waiting(2, notes=gate)], SEED, shelf.keep)
        with pytest.raises(LimitReached, match="money"):
            await table.advance()
        assert (gate.inside, gate.cancelled) == (0, 2)
        assert len(shelf.steps) == table.seq == 2

    asyncio.run(match())
