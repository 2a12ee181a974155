"""What a program is shown, what nobody is shown of the others, and what becomes of a program's answer."""

from collections.abc import Callable
from typing import Any

import pytest

from agents.core import View
from agents.human import HUMAN
from agents.table import Table
from games.core import CHANCE, Seat, seen_by
from games.decision import Decision, Failure, Trace, TraceKind
from games.liars_bar.actions import Call, Pass, Play, Starter
from games.liars_bar.events import Dealt, Laid, RevolversLoaded
from tests.agents.tables import Program, Shelf, Wave, advance, bar, first, toy, turn
from tests.toy.values import Drawn, Guess, Guessed, Whispered


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
