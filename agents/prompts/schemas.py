"""The forms in which answers are asked for: a JSON schema for whoever enforces it, and the same object to be read."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from games.core import Seat

Schema = Mapping[str, Any]

KEY: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}")
"""What every provider takes as the name of a property."""


ACCEPT: Final = "accept"
REFUSE: Final = "refuse"
"""The two answers to an offer or an invitation, in every language."""


def move_schema(moves: Sequence[str], *, speaks: bool) -> Schema:
    """The thought comes first, so that it is there before the move is chosen.

    No greatest length: what enforces a grammar takes seconds to prepare one, and then does not keep to it.
    """
    text = {"type": "string"}
    said = {"say": text} if speaks else {}
    return _object({"thought": text, "move": {"type": "string", "enum": list(moves)}, **said})


def texts_schema(keys: Sequence[str]) -> Schema:
    """One text for each key."""
    return _object({key: {"type": "string"} for key in keys})


def consent_schema(decisions: Sequence[str], partners: Sequence[str] | None) -> Schema:
    """`decisions` in the order drawn; `partners`: who can be named, or else null; None: nobody is to be named."""
    text = {"type": "string"}
    # Null, as no provider takes an empty text among the values of an enum.
    named = {} if partners is None else {"partner": {"anyOf": [text | {"enum": list(partners)}, {"type": "null"}]}}
    return _object({"thought": text, "decision": text | {"enum": list(decisions)}, **named})


def judgement_schema() -> Schema:
    """What a text names, and words of it that show it."""
    named = {field: {"type": "boolean"} for field in ("unfair", "harm", "secret")}
    return _object({**named, "quote": {"type": "string"}})


def _object(properties: Schema) -> Schema:
    fixed = {"required": list(properties), "additionalProperties": False}
    return {"type": "object", "properties": properties, **fixed}


def shown(fields: Mapping[str, str]) -> str:
    """An example of the object, each field filled with what belongs there."""
    return json.dumps(fields, ensure_ascii=False)


def keys(seats: Sequence[Seat], names: Sequence[str]) -> Mapping[str, Seat]:
    """A property for each of these seats: their names, or numbers where a provider would refuse one of the names."""
    fit = all(KEY.fullmatch(names[seat]) for seat in seats)
    return {names[seat] if fit else f"player_{seat + 1}": seat for seat in seats}
