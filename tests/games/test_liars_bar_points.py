"""The points of Liar's Bar: how many, for what, when and in which order, and who wins by them."""

from dataclasses import replace

import pytest

from games.liars_bar import events
from games.liars_bar.events import Award
from games.liars_bar.presets import LiarsBarRules
from games.liars_bar.state import End
from tests.games.bar import CLASSIC, PAPER, Bar

SAME = "QQKAJ"


def test_a_right_call_gives_the_caller_two_at_once() -> None:
    bar = Bar(6, 6).deal("Q", SAME, SAME).lay("K").calls()
    assert bar.scored == [(1, 2, Award.RIGHT_CALL)]
    assert bar.state.points == (0, 2)


def test_a_wrong_call_that_is_survived_costs_one_at_once() -> None:
    bar = Bar(6, 6).deal("Q", SAME, SAME).lay("Q").calls()
    assert bar.scored == [(1, -1, Award.WRONG_CALL)]


def test_being_shot_dead_costs_two_instead_of_one_and_each_other_living_seat_gets_one() -> None:
    bar = Bar(6, 1, 6, 6).deal("Q", *[SAME] * 4).lay("Q").calls()
    assert bar.scored == [(1, -2, Award.SHOT_DEAD), *((seat, 1, Award.OTHER_DEATH) for seat in (0, 2, 3))]


def test_the_dead_get_nothing_for_later_deaths() -> None:
    bar = Bar(6, 1, 6, 1).deal("Q", *[SAME] * 4).lay("Q").calls().deal("Q", SAME, "", SAME, SAME).lay("Q").calls()
    assert bar.scored == [(3, -2, Award.SHOT_DEAD), (0, 1, Award.OTHER_DEATH), (2, 1, Award.OTHER_DEATH)]
    assert bar.state.points == (2, -2, 2, -1)


def test_the_last_card_laid_and_passed_gives_two_at_once() -> None:
    bar = Bar(6, 6).deal("Q", SAME, SAME).lay("QQK").passes().lay("Q").passes().lay("AJ")
    assert bar.scored == []
    assert bar.passes().scored[0] == (0, 2, Award.LAST_CARD)


def test_the_last_card_laid_and_called_gives_nothing() -> None:
    bar = Bar(6, 6).deal("Q", SAME, SAME).lay("QQK").passes().lay("Q").passes().lay("AJ").calls()
    assert Award.LAST_CARD not in [why for _, _, why in bar.scored]


def test_points_for_honest_passed_plays_are_held_back_until_the_round_ends() -> None:
    bar = Bar(6, 6).deal("Q", SAME, SAME).lay("Q").passes()
    assert bar.scored == []
    assert bar.lay("A").passes().scored == []
    assert bar.state.points == (0, 0)
    assert bar.lay("K").calls().scored == [(1, 2, Award.RIGHT_CALL), (1, 2, Award.HONEST_PASS)]
    assert bar.happened(events.PassJudged) == [
        events.PassJudged(seat=1, player=0, honest=True),
        events.PassJudged(seat=0, player=1, honest=False),
    ]


def test_a_seat_shot_dead_still_gets_its_honest_passes() -> None:
    bar = Bar(6, 6, 1).deal("Q", *[SAME] * 3).lay("Q").passes().lay("J").passes().lay("K").calls()
    assert bar.scored == [
        (0, 2, Award.RIGHT_CALL),
        (2, -2, Award.SHOT_DEAD),
        (0, 1, Award.OTHER_DEATH),
        (1, 1, Award.OTHER_DEATH),
        (1, 2, Award.HONEST_PASS),
        (2, 2, Award.HONEST_PASS),
    ]


def test_in_the_last_round_honest_passes_come_after_deaths_and_before_the_last_survivor() -> None:
    bar = Bar(1, 6).deal("Q", SAME, SAME).lay("Q").passes().lay("Q").passes().lay("K").calls()
    assert bar.scored == [
        (1, 2, Award.RIGHT_CALL),
        (0, -2, Award.SHOT_DEAD),
        (1, 1, Award.OTHER_DEATH),
        (0, 2, Award.RUNNER_UP),
        (1, 2, Award.HONEST_PASS),
        (0, 2, Award.HONEST_PASS),
        (1, 3, Award.SURVIVOR),
    ]
    assert bar.state.points == (2, 8)


@pytest.mark.parametrize(("hand", "chamber", "scored"), [
    ("QQQJJ", 6, []),
    ("QKKAA", 6, []),
    ("QKKAA", 1, [(1, -2, Award.SHOT_DEAD), (0, 1, Award.OTHER_DEATH), (1, 2, Award.RUNNER_UP)]),
])  # fmt: skip
def test_a_house_call_gives_no_points_about_calls_but_those_for_a_death(
    hand: str, chamber: int, scored: list[tuple[int, int, Award]]
) -> None:
    """Seat 0 gets rid of its last card first, and the two honest passes are paid as at every round's end."""
    bar = Bar(6, chamber).deal("Q", "QQQKA", hand).lay("QQQ").passes().lay("Q").passes().lay("KA").passes()
    assert bar.happened(events.HouseCalled) == [events.HouseCalled(1, 4)]
    assert bar.scored == [
        (0, 2, Award.LAST_CARD),
        *scored,
        (1, 2, Award.HONEST_PASS),
        (0, 2, Award.HONEST_PASS),
        *([(0, 3, Award.SURVIVOR)] if scored else []),
    ]


def second_and_third(rules: LiarsBarRules) -> list[list[Award]]:
    """What the two seats that die one after the other get for their deaths, at a table of three."""
    bar = Bar(6, 1, 1, rules=rules).deal("Q", *[SAME] * 3).lay("Q").calls()
    first = [why for seat, _, why in bar.scored if seat == 1]
    bar.deal("Q", SAME, "", SAME).lay("K").calls()
    return [first, [why for seat, _, why in bar.scored if seat == 2]]


def test_the_runner_up_is_the_one_eliminated_when_only_two_remain_or_with_the_switch_the_third() -> None:
    dead, runner_up = Award.SHOT_DEAD, Award.RUNNER_UP
    assert second_and_third(PAPER) == [[dead], [dead, runner_up]]
    assert second_and_third(replace(PAPER, runner_up="third")) == [[dead, runner_up], [dead]]


def test_at_a_table_of_two_nobody_comes_third() -> None:
    bar = Bar(6, 1, rules=replace(PAPER, runner_up="third")).deal("Q", SAME, SAME).lay("Q").calls()
    assert Award.RUNNER_UP not in [why for _, _, why in bar.scored]


def rich_but_dead(rules: LiarsBarRules) -> Bar:
    """Seat 1 passes four honest plays and lays lies; then it calls a fifth honest play and dies."""
    bar = Bar(6, 1, rules=rules).deal("Q", "QQQQJ", "KKKAA")
    for _ in range(4):
        bar.lay("Q").passes().lay("K" if "K" in bar.state.hands[1] else "A").passes()
    return bar.lay("J").calls()


def test_the_highest_total_wins_even_dead_and_the_last_survivor_is_reported_beside() -> None:
    bar = rich_but_dead(PAPER)
    assert bar.events[-1] == events.MatchEnded(End.SURVIVOR, (1,), 0, (4, 8))
    assert bar.game.outcome(bar.state) == (End.SURVIVOR, (4, 8), (1,))


def test_without_points_the_last_survivor_wins_and_passes_are_never_judged() -> None:
    bar = rich_but_dead(replace(CLASSIC, copies=8))
    assert [type(event) for event in bar.events] == [events.Called, events.Revealed, events.Shot, events.MatchEnded]
    assert bar.events[-1] == events.MatchEnded(End.SURVIVOR, (0,), 0, (0, 0))


@pytest.mark.parametrize(("laid", "points", "winners"), [("Q", (0, 4, 2), (1,)), ("K", (0, 2, 2), (1, 2))])
def test_at_the_round_cap_most_points_win_and_ties_are_shared(
    laid: str, points: tuple[int, ...], winners: tuple[int, ...]
) -> None:
    bar = Bar(6, 6, 6, rules=replace(PAPER, round_cap=2)).deal("Q", *[SAME] * 3).lay("K").calls()
    bar.deal("Q", *[SAME] * 3).lay(laid).passes().lay("K").calls()
    assert bar.game.outcome(bar.state) == (End.ROUND_CAP, points, winners)


def test_without_points_the_round_cap_is_a_draw_among_the_living() -> None:
    bar = Bar(6, 1, 6, rules=replace(CLASSIC, round_cap=1)).deal("Q", "QQKAJ", "QQKAA", "QQKAJ").lay("Q").calls()
    assert bar.game.outcome(bar.state) == (End.ROUND_CAP, (0, 0, 0), (0, 2))
