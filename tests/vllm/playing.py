"""Whole matches of models on a real server, and what came of their calls."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import jsonschema

from agents.llm import LanguageModel
from agents.meter import Meter
from agents.models import Models
from agents.table import Table
from games.decision import Step
from games.luck import derive
from games.model import Limits, ModelCall, ModelSettings
from games.registry import GAMES

NAMES = ("Wren", "Otis", "Juno", "Pike")
ENTRY = GAMES["liars_bar"]
PRESET = "paper"


@dataclass
class Played:
    """Some matches, all at once."""

    matches: int
    seconds: float = 0.0
    steps: list[Step] = field(default_factory=list[Step])

    @property
    def calls(self) -> list[ModelCall]:
        return [call for step in self.steps for call in step.calls]

    @property
    def decisions(self) -> int:
        return sum(call.attempt == 1 for call in self.calls)

    @property
    def forced(self) -> int:
        return sum(len(step.forced) for step in self.steps)

    def sum(self, name: str) -> int:
        """Tokens read, written, cached or thought, all together."""
        return sum(getattr(call.usage, name) or 0 for call in self.calls)

    @property
    def valid(self) -> int:
        """Replies that fit the schema that was sent with them."""
        return sum(fits(call) for call in self.calls)

    @property
    def whole(self) -> int:
        """Replies that were not cut off, nor empty because the model ended while it was thinking."""
        return sum(call.finish == "stop" and bool(call.reply) for call in self.calls)

    @property
    def failures(self) -> Counter[str]:
        return Counter(str(call.failure.code) for call in self.calls if call.failure is not None)


def fits(call: ModelCall) -> bool:
    try:
        jsonschema.validate(json.loads(call.reply, strict=False), json.loads(call.schema))
    except (ValueError, jsonschema.ValidationError):
        return False
    return True


async def play(settings: ModelSettings, matches: int, *, first_seed: int = 1) -> Played:
    """Four of the same model at each table."""
    played, models, began = Played(matches), Models(), time.monotonic()
    tables = [match(settings, models, seed, played.steps) for seed in range(first_seed, first_seed + matches)]
    await asyncio.gather(*(table.advance() for table in tables))
    assert all(table.outcome is not None for table in tables)
    played.seconds = time.monotonic() - began
    return played


def match(settings: ModelSettings, models: Models, seed: int, steps: list[Step]) -> Table:
    game, meter = ENTRY.game(PRESET), Meter(Limits())
    players: Sequence[Any] = [
        LanguageModel(seat, NAMES, ENTRY, game.rules, settings, models, meter, derive(seed, f"model/{seat}"))
        for seat in range(len(NAMES))
    ]
    return Table(game, players, seed, steps.append)
