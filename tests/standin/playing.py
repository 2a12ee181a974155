"""A legal answer to any schema, drawn by chance from the seed and the request: the same request, the same answer."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.standin.asked import Asked

WORDS = "well that is one card more than an honest hand could hold so I wonder who of you still believes it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How the stand-in plays."""

    seed: int = 1
    p_call: float | None = None
    """How often it calls where it may; None: every move alike."""
    remark: int = 0
    """Characters of what it says."""
    thought: int = 40
    """Characters of any other text."""
    accepts: bool | Callable[[Asked], bool] = True
    """What it answers to offers and invitations; in an offer it names the first who can be named."""
    message: str | Callable[[Asked], str] = "I will not call you."
    """What it writes to its partner; empty: nothing."""


def reply(asked: Asked, manner: Manner) -> str:
    """What a model that plays at random would write."""
    rng = Random(f"{manner.seed}/{asked.body.get('seed')}/{asked.prompt}")
    schema = asked.schema
    if schema is None:
        return _text(rng, manner.thought)
    fields = schema.get("properties", {})
    if "decision" in fields:
        accepts = manner.accepts if isinstance(manner.accepts, bool) else manner.accepts(asked)
        return json.dumps(consent(fields, accepts=accepts, thought=_text(rng, manner.thought)))
    if "message" in fields:
        message = manner.message if isinstance(manner.message, str) else manner.message(asked)
        return json.dumps({"thought": _text(rng, manner.thought), "message": message})
    return json.dumps(_value(rng, schema, "", manner))


def consent(fields: Mapping[str, Any], *, accepts: bool, thought: str = "So be it.") -> Mapping[str, Any]:
    """An answer to an offer or an invitation: to one with such a schema's fields."""
    answer: dict[str, Any] = {"thought": thought, "decision": "accept" if accepts else "refuse"}
    if "partner" in fields:
        answer["partner"] = fields["partner"]["anyOf"][0]["enum"][0] if accepts else None
    return answer


def _value(rng: Random, schema: Mapping[str, Any], name: str, manner: Manner) -> Any:
    if "enum" in schema:
        return _choice(rng, schema["enum"], manner)
    if "const" in schema:
        return schema["const"]
    if "anyOf" in schema:
        return _value(rng, schema["anyOf"][0], name, manner)
    match schema.get("type"):
        case "object":
            return {key: _value(rng, inner, key, manner) for key, inner in schema.get("properties", {}).items()}
        case "array":
            least = schema.get("minItems", 0)
            return [_value(rng, schema["items"], name, manner) for _ in range(least)]
        case "integer":
            return rng.randint(schema.get("minimum", 0), schema.get("maximum", 9))
        case "number":
            return rng.uniform(schema.get("minimum", 0), schema.get("maximum", 1))
        case "boolean":
            return rng.random() < 0.5
        case "null":
            return None
        case _:
            return _text(rng, manner.remark if name == "say" else manner.thought)


def _choice(rng: Random, values: list[Any], manner: Manner) -> Any:
    calls = [value for value in values if isinstance(value, str) and value.lower().startswith("call")]
    rest = [value for value in values if value not in calls]
    if manner.p_call is None or not calls or not rest:
        return rng.choice(values)
    return rng.choice(calls if rng.random() < manner.p_call else rest)


def _text(rng: Random, length: int) -> str:
    text, words = "", WORDS.split()
    while len(text) < length:
        text += rng.choice(words) + " "
    return text[:length].strip()
