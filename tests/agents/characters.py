"""Matches of the scripted players, with everything each of them was shown and answered."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from agents.core import Agent, View
from agents.scripted import personas, seated
from agents.table import Table
from games.core import Game
from games.decision import Decision, Step
from games.liars_bar.actions import Call, honest
from games.liars_bar.presets import PRESETS
from games.liars_bar.state import Phase
from games.registry import GAMES, Entry
from tests.bench.personas import rotations
from tests.games.frames import Frame, Joint, fold

ALL = personas("liars_bar")
every_persona = pytest.mark.parametrize("name", ALL)
every_preset = pytest.mark.parametrize("preset", PRESETS)


@dataclass(frozen=True)
class Watched:
    """An agent, and everything it was shown and answered."""

    agent: Agent
    log: list[tuple[View[Any, Any], Decision]]

    async def decide(self, view: View[Any, Any]) -> Decision:
        decision = await self.agent.decide(view)
        self.log.append((view, decision))
        return decision


@dataclass(frozen=True)
class Played:
    game: Game[Any, Any, Any]
    steps: list[Step]
    logs: list[list[tuple[View[Any, Any], Decision]]]
    """One for each seat."""

    @property
    def actions(self) -> list[Joint]:
        return [step.actions for step in self.steps]

    @property
    def frames(self) -> list[Frame]:
        return list(fold(self.game, self.game.start(len(self.logs)), self.actions))


def play(names: Sequence[str], preset: str, seed: int, entry: Entry = GAMES["liars_bar"]) -> Played:
    """One match to its end."""
    game = entry.game(preset)
    played = Played(game, [], [[] for _ in names])
    players = [Watched(seated(name, seat, seed), played.logs[seat]) for seat, name in enumerate(names)]
    asyncio.run(Table(game, players, seed, played.steps.append).advance())
    assert played.steps[-1].outcome is not None
    return played


def decide(agent: Agent, view: View[Any, Any]) -> Decision:
    return asyncio.run(one(agent, view))


async def one(agent: Agent, view: View[Any, Any]) -> Decision:
    return await agent.decide(view)


def every_log(name: str, preset: str, matches: int) -> list[tuple[View[Any, Any], Any]]:
    """What a persona was shown and did in matches with three others, at every seat in turn."""
    others = [other for other in ALL if other != name]
    found: list[tuple[View[Any, Any], Any]] = []
    for seed in range(matches):
        names = rotations(name, *(others[(seed + k) % len(others)] for k in range(3)))[seed % 4]
        log = play(names, preset, seed).logs[names.index(name)]
        found += [(view, decision.action) for view, decision in log]
    return found


def first_in(phase: Phase, log: Iterable[tuple[View[Any, Any], Any]]) -> View[Any, Any]:
    """The first of these views in a phase."""
    return next(view for view, _ in log if view.observation.phase is phase)


def is_true(view: View[Any, Any], *cards: Any) -> bool:
    return honest(cards, view.observation.target)


def holds_true(view: View[Any, Any]) -> bool:
    return any(is_true(view, card) for card in view.observation.hand)


def calls(name: str, view: View[Any, Any], *more: Any, tries: int = 300) -> float:
    """How often a persona calls in this view, had these events come before too."""
    told = replace(view, events=(*view.events, *more))
    return sum(isinstance(decide(seated(name, 0, s), told).action, Call) for s in range(tries)) / tries
