"""The table's contract, with real games, real answers and a shelf that can be full."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from agents.core import View
from agents.human import HUMAN
from agents.table import Player, Receipt, Table
from games.core import (
    ANALYST,
    CHANCE,
    Event,
    IllegalAction,
    InvalidAction,
    Refused,
    Seat,
    StaleAction,
    seen_by,
)
from games.decision import Decision, Failure, Step, Trace, TraceKind
from games.liars_bar.actions import CARDS, Call, Deal, Pass, Play, Starter
from games.liars_bar.events import Dealt, Laid, RevolversLoaded
from games.luck import Luck
from games.registry import GAMES
from tests.toy import ENTRY
from tests.toy.values import Draw, Drawn, Guess, Guessed, Whispered

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


def bar(players: Sequence[Player], shelf: Shelf, *, advanced: bool = True) -> Table:
    table = Table(GAMES["liars_bar"].game("paper"), players, SEED, shelf.keep)
    return advance(table) if advanced else table


def toy(players: Sequence[Player], shelf: Shelf, *, advanced: bool = True) -> Table:
    table = Table(ENTRY.game("short"), players, SEED, shelf.keep)
    return advance(table) if advanced else table


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


@dataclass(frozen=True)
class Wave:
    """An action of another game."""


# What is refused


def not_held(table: Table) -> Any:
    hand = table.view(turn(table)).observation.hand
    return next(Play((card,) * n) for n in (1, 2, 3) for card in CARDS if hand.count(card) < n)


def too_long(table: Table) -> Any:
    return Play(table.view(turn(table)).legal[0].cards, say="x" * 201)


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("must-lay", lambda _: Call()),
        ("must-lay", lambda _: Pass()),
        ("wrong-count", lambda _: Play(())),
        ("wrong-count", lambda table: Play(table.view(turn(table)).observation.hand)),
        ("not-in-hand", not_held),
        ("say-too-long", too_long),
        ("not-a-draw-now", lambda _: Starter(0)),
    ],
)
def test_an_illegal_answer_changes_nothing(code: str, make: Callable[[Table], Any]) -> None:
    shelf = Shelf()
    table = bar([HUMAN] * 3, shelf)
    before, kept = everything(table), list(shelf.steps)
    with pytest.raises(IllegalAction) as refused:
        act(table, turn(table), make(table))
    assert refused.value.why.code == code
    assert GAMES["liars_bar"].notation(table.game.rules, "en").refusal(refused.value.why)
    assert (everything(table), shelf.steps) == (before, kept)
    act(table, turn(table), table.view(turn(table)).legal[0])
    assert table.seq == len(kept) + 1


@pytest.mark.parametrize("off", [-1, 1, 5])
def test_a_stale_answer_changes_nothing(off: int) -> None:
    shelf = Shelf()
    table = bar([HUMAN] * 3, shelf)
    seat = turn(table)
    action = table.view(seat).legal[0]
    before, kept = everything(table), list(shelf.steps)
    with pytest.raises(StaleAction) as refused:
        table.submit(seat, action, due(table, seat) + off)
    assert refused.value.why.values == {"at": due(table, seat) + off, "due": due(table, seat)}
    assert (everything(table), shelf.steps) == (before, kept)


def test_a_second_answer_to_the_same_decision_is_stale() -> None:
    table = bar([HUMAN] * 3, Shelf())
    seat = turn(table)
    at, action = due(table, seat), table.view(seat).legal[0]
    table.submit(seat, action, at)
    before = everything(table)
    with pytest.raises(StaleAction):
        table.submit(seat, action, at)
    assert everything(table) == before


@pytest.mark.parametrize("seat", [CHANCE, ANALYST, 3, 99])
def test_nobody_sits_there(seat: Seat) -> None:
    table = bar([HUMAN] * 3, Shelf())
    before = everything(table)
    for action in (Pass(), Deal("Q", ((),) * 3)):
        with pytest.raises(IllegalAction):
            table.submit(seat, action, 0)
    assert everything(table) == before


def test_others_wait_for_their_turn() -> None:
    table = bar([HUMAN] * 3, Shelf())
    before = everything(table)
    for seat in {0, 1, 2} - table.waiting_for:
        hand = table.view(seat).observation.hand
        with pytest.raises(IllegalAction):
            act(table, seat, Play(hand[:1]))
    assert everything(table) == before


@pytest.mark.parametrize("action", [Guess(3), Wave(), "Call", None, Call])
def test_what_is_no_action_of_the_game_is_invalid_and_changes_nothing(action: Any) -> None:
    table = bar([HUMAN] * 3, Shelf())
    before = everything(table)
    with pytest.raises(InvalidAction):
        act(table, turn(table), action)
    assert everything(table) == before


@pytest.mark.parametrize("action", [Call(), Wave(), "Guess", None, Guess])
def test_what_is_no_action_of_a_simultaneous_game_is_invalid_too(action: Any) -> None:
    table = toy([HUMAN] * 3, Shelf())
    before = everything(table)
    with pytest.raises(InvalidAction):
        act(table, 0, action)
    assert everything(table) == before


def test_nothing_is_taken_once_the_match_has_ended() -> None:
    shelf = Shelf()
    table = bar([Program() for _ in range(3)], shelf)
    assert table.outcome is not None
    assert not table.waiting_for
    before = everything(table)
    for seat in range(3):
        with pytest.raises(IllegalAction):
            act(table, seat, Pass())
    assert everything(advance(table)) == before


# The same click twice


def test_the_same_click_gets_the_same_answer() -> None:
    shelf = Shelf()
    table = bar([HUMAN] * 3, shelf)
    seat = turn(table)
    at, action = due(table, seat), table.view(seat).legal[0]
    receipt = table.submit(seat, action, at, "a")
    after, kept = everything(table), list(shelf.steps)
    assert receipt == Receipt(len(kept), sealed=False)
    assert table.submit(seat, action, at, "a") == receipt
    act(table, turn(table), Pass())
    assert table.submit(seat, action, at, "a") == receipt
    assert len(shelf.steps) == len(kept) + 1
    assert everything(table) != after


def test_the_same_click_gets_the_same_refusal_even_if_it_would_be_legal_now() -> None:
    table = bar([HUMAN] * 3, Shelf())
    seat = turn(table)
    other = (seat + 1) % 3
    with pytest.raises(IllegalAction) as early:
        table.submit(other, Pass(), 0, "a")
    act(table, seat, table.view(seat).legal[0])
    assert table.waiting_for == {other}
    before = everything(table)
    with pytest.raises(IllegalAction) as again:
        table.submit(other, Pass(), 0, "a")
    assert again.value is early.value
    assert everything(table) == before
    table.submit(other, Pass(), 0, "b")
    assert everything(table) != before


def test_clicks_of_two_seats_are_not_the_same_click() -> None:
    table = bar([HUMAN] * 3, Shelf())
    seat = turn(table)
    receipt = act(table, seat, table.view(seat).legal[0], "a")
    assert act(table, turn(table), Pass(), "a").seq == receipt.seq + 1


# Answers of several at once


def test_a_sealed_answer_may_change_until_the_step_resolves_and_nobody_sees_it() -> None:
    shelf = Shelf()
    table = toy([HUMAN] * 3, shelf)
    assert table.waiting_for == {0, 1, 2}
    others, outside = [table.view(seat) for seat in (1, 2)], (table.events(None), table.events(ANALYST))
    kept = len(shelf.steps)
    assert act(table, 0, Guess(3)) == Receipt(kept, sealed=True)
    assert act(table, 0, Guess(9, note="changed")) == Receipt(kept, sealed=True)
    assert table.waiting_for == {1, 2}
    assert [table.view(seat) for seat in (1, 2)] == others
    assert (table.events(None), table.events(ANALYST)) == outside
    assert len(shelf.steps) == kept
    act(table, 1, Guess(4))
    with pytest.raises(IllegalAction):
        act(table, 0, Guess(100))
    assert act(table, 2, Guess(5)) == Receipt(kept + 1, sealed=False)
    assert shelf.steps[-1].actions == {0: Guess(9, note="changed"), 1: Guess(4), 2: Guess(5)}
    with pytest.raises(StaleAction):
        table.submit(0, Guess(3), 0)


def test_an_older_click_does_not_undo_a_changed_answer() -> None:
    shelf = Shelf()
    table = toy([HUMAN] * 2, shelf)
    receipt = act(table, 0, Guess(2), "a")
    act(table, 0, Guess(6), "b")
    assert act(table, 0, Guess(2), "a") == receipt
    act(table, 1, Guess(3))
    assert shelf.steps[-1].actions[0] == Guess(6)


# A step that cannot be kept


def test_a_person_can_try_again_what_could_not_be_kept() -> None:
    shelf = Shelf()
    table = bar([HUMAN] * 3, shelf)
    seat, before, kept = turn(table), everything(table), list(shelf.steps)
    action = table.view(seat).legal[0]
    shelf.full = True
    for _ in range(2):
        with pytest.raises(OSError, match="no space"):
            act(table, seat, action, "a")
        assert (everything(table), shelf.steps) == (before, kept)
    shelf.full = False
    assert act(table, seat, action, "a") == Receipt(len(kept) + 1, sealed=False)
    assert shelf.steps[-1].actions == {seat: action}


def test_what_others_have_sealed_outlasts_a_step_that_could_not_be_kept() -> None:
    shelf = Shelf()
    table = toy([HUMAN] * 2, shelf)
    act(table, 0, Guess(5))
    before = everything(table)
    shelf.full = True
    with pytest.raises(OSError, match="no space"):
        act(table, 1, Guess(2), "a")
    assert everything(table) == before
    assert table.waiting_for == {1}
    shelf.full = False
    act(table, 1, Guess(4))
    assert shelf.steps[-1].actions == {0: Guess(5), 1: Guess(4)}


def test_chance_and_programs_go_on_where_the_shelf_was_full() -> None:
    """Whatever step fails first, the match is the one it would have been."""
    whole = Shelf()
    bar([Program() for _ in range(3)], whole)
    for done in range(0, len(whole.steps), 7):
        shelf = Shelf(whole.steps[:done], full=True)
        actions = [step.actions for step in shelf.steps]
        players = [Program() for _ in range(3)]
        table = Table.resume(GAMES["liars_bar"].game("paper"), players, SEED, shelf.keep, actions)
        before = everything(table)
        with pytest.raises(OSError, match="no space"):
            advance(table)
        assert everything(table) == before
        shelf.full = False
        advance(table)
        assert shelf.steps == whole.steps


def test_a_joint_step_of_programs_that_could_not_be_kept_changes_nothing() -> None:
    shelf = Shelf()
    drawn = toy([HUMAN] * 3, shelf)
    table = Table.resume(drawn.game, [Program()] * 3, SEED, shelf.keep, [step.actions for step in shelf.steps])
    before = everything(table)
    assert table.waiting_for == {0, 1, 2}
    shelf.full = True
    with pytest.raises(OSError, match="no space"):
        advance(table)
    assert everything(table) == before
    shelf.full = False
    assert advance(table).outcome is not None
    assert [step.seq for step in shelf.steps] == list(range(1, table.seq + 1))


# Programs


def trace(seat: Seat) -> Trace:
    return Trace(seat, TraceKind.REASON, "It seemed right.")


def once(decision: Decision) -> Callable[[View[Any, Any]], Decision]:
    """This answer to the seat's first decision, and legal ones afterwards."""
    return lambda view: first(view) if view.observation.decision else decision


@pytest.mark.parametrize(
    ("decision", "failure"),
    [
        (Decision(None), Failure("empty")),
        (Decision(None, failure=Failure("timeout", "30 s")), Failure("timeout", "30 s")),
        (Decision(Pass(), failure=Failure("cut-off")), Failure("cut-off")),
        (Decision(Call()), Failure("illegal", "must-lay")),
        (Decision(Play(())), Failure("illegal", "wrong-count")),
        (Decision(Play(("Q",), say="x" * 201)), Failure("illegal", "say-too-long")),
        (Decision(Starter(0)), Failure("illegal", "not-a-draw-now")),
    ],
)
def test_a_program_that_fails_is_played_neutral_and_the_record_says_why(decision: Decision, failure: Failure) -> None:
    starter = turn(bar([HUMAN] * 3, Shelf()))
    shelf = Shelf()
    told = Decision(decision.action, (trace(starter),), decision.failure)
    table = bar([Program(once(told)) for _ in range(3)], shelf, advanced=False)
    state = bar([HUMAN] * 3, Shelf()).state
    advance(table)
    step = next(step for step in shelf.steps if starter in step.actions)
    assert step.actions == {starter: table.game.neutral(state, starter)}
    assert step.forced == {starter: failure}
    assert step.traces == (trace(starter),)
    assert table.outcome is not None


@pytest.mark.parametrize("make", [bar, toy])
@pytest.mark.parametrize("action", [Wave(), "Pass"])
def test_a_program_may_answer_with_what_is_no_action_of_the_game(make: Callable[..., Table], action: Any) -> None:
    shelf = Shelf()
    table = make([Program(once(Decision(action))) for _ in range(3)], shelf)
    assert table.outcome is not None
    forced = [failure for step in shelf.steps for failure in step.forced.values()]
    assert forced == [Failure("illegal", "no-such-action")] * 3


def test_who_answers_is_not_forced() -> None:
    shelf = Shelf()
    bar([Program(lambda view: Decision(view.legal[-1], (trace(0),))) for _ in range(3)], shelf)
    assert not any(step.forced for step in shelf.steps)
    assert all(step.traces == (() if CHANCE in step.actions else (trace(0),)) for step in shelf.steps)


def test_a_program_that_breaks_leaves_the_table_as_it_was() -> None:
    def broken(_: View[Any, Any]) -> Decision:
        raise RuntimeError("broken")

    shelf = Shelf()
    table = toy([HUMAN, Program(), Program(broken)], shelf, advanced=False)
    with pytest.raises(RuntimeError, match="broken"):
        advance(table)
    assert table.waiting_for == {0, 1, 2}
    assert table.seq == len(shelf.steps) == 1


def test_persons_are_waited_for_and_programs_are_not() -> None:
    shelf = Shelf()
    table = bar([Program(), HUMAN, Program()], shelf)
    turns = 0
    while table.outcome is None:
        assert table.waiting_for == {1}
        assert everything(advance(table)) is not None
        assert table.waiting_for == {1}
        act(table, 1, table.view(1).legal[0])
        advance(table)
        turns += 1
    assert turns == sum(1 in step.actions for step in shelf.steps)
    both = toy([Program(), HUMAN, Program()], Shelf())
    assert both.waiting_for == {1}
    act(both, 1, Guess(3))
    assert both.seq == 2


def test_all_programs_of_a_step_are_asked_before_any_answer_is_used() -> None:
    """Each of them answers only when all have been asked; and none sees anything of another's answer."""

    async def match() -> tuple[list[View[Any, Any]], Shelf]:
        all_asked = asyncio.Barrier(3)
        views: list[View[Any, Any]] = []

        class Together:
            async def decide(self, view: View[Any, Any]) -> Decision:
                views.append(view)
                async with asyncio.timeout(10):
                    await all_asked.wait()
                return first(view)

        shelf = Shelf()
        await toy([Together() for _ in range(3)], shelf, advanced=False).advance()
        return views, shelf

    views, shelf = asyncio.run(match())
    assert len(views) == 3 * 2
    for step in (0, 1):
        asked = views[3 * step : 3 * step + 3]
        assert {view.observation.seat for view in asked} == {0, 1, 2}
        guesses = [sum(isinstance(event, Guessed) for event in view.events) for view in asked]
        assert guesses == [3 * step] * 3
    assert [set(step.actions) for step in shelf.steps] == [{CHANCE}, {0, 1, 2}] * 2


def test_a_person_may_answer_while_programs_think() -> None:
    async def match() -> Shelf:
        ask, go, shelf = asyncio.Event(), asyncio.Event(), Shelf()
        table = toy([HUMAN, Slow(ask, go), Slow(ask, go)], shelf, advanced=False)
        thinking = asyncio.create_task(table.advance())
        await ask.wait()
        assert act(table, 0, Guess(4)).sealed
        assert act(table, 0, Guess(5)).sealed
        go.set()
        await thinking
        return shelf

    assert asyncio.run(match()).steps[1].actions[0] == Guess(5)


@pytest.mark.parametrize("make", [bar, toy])
def test_two_calls_to_advance_play_every_step_once(make: Callable[..., Table]) -> None:
    """Whichever step they meet at; what was asked later is answered later."""

    class Slowly:
        asked = 0

        async def decide(self, view: View[Any, Any]) -> Decision:
            self.asked += 1
            for _ in range(4 * self.asked):
                await asyncio.sleep(0)
            return first(view)

    async def twice(table: Table) -> None:
        await asyncio.gather(table.advance(), table.advance())

    whole = Shelf()
    game = make([Program() for _ in range(3)], whole).game
    for done in range(len(whole.steps)):
        shelf = Shelf(whole.steps[:done])
        actions = [step.actions for step in shelf.steps]
        asyncio.run(twice(Table.resume(game, [Slowly() for _ in range(3)], SEED, shelf.keep, actions)))
        assert shelf.steps == whole.steps


# Records


def test_the_steps_are_the_match() -> None:
    shelf = Shelf()
    table = bar([Program() for _ in range(4)], shelf)
    assert [step.seq for step in shelf.steps] == list(range(1, table.seq + 1))
    assert [step.outcome for step in shelf.steps] == [None] * (table.seq - 1) + [table.outcome]
    state = table.game.start(4)
    for step in shelf.steps:
        if CHANCE in step.actions:
            assert step.actions[CHANCE] == table.game.chance(state, Luck(SEED, table.game.luck(state)))
        state, events = table.game.step(state, step.actions)
        assert events == step.events
    assert state == table.state


@pytest.mark.parametrize("name", ["liars_bar", "toy"])
def test_a_match_resumed_anywhere_is_the_same_match(name: str) -> None:
    entry = (GAMES | {"toy": ENTRY})[name]
    game = entry.game(next(iter(entry.presets)))
    whole = Shelf()
    ended = advance(Table(game, [Program() for _ in range(3)], SEED, whole.keep))
    for done in range(len(whole.steps) + 1):
        shelf = Shelf()
        actions = [step.actions for step in whole.steps[:done]]
        table = Table.resume(game, [Program() for _ in range(3)], SEED, shelf.keep, actions)
        assert table.seq == done
        assert not shelf.steps
        advance(table)
        assert shelf.steps == whole.steps[done:]
        assert everything(table) == everything(ended)


def test_a_person_returns_to_the_same_decision() -> None:
    shelf = Shelf()
    table = bar([Program(), HUMAN, Program()], shelf)
    act(table, 1, table.view(1).legal[0])
    advance(table)
    again = Table.resume(table.game, table.players, SEED, shelf.keep, [step.actions for step in shelf.steps])
    assert everything(again) == everything(table)
    act(again, 1, again.view(1).legal[0])
    assert shelf.steps[-1].seq == table.seq + 1


# What a view holds


def test_a_view_holds_the_events_as_its_seat_may_read_them() -> None:
    for make in (bar, toy):
        shelf, players = Shelf(), [Program() for _ in range(3)]
        make(players, shelf)
        for seat, player in enumerate(players):
            for view in player.views:
                told = len(view.events)
                assert view.observation.seat == seat
                seen = [part for event in shelf.events if (part := seen_by(event, seat)) is not None]
                assert list(view.events) == seen[:told]
            assert player.views[-1].events


def test_a_view_never_holds_another_seats_cards() -> None:
    players = [Program() for _ in range(4)]
    table = bar(players, Shelf())
    shown = 0
    for seat, player in enumerate(players):
        for event in (event for view in player.views for event in view.events):
            if isinstance(event, Dealt | Laid):
                assert (event.cards is not None) == (event.seat == seat)
                shown += 1
            elif isinstance(event, RevolversLoaded):
                assert event.live is None
    assert shown
    assert not [e for e in table.events(None) if isinstance(e, Dealt | Laid) and e.cards is not None]


def test_a_view_never_holds_what_two_others_share() -> None:
    whispering = Program(lambda view: Decision(Guess(view.legal[0].number, note="psst")))
    players = [whispering, Program(), Program()]
    table = toy(players, Shelf())
    for seat, whispers in ((0, 2), (1, 2), (2, 0), (None, 0)):
        events = table.events(seat)
        assert sum(isinstance(event, Whispered) for event in events) == whispers
        assert all(event.card is None for event in events if isinstance(event, Drawn) and event.seat != seat)
        assert all(event.number is None for event in events if isinstance(event, Guessed) and event.seat != seat)


def test_a_draw_is_no_answer_of_a_seat() -> None:
    table = toy([HUMAN] * 2, Shelf())
    before = everything(table)
    with pytest.raises(Refused):
        act(table, 0, Draw((1, 1)))
    assert everything(table) == before
