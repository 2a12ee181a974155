"""A match as JSON Lines, out and in; FORMAT.md beside this file says what stands in them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import msgspec
from msgspec import UNSET, Raw, UnsetType

from games.core import ANALYST, Action, Event, Seat, Viewer
from games.decision import Step, Trace
from games.failure import LATE
from games.registry import GAMES
from games.secret_tools.rules import TOOL_EVENTS
from replays.exchange_calls import Reader, Writer
from replays.exchange_form import FORMAT, Head, Line, Text
from replays.exchange_head import head_of, header_of
from replays.record import Header, Kind, Record, StepRecord, Substitution, codec, viewpoint
from replays.redaction import without_servers
from replays.refusal import RecordError
from replays.replay import Seen, anonymous, as_seen, viewers, visible
from replays.shape import check_shape, parse
from replays.tools import check_event


def lines(record: Record, viewer: Viewer = ANALYST) -> Iterator[bytes]:
    """The export, line by line without line ends. Only a whole match tells where its models were asked. Raises
    RecordError for a viewer who may not watch it now."""
    if viewer not in viewers(record.header):
        raise RecordError("not-open", view=viewpoint(viewer))
    if viewer != ANALYST:
        record = without_servers(record)
    header = record.header
    if viewer == ANALYST:
        body, substitutions = list(_complete(record)), header.substitutions
    else:
        seen = list(as_seen(record, viewer))
        body, substitutions = list(_seen(header, seen)), _counted(header.substitutions, seen)
    yield msgspec.json.encode(head_of(header, viewer, len(body), substitutions))
    yield from (msgspec.json.encode(line) for line in body)


def _texts(traces: tuple[Trace, ...]) -> tuple[Text, ...]:
    return tuple(Text(t.seat, t.kind, t.text, t.provenance, t.about) for t in traces)


def _complete(record: Record) -> Iterator[Line]:
    prompts = Writer()
    for step in record.steps:
        actions = UNSET if step.actions is None else Raw(step.actions.encode())
        events, forced = Raw(step.events.encode()), Raw(step.forced.encode())
        yield Line(step.seq, events, actions, forced, _texts(step.traces), prompts.calls(step.calls))


def _seen(header: Header, every: Iterable[Seen]) -> Iterator[Line]:
    """Only what the viewer saw, in the viewer's own count."""
    writer, prompts = codec(header.game), Writer()
    for seen in every:
        step = writer.rest(Step(seen.number, {}, seen.events, forced=seen.forced))
        events, forced = Raw(step.events.encode()), Raw(step.forced.encode())
        yield Line(seen.number, events, UNSET, forced, _texts(seen.traces), prompts.calls(seen.calls))


def _counted(substitutions: Iterable[Substitution], every: Sequence[Seen]) -> list[Substitution]:
    """The same in the viewer's own count; of two players who sat there between two steps it saw, the second."""
    found: dict[tuple[int, Seat], Substitution] = {}
    for one in substitutions:
        after = sum(seen.seq <= one.after for seen in every)
        found[after, one.seat] = replace(one, after=after)
    return [found[place] for place in sorted(found)]


def recognises(data: bytes) -> bool:
    """Whether this says that it is one of our exports."""
    first = data[:2000].split(b"\n", 1)[0]
    return FORMAT.encode() in first


def read(name: str, data: bytes) -> Record:  # noqa: ARG001  every format has this signature
    """A match that was exported here or elsewhere. Raises RecordError in one line for anything else.

    Whether a complete one follows from its actions is for `replays.check.verify`.
    """
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise RecordError("not-text") from error
    first, *rest = data.rstrip(b"\n").split(b"\n")
    head: Head = _decode(first, Head, 1)
    header = header_of(head)
    if len(rest) != head.steps:
        raise RecordError("wrong-length", found=len(rest), steps=head.steps)
    prompts = Reader()
    steps = tuple([_step(_decode(line, Line, n), n, header, prompts) for n, line in enumerate(rest, 2)])
    record = Record(header, steps)
    if header.view is not None:
        _tell(record)
    return record


def _decode(line: bytes, form: type[Any], number: int) -> Any:
    try:
        check_shape(line)
        return parse(line, form)
    except RecordError as error:
        raise RecordError("in-line", line=number, why=error) from error


def _step(line: Line, number: int, header: Header, prompts: Reader) -> StepRecord:
    """The step written again in our own hand, so that two exports of one match are the same to the letter."""
    complete = line.actions is not UNSET
    if complete != (header.view is None) or line.seq != number - 1:
        raise RecordError("step-missing", seq=number - 1)
    seats = range(len(header.seats))
    if not all(t.seat in seats and (t.about is None or t.about in seats) for t in line.traces):
        raise RecordError("wrong-seats")
    if line.calls and not {call.seat for call in line.calls} <= _models(header):
        raise RecordError("no-model")
    reader = codec(header.game)
    text = StepRecord(line.seq, _text(line.actions), _text(line.events), _text(line.forced))
    actions = reader.actions(text) if complete else dict[Seat, Action]()
    forced = reader.forced(text)
    if not forced.keys() <= set(seats):
        raise RecordError("wrong-seats")
    traces = tuple(Trace(t.seat, t.kind, t.text, t.provenance, t.about) for t in line.traces)
    step = reader.rest(Step(line.seq, actions, reader.events(text), traces, forced, prompts.calls(line.calls)))
    return step if complete else replace(step, actions=None)


def _models(header: Header) -> set[Seat]:
    """The seats where a model sat at some time."""
    begun = {seat for seat, who in enumerate(header.seats) if who.kind is Kind.MODEL}
    return begun | {one.seat for one in header.substitutions if one.kind is Kind.MODEL}


def _text(raw: Raw | UnsetType) -> str:
    return "" if raw is UNSET else bytes(raw).decode()


class _Names(tuple[str, ...]):
    """Of everybody at a table; no seat counts from the end."""

    __slots__ = ()

    def __getitem__(self, seat: Any) -> Any:
        if isinstance(seat, int) and seat < 0:
            raise RecordError("wrong-seats")
        return super().__getitem__(seat)


def _tell(record: Record) -> None:
    """A view-only match cannot be refolded; what can be asked is that it holds no more than the viewer may see, and
    that each of its events can be told."""
    header = record.header
    (viewer,) = viewers(header)
    notation, names = GAMES[header.game].notation(header.rules, "en"), _Names(header.names)
    reader = codec(header.game)
    events: tuple[Event, ...] = ()
    for step in record.steps:
        events = reader.events(step)
        forced = [seat for seat, why in reader.forced(step).items() if why.code != LATE or anonymous(header)]
        others = {*forced, *(call.seat for call in step.calls)} - {viewer}
        unread = [trace for trace in step.traces if not trace.seen_by(viewer)]
        if not events or visible(events, viewer) != events or others or unread:
            raise RecordError("beyond-view", seq=step.seq)
        for event in events:
            if type(event) in TOOL_EVENTS:
                check_event(event, len(names))
                continue
            try:
                notation.event(event, names)
            except RecordError:
                raise
            except (IndexError, KeyError, ValueError, TypeError) as error:
                raise RecordError("unreadable-step", detail=type(event).__name__) from error
    last = events[-1] if events else None
    if header.outcome is None:
        if hasattr(last, "winners"):
            raise RecordError("outcome-differs")
        return
    _, points, winners = header.outcome
    told = points if last is None or type(last) in TOOL_EVENTS else getattr(last, "points", points)
    if getattr(last, "winners", None) != winners or told != points:
        raise RecordError("outcome-differs")
