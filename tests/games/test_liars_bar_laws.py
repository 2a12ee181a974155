"""What holds at every step of every match of Liar's Bar."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.core import CHANCE
from games.liars_bar import events
from games.liars_bar.actions import Call, Deal, Pass, Play
from games.liars_bar.rules import LiarsBar
from games.liars_bar.state import End, Phase, State
from tests.games.bar import PAPER, Bar, cards
from tests.games.cases import CASES, Case, Plan, plans, play, some

every_preset = pytest.mark.parametrize("case", [case for case in CASES if case.entry.name == "liars_bar"], ids=str)


def in_play(state: State) -> Counter[str]:
    """The cards in hands and on the table."""
    lying = [*state.hands, *(play.cards for play in state.passed), *([state.laid.cards] if state.laid else [])]
    return Counter(card for some_cards in lying for card in some_cards)


@every_preset
@some(30)
@given(plan=plans)
def test_no_card_is_lost_or_made(case: Case, plan: Plan) -> None:
    dealt, deck = Counter[str](), Counter(case.game().rules.deck)
    for frame in play(case, plan):
        draw = frame.actions.get(CHANCE)
        if isinstance(draw, Deal):
            dealt = Counter(card for hand in draw.hands for card in hand)
            assert dealt.total() == 5 * sum(frame.state.alive)
        assert in_play(frame.state) == dealt
        assert dealt <= deck


@every_preset
@some(30)
@given(plan=plans)
def test_a_match_below_the_cap_has_one_death_less_than_seats(case: Case, plan: Plan) -> None:
    frames = list(play(case, plan))
    deaths = [e.seat for frame in frames for e in frame.events if isinstance(e, events.Shot) and e.dead]
    end: Any = frames[-1].events[-1]
    assert len(set(deaths)) == len(deaths)
    assert (len(deaths) == plan.seats(case.game()) - 1) == (end.why is End.SURVIVOR)
    assert frames[-1].state.round <= case.game().rules.round_cap


@every_preset
@some(30)
@given(plan=plans)
def test_shots_count_up_and_kill_exactly_at_the_live_chamber(case: Case, plan: Plan) -> None:
    frames = list(play(case, plan))
    fired = Counter[int]()
    for shot in (e for frame in frames for e in frame.events if isinstance(e, events.Shot)):
        fired[shot.seat] += 1
        assert shot.shot == fired[shot.seat]
        assert shot.dead == (shot.shot == frames[0].state.chambers[shot.seat])
    seats = range(plan.seats(case.game()))
    for viewer in (None, *seats):
        assert case.game().observe(frames[-1].state, viewer).fired == tuple(fired[seat] for seat in seats)


@every_preset
@some(30)
@given(plan=plans)
def test_points_are_the_sum_of_what_was_told_and_seen_by_everybody_at_once(case: Case, plan: Plan) -> None:
    game, total, told, frames = case.game(), Counter[int](), (), list(play(case, plan))
    for frame in frames:
        for event in frame.events:
            if isinstance(event, events.Scored):
                total[event.seat] += event.points
        told = tuple(total[seat] for seat in range(len(frame.state.alive)))
        assert {game.observe(frame.state, viewer).points for viewer in (None, 0, 1)} == {told}
    end: Any = frames[-1].events[-1]
    assert end.points == told


@some(30)
@given(plan=plans)
def test_classic_gives_no_points_and_never_judges_a_passed_play(plan: Plan) -> None:
    case = next(case for case in CASES if case.preset == "classic")
    kinds = {type(event) for frame in play(case, plan) for event in frame.events}
    assert not kinds & {events.Scored, events.PassJudged}
    assert events.MatchEnded in kinds


@every_preset
@some(30)
@given(plan=plans)
def test_only_the_next_living_seat_with_cards_is_asked_or_if_there_is_none_the_house_calls(
    case: Case, plan: Plan
) -> None:
    for frame in play(case, plan):
        ((seat, action),) = frame.actions.items()
        seats, hands = len(frame.state.alive), frame.before.hands
        others = [other % seats for other in range(seat + 1, seat + seats) if hands[other % seats]]
        if isinstance(action, Play):
            assert frame.state.turn == others[0]
            assert frame.state.alive[others[0]]
        house = any(isinstance(event, events.HouseCalled) for event in frame.events)
        assert house == (isinstance(action, Pass) and not others)


@every_preset
@some(30)
@given(plan=plans)
def test_a_round_ends_with_a_call_or_a_house_call_and_never_else(case: Case, plan: Plan) -> None:
    for frame in play(case, plan):
        called = any(isinstance(event, events.Called | events.HouseCalled) for event in frame.events)
        assert called == (frame.state.round > frame.before.round or frame.state.phase is Phase.ENDED)


@some(100)
@given(
    hand=st.lists(st.sampled_from("QKAJ"), min_size=5, max_size=5),
    laid=st.lists(st.sampled_from(["Q", "K", "A", "Joker", "10", ""]), max_size=6),
)
def test_a_play_is_legal_exactly_if_it_is_listed(hand: list[str], laid: list[Any]) -> None:
    held = "".join(sorted(hand, key="QKAJ".index))
    bar = Bar(6, 6, rules=replace(PAPER, jokers=9)).deal("Q", held, "KKKAA" if "K" not in held else "QQQAA")
    listed: Any = bar.game.legal(bar.state, 0)
    assert (bar.why_not(Play(tuple(laid))) is None) == (Play(tuple(laid)) in listed)
    assert {len(play.cards) for play in listed} == {1, 2, 3}


def test_the_legal_plays_of_a_hand_one_for_each_multiset_fewer_cards_first() -> None:
    bar = Bar(6, 6).deal("Q", "QQKJJ", "KKKAA")
    listed = ["Q", "K", "J", "QQ", "QK", "QJ", "KJ", "JJ", "QQK", "QQJ", "QKJ", "QJJ", "KJJ"]
    assert bar.game.legal(bar.state, 0) == tuple(Play(cards(laid)) for laid in listed)
    bar.lay("Q")
    assert bar.game.legal(bar.state, 1) == (Call(), Pass())
    assert bar.game.legal(bar.state, 0) == LiarsBar(PAPER).legal(bar.state, CHANCE) == ()
