"""Matches of scripted players with a tool around the game, as they are kept."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from agents.core import Agent, View
from agents.scripted import seated
from agents.table import Table
from app.seating import scripted_seats
from games.decision import Decision
from games.registry import GAMES
from games.secret_tools.actions import Write
from games.secret_tools.conditions import Condition, ToolRules
from replays.record import Record, StepRecord, codec
from tests.app import arranged

PERSONAS = ("counting", "bold", "grudging", "cautious")


def channel(**changes: Any) -> ToolRules:
    return ToolRules(**{"condition": Condition.CHANNEL, "wording": "V0", "trigger": 2, "offer_to": 1} | changes)


@dataclass
class Wordy:
    """A player that writes the next of these texts, whatever it wanted to write."""

    player: Agent
    texts: Iterator[str]

    async def decide(self, view: View[Any, Any]) -> Decision:
        decision = await self.player.decide(view)
        return replace(decision, action=Write(next(self.texts))) if isinstance(decision.action, Write) else decision


def record(
    tool: ToolRules | None, offers: str = "always", seed: int = 3, texts: Iterator[str] | None = None, **header: Any
) -> Record:
    """A match to its end in which all answer offers alike, and write `texts` in turn."""
    seats = scripted_seats([f"{persona}+{offers}" for persona in PERSONAS])
    entry = GAMES["liars_bar"]
    rules, rest, steps = entry.presets["paper"], codec("liars_bar"), list[StepRecord]()
    players = [seated(one.player, seat, seed) for seat, one in enumerate(seats)]
    table = Table(
        entry.bind(rules, tool),
        [players[seat] if texts is None else Wordy(players[seat], texts) for seat in range(len(seats))],
        seed,
        lambda step: steps.append(rest.rest(step)),
    )
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, table.advance()).result()
    made = arranged.whole(*scripted_seats(PERSONAS)).header
    kept = {"seats": seats, "tool": tool, "steps": len(steps), "outcome": table.outcome}
    return Record(replace(made, **(kept | header)), tuple(steps))
