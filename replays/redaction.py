"""Leaves parts out of a match before it is handed on: pure, and what is left still follows from its actions."""

from collections.abc import Callable, Collection, Container, Iterable, Sequence
from dataclasses import fields, replace
from functools import cache
from typing import Any, Final, TypeVar, get_type_hints

from games.core import Seat, Value
from games.decision import CONTRADICTS, STRUCTURED, Failure, Trace, TraceKind
from games.model import ModelCall, ModelSettings
from games.secret_tools.actions import Verdict
from replays.pseudonyms import letter, pseudonyms
from replays.record import Header, Kind, Record, Redacted, bound, codec
from replays.replay import refold
from replays.steps import Codec, StepRecord

THOUGHTS: Final = frozenset({TraceKind.REASON, TraceKind.THINKING, TraceKind.IMPRESSION})
RULES: Final = frozenset({STRUCTURED, CONTRADICTS, *Verdict})
"""Codes, and not words: a player may bear such a name."""
Change = Callable[[str], str]
V = TypeVar("V", bound=Value)


def redact(record: Record, without: Collection[Redacted]) -> Record:
    """The match without these parts; its header names them. Raises RecordError for steps that cannot be read.

    Later prompts repeat earlier replies and notes: with the thoughts go the prompts. With anything goes where models
    were asked.
    """
    parts = {*without, *([Redacted.PROMPTS] if Redacted.THOUGHTS in without else [])}
    named = tuple([part for part in Redacted if part in parts or part in record.header.redacted])
    found = replace(record, header=replace(record.header, redacted=named))
    if Redacted.PROMPTS in parts:
        found = _without_prompts(found)
    if Redacted.THOUGHTS in parts:
        found = _without_thoughts(found)
    if Redacted.NAMES in parts:
        found = _without_names(found)
    return without_servers(found) if named else found


def without_servers(record: Record) -> Record:
    """The match without the addresses at which models were asked. Where no answer came, an error may quote one."""
    header, reader = record.header, codec(record.header.game)
    seats = [seat for seat, one in enumerate(header.seats) if one.settings is not None and one.settings.base_url]
    if not seats:
        return record

    def unquoted(step: StepRecord) -> StepRecord:
        unanswered = {call.seat for call in step.calls if call.seat in seats and not call.reply}
        calls = [
            replace(call, failure=_detailed(call.failure, _nothing)) if call.seat in unanswered else call
            for call in step.calls
        ]
        return replace(_forced(step, reader, _nothing, unanswered), calls=tuple(calls))

    return Record(_with_settings(header, str, base_url=None), tuple(map(unquoted, record.steps)))


def _without_prompts(record: Record) -> Record:
    """Whatever tells what was sent; the detail of a failure quotes the reply that it is about."""

    def unsent(call: ModelCall) -> ModelCall:
        return replace(call, messages=(), schema="", failure=_detailed(call.failure, _nothing))

    reader = codec(record.header.game)
    steps = [_forced(step, reader, _nothing) for step in record.steps]
    steps = [replace(step, calls=tuple(map(unsent, step.calls))) for step in steps]
    return Record(_with_settings(record.header, _nothing), tuple(steps))


def _without_thoughts(record: Record) -> Record:
    """A reply holds the reason beside the answer."""

    def thoughtless(step: StepRecord) -> StepRecord:
        kept = tuple([trace for trace in step.traces if trace.kind not in THOUGHTS])
        return replace(step, traces=kept, calls=tuple([replace(call, reply="") for call in step.calls]))

    return replace(record, steps=tuple(map(thoughtless, record.steps)))


def _without_names(record: Record) -> Record:
    """Letters instead. What was said stands in the actions, so the rules make the events again: of a message that is
    cut after so many words, more may be left."""
    header, reader = record.header, codec(record.header.game)
    change = pseudonyms(_names(header))
    steps = [_renamed(step, reader, change) for step in record.steps]
    found = Record(_anonymous(header, change), tuple(steps))
    if header.view is None and header.version == bound(header).version:
        events: Sequence[Iterable[Any]] = [frame.events for frame in refold(found)][1:]
    else:
        events = [[_said(event, change) for event in reader.events(step)] for step in steps]
    told = [replace(step, events=reader.events_text(one)) for step, one in zip(steps, events, strict=True)]
    return replace(found, steps=tuple(told))


def _names(header: Header) -> list[tuple[str, Seat]]:
    """Every name of a seat, and of a person, with the seat."""
    persons = [(seat, one.player) for seat, one in enumerate(header.seats) if one.kind is Kind.PERSON]
    persons += [(one.seat, one.player) for one in header.substitutions if one.kind is Kind.PERSON]
    return [(name, seat) for seat, name in (*persons, *enumerate(header.names)) if name]


def _anonymous(header: Header, change: Change) -> Header:
    def player(kind: Kind, player: str, seat: Seat) -> str:
        return letter(seat) if kind is Kind.PERSON and player else player

    seats = [
        replace(one, name=letter(seat), player=player(one.kind, one.player, seat))
        for seat, one in enumerate(header.seats)
    ]
    later = [replace(one, player=player(one.kind, one.player, one.seat)) for one in header.substitutions]
    series = None if header.series is None else replace(header.series, id=change(header.series.id))
    tool = header.tool and replace(header.tool, wording=change(header.tool.wording))
    header = replace(header, seats=tuple(seats), substitutions=tuple(later), series=series, tool=tool)
    return _with_settings(header, change)


def _with_settings(header: Header, change: Change, **others: None) -> Header:
    """With other texts in what models are told about themselves, and `others` of their settings changed."""

    def told(how: ModelSettings | None) -> ModelSettings | None:
        return how and replace(how, persona=change(how.persona), memory=change(how.memory), **others)

    return replace(header, seats=tuple([replace(one, settings=told(one.settings)) for one in header.seats]))


def _renamed(step: StepRecord, reader: Codec, change: Change) -> StepRecord:
    """With other texts everywhere but in its events."""

    def asked(call: ModelCall) -> ModelCall:
        messages = tuple([message._replace(content=change(message.content)) for message in call.messages])
        texts = {"schema": change(call.schema), "reply": change(call.reply)}
        return replace(call, messages=messages, failure=_detailed(call.failure, change), **texts)

    def beside(trace: Trace) -> Trace:
        code = trace.kind is TraceKind.RULE and trace.text in RULES
        return trace if code else replace(trace, text=change(trace.text))

    step = _forced(step, reader, change)
    if step.actions is not None:
        actions = {seat: _said(action, change) for seat, action in reader.actions(step).items()}
        step = replace(step, actions=reader.actions_text(actions))
    return replace(step, traces=tuple(map(beside, step.traces)), calls=tuple(map(asked, step.calls)))


def _forced(step: StepRecord, reader: Codec, change: Change, seats: Container[Seat] | None = None) -> StepRecord:
    """With another detail of why the table acted, for these seats or for all."""
    forced = {
        seat: why if seats is not None and seat not in seats else Failure(why.code, change(why.detail))
        for seat, why in reader.forced(step).items()
    }
    return replace(step, forced=reader.forced_text(forced)) if forced else step


def _detailed(failure: Failure | None, change: Change) -> Failure | None:
    return failure and Failure(failure.code, change(failure.detail))


def _nothing(_: str) -> str:
    return ""


def _said(value: V, change: Change) -> V:
    """An action or an event with other free texts."""
    texts = {name: text for name in _texts(type(value)) if (text := getattr(value, name))}
    return replace(value, **{name: change(text) for name, text in texts.items()}) if texts else value


@cache
def _texts(kind: type[Value]) -> tuple[str, ...]:
    """The fields in which anything may be written: not those with a fixed list of words."""
    hints = get_type_hints(kind)
    return tuple([field.name for field in fields(kind) if hints[field.name] in (str, str | None)])
