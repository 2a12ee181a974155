"""Reads a model's reply: an answer in the form that was asked for, or a failure with a name. Nothing is guessed."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple, TypeVar, cast

from agents.failures import Code
from agents.texts import keepable, kept
from games.core import Action, Seat
from games.failure import Failure
from games.words import words

FENCE: Final = re.compile(r"```(?:json)?(?P<inside>.*)```", re.DOTALL | re.IGNORECASE)
"""A code block and nothing else."""
SHOWN: Final = 80
"""Characters of a move that is none, when it is told what was wrong."""

T = TypeVar("T")
Fields = Mapping[str, Any]


class Answer(NamedTuple):
    action: Action
    thought: str
    """Why, in its own words; may be empty."""


class Unreadable(ValueError):
    """What is wrong with a reply: a word of the section `unreadable`, and the field in question."""

    def __init__(self, why: str, field: str = "") -> None:
        super().__init__(why)
        self.why, self.field = why, field


def read_move(text: str, moves: Mapping[str, Any], say_limit: int | None, language: str = "en") -> Answer | Failure:
    """`moves`: the words of every legal move -> the action; `say_limit`: characters of a remark, None: none is made.

    What goes beyond the limit is not heard, as in the box where a person types.
    """

    def take(found: Fields) -> Answer | Failure:
        move, thought = _text(found, "move"), _text(found, "thought", needed=False)
        said = "" if say_limit is None else _text(found, "say", needed=False).strip()[:say_limit].strip()
        if move not in moves:
            return Failure(Code.ILLEGAL, move[:SHOWN])
        action = moves[move]
        return Answer(replace(action, say=said) if said else action, thought.strip())

    return _read(text, take, language)


def read_notes(text: str, about: Mapping[str, Seat], language: str = "en") -> Mapping[Seat, str] | Failure:
    """A text about each seat; `about`: the field of each."""
    return _read(text, lambda found: {seat: _text(found, key).strip() for key, seat in about.items()}, language)


def _read(text: str, take: Callable[[Fields], T], language: str) -> T | Failure:
    if not text.strip():
        return Failure(Code.EMPTY)
    try:
        return take(_fields(text.strip()))
    except Unreadable as wrong:
        told: str = words("agents.prompts", language)["unreadable"][wrong.why]
        return Failure(Code.UNREADABLE, told.format(field=kept(wrong.field[:SHOWN])))


def _fields(text: str) -> Fields:
    """Of the JSON object that is the whole reply, or that a code block holds which is the whole reply."""
    fence = FENCE.fullmatch(text)
    try:
        found = json.loads(fence["inside"] if fence else text, strict=False, object_pairs_hook=_once)
    except Unreadable:
        raise
    except (ValueError, RecursionError):  # also a number of too many digits, and brackets in brackets in brackets
        found = None
    if not isinstance(found, dict):
        raise Unreadable("json")
    return cast("Fields", found)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two values of one field, nobody knows which is meant."""
    found: dict[str, Any] = {}
    for field, value in pairs:
        if field in found:
            raise Unreadable("twice", field)
        found[field] = value
    return found


def _text(found: Fields, field: str, *, needed: bool = True) -> str:
    """A field that is a text; one that is not needed may be left out or null, and is empty then."""
    value = found.get(field)
    if value is None and not needed:
        return ""
    if not isinstance(value, str):
        raise Unreadable("field", field)
    if not keepable(value):
        raise Unreadable("characters", field)
    return value
