"""Matches in which a model is offered a tool, played behind the stand-in, and the room of that offer."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request

from agents.models import _litellm
from app import engine, places
from app.routes import offer_room
from app.tables import Tables
from games.decision import TraceKind
from games.model import Limits
from games.opinion import Opinion
from games.secret_tools.conditions import Condition, ToolRules
from replays.judgements import Judgement
from replays.offers import offers
from replays.record import Kind, Record, Seating
from replays.store import Store
from tests.app.modelled import MODELS, NAMES, model
from tests.standin import Answer, StandIn, answers

Json = dict[str, Any]
Replies = Mapping[str, Answer]
"""What is answered, by what it is asked for; anything else is answered well."""
HOUSE = ("bold+always", "grudging+always", "cautious+always")
"""Who sits beside the model."""


def offer(**changes: Any) -> ToolRules:
    """To the first seat, in the first round."""
    return ToolRules(**{"condition": Condition.CHANNEL, "wording": "V0", "offer_to": 0, "trigger": 1} | changes)


class House:
    """A stand-in for models, and tables that keep what is played with it."""

    def __init__(self, server: StandIn, tables: Tables) -> None:
        self.server, self.tables = server, tables

    def play(self, replies: Replies, *seats: Seating, tool: ToolRules | None, seed: int = 5, seconds: int = 60) -> str:
        """The id of a match that is over: its models answer so; without `seats`, one on the first seat."""
        self.server.answers = lambda asked: replies.get(asked.purpose)
        table = seats or (model(self.server), *scripted())
        match_id = self.tables.open("liars_bar", "paper", table, seed, tool=tool, limits=Limits(seconds=seconds))
        self.tables.settle(match_id)
        return match_id

    def record(self, match_id: str) -> Record:
        return self.tables.store.load(match_id)


def scripted(*players: str) -> tuple[Seating, ...]:
    """On the seats behind the first."""
    return tuple(Seating(name, Kind.SCRIPTED, who) for name, who in zip(NAMES[1:], players or HOUSE, strict=True))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One for all the matches of a file, over the store that this process reads."""
    _litellm()
    engine.close()
    with pytest.MonkeyPatch.context() as patch, StandIn(models=MODELS) as server:
        folder: Path = tmp_path_factory.mktemp("rooms")
        patch.setenv(places.VARIABLE, str(folder))
        yield House(server, engine.tables(folder, pace=0))
        engine.close()


def asked_for(match_id: str) -> tuple[int, Json]:
    """What the route answers: the status, and the JSON."""
    scope = {"type": "http", "method": "GET", "headers": [], "query_string": b"", "path_params": {"match_id": match_id}}
    answer = offer_room(Request(scope))
    return answer.status_code, json.loads(bytes(answer.body))


def room(match_id: str) -> Json:
    status, found = asked_for(match_id)
    assert status == 200, found
    return found


def refused(match_id: str, status: int) -> str:
    """The sentence that says why there is no room."""
    found = asked_for(match_id)
    assert found[0] == status, found
    assert set(found[1]) == {"error"}
    return found[1]["error"]


def reply(text: str, thinking: str = "") -> Answer:
    """Exactly this, after native thinking."""

    def change(body: Json) -> Json:
        return answers.message(body, content=text, **({"reasoning": thinking} if thinking else {}))

    return Answer(change=change)


def judged(store: Store, match_id: str, model: str, quote: str) -> None:
    """A judge model has read the reason for the answer to the offer."""
    row = offers(store.load(match_id))[0]
    assert row.seq is not None
    assert row.seat is not None
    opinion, text = Opinion(unfair=True, harm=False, secret=False, quote=quote), TraceKind.REASON
    store.keep_judgement(
        Judgement(
            match=match_id, seq=row.seq, seat=row.seat, kind=text, asked=model, template=1, answer=opinion, created=1
        )
    )


def cut(text: str, start: int, end: int) -> str:
    """A piece of a text as JavaScript cuts it."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")
