"""What every game promises, whatever its rules: a law for each line of the contract."""

import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

import pytest
from hypothesis import given

from games.core import CHANCE, Seat
from games.luck import Luck
from games.secret_tools.actions import Unanswered
from tests.games.cases import Case, Plan, every_case, plans, play, some
from tests.games.frames import AnyGame, Frame, fold


def everybody(game: AnyGame, plan: Plan) -> tuple[Seat, ...]:
    """All that could act, and two that never can."""
    seats = plan.seats(game)
    return (CHANCE, *range(seats), seats, -2)


@every_case
def test_a_table_has_as_many_seats_as_the_game_says(case: Case) -> None:
    game = case.game()
    for seats in game.seats:
        assert game.acting(game.start(seats))
    for seats in (min(game.seats) - 1, max(game.seats) + 1):
        with pytest.raises(ValueError, match=str(seats)):
            game.start(seats)


@every_case
@some(10)
@given(plan=plans)
def test_legal_and_neutral_moves_are_accepted(case: Case, plan: Plan) -> None:
    game = case.game()
    for frame in play(case, plan, game):
        acting = game.acting(frame.before) - {CHANCE}
        usual = {seat: game.neutral(frame.before, seat) for seat in acting} or frame.actions
        assert game.step(frame.before, usual).events is not None
        for seat in everybody(game, plan):
            legal = game.legal(frame.before, seat)
            assert bool(legal) == (seat in game.answering(frame.before) - {CHANCE})
            for action in legal:
                assert type(action) in game.actions
                assert game.check(frame.before, seat, action) is None
                if seat in acting:
                    game.step(frame.before, {**usual, seat: action})


@every_case
@some(10)
@given(plan=plans)
def test_check_agrees_with_legal(case: Case, plan: Plan) -> None:
    """For everything anybody did in the match: a player may do it here exactly if it is listed, but for its text."""
    game, frames = case.game(), list(play(case, plan))
    tried = dict.fromkeys(action for frame in frames for action in frame.actions.values())
    silent = {a: case.silent(a) for a in tried if not isinstance(a, Unanswered)}
    for frame in frames:
        for seat in everybody(game, plan)[1:]:
            legal = frozenset(game.legal(frame.before, seat))
            wrong = [a for a in silent if (game.check(frame.before, seat, a) is None) != (silent[a] in legal)]
            assert not wrong, (seat, frame.before)


@every_case
@some(10)
@given(plan=plans)
def test_the_order_of_the_legal_actions_is_fixed_and_none_is_listed_twice(case: Case, plan: Plan) -> None:
    game, again = case.game(), case.game()
    for frame in play(case, plan, game):
        for seat in game.acting(frame.before):
            legal = game.legal(frame.before, seat)
            assert legal == again.legal(frame.before, seat)
            assert len(set(legal)) == len(legal)


@every_case
@some(20)
@given(plan=plans)
def test_the_actions_refold_to_the_same_match(case: Case, plan: Plan) -> None:
    game, frames = case.game(), list(play(case, plan))
    assert list(fold(game, game.start(plan.seats(game)), [frame.actions for frame in frames])) == frames


@every_case
@some(20)
@given(plan=plans)
def test_the_same_seed_gives_the_same_match_and_leaves_the_worlds_luck_alone(case: Case, plan: Plan) -> None:
    random.seed(1)
    before, first = random.getstate(), list(play(case, plan))
    assert random.getstate() == before
    random.seed(2)
    assert list(play(case, plan)) == first


@every_case
@some(20)
@given(plan=plans)
def test_a_draw_has_a_name_of_its_own_and_depends_on_nothing_else(case: Case, plan: Plan) -> None:
    game, names = case.game(), list[str]()
    for frame in play(case, plan):
        if CHANCE in frame.actions:
            names.append(game.luck(frame.before))
            assert game.chance(frame.before, Luck(plan.seed, names[-1])) == frame.actions[CHANCE]
            assert frame.actions.keys() == {CHANCE}
    assert len(set(names)) == len(names)


@every_case
@some(10)
@given(plan=plans, other=plans)
def test_draws_of_one_name_are_of_one_kind_in_every_match(case: Case, plan: Plan, other: Plan) -> None:
    game, kinds = case.game(), dict[str, type]()
    for frame in [*play(case, plan), *play(case, other)]:
        if draw := frame.actions.get(CHANCE):
            assert kinds.setdefault(game.luck(frame.before), type(draw)) is type(draw)


@every_case
@some(20)
@given(plan=plans)
def test_nobody_acts_exactly_when_there_is_an_outcome(case: Case, plan: Plan) -> None:
    game, frames = case.game(), list(play(case, plan))
    seats = plan.seats(game)
    for frame in frames:
        assert game.outcome(frame.before) is None
        assert (game.outcome(frame.state) is None) == bool(game.acting(frame.state))
        assert game.acting(frame.before) in ({CHANCE}, game.acting(frame.before) & set(range(seats)))
    outcome = game.outcome(frames[-1].state)
    assert outcome is not None
    assert len(outcome.points) == seats
    assert set(outcome.winners) <= set(range(seats))
    assert len(set(outcome.winners)) == len(outcome.winners) > 0


@every_case
@some(20)
@given(plan=plans)
def test_an_observation_says_whose_it_is_how_many_decisions_it_made_and_who_is_waited_for(
    case: Case, plan: Plan
) -> None:
    game = case.game()
    made = dict.fromkeys(range(plan.seats(game)), 0)
    for frame in play(case, plan):
        for seat in made:
            seen = game.observe(frame.before, seat)
            assert (seen.seat, seen.decision) == (seat, made[seat])
            if CHANCE not in game.acting(frame.before):
                assert (seat in seen.waiting_for) == (seat in game.answering(frame.before))
            made[seat] += seat in frame.actions
        spectator = game.observe(frame.state, None)
        assert (spectator.seat, spectator.decision) == (None, None)
        assert bool(spectator.waiting_for) == (game.outcome(frame.state) is None)


@every_case
@some(10)
@given(plan=plans)
def test_only_declared_events_happen(case: Case, plan: Plan) -> None:
    game = case.game()
    assert {type(event) for frame in play(case, plan) for event in frame.events} <= set(game.events)


@cache
def made_of(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a dataclass; nothing of any other kind."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def parts(value: Any, walked: set[Any]) -> Iterator[Any]:
    """The value and all it is made of, but what a dataclass is made of that was walked through before."""
    yield value
    if names := made_of(type(value)):
        if value in walked:
            return
        walked.add(value)
        value = [getattr(value, name) for name in names]
    if isinstance(value, tuple | list | frozenset | set):
        for part in value:
            yield from parts(part, walked)


@cache
def lasting(kind: Any) -> bool:
    """Whether values of this kind can never change themselves, apart from their parts."""
    if is_dataclass(kind):
        return kind.__dataclass_params__.frozen and not kind.__dictoffset__
    return issubclass(kind, type(None) | bool | int | float | str | Enum | tuple | frozenset)


def unchangeable(value: Any) -> bool:
    return lasting(type(value))


@every_case
@some(10)
@given(plan=plans)
def test_everything_is_immutable_and_no_observation_holds_the_state(case: Case, plan: Plan) -> None:
    game, walked, told = case.game(), set[Any](), set[Any]()
    for frame in play(case, plan):
        seen = [game.observe(frame.state, viewer) for viewer in (None, *range(plan.seats(game)))]
        acts = [game.legal(frame.state, seat) for seat in game.acting(frame.state)]
        states = (type(frame.state), type(getattr(frame.state, "inner", frame.state)))
        assert not [part for part in parts(seen, told) if isinstance(part, states)]
        whole = (*seen, *acts, frame.state, frame.events, game.outcome(frame.state))
        assert all(map(unchangeable, parts(whole, walked)))


def test_the_walk_finds_a_list_deep_inside() -> None:
    frame = Frame((), {}, (), ())
    assert all(map(unchangeable, parts((1, ("a", frozenset({2}))), set())))
    assert not all(map(unchangeable, parts((1, (frame, frozenset({2}))), set())))
    assert not all(map(unchangeable, parts((1, ([],)), set())))
