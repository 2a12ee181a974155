"""The JSON object of a model's reply, alone or with prose around it, and its texts; nothing is guessed."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, TypeVar, cast

from agents.failures import Code
from agents.texts import keepable, kept
from games.failure import Failure
from games.words import words

FENCE: Final = re.compile(r"```(?:json)?(?P<inside>.*)```", re.DOTALL | re.IGNORECASE)
"""A code block and nothing else."""
MARK: Final = re.compile(r"```(?:json)?", re.IGNORECASE)
"""Where a code block begins or ends."""
BEGUN: Final = re.compile(r'\{\s*"|\[\s*[\[{"]')
"""What can only be meant as JSON."""
SHOWN: Final = 80
"""Characters of a move, a partner or a field that there is none of, when its model is told of it."""

T = TypeVar("T")
Fields = Mapping[str, Any]


class Surrounded(NamedTuple):
    """An object, and the prose before and after it."""

    fields: Fields
    prose: str


class Unreadable(ValueError):
    """What is wrong with a reply: a word of the section `unreadable`, and the field in question."""

    def __init__(self, why: str, field: str = "") -> None:
        super().__init__(why)
        self.why, self.field = why, field


def reading(reply: str, take: Callable[[str], T], language: str) -> T | Failure:
    """What `take` makes of the reply; where it raises Unreadable, the failure that says so."""
    if not reply.strip():
        return Failure(Code.EMPTY)
    try:
        return take(reply.strip())
    except Unreadable as wrong:
        told: str = words("agents.prompts", language)["unreadable"][wrong.why]
        return Failure(Code.UNREADABLE, told.format(field=kept(wrong.field[:SHOWN])))


def alone(reply: str) -> Fields:
    """Of the JSON object that is the whole reply, or that a code block holds which is the whole reply."""
    fence = FENCE.fullmatch(reply)
    try:
        found = json.loads(fence["inside"] if fence else reply, strict=False, object_pairs_hook=_once)
    except Unreadable:
        raise
    except (ValueError, RecursionError):  # also a number of too many digits, and brackets in brackets in brackets
        found = None
    if not isinstance(found, dict):
        raise Unreadable("json")
    return cast("Fields", found)


def surrounded(reply: str) -> Surrounded:
    """Of the one JSON object in the reply, wherever it stands; the same object twice is one."""
    objects, prose, told = list[Fields](), list[str](), 0
    while begun := BEGUN.search(reply, told):
        found, end = _decoded(reply, begun.start())
        prose.append(reply[told : begun.start()])
        told = end
        if isinstance(found, dict):
            objects.append(cast("Fields", found))
    if not objects:
        raise Unreadable("none")
    if any(one != objects[0] for one in objects):
        raise Unreadable("several")
    return Surrounded(objects[0], MARK.sub("", "\n".join([*prose, reply[told:]])).strip())


def text(found: Fields, field: str, *, needed: bool = True) -> str:
    """A field that is a text; one that is not needed may be left out or null, and is empty then."""
    value = found.get(field)
    if value is None and not needed:
        return ""
    if not isinstance(value, str):
        raise Unreadable("field", field)
    if not keepable(value):
        raise Unreadable("characters", field)
    return value


def flag(found: Fields, field: str) -> bool:
    """A field that is true or false."""
    value = found.get(field)
    if not isinstance(value, bool):
        raise Unreadable("flag", field)
    return value


def _decoded(reply: str, begun: int) -> tuple[Any, int]:
    """The JSON that begins here, and where it ends; of what breaks off no part stands for the whole."""
    try:
        return DECODER.raw_decode(reply, begun)
    except Unreadable:
        raise
    except (ValueError, RecursionError):
        raise Unreadable("broken") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two values of one field, nobody knows which is meant."""
    found: dict[str, Any] = {}
    for field, value in pairs:
        if field in found:
            raise Unreadable("twice", field)
        found[field] = value
    return found


DECODER: Final = json.JSONDecoder(strict=False, object_pairs_hook=_once)
