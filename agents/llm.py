"""A language model on a seat: what it is asked for a move, for notes, and when a tool is offered to it."""

from collections.abc import Callable, Iterable
from typing import Any

from agents.answer import read_message, read_move, read_notes
from agents.asking import Asked, Asking
from agents.completion import Caller
from agents.consent import read_consent, verdict
from agents.core import View
from agents.meter import Meter
from agents.prompts import SeatPrompts, retold, stage_of
from games.core import Seat
from games.decision import Decision, Provenance, Reflection, Trace, TraceKind
from games.model import ModelSettings, Purpose
from games.registry import Entry
from games.secret_tools.actions import Unanswered, Write
from games.secret_tools.state import Stage
from games.secret_tools.view import inner


class LanguageModel:
    """See `agents.core.Agent` and `Reflective`. It keeps nothing between decisions.

    Both raise LimitReached, before their first call, when the match may use no more, and asyncio.CancelledError.
    """

    def __init__(
        self,
        seat: Seat,
        names: tuple[str, ...],
        entry: Entry,
        rules: Any,
        settings: ModelSettings,
        caller: Caller,
        meter: Meter,
        seed: int,
        waits: Callable[[Seat, float], None] | None = None,
    ) -> None:
        """`seed` is the seat's own; `waits` is told of the seconds that a provider's rate limit makes this seat wait.

        `entry` is that of `agents.tooled.with_tool` where the match holds a tool. What `meter.limits` allows a decision
        in seconds holds for all its tries together.
        """
        self.seat, self.settings = seat, settings
        self.prompts = SeatPrompts(seat, names, entry, rules, settings.persona, memory=settings.memory)
        self.asking = Asking(seat, settings, caller, meter, seed, waits)

    async def decide(self, view: View[Any, Any]) -> Decision:
        stage = stage_of(view.observation)
        if stage is None:
            return await self._move(view)
        return await (self._message(view) if stage in (Stage.WRITE, Stage.REPLY) else self._consent(view, stage))

    async def reflect(self, view: View[Any, Any]) -> Reflection:
        question = self.prompts.impressions(view) if self.settings.impressions else None
        if question is None:
            return Reflection()
        asked = await self.asking.ask(
            Purpose.IMPRESSIONS,
            question,
            lambda text: read_notes(text, question.options),
            f"reflection/{len(view.events)}",
        )
        asked.traces += self._traces(TraceKind.IMPRESSION, (asked.answer or {}).items())
        return Reflection(tuple(asked.traces), tuple(asked.calls))

    async def _move(self, view: View[Any, Any]) -> Decision:
        question = self.prompts.move(view, notes=self.settings.impressions)
        asked = await self.asking.ask(
            Purpose.MOVE,
            question,
            lambda text: read_move(text, question.options, question.say_limit),
            f"decision/{inner(view.observation).decision}",
        )
        return self._decision(asked, None)

    async def _consent(self, view: View[Any, Any], stage: Stage) -> Decision:
        """An answer to an offer or an invitation, or the verdict that there is none."""
        question = self.prompts.consent(view, notes=self.settings.impressions)
        offered = stage is Stage.OFFER
        asked = await self.asking.ask(
            Purpose.OFFER if offered else Purpose.INVITATION,
            question,
            lambda text: read_consent(text, question.options if offered else None),
            _private(view),
            lambda messages, reply, failure: retold(messages, reply, self.prompts.consent_again(view, failure)),
        )
        if asked.answer is not None:
            asked.traces.append(Trace(self.seat, TraceKind.RULE, asked.answer.rule))
            return self._decision(asked, None)
        assert asked.failure is not None
        found = verdict(asked.failure)
        asked.traces.append(Trace(self.seat, TraceKind.RULE, found))
        return self._decision(asked, Unanswered(found))

    async def _message(self, view: View[Any, Any]) -> Decision:
        """What it writes to its partner; nothing where no message could be got."""
        question = self.prompts.message(view, notes=self.settings.impressions)
        asked = await self.asking.ask(Purpose.MESSAGE, question, read_message, _private(view))
        return self._decision(asked, Write())

    def _decision(self, asked: Asked[Any], otherwise: Any) -> Decision:
        """The answer with its reason; `otherwise` is done where there is none."""
        if asked.answer is None:
            return Decision(otherwise, tuple(asked.traces), asked.failure, tuple(asked.calls))
        reason = self._traces(TraceKind.REASON, [(None, asked.answer.thought)])
        return Decision(asked.answer.action, (*asked.traces, *reason), None, tuple(asked.calls))

    def _traces(self, kind: TraceKind, texts: Iterable[tuple[Seat | None, str]]) -> list[Trace]:
        """What it was asked for; nothing where it wrote nothing."""
        return [Trace(self.seat, kind, text, Provenance.ASKED_FOR, about) for about, text in texts if text]


def _private(view: View[Any, Any]) -> str:
    """Names a question about the tool among all that the seat is asked; moves keep the names they have without one."""
    return f"private/{view.observation.decision}"
