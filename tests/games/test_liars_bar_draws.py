"""What chance draws in Liar's Bar: revolvers, starters and deals, and which draws are impossible."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.core import CHANCE
from games.liars_bar.actions import Deal, LoadRevolvers, Starter
from games.liars_bar.presets import LiarsBarRules
from games.liars_bar.rules import LiarsBar
from games.liars_bar.state import Phase
from games.luck import Luck
from tests.games.bar import CLASSIC, PAPER, PUBLISHED, Bar, cards
from tests.games.cases import some


@pytest.mark.parametrize(("rules", "deck"), [(PAPER, (8, 8, 8, 4)), (CLASSIC, (6, 6, 6, 2)), (PUBLISHED, (8, 8, 8, 4))])
def test_the_decks(rules: LiarsBarRules, deck: tuple[int, ...]) -> None:
    assert tuple(map(rules.deck.count, cards("QKAJ"))) == deck
    assert len(rules.deck) == sum(deck)


def test_a_match_begins_with_the_revolvers_then_the_starter_then_a_deal() -> None:
    game = LiarsBar(PAPER)
    state, kinds = game.start(3), list[Any]()
    while game.acting(state) == {CHANCE}:
        draw = game.chance(state, Luck(1, game.luck(state)))
        kinds.append(type(draw))
        state = game.step(state, {CHANCE: draw}).state
    assert kinds == [LoadRevolvers, Starter, Deal]
    assert [len(hand) for hand in state.hands] == [5, 5, 5]


def test_only_a_living_seat_can_be_drawn_as_starter() -> None:
    bar = Bar(6, 1, 6).deal("Q", *["QQKAJ"] * 3).lay("Q").calls().deal("Q", "QQQKA", "", "QQQJJ")
    bar.lay("Q").passes().lay("QQQ").passes().lay("Q").passes().lay("KA").passes()
    assert bar.state.phase is Phase.STARTER
    assert [bar.why_not(Starter(seat), CHANCE) for seat in (-1, 0, 1, 2, 3)] == [
        "impossible-starter", None, "impossible-starter", None, "impossible-starter",
    ]  # fmt: skip
    assert {bar.game.chance(bar.state, Luck(seed, "any")) for seed in range(30)} == {Starter(0), Starter(2)}


def test_with_the_revolver_switch_every_live_round_is_in_the_last_chamber() -> None:
    game = LiarsBar(PUBLISHED)
    assert {game.chance(game.start(4), Luck(seed, "any")) for seed in range(20)} == {LoadRevolvers((6, 6, 6, 6))}
    assert game.check(game.start(2), CHANCE, LoadRevolvers((6, 5))) is not None
    assert LiarsBar(PAPER).check(game.start(2), CHANCE, LoadRevolvers((6, 5))) is None


@pytest.mark.parametrize("chambers", [(0, 1), (7, 1), (1,), (1, 1, 1), ()])
def test_impossible_revolvers_are_refused(chambers: tuple[int, ...]) -> None:
    game = LiarsBar(PAPER)
    why = game.check(game.start(2), CHANCE, LoadRevolvers(chambers))
    assert why is not None
    assert why.code == "impossible-revolvers"


@pytest.mark.parametrize("deal", [
    Deal("Joker", (cards("QQKAJ"),) * 2),  # type: ignore[arg-type]
    Deal("Q", (cards("QQKAJ"),)),
    Deal("Q", (cards("QQKAJ"),) * 3),
    Deal("Q", (cards("QQKA"), cards("QQKAJ"))),
    Deal("Q", (cards("QQKAJ"), ())),
    Deal("Q", (cards("QKQAJ"), cards("QQKAJ"))),
    Deal("Q", (("Q", "Q", "K", "A", "X"), cards("QQKAJ"))),  # type: ignore[arg-type]
])  # fmt: skip
def test_an_impossible_deal_is_refused(deal: Deal) -> None:
    assert Bar(6, 6).why_not(deal, CHANCE) == "impossible-deal"


def test_the_deck_cannot_deal_more_of_a_card_than_it_has() -> None:
    assert Bar(6, 6).why_not(Deal("Q", (cards("QQQQQ"), cards("QQQKK"))), CHANCE) is None
    assert Bar(6, 6).why_not(Deal("Q", (cards("QQQQQ"), cards("QQQQK"))), CHANCE) == "too-many-of-a-card"
    assert Bar(6, 6, rules=CLASSIC).why_not(Deal("Q", (cards("QKAJJ"), cards("QQQKJ"))), CHANCE) == "too-many-of-a-card"


def test_a_stacked_deal_gives_every_living_seat_two_targets_two_others_and_a_joker() -> None:
    bar = Bar(6, 6, 6, 6, rules=PUBLISHED)
    for seed in range(40):
        deal: Any = bar.game.chance(bar.state, Luck(seed, "any"))
        for hand in deal.hands:
            assert (hand.count(deal.target), hand.count("Joker"), len(hand)) == (2, 1, 5)
        assert bar.why_not(deal, CHANCE) is None
    bar = Bar(6, 6, rules=PUBLISHED)
    assert bar.why_not(Deal("Q", (cards("QQKAJ"), cards("QQAAJ"))), CHANCE) is None
    for hand in ("QQQKJ", "QKKAJ", "QQKKA", "QKAJJ"):
        assert bar.why_not(Deal("Q", (cards("QQKAJ"), cards(hand))), CHANCE) == "impossible-deal"


@pytest.mark.parametrize("change", [{"copies": 6, "jokers": 2}, {"copies": 7}, {"jokers": 3}, {"hand": 4}])
def test_a_stacked_deal_needs_the_28_cards(change: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="stacked"):
        replace(PUBLISHED, **change)


@pytest.mark.parametrize("rules", [PAPER, CLASSIC, PUBLISHED], ids=["paper", "classic", "published-code"])
@some(40)
@given(seed=st.integers(0, 2**128 - 1), dead=st.sets(st.integers(0, 3), max_size=3))
def test_a_death_never_changes_another_seats_luck(rules: LiarsBarRules, seed: int, dead: set[int]) -> None:
    bar = Bar(6, 6, 6, 6, rules=rules)
    alive = tuple(seat not in dead for seat in range(4))
    after = bar.state._replace(alive=alive)
    name = bar.game.luck(bar.state)
    assert bar.game.luck(after) == name
    before, now = (bar.game.chance(state, Luck(seed, name)) for state in (bar.state, after))
    assert isinstance(before, Deal)
    assert now == Deal(before.target, tuple(h if a else () for h, a in zip(before.hands, alive, strict=True)))


@some(40)
@given(
    seed=st.integers(0, 2**128 - 1),
    points=st.tuples(*[st.integers(-9, 9)] * 3),
    fired=st.tuples(*[st.integers(0, 5)] * 3),
    starter=st.integers(0, 2),
    number=st.integers(1, 60),
)
def test_a_rounds_deal_depends_on_the_seed_and_the_number_of_the_round_alone(
    seed: int, points: tuple[int, ...], fired: tuple[int, ...], starter: int, number: int
) -> None:
    fresh = Bar(6, 6, 6).state._replace(round=number)
    other = Bar(6, 6, 6, starter=starter).state._replace(round=number, points=points, fired=fired, decisions=fired)
    game = LiarsBar(PAPER)
    assert game.luck(fresh) == game.luck(other) == f"liars_bar/deal/{number}"
    deals = [game.chance(state, Luck(seed, game.luck(state))) for state in (fresh, other)]
    assert deals[0] == deals[1]
