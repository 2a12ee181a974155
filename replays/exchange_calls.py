"""Calls to models in an export: a text that stood in the file before is written as its number."""

from collections.abc import Iterable
from typing import Final

from games.decision import Failure
from games.model import Message, ModelCall, Purpose, Usage
from replays.exchange_form import Asked, Written
from replays.refusal import RecordError

MOST: Final = 32
"""Million characters that the calls of one step may come to when every text is written out."""


class Writer:
    """Writes the calls of one file, in its order."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def calls(self, calls: Iterable[ModelCall]) -> tuple[Asked, ...]:
        """Those of one step."""
        return tuple([self._call(call) for call in calls])

    def _call(self, call: ModelCall) -> Asked:
        return Asked(
            seat=call.seat,
            purpose=call.purpose,
            attempt=call.attempt,
            messages=tuple([(message.role, self._text(message.content)) for message in call.messages]),
            schema=self._text(call.schema),
            form=call.form,
            asked=call.asked,
            served=call.served,
            settings=dict(call.settings),
            reply=self._text(call.reply),
            finish=call.finish,
            failure=call.failure,
            usage=call.usage,
            cost=call.cost,
            seconds=call.seconds,
        )

    def _text(self, text: str) -> Written:
        if text in self._numbers:
            return self._numbers[text]
        if text:
            self._numbers[text] = len(self._numbers)
        return text


class Reader:
    """Reads the calls of one file, in its order."""

    def __init__(self) -> None:
        self._texts: dict[str, None] = {}
        self._numbered: list[str] = []

    def calls(self, line: Iterable[Asked]) -> tuple[ModelCall, ...]:
        """Those of one step. Raises RecordError for the number of a text that did not stand before, for a judge's, and
        for too much when it is written out."""
        calls = tuple([self._call(asked) for asked in line])
        size = sum(len(m.content) for call in calls for m in call.messages)
        size += sum(len(call.schema) + len(call.reply) for call in calls)
        if size > MOST * 10**6:
            raise RecordError("large-prompts", most=MOST)
        return calls

    def _call(self, asked: Asked) -> ModelCall:
        if asked.purpose is Purpose.JUDGEMENT:
            raise RecordError("judgement")
        return ModelCall(
            seat=asked.seat,
            purpose=asked.purpose,
            attempt=asked.attempt,
            messages=tuple([Message(role, self._text(content)) for role, content in asked.messages]),
            schema=self._text(asked.schema),
            form=asked.form,
            asked=asked.asked,
            served=asked.served,
            settings=asked.settings,
            reply=self._text(asked.reply),
            finish=asked.finish,
            failure=None if asked.failure is None else Failure(*asked.failure),
            usage=Usage(*asked.usage),
            cost=asked.cost,
            seconds=asked.seconds,
        )

    def _text(self, written: Written) -> str:
        if isinstance(written, str):
            if written and written not in self._texts:
                self._texts[written] = None
                self._numbered.append(written)
            return written
        if written >= len(self._numbered):
            raise RecordError("unknown-text", number=written)
        return self._numbered[written]
