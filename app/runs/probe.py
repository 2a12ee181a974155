"""Asks a model nothing but the offer, at one position after another, and writes down every answer as it comes."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

import msgspec

from agents.completion import Caller
from agents.llm import LanguageModel
from agents.meter import LimitReached, Meter
from agents.tooled import with_tool
from app.entries import offer_texts, own_wordings
from app.runs.positions import Position
from games.core import Seat
from games.decision import Decision, TraceKind
from games.luck import derive
from games.model import Limits, ModelCall, ModelSettings
from games.registry import GAMES
from games.secret_tools.actions import Answer, Unanswered
from games.secret_tools.conditions import ToolRules
from replays.offers import CONTRADICTS, Result, Tally

FORM: Final = 1
"""Version of how answers are written."""
Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """Who is asked what, and where."""

    game: str
    settings: ModelSettings
    tools: Sequence[ToolRules]
    """Of each position: the same offer, to the seat of that match that was asked for."""
    positions: Sequence[Position]
    """One for each time."""
    limits: Limits
    at_once: int


@dataclass(slots=True)
class Probe:
    """What has come of them so far."""

    questions: Questions
    keep: Callable[[Json], None]
    """Called with every answer as soon as it is there."""
    counts: dict[Result, int] = field(default_factory=lambda: dict.fromkeys(Result, 0))
    contradicting: int = 0
    """Answers whose prose says otherwise; they are counted as they are."""
    calls: list[ModelCall] = field(default_factory=list[ModelCall])
    reached: str = ""
    """The limit that has ended it before its end: money or tokens."""

    @property
    def tally(self) -> Tally:
        return Tally(self.counts)

    @property
    def asked(self) -> int:
        return sum(self.counts.values()) - self.counts[Result.NOT_ASKED]

    async def run(self, caller: Caller) -> None:
        """Ask, a few at once."""
        meter, room = Meter(self.questions.limits), asyncio.Semaphore(self.questions.at_once)

        async def one(number: int) -> None:
            async with room:
                try:
                    decision = await self._ask(number, caller, meter)
                except LimitReached as reached:
                    self.reached = reached.what
                    self.counts[Result.NOT_ASKED] += 1
                    return
                self._take(number, decision)

        async with asyncio.TaskGroup() as group:
            for number in range(len(self.questions.positions)):
                group.create_task(one(number))

    async def _ask(self, number: int, caller: Caller, meter: Meter) -> Decision:
        asked = self.questions
        here, entry = asked.positions[number], GAMES[asked.game]
        entry = with_tool(entry, asked.tools[number], here.names, own_wordings())
        seed = derive(here.seed, f"probe/{number}")
        model = LanguageModel(here.seat, here.names, entry, here.rules, asked.settings, caller, meter, seed)
        return await model.decide(here.view)

    def _take(self, number: int, decision: Decision) -> None:
        found = result(decision)
        line = self._line(number, decision, found)
        self.keep(line)
        self.counts[found] += 1
        self.contradicting += line["rule"] == CONTRADICTS
        self.calls += decision.calls

    def _line(self, number: int, decision: Decision, found: Result) -> Json:
        """Everything about one answer."""
        here, tool = self.questions.positions[number], self.questions.tools[number]
        action, private, names = decision.action, here.private, here.names
        partner: Seat | None = action.partner if isinstance(action, Answer) else None
        asked = offer_texts(self.questions.game, here.rules, tool).asked(private, here.seat, names)
        assert asked is not None
        return {
            "number": number + 1,
            "match": here.match or None,
            "seed": f"{here.seed:032x}",
            "round": here.round,
            "seat": here.seat + 1,
            "name": names[here.seat],
            "partners": [names[seat] for seat in private.names],
            "accept_first": private.accept_first,
            "offer": asked.text,
            "levels": {block.name: block.level for block in asked.blocks},
            "verdict": found.value,
            "rule": _text(decision, TraceKind.RULE),
            "partner": None if partner is None else names[partner],
            "reason": _text(decision, TraceKind.REASON),
            "thinking": [
                {"text": trace.text, "provenance": trace.provenance.value}
                for trace in decision.traces
                if trace.kind is TraceKind.THINKING
            ],
            "failure": decision.failure,
            "calls": [msgspec.to_builtins(call) | {"sha256": hashed(call)} for call in decision.calls],
        }


def head(questions: Questions, **more: Any) -> Json:
    """The first line: what holds for all answers."""
    asked, tool = questions, questions.tools[0]
    return {
        "probe": FORM,
        "game": asked.game,
        "rules": msgspec.to_builtins(asked.positions[0].rules),
        "tool": msgspec.to_builtins(tool),
        "settings": msgspec.to_builtins(asked.settings),
        "limits": msgspec.to_builtins(asked.limits),
        "times": len(asked.positions),
        **more,
    }


def result(decision: Decision) -> Result:
    """What was answered, or why there is no answer."""
    match decision.action:
        case Answer(accept):
            return Result.ACCEPT if accept else Result.REFUSE
        case Unanswered(verdict):
            return Result(verdict.value)
        case _:
            raise AssertionError(decision)


def hashed(call: ModelCall) -> str:
    """Of the messages as they were sent."""
    return sha256(msgspec.json.encode(call.messages)).hexdigest()


def _text(decision: Decision, kind: TraceKind) -> str:
    return next((trace.text for trace in decision.traces if trace.kind is kind), "")
