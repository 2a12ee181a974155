"""The characters for Cleanup do what is said of them, always legally, and from what they see alone."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from agents.core import View
from agents.scripted import personas, seated
from games.cleanup.actions import MOVES, ZAPS
from games.cleanup.events import Cleaned, CleanedUnnamed
from games.cleanup.map import tiles_of
from tests.agents.characters import decide, play
from tests.games.known_cleanup import ENTRY

ALL = personas("cleanup")
BESIDE = ("greedy", "zapping", "random")
every_persona = pytest.mark.parametrize("name", ALL[1:])
every_preset = pytest.mark.parametrize("preset", [name for name in ENTRY.presets if 4 in ENTRY.game(name).seats])
all_seen = pytest.mark.parametrize("preset", ["paper", "anonymous"])
"""Where everybody sees the whole board."""


def decisions(
    name: str, preset: str = "paper", beside: tuple[str, ...] = BESIDE
) -> Iterator[tuple[View[Any, Any], str]]:
    """What a character sees and does wherever it could do anything."""
    for seed in range(3):
        played = play((*beside[:seed], name, *beside[seed:]), preset, seed, ENTRY)
        assert not any(step.forced for step in played.steps)
        for view, decision in played.logs[seed]:
            action: Any = decision.action
            assert action in view.legal
            if len(view.legal) > 1:
                yield view, action.do


def nearest(view: View[Any, Any], where: int) -> set[int]:
    """The tiles of these with the shortest way."""
    o = view.observation
    ways = {tile: o.rules.layout.ways[o.board.tiles[o.seat]][tile] for tile in tiles_of(where)}
    return {tile for tile, way in ways.items() if way == min(ways.values())}


def comes_nearer(view: View[Any, Any], do: Any, goals: set[int]) -> bool:
    layout, here = view.observation.rules.layout, view.observation.board.tiles[view.observation.seat]
    there = layout.beside[MOVES[do]][here]
    return any(layout.ways[there][goal] < layout.ways[here][goal] for goal in goals)


@every_preset
@every_persona
def test_it_is_always_legal_and_hangs_on_its_view_alone(name: str, preset: str) -> None:
    seats = (name, *BESIDE)
    log = play(seats, preset, 5, ENTRY).logs[0]
    agent = seated(name, 0, 5)
    again = [decide(agent, deepcopy(view)) for view, _ in reversed(log)]
    assert again == [decision for _, decision in reversed(log)]
    assert list(decisions(name, preset))


def test_the_greedy_one_neither_cleans_nor_zaps_and_goes_where_nobody_is_nearer() -> None:
    done = list(decisions("greedy"))
    assert {do for _, do in done} == {"STAY", "COLLECT", *MOVES}
    for view, do in done:
        board = view.observation.board
        if do in MOVES:
            assert comes_nearer(view, do, set(tiles_of(board.apples)))
        if do == "COLLECT":
            assert board.apples >> board.tiles[view.observation.seat] & 1


def test_the_cleaning_one_goes_to_the_nearest_waste_and_cleans_there() -> None:
    for view, do in decisions("cleaning"):
        waste, here = view.observation.board.waste, view.observation.board.tiles[view.observation.seat]
        assert (do == "CLEAN") == bool(waste >> here & 1)
        assert (do == "STAY") == (waste == 0)
        if do in MOVES:
            assert comes_nearer(view, do, nearest(view, waste))


def test_the_tending_one_cleans_exactly_when_one_more_tile_would_stop_growth() -> None:
    cleaned = [(view.observation.board, do) for view, do in decisions("tending") if do == "CLEAN"]
    assert cleaned
    assert all(board.pollution >= 5 for board, _ in cleaned)


def test_the_sharing_one_cleans_on_its_own_duty_only() -> None:
    cleaned = [view.observation for view, do in decisions("sharing") if do == "CLEAN"]
    assert cleaned
    assert all((o.board.step - 1) // 5 % 4 == o.seat for o in cleaned)


@all_seen
def test_the_conditional_one_never_does_more_than_the_others_and_one_more(preset: str) -> None:
    counts = list[int]()
    for view, do in decisions("conditional", preset, ("tending", "conditional", "greedy")):
        who = [event.seat for event in view.events if isinstance(event, Cleaned | CleanedUnnamed)]
        own = who.count(view.observation.seat)
        assert do != "CLEAN" or 3 * own <= len(who) - own
        counts.append(own)
    assert max(counts) > 0


def test_the_zapping_one_hits_whoever_is_free_beside_it() -> None:
    zapped = 0
    for view, do in decisions("zapping"):
        o = view.observation
        beside = {zap: o.rules.layout.beside[way][o.board.tiles[o.seat]] for zap, way in ZAPS.items()}
        free = {o.board.tiles[other] for other in range(4) if other != o.seat and not o.board.sits_out(other)}
        assert (do in ZAPS) == bool(free.intersection(beside.values()))
        if do in ZAPS:
            zapped += 1
            assert beside[do] in free
    assert zapped
