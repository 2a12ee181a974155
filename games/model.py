"""What agents make and replays keep of language models: how one is asked, what a match may spend, and every call."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from games.core import Seat
from games.failure import Failure

Setting = str | int | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """How the model of a seat is asked. It never holds a key."""

    model: str
    """LiteLLM's name, provider first: openai/gpt-4.1-mini, hosted_vllm/Qwen/Qwen3-8B."""
    base_url: str | None = None
    """Where a server of one's own answers; None for a provider's usual address."""
    temperature: float = 1.0
    top_p: float = 1.0
    thinking: int = 0
    """Tokens it may think natively before it answers; 0: it is not to think."""
    max_tokens: int = 1024
    """Of the answer, thinking not counted."""
    persona: str = ""
    """What it is told about who it is, word for word; empty: nothing."""
    impressions: bool = False
    """After each round it notes what it makes of the others, and reads that later instead of older rounds."""
    memory: str = ""
    """What it remembers of earlier matches of its series, word for word; empty: nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the models of a match may use. None: no limit."""

    money: float | None = None
    """US dollars, where prices are known."""
    tokens: int | None = None
    """Read and written, of all seats together."""
    seconds: float = 120.0
    """Of one decision with its re-asks; what a provider's rate limit makes it wait is not counted."""


PERSONA: Final = 4000
"""Characters of `ModelSettings.persona`, at most."""
MEMORY: Final = 8000
"""Characters of `ModelSettings.memory`, at most."""
FREE: Final = frozenset({"no-key", "no-such-model", "quota", "bad-request", "rate-limit"})
"""Codes of failures that cost nothing: the provider has turned the call away."""


class Message(NamedTuple):
    """One message of a prompt, as it is sent."""

    role: str
    """system, user or assistant."""
    content: str


class Purpose(StrEnum):
    """What a model is asked for."""

    MOVE = "move"
    IMPRESSIONS = "impressions"
    OFFER = "offer"
    """Whether it takes a tool, and with whom."""
    INVITATION = "invitation"
    MESSAGE = "message"
    """To its partner, or a note to itself."""
    JUDGEMENT = "judgement"
    """What a text names: asked beside a match, and in no record of one."""


class Form(StrEnum):
    """By what means an answer is held to its form, the strictest first."""

    SCHEMA = "schema"
    TOOL = "tool"
    PLAIN = "plain"


class Usage(NamedTuple):
    """Tokens of a call; None where the server does not say."""

    read: int | None = None
    written: int | None = None
    """Thinking included."""
    cached: int | None = None
    """Of those read, taken from the server's prefix cache."""
    thought: int | None = None
    """Of those written, native thinking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCall:
    """One question to a model and what came of it. Re-asks are calls of their own.

    A call may have taken several HTTP requests, where the server refused a form or a setting, or asked to wait: what is
    written here is the last of them, but for `seconds`, which are those of all without the waiting.
    """

    seat: Seat
    purpose: Purpose
    attempt: int
    """1 for the first of a decision."""
    messages: tuple[Message, ...]
    """As sent."""
    schema: str
    """The JSON schema the answer was held to, as sent; in the plain form it stands in the messages only."""
    form: Form
    asked: str
    """The model that was asked for."""
    served: str = ""
    """The model that answered, as the server names it."""
    settings: Mapping[str, Setting]
    """Temperature, seed and so on, as sent."""
    reply: str = ""
    """As it came."""
    finish: str = ""
    """Why the server says the reply ended."""
    failure: Failure | None = None
    """Why nothing could be done with the reply."""
    usage: Usage = field(default=Usage())
    cost: float | None = None
    """US dollars; None where the price is not known."""
    seconds: float = 0.0

    @property
    def uncounted(self) -> bool:
        """Whether it may have used more tokens than anybody knows."""
        return None in (self.usage.read, self.usage.written) and not self._free

    @property
    def unpriced(self) -> bool:
        """Whether it may have cost something, and nobody knows what."""
        return self.cost is None and not self._free

    @property
    def _free(self) -> bool:
        return self.failure is not None and self.failure.code in FREE
