"""What holds for every scripted player: always legal, and always the same from the same view and nothing else."""

import asyncio
import random
from copy import deepcopy
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.core import View
from agents.scripted import seated
from agents.scripted.player import Scripted
from agents.table import Table
from games.decision import Step
from games.liars_bar.rules import LiarsBar
from games.liars_bar.state import State
from games.luck import SEED_BITS
from games.registry import GAMES
from tests.agents.characters import ALL, decide, every_persona, every_preset, play
from tests.games.known_liars_bar import scramble
from tests.toy import ENTRY

seeds = st.integers(0, (1 << SEED_BITS) - 1)
lineups = st.lists(st.sampled_from(ALL), min_size=1, max_size=3).map(tuple)
"""Those who sit beside the persona in question."""


@every_preset
@every_persona
@settings(max_examples=12, deadline=None)
@given(seed=seeds, beside=lineups)
def test_what_it_does_is_always_legal(name: str, preset: str, seed: int, beside: tuple[str, ...]) -> None:
    played = play((name, *beside), preset, seed)
    assert not any(step.forced for step in played.steps)
    for view, decision in (entry for log in played.logs for entry in log):
        action: Any = decision.action
        assert replace(action, say="") in view.legal
        assert len(action.say) <= view.observation.rules.say_limit


@pytest.mark.parametrize("seats", [2, 3, 4])
def test_random_plays_any_game(seats: int) -> None:
    for seed in range(20):
        played = play(("random",) * seats, "long", seed, ENTRY)
        assert not any(step.forced for step in played.steps)
        assert all(decision.action in view.legal for log in played.logs for view, decision in log)


@every_preset
@every_persona
@settings(max_examples=4, deadline=None)
@given(seed=seeds, beside=lineups)
def test_the_same_seed_is_the_same_match(name: str, preset: str, seed: int, beside: tuple[str, ...]) -> None:
    random.seed(seed)
    before = random.getstate()
    first = play((name, *beside), preset, seed)
    assert random.getstate() == before
    random.seed(seed + 1)
    assert play((name, *beside), preset, seed).steps == first.steps


@every_preset
@every_persona
def test_a_resumed_match_goes_on_as_if_nothing_had_happened(name: str, preset: str) -> None:
    names, seed = (name, *[other for other in ALL if other != name][:2]), 7
    played = play(names, preset, seed)
    for done in range(0, len(played.steps), 5):
        rest: list[Step] = []
        players = [seated(who, seat, seed) for seat, who in enumerate(names)]
        table = Table.resume(GAMES["liars_bar"].game(preset), players, seed, rest.append, played.actions[:done])
        asyncio.run(table.advance())
        assert rest == played.steps[done:]


def parts(value: Any) -> list[Any]:
    """A value and everything inside it."""
    if is_dataclass(value) and not isinstance(value, type):
        inside = [getattr(value, field.name) for field in fields(value)]
    elif isinstance(value, dict):
        inside = [*value, *value.values()]
    elif isinstance(value, tuple | list | set | frozenset):
        inside = list(value)
    else:
        inside = []
    return [value, *(part for value in inside for part in parts(value))]


@every_persona
def test_it_is_given_a_view_and_never_a_state(name: str) -> None:
    for log in play((name, "random", "random"), "paper", 3).logs:
        for view, _ in log:
            assert type(view) is View
            assert not [part for part in parts(view) if isinstance(part, State | LiarsBar | Table)]


@every_preset
@every_persona
def test_what_it_cannot_see_changes_nothing(name: str, preset: str) -> None:
    """At each of its decisions the world is exchanged for another one that looks the same from its seat."""
    seat, seed, others = 1, 11, 0
    names = ("random", name, "counting", "grudging")
    played = play(names, preset, seed)
    frames = played.frames
    turns = [i for i, frame in enumerate(frames) if seat in frame.actions]
    for turn, (view, decision) in zip(turns, played.logs[seat], strict=True):
        joints = scramble(played.game, frames[:turn], seat, random.Random(turn))
        there = Table.resume(played.game, [seated("random", 0, 0)] * len(names), 0, [].append, joints)
        others += joints != played.actions[:turn]
        assert there.view(seat) == view
        assert decide(seated(name, seat, seed), there.view(seat)) == decision
    assert others > len(turns) / 2


@every_persona
def test_it_keeps_nothing_between_decisions(name: str) -> None:
    """Asked in the reverse order, and with a copy of each view, it answers the same."""
    agent = seated(name, 0, 5)
    log = play((name, "bold", "honest"), "paper", 5).logs[0]
    assert [decide(agent, deepcopy(view)) for view, _ in reversed(log)] == [decision for _, decision in reversed(log)]


def test_the_seed_of_the_match_is_not_kept_and_seats_do_not_share_luck() -> None:
    seed = 0x123456789ABCDEF0123456789ABCDEF0
    for name in ALL:
        agents = [seated(name, seat, seed) for seat in range(4)]
        assert seed not in [part for agent in agents for part in parts(agent)]
        assert len({agent.seed for agent in agents if isinstance(agent, Scripted)}) == len(agents)


def test_every_decision_has_luck_of_its_own() -> None:
    view = play(("random", "random"), "paper", 1).logs[0][0][0]
    again = [replace(view, observation=view.observation._replace(decision=number)) for number in range(20)]
    agent = seated("random", 0, 1)
    answers = [decide(agent, view).action for view in again]
    assert len(view.legal) > 1
    assert any(answer != answers[0] for answer in answers)
    assert answers == [decide(agent, view).action for view in again]
