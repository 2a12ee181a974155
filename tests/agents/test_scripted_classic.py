"""Scripted players on the walled maps of Cleanup, who know what they see in their window and what they saw happen."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from statistics import fmean
from typing import Any

import pytest

from agents.core import View
from agents.scripted import PERSONAS, personas
from games.cleanup.actions import Act
from games.cleanup.presets import CLASSIC_PRESETS
from games.cleanup.rules import Cleanup
from games.cleanup.sights import GrewInSight
from games.core import CHANCE, Event, seen_by
from games.luck import Luck
from tests.games.ground import Ground, tile

MATCHES = 2


@cache
def points(seated: tuple[str, ...], preset: str = "classic-short", steps: int = 100, zap_out: int = 10) -> list[float]:
    """What each seat eats on average."""
    game = Cleanup(replace(CLASSIC_PRESETS[preset], steps=steps, frozen=zap_out))
    found: list[tuple[int, ...]] = []
    for seed in range(MATCHES):
        state, seen = game.start(len(seated)), [list[Event]() for _ in seated]
        while acting := game.acting(state):
            luck = Luck(seed, game.luck(state)) if CHANCE in acting else None
            if luck:
                joint: Any = {CHANCE: game.chance(state, luck)}
            else:
                joint = {seat: chosen(game, state, seat, seated[seat], seen[seat], seed) for seat in acting}
            state, happened = game.step(state, joint)
            for seat, own in enumerate(seen):
                own += [told for event in happened if (told := seen_by(event, seat)) is not None]
        found.append(state.board.points)
    return [fmean(each) for each in zip(*found, strict=True)]


def chosen(game: Cleanup, state: Any, seat: int, player: str, seen: Sequence[Event], seed: int) -> Act:
    legal = game.legal(state, seat)
    view = View(game.observe(state, seat), legal, tuple(seen))
    act = PERSONAS[player].choose(view, Luck(seed, f"{seat}/{view.observation.decision}"))
    assert act in legal
    return act


def test_all_greedy_eat_next_to_nothing_and_two_that_clean_feed_the_others() -> None:
    assert sum(points(7 * ("greedy",))) < 10
    cleaners, *eaters = points(("cleaning", "cleaning", *5 * ("greedy",)))[1:]
    assert cleaners == 0
    assert fmean(eaters) > 20


@pytest.mark.parametrize("character", ["sharing", "tending", "conditional"])
def test_those_that_share_the_work_eat_many_times_what_the_greedy_do(character: str) -> None:
    assert sum(points(7 * (character,))) > 10 * sum(points(7 * ("greedy",)))


def test_on_the_small_map_too() -> None:
    small = ("classic-small", 150)
    assert sum(points(4 * ("greedy",), *small)) < 5
    cleaner, *eaters = points(("cleaning", "greedy", "greedy", "greedy"), *small)
    assert cleaner == 0
    assert sum(eaters) > 60


@pytest.mark.parametrize("character", personas("cleanup"))
def test_every_character_plays_a_match_in_which_many_are_sent_out(character: str) -> None:
    assert len(points(("zapping", "zapping", character, "random"), "classic-small", 40)) == 4


def first(ground: Ground, character: str, seen: Sequence[Event] = ()) -> str:
    view = View(ground.game.observe(ground.state, 0), ground.game.legal(ground.state, 0), tuple(seen))
    return PERSONAS[character].choose(view, Luck(1, "first")).do


def test_the_greedy_one_goes_for_an_apple_in_sight_and_the_cleaning_one_cleans_what_it_reaches() -> None:
    assert first(Ground("C10 up", apples="C9"), "greedy") == "FORWARD"
    assert first(Ground("C10 right", apples="C9"), "greedy") == "LEFT"
    assert first(Ground("D5 up", waste="D4"), "cleaning") == "CLEAN"
    assert first(Ground("D5 left", waste="D3"), "cleaning") == "TURN_RIGHT"


def test_the_zapping_one_zaps_whoever_is_in_reach_and_nobody_else() -> None:
    assert first(Ground("D8 up", "D6 up"), "zapping") == "ZAP"
    assert first(Ground("D8 up", "D4 up"), "zapping") != "ZAP"


def test_what_was_seen_to_grow_is_remembered_out_of_sight() -> None:
    # It faces up: what lies below row 11 is behind it, and further away than it sees.
    ground = Ground("C9 up", apples="C13")
    remembering = first(ground, "greedy", [GrewInSight(tile("C13"), None)])
    assert remembering == "BACK"
