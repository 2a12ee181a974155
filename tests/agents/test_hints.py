"""Hints against the plain meaning of their words: every way the unseen cards can lie, counted one by one."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from games.core import CHANCE
from games.liars_bar import hints
from games.liars_bar.actions import JOKER, Call, arrange
from games.liars_bar.presets import PRESETS, LiarsBarRules
from games.liars_bar.rules import LiarsBar
from games.liars_bar.view import Observation
from games.luck import Luck

RULES = [
    *PRESETS.values(),
    LiarsBarRules(copies=3, jokers=1, hand=2),
    LiarsBarRules(copies=4, jokers=0, hand=3, points=None),
]


@st.composite
def observations(draw: st.DrawFn) -> list[Observation]:
    """What each seat knows of one table a few moves into a round."""
    game, seed = LiarsBar(draw(st.sampled_from(RULES))), draw(st.integers(0, 1 << 32))
    state = game.start(draw(st.sampled_from(game.seats)))
    while CHANCE in game.acting(state):
        state, _ = game.step(state, {CHANCE: game.chance(state, Luck(seed, game.luck(state)))})
    for _ in range(draw(st.integers(0, 4))):
        if moves := [move for move in game.legal(state, state.turn) if move != Call()]:
            state, _ = game.step(state, {state.turn: draw(st.sampled_from(moves))})
    return [game.observe(state, seat) for seat in range(len(state.alive))]


def left_over(*known: Observation) -> list[bool]:
    """Whether each card that none of these seats has had in hand this round is true."""
    deck: list[str] = list(known[0].rules.deck)
    for o in known:
        for card in (*o.hand, *(card for laid in o.own for card in laid)):
            deck.remove(card)
    return [card in (known[0].target, JOKER) for card in deck]


def counted(count: int, *known: Observation) -> float:
    """Of all ways to take so many of the cards that are left, how many hold true cards only."""
    ways = [all(taken) for taken in combinations(left_over(*known), count)]
    return sum(ways) / len(ways)


@settings(deadline=None, max_examples=60)
@given(observations(), st.integers(0, 3))
def test_the_chance_is_that_of_every_way_to_take_the_cards(seats: list[Observation], count: int) -> None:
    for known in [[o] for o in seats] + [list(pair) for pair in combinations(seats, 2)]:
        left = left_over(*known)
        assert hints.unseen(*known) == (len(left), sum(left))
        if count <= len(left):
            assert hints.honest_chance(count, *known) == pytest.approx(counted(count, *known), abs=1e-12)


@given(observations())
def test_a_seat_named_twice_knows_no_more(seats: list[Observation]) -> None:
    assert hints.unseen(seats[0], seats[1], seats[0]) == hints.unseen(seats[0], seats[1])


@given(observations())
def test_laying_cards_does_not_make_one_forget_them(seats: list[Observation]) -> None:
    known = seats[0]
    before = known._replace(hand=arrange((*known.hand, *(card for laid in known.own for card in laid))), own=())
    assert hints.unseen(known) == hints.unseen(before)


def test_figures_worked_out_by_hand() -> None:
    # 28 cards, 12 of them true; the seat holds 5, 2 of them true: 10 of 23 are left.
    game = LiarsBar(PRESETS["paper"])
    mine = game.observe(game.start(2), 0)._replace(target="Q", hand=("Q", "K", "K", "A", "Joker"))
    assert hints.unseen(mine) == (23, 10)
    assert hints.honest_chance(1, mine) == pytest.approx(10 / 23)
    assert hints.honest_chance(3, mine) == pytest.approx(10 * 9 * 8 / (23 * 22 * 21))
    spectator = mine._replace(seat=None, hand=())
    assert hints.honest_chance(1, spectator) == pytest.approx(12 / 28)


def test_there_is_no_hint_without_a_target_or_without_cards() -> None:
    game = LiarsBar(LiarsBarRules(copies=2, jokers=0, hand=3))
    before = game.observe(game.start(2), 0)
    with pytest.raises(ValueError, match="no target"):
        hints.honest_chance(1, before)
    with pytest.raises(ValueError, match="no target"):
        hints.unseen()
    with pytest.raises(ValueError, match="4 cards cannot come from 3"):
        hints.honest_chance(4, before._replace(target="Q", hand=("Q", "Q", "K")))


@pytest.mark.parametrize(
    ("preset", "dangers"),
    [("paper", [1 / 6, 1 / 5, 1 / 4, 1 / 3, 1 / 2, 1]), ("published-code", [0, 0, 0, 0, 0, 1])],
)
def test_the_danger_of_a_shot(preset: str, dangers: list[float]) -> None:
    game, seat = LiarsBar(PRESETS[preset]), 1
    start = game.observe(game.start(2), 0)
    for fired, danger in enumerate(dangers):
        assert hints.danger(start._replace(fired=(0, fired)), seat) == pytest.approx(danger)
