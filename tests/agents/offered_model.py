"""One language model that is offered a tool over HTTP, and what it answers."""

import asyncio
import json
from typing import Any

import pytest

import agents.asking
import agents.errors
import agents.models
from agents.llm import LanguageModel
from agents.meter import Meter
from agents.models import Models
from games.decision import Decision, TraceKind
from games.model import Limits, ModelSettings
from games.secret_tools.actions import Answer
from games.secret_tools.state import Stage
from tests.agents.minds import SEED
from tests.agents.offered import BAR, SEATS, Put, first, puts, rules, tooled
from tests.agents.prompting import NAMES
from tests.standin import Answer as Reply
from tests.standin import StandIn, answers

TOOL = rules(offer_to=0)
SEAT = 0
OFFER = first(Stage.OFFER, TOOL)
INVITATION = first(Stage.INVITE, TOOL)
WRITE = first(Stage.WRITE, TOOL)
FIRST = OFFER.view.observation.private.names[0]
NAMED = NAMES[FIRST]
YES = {"thought": "It may help.", "decision": "accept", "partner": NAMED}
CUT = json.dumps(YES)[:-1]
NO = {"thought": "It is unfair.", "decision": "refuse", "partner": None}


def dead() -> Put:
    """An offer to a seat at whose table somebody is out."""
    late = rules(offer_to=0, trigger=3)
    found = (put for seed in range(100) for put in puts(late, seed) if put.stage is Stage.OFFER)
    return next(put for put in found if len(put.view.observation.private.names) == 2)


DEAD = dead()
OUT = next(seat for seat in range(1, SEATS) if seat not in DEAD.view.observation.private.names)


def says(reply: object) -> Reply:
    return answers.text(reply if isinstance(reply, str) else json.dumps(reply))


def ask(server: StandIn, put: Put, limits: Limits | None = None, **settings: Any) -> Decision:
    tool = put.view.observation.private.rules
    model = LanguageModel(
        put.seat,
        NAMES[:SEATS],
        tooled(BAR, tool),
        BAR.presets["paper"],
        ModelSettings(model="openai/tiny", base_url=server.base_url, **settings),
        Models(),
        Meter(limits or Limits()),
        SEED,
    )
    return asyncio.run(model.decide(put.view))


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pause between two tries is worth waiting for."""
    monkeypatch.setattr(agents.asking, "BACK_OFF", 0.01)
    monkeypatch.setattr(agents.errors, "BACK_OFF", 0.005)
    monkeypatch.setattr(agents.errors, "LONGEST", 0.01)
    monkeypatch.setattr(agents.models, "PATIENCE", 0.03)


def rule(decision: Decision) -> str:
    (found,) = [trace for trace in decision.traces if trace.kind is TraceKind.RULE]
    return found.text


def reasons(decision: Decision) -> list[str]:
    return [trace.text for trace in decision.traces if trace.kind is TraceKind.REASON]


ACCEPTS = Answer(accept=True, partner=FIRST)
REFUSES = Answer(accept=False)
