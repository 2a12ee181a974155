"""What came back of a call, read with suspicion: nothing in it needs to be what the protocol says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

from agents.errors import shortened
from agents.failures import Code
from agents.redact import Redact
from agents.request import Facts
from agents.texts import kept
from games.decision import Provenance
from games.failure import Failure
from games.model import Usage

MOST_TEXT: Final = 200_000
"""Characters of a reply, and of thinking; more is no answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The parts of a response that are kept."""

    text: str = ""
    thinking: str = ""
    provenance: Provenance = Provenance.NOT_RECORDED
    served: str = ""
    finish: str = ""
    usage: Usage = field(default=Usage())
    failure: Failure | None = None


def read(body: Mapping[str, Any], facts: Facts, redact: Redact) -> Read:
    """`body` is a chat completion as LiteLLM gives it, as JSON; texts are cut only after keys are taken out."""
    choice = _first(body.get("choices"))
    message = _mapping(choice.get("message"))
    text, thought = redact(kept(_reply(message))), redact(kept(_thought(message)))
    finish = shortened(redact(_text(choice.get("finish_reason"))))
    refusal = message.get("refusal") or _mapping(message.get("provider_specific_fields")).get("refusal")
    failure = None
    if not choice:
        failure = Failure(Code.SERVER, "a response without choices")
    elif refusal:
        failure = Failure(Code.DECLINED, shortened(redact(_text(refusal))))
    elif finish in ("content_filter", "refusal"):
        failure = Failure(Code.DECLINED, finish)
    elif len(text) > MOST_TEXT:
        failure = Failure(Code.UNREADABLE, f"a reply of {len(text):,} characters")
    elif finish == "length":
        failure = Failure(Code.TRUNCATED)
    return Read(
        text=text[:MOST_TEXT],
        thinking=thought[:MOST_TEXT],
        provenance=_provenance(message, facts, thought=thought),
        served=shortened(redact(_text(body.get("model")))),
        finish=finish,
        usage=_usage(_mapping(body.get("usage"))),
        failure=failure,
    )


def _reply(message: Mapping[str, Any]) -> str:
    """A tool's arguments, or what was written."""
    called = _mapping(_first(message.get("tool_calls")).get("function")).get("arguments")
    content = message.get("content")
    if isinstance(called, str) and called:
        return called
    if isinstance(content, list):
        parts = cast("list[Any]", content)
        return "".join(_text(_mapping(part).get("text")) for part in parts)
    return _text(content)


def _thought(message: Mapping[str, Any]) -> str:
    return _text(message.get("reasoning_content")) or _text(message.get("reasoning"))


def _provenance(message: Mapping[str, Any], facts: Facts, *, thought: str) -> Provenance:
    if thought:
        return Provenance.SUMMARISED if facts.summarises else Provenance.NATIVE
    # Blocks without a text are thinking that the provider keeps to itself.
    return Provenance.ENCRYPTED if message.get("thinking_blocks") else Provenance.NOT_RECORDED


def _usage(usage: Mapping[str, Any]) -> Usage:
    of_read = _mapping(usage.get("prompt_tokens_details"))
    of_written = _mapping(usage.get("completion_tokens_details"))
    return Usage(
        read=_count(usage.get("prompt_tokens")),
        written=_count(usage.get("completion_tokens")),
        cached=_count(of_read.get("cached_tokens")),
        thought=_count(of_written.get("reasoning_tokens")),
    )


def price(cost: Any, facts: Facts) -> float | None:
    """US dollars, where LiteLLM's table knows the model."""
    known = isinstance(cost, int | float) and not isinstance(cost, bool) and 0 <= cost < float("inf")
    return float(cost) if known and facts.priced else None


def _mapping(value: Any) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}


def _first(value: Any) -> Mapping[str, Any]:
    several = cast("list[Any]", value) if isinstance(value, list) else []
    return _mapping(several[0]) if several else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 53 else None
