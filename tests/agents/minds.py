"""Language models on seats of real matches, asked through LiteLLM over HTTP."""

import asyncio
from typing import Any

from agents.llm import LanguageModel
from agents.meter import Meter
from agents.models import Models
from games.decision import Decision, Reflection
from games.model import Limits, Message, ModelSettings, Purpose
from games.registry import GAMES, Entry
from tests.agents.prompting import NAMES, Put, asked
from tests.standin import Asked, StandIn

BAR = GAMES["liars_bar"]
SEED = 0x123456789ABCDEF0123456789ABCDEF0
NOTED = list(asked(BAR, "paper", 4, 3, notes=True))
"""Everything that is asked in one match."""
LAY = next(put for put in NOTED if put.purpose is Purpose.MOVE and len(put.question.options) > 2)
RESPOND = next(put for put in NOTED if put.purpose is Purpose.MOVE and len(put.question.options) == 2)
REFLECT = next(put for put in NOTED if put.purpose is Purpose.IMPRESSIONS)


class Seated:
    """A model behind the stand-in, on the seat that was asked something."""

    def __init__(
        self,
        server: StandIn,
        put: Put,
        limits: Limits | None = None,
        *,
        entry: Entry = BAR,
        seed: int = SEED,
        **settings: Any,
    ) -> None:
        self.put, self.entry, self.seed = put, entry, seed
        self.settings = ModelSettings(model="openai/tiny", base_url=server.base_url, **settings)
        self.meter = Meter(limits or Limits())
        self.waited: list[tuple[int, float]] = []

    def mind(self) -> LanguageModel:
        """A new one, and new connections: they belong to one event loop."""
        seats = len(getattr(self.put.view.observation, "points", NAMES))
        return LanguageModel(
            self.put.seat,
            NAMES[:seats],
            self.entry,
            self.put.view.observation.rules,
            self.settings,
            Models(),
            self.meter,
            self.seed,
            lambda seat, seconds: self.waited.append((seat, seconds)),
        )

    def decide(self) -> Decision:
        return asyncio.run(self.mind().decide(self.put.view))

    def reflect(self) -> Reflection:
        return asyncio.run(self.mind().reflect(self.put.view))


def sent(asked: Asked) -> tuple[Message, ...]:
    """The messages as the server received them."""
    return tuple(Message(message["role"], message["content"]) for message in asked.body["messages"])
