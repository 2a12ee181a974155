"""Models on seats: behind a stand-in for their server, through the real LiteLLM."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from agents.models import _litellm
from app.tables import Tables
from games.core import Seat
from games.model import Form, Message, ModelCall, ModelSettings, Purpose
from replays.record import Kind, Record, Seating, codec
from tests.standin import Answer, Asked, StandIn, answers

MODELS = ("tiny-a", "tiny-b", "tiny-c", "tiny-d")
NAMES = ("Wren", "Otis", "Juno", "Pike")
HOST = "f" * 64
"""What the store knows of whoever opens a table."""


@pytest.fixture
def server() -> Iterator[StandIn]:
    # Its import takes seconds, which is no test's subject.
    _litellm()
    with StandIn(models=MODELS) as standing:
        yield standing


def model(server: StandIn, seat: Seat = 0, name: str = "", **settings: Any) -> Seating:
    """A model of its own on this seat."""
    asked = f"openai/{MODELS[seat]}"
    how = ModelSettings(model=asked, base_url=server.base_url, **settings)
    return Seating(name or NAMES[seat], Kind.MODEL, asked, how)


def models(server: StandIn, count: int = 3, **settings: Any) -> tuple[Seating, ...]:
    return tuple(model(server, seat, **settings) for seat in range(count))


def never(_: Asked) -> Answer:
    """It thinks until whoever asks goes away."""
    return answers.slow(3600)


def dies(seat: Seat, answer: Answer, after: int = 0) -> Callable[[Asked], Answer | None]:
    """The model of this seat answers well so many times, and like this from then on."""
    count = 0

    def told(asked: Asked) -> Answer | None:
        nonlocal count
        if asked.model != MODELS[seat]:
            return None
        count += 1
        return answer if count > after else None

    return told


def asked_of(server: StandIn, seat: Seat) -> list[Asked]:
    return [asked for asked in server.asked if asked.model == MODELS[seat]]


def calls(record: Record) -> list[ModelCall]:
    return [call for step in record.steps for call in step.calls]


def forced(record: Record) -> list[tuple[Seat, str]]:
    """For whom the table acted, and why."""
    reader = codec(record.header.game)
    return [(seat, failure.code) for step in record.steps for seat, failure in reader.forced(step).items()]


def sent(asked: Asked) -> tuple[Message, ...]:
    """The messages as the server got them."""
    return tuple(Message(message["role"], message["content"]) for message in asked.body["messages"])


def paid(seat: Seat, cost: float) -> ModelCall:
    """A call that cost so many dollars."""
    return ModelCall(
        seat=seat,
        purpose=Purpose.MOVE,
        attempt=1,
        messages=(Message("user", "?"),),
        schema="",
        form=Form.PLAIN,
        asked="openai/dear",
        settings={},
        cost=cost,
    )


def over(tables: Tables, match_id: str) -> Record:
    """The match, once its programs have played."""
    tables.settle(match_id)
    return tables.store.load(match_id)
