"""What may not be done is refused by name, with words for it, and changes nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

import pytest
from hypothesis import given

from games.core import CHANCE, IllegalAction, InvalidAction, Reason, Refused, Seat
from tests.games.cases import CASES, Case, Plan, every_case, plans, play, some
from tests.games.frames import AnyGame, Frame, Joint


@dataclass(frozen=True, slots=True)
class Foreign:
    """An action of no game."""


def invalid(frame: Frame) -> Iterator[tuple[Seat, Joint]]:
    """Who is to blame, and joint actions with something in them that is no action of this game."""
    for seat, action in frame.actions.items():
        child = type(type(action).__name__, (type(action),), {"__slots__": ()})
        lookalike = child(*[getattr(action, field.name) for field in fields(action)])
        wrongs: list[Any] = [Foreign(), None, "pass", 0, type(action), (action,), lookalike]
        for wrong in wrongs:
            yield seat, {**frame.actions, seat: wrong}


def illegal(game: AnyGame, seats: int, frame: Frame) -> Iterator[tuple[Seat, Joint]]:
    """Who is to blame, and joint actions by the wrong seats."""
    one = next(iter(frame.actions.values()))
    for seat in (CHANCE, -2, *range(seats + 1)):
        if seat not in frame.actions:
            yield seat, {seat: one}
            yield seat, {**frame.actions, seat: one}
            yield seat, {seat: one, **frame.actions}
    for seat in game.answering(frame.before) - frame.actions.keys():
        yield seat, {**frame.actions, seat: game.legal(frame.before, seat)[0]}
    for seat in frame.actions:
        rest = {other: action for other, action in frame.actions.items() if other != seat}
        yield seat, rest


def refused(
    game: AnyGame, frame: Frame, joint: Joint, kind: type[Refused], seat: Seat, words: Callable[[Reason], str]
) -> None:
    """The step is refused, and everybody sees and may do the same as before."""
    with pytest.raises(kind) as caught:
        game.step(frame.before, joint)
    assert type(caught.value) is kind
    assert caught.value.seat == seat
    assert caught.value.action is joint.get(seat)
    assert words(caught.value.why)


@every_case
@some(5)
@given(plan=plans)
def test_what_is_no_action_or_comes_from_the_wrong_seat_is_refused_and_changes_nothing(case: Case, plan: Plan) -> None:
    game = case.game()
    seats, words = plan.seats(game), case.refusal
    for frame in play(case, plan):
        before, views = repr(frame.before), [game.observe(frame.before, seat) for seat in (None, *range(seats))]
        for seat, joint in invalid(frame):
            refused(game, frame, joint, InvalidAction, seat, words)
        for seat, joint in illegal(game, seats, frame):
            refused(game, frame, joint, IllegalAction, seat, words)
        assert repr(frame.before) == before
        assert [game.observe(frame.before, seat) for seat in (None, *range(seats))] == views
        assert game.step(frame.before, frame.actions) == (frame.state, frame.events)


@every_case
@some(5)
@given(plan=plans)
def test_after_the_end_everything_is_refused(case: Case, plan: Plan) -> None:
    game, frames = case.game(), list(play(case, plan))
    end, words = frames[-1].state, case.refusal
    for frame in frames:
        with pytest.raises(IllegalAction) as caught:
            game.step(end, frame.actions)
        assert words(caught.value.why)


@every_case
def test_after_the_end_not_even_nothing_can_be_done(case: Case) -> None:
    *_, last = play(case, Plan(0, 1, 1))
    with pytest.raises(IllegalAction) as caught:
        case.game().step(last.state, {})
    assert caught.value.why.code == "ended"


@pytest.mark.parametrize("case", [case for case in CASES if case.known.text], ids=str)
@some(5)
@given(plan=plans)
def test_a_text_that_is_too_long_is_refused(case: Case, plan: Plan) -> None:
    game = case.game()
    limit = getattr(game.rules, f"{case.known.text}_limit")
    for frame in play(case, plan):
        for seat, action in frame.actions.items() - {CHANCE: frame.actions.get(CHANCE)}.items():
            if not hasattr(action, case.known.text):
                continue
            says = [replace(action, **{case.known.text: "é" * length}) for length in (limit, limit + 1)]
            fits, why = (game.check(frame.before, seat, said) for said in says)
            assert fits is None
            assert why is not None
            assert why.values == {"limit": limit}
