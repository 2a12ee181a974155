"""The figures of a short match of Cleanup, counted by hand."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from games.cleanup.actions import Act, Do, Draw
from games.cleanup.events import Drifted
from games.cleanup.map import bits
from games.cleanup.sights import DriftedInSight
from games.core import CHANCE, Outcome, Seat, seen_by
from games.decision import Failure
from games.luck import Luck
from games.registry import GAMES
from games.secret_tools.events import Wrote
from replays.measures import equality, figures
from replays.measures.cleanup import CleanupFigures, counted, lost
from replays.measures.core import Told

ENTRY = GAMES["cleanup"]
RULES = replace(ENTRY.presets["paper"], steps=9, frozen=3, drift=99, cutoff=2)
ORDER = (0, 1, 2, 3)
WASTE = (2, 3, 8, 9, 14, 15, 20, 21, 26, 27)
FORCED = {5: 1}
"""In this step, counted from 0, the table zaps for this seat."""
ACTS: tuple[tuple[Do, Do, Do, Do], ...] = (
    ("STAY", "CLEAN", "ZAP_UP", "STAY"),  # Two apples; no waste where seat 1 cleans, nobody where seat 2 zaps.
    ("RIGHT", "LEFT", "UP", "UP"),  # A third apple.
    ("RIGHT", "STAY", "STAY", "STAY"),
    ("CLEAN", "STAY", "STAY", "STAY"),  # Waste is removed.
    ("RIGHT", "ZAP_LEFT", "STAY", "STAY"),  # Seat 0 walks into a zap and sits out two steps.
    ("STAY", "ZAP_LEFT", "STAY", "STAY"),  # The table hits it again.
    ("STAY", "STAY", "STAY", "STAY"),
    ("STAY", "STAY", "STAY", "STAY"),
    ("STAY", "STAY", "STAY", "STAY"),  # Seat 0 could do as it likes again.
)


def played() -> tuple[list[Told], tuple[float, ...]]:
    """The steps as they are told to whoever may read everything, and what each had in the end."""
    game, told = ENTRY.build(RULES), list[Told]()
    state = game.start(4)
    draws = [Draw(ORDER, bits((0, 5, 1)), WASTE), Draw(ORDER, bits((6, 7)), WASTE), *[Draw(ORDER, 0)] * 8]
    for at, draw in enumerate(draws):
        if at:
            joint: dict[Seat, Act] = {seat: Act(do) for seat, do in enumerate(ACTS[at - 1])}
            state, events = game.step(state, joint)
            told.append((events, {FORCED[at - 1]: Failure("gave-up")} if at - 1 in FORCED else {}))
        state, events = game.step(state, {CHANCE: draw})
        told.append((events, {}))
    outcome = game.outcome(state)
    assert outcome is not None
    return told, outcome.points


def test_a_match_counted_by_hand() -> None:
    told, points = played()
    first, second, third, fourth = counted(RULES, told, 4)
    assert first == CleanupFigures(apples=2, steps=9, sat_out=3, free=6, cleanings=1, removed=1, waste=1)
    zapped = Counter({0: 1})
    assert second == CleanupFigures(apples=1, steps=9, free=8, cleanings=1, zaps=1, hits=1, targets=zapped)
    assert third == CleanupFigures(steps=9, free=9, zaps=1)
    assert fourth == CleanupFigures(steps=9, free=9)
    assert points == (2, 1, 0, 0)
    assert lost(told) == 2


def test_what_is_done_for_a_seat_in_private_takes_no_step_of_the_game_from_it() -> None:
    told, _ = played()
    expected = counted(RULES, told, 4)
    for at in range(len(told) - 2, 0, -1):
        if not told[at][0]:
            told.insert(at, ((Wrote(0, 1, ""), Wrote(1, 0, "")), dict.fromkeys(range(4), Failure("timeout"))))
    assert counted(RULES, told, 4) == expected
    # So a viewer sees it, for whom a step without events stands beside the next.
    seen, before = list[Told](), dict[Seat, Failure]()
    for happened, forced in told:
        before |= forced
        if happened:
            seen.append((happened, before))
            before = {}
    assert counted(RULES, seen, 4) == expected


@pytest.mark.parametrize("preset", ENTRY.presets)
@pytest.mark.parametrize("identity", ["named", "anonymous"])
def test_on_every_board_they_are_what_the_states_and_the_actions_tell(preset: str, identity: Any) -> None:
    """Whatever the facts of that board are called."""
    rules = replace(ENTRY.presets[preset], identity=identity, steps=120)
    game, rng, told, seats = ENTRY.build(rules), Random(3), list[Told](), rules.layout.seats.start
    state = game.start(seats)
    did, out, hits, removed = Counter[tuple[Seat, str]](), Counter[Seat](), 0, 0
    while acting := game.acting(state):
        before, joint = state.board, dict[Seat, Any]()
        if CHANCE in acting:
            joint[CHANCE] = game.chance(state, Luck(3, game.luck(state)))
        for seat in acting - {CHANCE}:
            legal = game.legal(state, seat)
            sharp = [act for act in legal if act.do.startswith(("ZAP", "CLEAN"))]
            joint[seat] = rng.choice(sharp if sharp and rng.random() < 0.4 else legal)
            did[seat, joint[seat].do.partition("_")[0]] += 1
            out[seat] += len(legal) == 1
        state, events = game.step(state, joint)
        told.append((events, {}))
        hits += sum(left == rules.frozen for left in state.board.counters if state.board is not before)
        new = sum(isinstance(event, DriftedInSight | Drifted) for event in events)
        removed += before.pollution + new - state.board.pollution
    found = counted(rules, told, seats)
    assert tuple(one.apples for one in found) == state.board.points
    assert [one.sat_out for one in found] == [out[seat] for seat in range(seats)]
    assert [one.cleanings for one in found] == [did[seat, "CLEAN"] for seat in range(seats)]
    assert [one.zaps for one in found] == [did[seat, "ZAP"] for seat in range(seats)]
    assert sum(one.waste for one in found) == removed > 0
    # Two may hit the same seat at once.
    assert sum(sum(one.targets.values()) for one in found) >= hits > 0
    assert all(one.hits <= one.zaps and one.removed <= one.cleanings for one in found)


def test_what_came_before_a_moment_and_after_it_add_up() -> None:
    told, _ = played()
    before, whole = counted(RULES, told[:9], 4), counted(RULES, told, 4)
    after = [one.since(early) for one, early in zip(whole, before, strict=True)]
    assert (before[0].removed, after[0].removed, after[0].sat_out) == (1, 0, 3)
    assert (before[1].zaps, after[1].targets[0]) == (0, 1)
    for early, late, one in zip(before, after, whole, strict=True):
        early += late
        assert early == one


def test_rates_are_of_the_steps_in_which_a_seat_could_choose() -> None:
    told, points = played()
    found = figures("cleanup", RULES, told, Outcome("", points, (0,)))
    assert [one.rates for one in found[:2]] == [(1, 1, 0, None, 3 / 9), (0, 0, 1 / 8, 1, 0)]
    assert [(one.points, one.wins) for one in found] == [(2, 1), (1, 0), (0, 0), (0, 0)]


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ((2, 1, 0, 0), 1 - 14 / 24),
        ((5, 5, 5), 1),
        ((0, 0, 9), 1 / 3),
        ((0, 0, 0), None),
        ((5, -1, 2), None),
    ],
)
def test_equality_is_that_of_the_shares_and_not_told_where_there_are_none(
    points: Sequence[float], expected: float | None
) -> None:
    assert equality(points) == (None if expected is None else pytest.approx(expected))


def test_whoever_is_told_no_names_counts_nothing_of_others() -> None:
    rules = replace(RULES, identity="anonymous")
    game = ENTRY.build(rules)
    state, told = game.start(4), list[Told]()
    for draw, acts in zip([Draw(ORDER, bits((0, 5, 1)), WASTE), Draw(ORDER, 0, WASTE)], ACTS, strict=False):
        state, events = game.step(state, {CHANCE: draw})
        told.append((tuple(seen for event in events if (seen := seen_by(event, 0)) is not None), {}))
        state, _ = game.step(state, {seat: Act(do) for seat, do in enumerate(acts)})
    assert [one.apples for one in counted(rules, told, 4)] == [1, 0, 0, 0]
