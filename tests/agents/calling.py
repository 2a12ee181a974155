"""One call to a model, through real LiteLLM and real HTTP to the stand-in."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

import pytest

from agents.completion import Completion, Waits
from agents.models import Models
from games.model import Message, ModelSettings
from tests.standin import StandIn

SCHEMA: Final[Mapping[str, Any]] = {
    "type": "object",
    "properties": {
        "thought": {"type": "string"},
        "move": {"type": "string", "enum": ["Call it a lie", "Let it pass"]},
        "say": {"type": "string"},
    },
    "required": ["thought", "move", "say"],
    "additionalProperties": False,
}
SAID: Final = (Message("system", "The rules."), Message("user", "What do you do?"))
SEED: Final = (7 << 100) + 5
KEY: Final = "sk-planted-4f1d9c37a0b8e652"
SERVERS: Final = ("openai", "hosted_vllm", "ollama_chat")
both_servers = pytest.mark.parametrize("prefix", SERVERS[:2])
every_server = pytest.mark.parametrize("prefix", SERVERS)


def asked_at(server: StandIn, prefix: str = "openai", **more: Any) -> ModelSettings:
    """How the stand-in's model is asked."""
    return ModelSettings(**{"model": f"{prefix}/tiny", "base_url": server.base_url} | more)


async def complete(
    models: Models, settings: ModelSettings, seconds: float = 5, waits: Waits | None = None
) -> Completion:
    return await models.complete(settings, SAID, SCHEMA, seed=SEED, seconds=seconds, waits=waits)


def call(server: StandIn, prefix: str = "openai", *, seconds: float = 5, **more: Any) -> Completion:
    """One call of somebody who never called before."""
    return asyncio.run(complete(Models(lambda _: KEY), asked_at(server, prefix, **more), seconds))
