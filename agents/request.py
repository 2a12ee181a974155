"""What is sent to a model: the arguments of one call, and what to try instead when a server refuses them."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from agents.completion import SEEDS
from games.model import Form, Message, ModelSettings, Setting

ANSWER: Final = "answer"
"""The name under which the schema is sent."""
OWN: Final = frozenset(
    {"hosted_vllm", "ollama", "ollama_chat", "lm_studio", "llamafile", "docker_model_runner", "lemonade", "xinference"}
)
"""Providers that are servers of one's own: nobody has a price table of them."""
ADDRESSED: Final = OWN | {"openai", "litellm_proxy", "deepseek", "mistral", "xai"}
"""Providers that can be asked at an address: it is certain that they send no key but the one they are given."""
OPENAI_CLIENT: Final = frozenset(
    {"openai", "litellm_proxy", "lm_studio", "llamafile", "docker_model_runner", "xinference"}
)
"""Providers of those that are asked through OpenAI's own client, which says who one is to OpenAI."""
OLLAMA: Final = frozenset({"ollama", "ollama_chat"})
OLLAMA_CONTEXT: Final = 8192
"""Tokens; Ollama cuts off, without a word, what does not fit into its usual 4,096."""
LEAST_BUDGET: Final = 1024
"""Tokens: Anthropic's least for thinking."""
UNSILENCED: Final = 2048
"""Tokens of room, because many models think even if asked not to, and few say so."""
EFFORTS: Final = ((1024, "low"), (4096, "medium"))
"""Up to so many tokens of thinking; more is high."""
SUMMARISING: Final = frozenset({"openai", "azure", "anthropic", "google", "gemini", "vertex_ai"})
"""Makers and providers of models that give a summary of the thinking, and not itself."""
THINKING: Final = frozenset({"thinking", "reasoning_effort", "enable_thinking", "thinking_token_budget"})
MENTIONED: Final[Mapping[str, str]] = {
    "temperature": "temperature",
    "top_p": "top_?p",
    "seed": "seed",
    "max_tokens": "max_(?:completion_)?tokens",
    "thinking": "thinking",
    "reasoning_effort": "reasoning_effort|reasoning|thinking|think",
    "enable_thinking": "chat_template_kwargs|enable_thinking",
    "thinking_token_budget": "thinking_token_budget",
    "num_ctx": "num_ctx",
}
"""What can be left out when a server refuses it, and how it names it then."""
Sent = tuple[Setting, Mapping[str, Any]]
"""A setting as it is recorded, and the arguments that send it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a model before it is asked."""

    provider: str
    model: str
    """Without the provider."""
    params: frozenset[str] = frozenset()
    """The OpenAI parameters that the provider takes."""
    own: bool = False
    """A server of one's own: nothing is known of it, and it takes what vLLM takes."""
    priced: bool = False
    """Whether the provider's prices are those of LiteLLM's table."""
    schema: bool = True
    tools: bool = True
    thinks: bool = False
    quietest: str | None = None
    """The least effort it can be asked to think with, where the provider has such a word."""

    @property
    def claude(self) -> bool:
        return not self.own and "claude" in self.model

    @property
    def summarises(self) -> bool:
        """Whether what it shows of its thinking is a summary: so says who made it, whoever sells it."""
        if self.own or re.search("gpt-oss|gemma", self.model):
            return False
        maker = self.model.rpartition("/")[0].rpartition("/")[2] or self.provider
        return maker in SUMMARISING or re.search(r"claude|gemini|(?:^|[/.])(?:gpt-\d|o\d)", self.model) is not None


class Shape(NamedTuple):
    """How a server wants to be asked."""

    form: Form
    without: frozenset[str] = frozenset()
    """Settings that it refuses."""


class Request(NamedTuple):
    """One call, ready to be made."""

    arguments: Mapping[str, Any]
    """LiteLLM's; the key is not among them."""
    settings: Mapping[str, Setting]
    """What of it is recorded."""
    schema: str


def first_shape(facts: Facts) -> Shape:
    """The strictest form that the model is said to have."""
    if facts.schema:
        return Shape(Form.SCHEMA)
    return Shape(Form.TOOL if facts.tools else Form.PLAIN)


def next_shape(shape: Shape, sent: Mapping[str, Setting], told: str) -> Shape | None:
    """What to try once a server has refused this with these words: without what it names, or in a looser form."""
    named = {name for name, words in MENTIONED.items() if name in sent and re.search(rf"\b({words})\b", told, re.I)}
    if not named and not re.search("schema|response_format|tool", told, re.I):
        named = THINKING & sent.keys()
    if named:
        return Shape(shape.form, shape.without | named)
    looser = {Form.SCHEMA: Form.TOOL, Form.TOOL: Form.PLAIN}.get(shape.form)
    return None if looser is None else Shape(looser, shape.without)


def request(
    settings: ModelSettings,
    messages: Sequence[Message],
    schema: Mapping[str, Any],
    seed: int,
    facts: Facts,
    shape: Shape,
) -> Request:
    """The call as this server wants it; everything in it is its own copy, as LiteLLM edits what it is given."""
    sent = {name: one for name, one in _sent(settings, seed, facts, shape.without) if name not in shape.without}
    arguments: dict[str, Any] = {"model": settings.model, "messages": [message._asdict() for message in messages]}
    arguments |= _base(settings, facts)
    body: dict[str, Any] = {}
    for added in (_formed(shape.form, schema, facts), *(added for _, added in sent.values())):
        body |= added.get("extra_body", {})
        arguments |= {name: value for name, value in added.items() if name != "extra_body"}
    if body:
        arguments["extra_body"] = body
    recorded = {name: value for name, (value, _) in sent.items()}
    return Request(arguments, recorded, "" if shape.form is Form.PLAIN else json.dumps(schema))


def _base(settings: ModelSettings, facts: Facts) -> Mapping[str, Any]:
    added: dict[str, Any] = {}
    if settings.base_url is not None:
        url = settings.base_url.rstrip("/")
        added["api_base"] = url.removesuffix("/v1") if facts.provider in OLLAMA else url
    if facts.claude:
        added["cache_control_injection_points"] = [{"location": "message", "role": "system"}]
    return added


def _formed(form: Form, schema: Mapping[str, Any], facts: Facts) -> Mapping[str, Any]:
    copied = json.loads(json.dumps(schema))
    if form is Form.SCHEMA:
        held = {"name": ANSWER, "strict": True, "schema": copied}
        return {"response_format": {"type": "json_schema", "json_schema": held}}
    if form is Form.PLAIN:
        return {}
    function = {"name": ANSWER, "description": "Your answer.", "parameters": copied, "strict": True}
    chosen = {"type": "function", "function": {"name": ANSWER}}
    held = {"tools": [{"type": "function", "function": function}], "tool_choice": chosen}
    # For vLLM LiteLLM would take out what holds the answer to its form.
    return {"extra_body": held} if facts.provider == "hosted_vllm" else held


def _sent(settings: ModelSettings, seed: int, facts: Facts, without: frozenset[str]) -> Sequence[tuple[str, Sent]]:
    """Every setting that the model takes."""
    thinking = {name: one for name, one in _thinking(settings.thinking, facts).items() if name not in without}
    room = 0 if _silent(facts, thinking) else max(settings.thinking, UNSILENCED)
    plain: dict[str, Setting] = {}
    # Claude takes one of the two, and while it thinks none of them.
    if not facts.claude:
        plain |= {"temperature": settings.temperature, "top_p": settings.top_p}
    elif settings.top_p != 1:
        plain["top_p"] = settings.top_p
    elif "thinking" not in thinking:
        plain["temperature"] = settings.temperature
    plain |= {"seed": seed % SEEDS, "max_tokens": settings.max_tokens + room}
    sent: list[tuple[str, Sent]] = [(k, (v, {k: v})) for k, v in plain.items() if facts.own or k in facts.params]
    if facts.provider in OLLAMA:
        sent.append(("num_ctx", (OLLAMA_CONTEXT + room, {"num_ctx": OLLAMA_CONTEXT + room})))
    return [*sent, *thinking.items()]


def _silent(facts: Facts, thinking: Mapping[str, Sent]) -> bool:
    """Whether it is known that it will not think: Claude does only if told to, and some clouds obey a none."""
    if facts.claude:
        return not thinking
    effort = thinking.get("reasoning_effort")
    return effort is not None and effort[0] == "none" and not facts.own


def quietest(provider: str, model: str, table: Mapping[str, Any]) -> str | None:
    """The least effort that a thinking model takes; `table`: LiteLLM's on the model."""
    minimal = table.get("supports_minimal_reasoning_effort")
    if provider in ("openai", "azure"):
        return "none" if table.get("supports_none_reasoning_effort") else "minimal" if minimal else "low"
    if provider not in ("gemini", "vertex_ai") or "gemini" not in model:
        return None
    # Of Gemini only these can be told not to think at all; the larger and the newer ones refuse to.
    if "gemini-2.5-flash" in model:
        return "none"
    return "low" if "gemini-2.5" not in model and ("flash" not in model or minimal is False) else "minimal"


def _thinking(tokens: int, facts: Facts) -> Mapping[str, Sent]:
    """How the model is told to think, or not to."""
    effort = next((word for most, word in EFFORTS if tokens <= most), "high") if tokens else facts.quietest
    if facts.provider in OLLAMA:
        effort = effort or "none"
        return {"reasoning_effort": (effort, {"reasoning_effort": effort})}
    if facts.own:
        template = {"chat_template_kwargs": {"enable_thinking": tokens > 0}}
        told: dict[str, Sent] = {"enable_thinking": (tokens > 0, {"extra_body": template})}
        if tokens:
            told["thinking_token_budget"] = (tokens, {"extra_body": {"thinking_token_budget": tokens}})
        return told
    if tokens and "thinking" in facts.params:
        budget = max(tokens, LEAST_BUDGET)
        # Newer Claudes keep their thinking to themselves unless they are asked to sum it up.
        shown = {"display": "summarized"} if facts.claude else {}
        return {"thinking": (budget, {"thinking": {"type": "enabled", "budget_tokens": budget, **shown}})}
    if effort is not None and "reasoning_effort" in facts.params:
        return {"reasoning_effort": (effort, {"reasoning_effort": effort})}
    return {}
