"""Matches of scripted players with a tool around the game."""

import asyncio
from collections.abc import Sequence
from typing import Any, TypeVar

from agents.scripted import seated
from agents.table import Table
from games.registry import GAMES, Entry
from games.secret_tools.conditions import ToolRules
from games.secret_tools.rules import ACTIONS, EVENTS
from tests.agents.characters import Played, Watched
from tests.games.frames import Joint

E = TypeVar("E")

LINEUP = ("counting", "bold", "grudging", "cautious")


def played(
    names: Sequence[str],
    tool: ToolRules | None,
    seed: int,
    *,
    preset: str = "paper",
    entry: Entry = GAMES["liars_bar"],
) -> Played:
    """One match to its end."""
    game = entry.bind(entry.presets[preset], tool)
    match = Played(game, [], [[] for _ in names])
    players = [Watched(seated(name, seat, seed), match.logs[seat]) for seat, name in enumerate(names)]
    asyncio.run(Table(game, players, seed, match.steps.append).advance())
    assert match.steps[-1].outcome is not None
    return match


def moves(match: Played) -> list[Joint]:
    """What was done and drawn in the game itself."""
    inner = [{seat: a for seat, a in joint.items() if type(a) not in ACTIONS} for joint in match.actions]
    return [joint for joint in inner if joint]


def told(match: Played, *kinds: type[E]) -> list[E]:
    """The events of these kinds."""
    return [event for step in match.steps for event in step.events if isinstance(event, kinds)]


def of_the_game(match: Played) -> list[Any]:
    """The events of the game itself."""
    return [event for step in match.steps for event in step.events if type(event) not in EVENTS]


def all_with(offers: str) -> tuple[str, ...]:
    return tuple(f"{name}+{offers}" for name in LINEUP)
