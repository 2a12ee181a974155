"""Asks a language model one question, and asks again where that helps, until it has answered or failed."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any, Final, Generic, TypeVar

from agents.completion import SEEDS, Caller, Completion
from agents.failures import RE_ASKED, RE_ASKS, REPEATED
from agents.meter import LimitReached, Meter
from agents.prompts import Question, again
from games.core import Seat
from games.decision import Provenance, Trace, TraceKind
from games.failure import Failure
from games.luck import Luck
from games.model import Message, ModelCall, ModelSettings, Purpose

T = TypeVar("T")
Again = Callable[[tuple[Message, ...], str, Failure], tuple[Message, ...]]
"""What is asked next: from what was asked, the reply and what was wrong with it."""

BACK_OFF: Final = 0.5
"""Seconds, more or less by half, before what may pass is tried again; twice as long the next time."""
LEAST: Final = 1 / 20
"""Of the time for a decision, what must be left for another try."""


@dataclass(slots=True)
class Asked(Generic[T]):
    """What came of one question."""

    answer: T | None = None
    failure: Failure | None = None
    """Of the last try."""
    calls: list[ModelCall] = field(default_factory=list[ModelCall])
    traces: list[Trace] = field(default_factory=list[Trace])


class Asking:
    """The loop and its limits, for one seat."""

    def __init__(
        self,
        seat: Seat,
        settings: ModelSettings,
        caller: Caller,
        meter: Meter,
        seed: int,
        waits: Callable[[Seat, float], None] | None = None,
    ) -> None:
        self.seat, self.settings, self.caller, self.meter, self.seed = seat, settings, caller, meter, seed
        self.waits = None if waits is None else partial(waits, seat)

    async def ask(
        self,
        purpose: Purpose,
        question: Question,
        read: Callable[[str], T | Failure],
        luck: str,
        again: Again = again,
        re_asks: int = RE_ASKS,
    ) -> Asked[T]:
        """`luck` names the question among all that this seat is ever asked."""
        asked, messages, left = Asked[T](), question.messages, self.meter.limits.seconds
        for attempt in count(1):
            try:
                self.meter.check()
            except LimitReached:
                if not asked.calls:
                    raise
                # What has been paid for is kept with this step; the next question stops the match.
                break
            draws = Luck(self.seed, f"{luck}/{attempt}")
            completion = await self.caller.complete(
                self.settings, messages, question.schema, seed=draws.below(SEEDS), seconds=left, waits=self.waits
            )
            found = completion.failure or read(completion.text)
            asked.failure = found if isinstance(found, Failure) else None
            self._note(asked, self._call(purpose, attempt, messages, completion, asked.failure), completion)
            if not isinstance(found, Failure):
                asked.answer = found
                break
            left -= completion.seconds
            if found.code in REPEATED:
                pause = BACK_OFF * 2 ** (attempt - 1) * (0.5 + draws.below(1000) / 1000)
                left -= pause
            elif found.code in RE_ASKED:
                pause, messages = 0.0, again(messages, completion.text, found)
            else:
                break
            if attempt > re_asks or left < LEAST * self.meter.limits.seconds:
                break
            await asyncio.sleep(pause)
        return asked

    def _call(
        self,
        purpose: Purpose,
        attempt: int,
        messages: tuple[Message, ...],
        completion: Completion,
        failure: Failure | None,
    ) -> ModelCall:
        return ModelCall(
            seat=self.seat,
            purpose=purpose,
            attempt=attempt,
            messages=messages,
            schema=completion.schema,
            form=completion.form,
            asked=self.settings.model,
            served=completion.served,
            settings=completion.settings,
            reply=completion.text,
            finish=completion.finish,
            failure=failure,
            usage=completion.usage,
            cost=completion.cost,
            seconds=completion.seconds,
        )

    def _note(self, asked: Asked[Any], call: ModelCall, completion: Completion) -> None:
        self.meter.count(call)
        asked.calls.append(call)
        if completion.thinking or completion.provenance is Provenance.ENCRYPTED:
            asked.traces.append(Trace(self.seat, TraceKind.THINKING, completion.thinking, completion.provenance))
