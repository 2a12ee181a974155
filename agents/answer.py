"""Reads a model's reply: an answer in the form that was asked for, or a failure with a name. Nothing is guessed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from agents.failures import Code
from agents.fields import SHOWN, Fields, Unreadable, alone, reading, text
from games.core import Action, Seat
from games.failure import Failure
from games.secret_tools.actions import TEXT_LIMIT, Write


class Answer(NamedTuple):
    action: Action
    thought: str
    """Why, in its own words; may be empty."""


def read_move(reply: str, moves: Mapping[str, Any], say_limit: int | None, language: str = "en") -> Answer | Failure:
    """`moves`: the words of every legal move -> the action; `say_limit`: characters of a remark, None: none is made.

    What goes beyond the limit is not heard, as in the box where a person types.
    """

    def take(found: Fields) -> Answer | Failure:
        move, thought = text(found, "move"), text(found, "thought", needed=False)
        said = "" if say_limit is None else text(found, "say", needed=False).strip()[:say_limit].strip()
        if move not in moves:
            return Failure(Code.ILLEGAL, move[:SHOWN])
        action = moves[move]
        return Answer(replace(action, say=said) if said else action, thought.strip())

    return reading(reply, lambda whole: take(alone(whole)), language)


def read_notes(reply: str, about: Mapping[str, Seat], language: str = "en") -> Mapping[Seat, str] | Failure:
    """A text about each seat; `about`: the field of each."""

    def take(found: Fields) -> Mapping[Seat, str]:
        return {seat: text(found, key).strip() for key, seat in about.items()}

    return reading(reply, lambda whole: take(alone(whole)), language)


def read_message(reply: str, language: str = "en") -> Answer | Failure:
    """What is written to a partner, or to oneself; null is as good as empty, but it may not be left out."""

    def take(found: Fields) -> Answer:
        if "message" not in found:
            raise Unreadable("field", "message")
        message, thought = text(found, "message", needed=False), text(found, "thought", needed=False)
        return Answer(Write(message.strip()[:TEXT_LIMIT]), thought.strip())

    return reading(reply, lambda whole: take(alone(whole)), language)
