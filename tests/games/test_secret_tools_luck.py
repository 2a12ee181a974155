"""What chance draws about a tool is fair: fixed seeds, and bounds that a correct engine meets in all but one run in a
thousand."""

from collections import Counter
from math import sqrt
from typing import Any

import pytest

from games.core import CHANCE
from games.luck import Luck
from games.secret_tools.conditions import Audit, Condition
from games.secret_tools.state import CHECK, CHOOSE
from tests.games.bounds import even, z_bound
from tests.games.driven import bar, drive, tool

DRAWS, SEATS = 3000, 4


def drawn(stage: Any, dead: int | None = None, **rules: Any) -> list[Any]:
    """The same draw under many seeds."""
    game = bar(tool(Condition.CHANNEL, **rules))
    state = next(f.before for f in drive(game, SEATS, 2) if f.before.stage is stage)
    if dead is not None:
        state = state._replace(inner=state.inner._replace(alive=tuple(seat != dead for seat in range(SEATS))))
    draws = [game.chance(state, Luck(seed, game.luck(state))) for seed in range(DRAWS)]
    assert not [draw for draw in draws[:100] if game.check(state, CHANCE, draw)]
    return draws


@pytest.mark.parametrize("dead", [None, 1])
def test_the_seat_and_the_partner_of_comparison_are_uniform_over_the_living(dead: int | None) -> None:
    draws, alive = drawn(CHOOSE, dead), SEATS - (dead is not None)
    pairs = Counter((d.seat, next(s for s in d.partners if s != dead)) for d in draws)
    assert {seat for pair in pairs for seat in pair} == set(range(SEATS)) - {dead}
    assert even(pairs, alive * (alive - 1))


def test_every_order_of_names_and_options_is_as_likely_whoever_is_chosen() -> None:
    orders = Counter((d.seat, d.names, d.accept_first, d.invited_accept_first) for d in drawn(CHOOSE))
    assert even(orders, SEATS * 6 * 2 * 2)
    both = Counter((d.partners, d.names) for d in drawn(CHOOSE, offer_to=1))
    assert even(both, 6 * 6)


def test_a_named_seat_changes_no_order_of_those_in_whose_matches_the_lot_falls_on_it() -> None:
    pairs = zip(drawn(CHOOSE), drawn(CHOOSE, offer_to=2), strict=True)
    assert all(lot == named for lot, named in pairs if lot.seat == 2)


def test_so_many_matches_in_a_hundred_are_checked() -> None:
    share = sum(draw.checked for draw in drawn(CHECK, audit=Audit(percent=25))) / DRAWS
    assert abs(share - 0.25) < z_bound(1) * sqrt(0.25 * 0.75 / DRAWS)


@pytest.mark.parametrize("percent", [0, 100])
def test_none_or_all_are_checked_where_the_rules_say_so(percent: int) -> None:
    assert {draw.checked for draw in drawn(CHECK, audit=Audit(percent=percent))} == {percent == 100}
