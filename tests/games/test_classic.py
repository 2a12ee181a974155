"""The rules of Cleanup on walled maps, clause by clause: numbers, start, eating, growth, waste and fairness."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.cleanup.actions import ACTS, CLASSIC_ACTS, ClassicDraw
from games.cleanup.map import tiles_of
from games.cleanup.poses import OUT
from games.cleanup.presets import CLASSIC_PRESETS, ClassicRules
from games.cleanup.rules import Cleanup
from games.cleanup.sights import AteInSight, GrewInSight
from games.cleanup.state import SETTLE, Field, State
from games.core import CHANCE
from games.luck import Luck
from games.registry import GAMES
from games.secret_tools.conditions import Advantage, Condition, ToolRules
from tests.games.bounds import even, z_bound
from tests.games.cases import some
from tests.games.ground import SMALL, Ground, tile

NUMBERS = {
    "classic": (range(5, 8), 52, 21, 16, 65, 8, 50, 50, 1000),
    "classic-short": (range(5, 8), 52, 21, 16, 65, 8, 50, 10, 200),
    "classic-small": (range(4, 5), 20, 8, 6, 22, 4, 25, 10, 150),
}
"""Seats, river, cutoff, start waste, orchard, starts, waste, out, steps."""


@pytest.mark.parametrize("preset", NUMBERS)
def test_the_maps_and_numbers_are_those_of_the_table(preset: str) -> None:
    rules = CLASSIC_PRESETS[preset]
    layout = rules.layout
    tiles = (len(layout.river), rules.cutoff, rules.start_waste, len(layout.orchard), len(layout.starts))
    assert (layout.seats, *tiles, rules.waste, rules.frozen, rules.steps) == NUMBERS[preset]
    assert (rules.beam, rules.clean_every, rules.zap_every, rules.growth) == (3, 2, 10, 5)
    assert (rules.ahead, rules.behind, rules.side) == (9, 1, 5)
    assert (len(layout.drawn), len(CLASSIC_ACTS)) == (layout.rows * layout.columns, 9)


@pytest.mark.parametrize("wrong", [{"steps": 0}, {"frozen": 1}, {"growth": 101}, {"waste": -1}, {"beam": 0}])
def test_numbers_that_make_no_match_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"step|shares"):
        replace(SMALL, **wrong)


def test_it_is_played_by_its_own_numbers_and_no_others() -> None:
    entry = GAMES["cleanup"]
    assert list(entry.presets) == ["paper", *CLASSIC_PRESETS]
    for preset, rules in CLASSIC_PRESETS.items():
        assert entry.game(preset).rules == rules
        assert entry.numbers(preset) is ClassicRules
        assert entry.permits(preset, replace(rules, identity="anonymous"))
        assert not entry.permits(preset, replace(rules, steps=30))


def test_an_ally_zap_is_refused_where_it_ruins_the_river_for_all() -> None:
    entry, tool = GAMES["cleanup"], ToolRules(condition=Condition.CHANNEL, advantage=Advantage.ALLY_ZAP)
    assert entry.bind(entry.presets["paper"], tool).rules == entry.presets["paper"]
    for rules in CLASSIC_PRESETS.values():
        with pytest.raises(ValueError, match="ally_zap"):
            entry.bind(rules, tool)


def test_a_match_begins_with_waste_no_apples_and_all_on_starting_points() -> None:
    game = Cleanup(CLASSIC_PRESETS["classic"])
    where, facing, dirty = Counter[int](), Counter[int](), Counter[int]()
    for seed in range(400):
        start = game.start(7)
        field: Field = game.step(start, {CHANCE: game.chance(start, Luck(seed, game.luck(start)))}).state.board
        assert (field.pollution, field.apples, field.step) == (16, 0, 1)
        assert len({at // 4 for at in field.poses}) == 7
        where.update(at // 4 for at in field.poses[:1])
        facing.update(at % 4 for at in field.poses[:1])
        dirty.update(tiles_of(field.waste))
    layout = game.rules.layout
    assert set(where) <= set(layout.starts)
    assert even(where, 8)
    assert even(facing, 4)
    assert set(dirty) == set(layout.river)


@pytest.mark.parametrize("do", [act.do for act in CLASSIC_ACTS])
def test_eating_needs_no_action(do: Any) -> None:
    place = Ground("D9 up").plays(do).stands(0).split()[0]
    ground = Ground("D9 up", apples=place).plays(do)
    assert ground.field.points == (1, 0, 0, 0)
    assert [event.tile for event in ground.happened(AteInSight)] == [tile(place)]


def test_an_apple_grows_under_a_seat_and_on_a_tile_just_emptied_and_is_eaten_in_the_next_step() -> None:
    ground = Ground("C9 up", apples="C9").plays(growth=((tile("C9"), 0),))
    assert (ground.field.points[0], len(ground.happened(GrewInSight))) == (1, 1)
    assert ground.plays().field.points[0] == 2


def test_growth_sees_the_new_waste() -> None:
    grown = ((tile("C9"), 1), (tile("G9"), 2))
    ground = Ground(waste="E4").plays(growth=grown, waste=tuple(SMALL.layout.river[:8]))
    assert [event.tile for event in ground.happened(GrewInSight)] == [tile("G9")]


def test_waste_comes_upon_the_first_clean_tile_and_none_from_the_cutoff_on() -> None:
    river = SMALL.layout.river
    dirty = " ".join(map(SMALL.layout.place, river[:7]))
    ground = Ground(waste=dirty).plays(waste=river[:8])
    assert tiles_of(ground.field.waste) == river[:8]
    assert ground.plays(waste=river[8:16]).field.pollution == 8


def test_the_other_actions_are_no_moves_here() -> None:
    assert {Ground().why_not(0, act.do) for act in ACTS if act not in CLASSIC_ACTS} == {"no-such-move"}


@pytest.mark.parametrize("preset", ["classic", "classic-small"])
def test_growth_falls_with_the_waste_and_new_waste_comes_as_often_as_the_rules_say(preset: str) -> None:
    """Of 40,000 draws, all of which fit."""
    rules = CLASSIC_PRESETS[preset]
    game, seats = Cleanup(rules), rules.layout.seats.stop - 1
    none = (0,) * seats
    state = State(SETTLE, Field(6, 0, 0, (OUT,) * seats, none, none, none, none), ("STAY",) * seats)
    draws: list[ClassicDraw] = [game.chance(state, Luck(seed, "cleanup/step/6")) for seed in range(40_000)]  # type: ignore[misc]
    assert not any(game.check(state, CHANCE, draw) for draw in draws[:2000])
    river, orchard = len(rules.layout.river), len(rules.layout.orchard)
    limit = rules.cutoff_share * river / 100
    counts = Counter(most for draw in draws for _, most in draw.growth)
    for polluted in range(rules.cutoff + 1):
        chance = 0.05 * max(0, (limit - polluted) / limit)
        grown, drawn = sum(n for most, n in counts.items() if most >= polluted), len(draws) * orchard
        assert abs(grown - drawn * chance) <= z_bound(23) * (drawn * chance * (1 - chance)) ** 0.5
    share = rules.waste / 100
    due = [draw.waste for draw in draws if draw.waste]
    assert abs(len(due) - len(draws) * share) < z_bound(1) * (len(draws) * share * (1 - share)) ** 0.5
    for at in (0, rules.cutoff - 1):
        assert even(Counter(waste[at] for waste in due), river)
    assert even(Counter(draw.order.index(0) for draw in draws), seats)
    assert even(Counter(tile for draw in draws for tile, _ in draw.growth), orchard)


@some(20)
@given(st.integers(0, 2**32), st.permutations(range(4)))
def test_nothing_hangs_on_seat_numbers(seed: int, to: list[int]) -> None:
    """Whatever numbers the bodies have, the same comes of the same actions and the same luck."""
    game, was = Cleanup(replace(SMALL, waste=25, growth=20, frozen=3, zap_every=2, steps=9)), [0, 1, 2, 3]
    was = [to.index(seat) for seat in range(4)]

    def renamed(state: State) -> State:
        field: Field = state.board
        each = {name: tuple(getattr(field, name)[one] for one in was) for name in PER_SEAT if getattr(field, name)}
        return state._replace(board=field._replace(**each), done=tuple(state.done[one] for one in was if state.done))

    state = game.start(4)
    while acting := game.acting(state):
        if CHANCE in acting:
            joint: Any = {CHANCE: game.chance(state, Luck(seed, game.luck(state)))}
            draw = joint[CHANCE]
            other: Any = {CHANCE: replace(draw, order=tuple(to[one] for one in draw.order))}
        else:
            luck = Luck(seed, f"{state.board.step}")
            joint = {seat: luck.pick(game.legal(state, seat)) for seat in range(4)}
            other = {to[seat]: act for seat, act in joint.items()}
        there = game.step(renamed(state), other).state
        state = game.step(state, joint).state
        assert there == renamed(state)


PER_SEAT = ("poses", "counters", "cleans", "zaps", "points")
