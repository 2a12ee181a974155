"""Chance is fair: fixed seeds, and bounds that a correct engine meets in all but one run in a thousand."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from math import sqrt
from random import Random
from typing import Any

import pytest

from games.core import CHANCE
from games.liars_bar.actions import CARDS, RANKS, Call, Pass
from games.liars_bar.events import Shot
from games.liars_bar.presets import LiarsBarRules
from games.liars_bar.rules import LiarsBar
from games.liars_bar.state import Phase
from games.luck import Luck
from tests.games.bar import CLASSIC, PAPER, PUBLISHED
from tests.games.bounds import RISK, chi_square_bound, even, mean_and_variance, z_bound

MATCHES, DRAWS, SEATS, CHAMBERS = 4_000, 4_000, 4, range(1, 7)
CALLS = 0.554
"""How often the random players call."""
SHARES = dict(zip(CHAMBERS, (0.161, 0.151, 0.136, 0.117, 0.103, 0.083), strict=True))
"""Of all revolvers, those that killed at shot 1 to 6 in 24,000 such matches, to three digits."""
REFERENCE, ROUNDING = 24_000, 0.0005


def shots(game: LiarsBar, seed: int, rng: Random) -> Iterator[Shot]:
    """All shots of one match of random players."""
    state = game.start(SEATS)
    while game.acting(state):
        seat, action = state.turn, Call() if rng.random() < CALLS else Pass()
        if CHANCE in game.acting(state):
            seat, action = CHANCE, game.chance(state, Luck(seed, game.luck(state)))
        elif state.phase is Phase.LAY:
            action = rng.choice(game.legal(state, seat))
        state, events = game.step(state, {seat: action})
        yield from (event for event in events if isinstance(event, Shot))


@cache
def matches() -> tuple[list[Counter[int]], Counter[int]]:
    """For each match how many revolvers killed at which shot; and how often each shot was fired in all of them."""
    game, rng = LiarsBar(PAPER), Random(554)
    killed, fired = list[Counter[int]](), Counter[int]()
    for seed in range(MATCHES):
        played = list(shots(game, seed, rng))
        fired.update(shot.shot for shot in played)
        killed.append(Counter(shot.shot for shot in played if shot.dead))
    return killed, fired


@pytest.mark.parametrize("shot", CHAMBERS)
def test_the_share_of_revolvers_that_kill_at_each_shot(shot: int) -> None:
    """z for one of six shares: the revolvers of one match depend on each other, so the match is the sample's unit and
    the variance is that between matches; the published share has an error of its own, and is rounded."""
    share, variance = mean_and_variance(match[shot] / SEATS for match in matches()[0])
    error = sqrt(variance * (1 / MATCHES + 1 / REFERENCE))
    assert abs(share - SHARES[shot]) < z_bound(len(SHARES)) * error + ROUNDING


def test_the_kth_shot_that_is_fired_kills_with_1_in_7_minus_k() -> None:
    """The sum of z² over the shots 1 to 5, which are uncorrelated as each shot is fair given all before it:
    chi-square with 5 degrees of freedom. The sixth always kills."""
    killed, fired = sum(matches()[0], Counter[int]()), matches()[1]
    assert killed[6] == fired[6] > 0
    chances = {shot: 1 / (7 - shot) for shot in CHAMBERS[:-1]}
    squares = [(killed[k] - fired[k] * p) ** 2 / (fired[k] * p * (1 - p)) for k, p in chances.items()]
    assert sum(squares) < chi_square_bound(len(squares))


def draws(rules: LiarsBarRules, phase: Phase, dead: tuple[int, ...] = ()) -> list[Any]:
    """What chance draws in one phase under many seeds."""
    game = LiarsBar(rules)
    alive = tuple(seat not in dead for seat in range(SEATS))
    state = game.start(SEATS)._replace(phase=phase, alive=alive)
    return [game.chance(state, Luck(seed, game.luck(state))) for seed in range(DRAWS)]


@pytest.mark.parametrize("rules", [PAPER, CLASSIC], ids=["paper", "classic"])
def test_every_card_is_as_likely_for_every_seat(rules: LiarsBarRules) -> None:
    """z for each seat and kind of card: how many of it are dealt is hypergeometric."""
    deals, size, hand = draws(rules, Phase.DEAL), len(rules.deck), rules.hand
    cells = [(seat, card) for seat in range(SEATS) for card in CARDS]
    for seat, card in cells:
        p = rules.deck.count(card) / size
        variance = hand * p * (1 - p) * (size - hand) / (size - 1)
        mean = sum(deal.hands[seat].count(card) for deal in deals) / DRAWS
        assert abs(mean - hand * p) < z_bound(len(cells)) * sqrt(variance / DRAWS)


def test_a_stacked_deal_gives_every_seat_either_other_rank_as_often() -> None:
    """Of 2 cards out of 8 of one rank and 8 of the other: hypergeometric; z for each seat."""
    deals = draws(PUBLISHED, Phase.DEAL)
    for seat in range(SEATS):
        low = [deal.hands[seat].count(min(set(RANKS) - {deal.target})) for deal in deals]
        variance = 2 * 0.5 * 0.5 * (16 - 2) / (16 - 1)
        assert abs(sum(low) / DRAWS - 1) < z_bound(SEATS) * sqrt(variance / DRAWS)


@pytest.mark.parametrize("rules", [PAPER, PUBLISHED], ids=["random", "stacked"])
def test_the_target_is_uniform(rules: LiarsBarRules) -> None:
    assert even(Counter(deal.target for deal in draws(rules, Phase.DEAL)), 3)


@pytest.mark.parametrize("dead", [(), (2,), (0, 3)])
def test_the_starter_is_uniform_over_the_living(dead: tuple[int, ...]) -> None:
    counts = Counter(draw.seat for draw in draws(PAPER, Phase.STARTER, dead))
    assert counts.keys() == set(range(SEATS)) - set(dead)
    assert even(counts, SEATS - len(dead))


def test_every_chamber_is_as_likely_for_every_pair_of_seats() -> None:
    loaded = draws(PAPER, Phase.REVOLVERS)
    for seat in range(SEATS):
        assert even(Counter((draw.chambers[seat], draw.chambers[(seat + 1) % SEATS]) for draw in loaded), 36)


def test_the_bounds_are_the_ones_in_the_tables_and_catch_what_is_uneven() -> None:
    assert z_bound(1) == pytest.approx(3.2905, abs=1e-4)
    for freedom, bound in {1: 10.828, 2: 13.816, 5: 20.515, 23: 49.728}.items():
        assert bound < chi_square_bound(freedom) < 1.035 * bound
    assert even({0: 1000, 1: 1050, 2: 950}, 3)
    assert not even({0: 1000, 1: 1150, 2: 850}, 3)
    assert not even({0: 100, 1: 100}, 3)
    assert RISK == 0.001
