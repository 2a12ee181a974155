"""A match as JSON Lines, out and in; FORMAT.md beside this file says what stands in them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import msgspec
from msgspec import UNSET, Raw, UnsetType

from games.core import ANALYST, Action, Event, Outcome, Seat, Viewer
from games.decision import Step, Trace
from games.registry import GAMES
from replays.exchange_form import FORMAT, Ending, Head, Line, Player, Taken, Text
from replays.names import check_name, check_names
from replays.record import SCHEMA, Header, Record, Seating, StepRecord, Substitution, codec, viewpoint
from replays.refusal import RecordError
from replays.replay import Seen, as_seen, viewers, visible
from replays.shape import check_shape, parse


def lines(record: Record, viewer: Viewer = ANALYST) -> Iterator[bytes]:
    """The export, line by line without line ends. Raises RecordError for a viewer who may not watch it now."""
    header = record.header
    if viewer not in viewers(header):
        raise RecordError("not-open", view=viewpoint(viewer))
    if viewer == ANALYST:
        body, substitutions = list(_complete(record)), header.substitutions
    else:
        seen = list(as_seen(record, viewer))
        body, substitutions = list(_seen(header, seen)), _counted(header.substitutions, seen)
    yield msgspec.json.encode(_head(header, viewer, len(body), substitutions))
    yield from (msgspec.json.encode(line) for line in body)


def _head(header: Header, viewer: Viewer, steps: int, substitutions: Iterable[Substitution]) -> Head:
    end, seed = header.outcome, header.seed
    return Head(
        format=FORMAT,
        schema=SCHEMA,
        viewpoint=viewpoint(viewer),
        id=header.id.split(".")[0],
        game=header.game,
        preset=header.preset,
        rules=Raw(msgspec.json.encode(header.rules)),
        version=header.version,
        seats=tuple(Player(s.name, s.kind, s.player) for s in header.seats),
        origin=header.origin,
        created=header.created,
        # From the seed every hand follows, so only the whole match may carry it.
        seed=None if seed is None or viewer != ANALYST else f"{seed:032x}",
        seed_known=header.seed_known,
        people=header.people,
        steps=steps,
        end=None if end is None or header.ended is None else Ending(header.ended, *end),
        substitutions=tuple(Taken(one.after, one.seat, one.kind, one.player) for one in substitutions),
    )


def _texts(traces: tuple[Trace, ...]) -> tuple[Text, ...]:
    return tuple(Text(t.seat, t.kind, t.text, t.provenance, t.about) for t in traces)


def _complete(record: Record) -> Iterator[Line]:
    for step in record.steps:
        actions = UNSET if step.actions is None else Raw(step.actions.encode())
        yield Line(step.seq, Raw(step.events.encode()), actions, Raw(step.forced.encode()), _texts(step.traces))


def _seen(header: Header, every: Iterable[Seen]) -> Iterator[Line]:
    """Only what the viewer saw, in the viewer's own count."""
    writer = codec(header.game)
    for seen in every:
        step = writer.rest(Step(seen.number, {}, seen.events, forced=seen.forced))
        yield Line(seen.number, Raw(step.events.encode()), UNSET, Raw(step.forced.encode()), _texts(seen.traces))


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
    header = _header(head)
    if len(rest) != head.steps:
        raise RecordError("wrong-length", found=len(rest), steps=head.steps)
    steps = tuple([_step(_decode(line, Line, n), n, header) for n, line in enumerate(rest, 2)])
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


def _header(head: Head) -> Header:
    if head.format != FORMAT or head.schema != SCHEMA:
        raise RecordError("other-format", schema=head.schema, known=SCHEMA)
    if head.game not in GAMES:
        raise RecordError("unknown-game", game=head.game)
    entry = GAMES[head.game]
    rules = entry.presets.get(head.preset)
    if rules is None or msgspec.json.decode(head.rules) != msgspec.to_builtins(rules):
        raise RecordError("unknown-rules", preset=head.preset)
    game = entry.build(rules)
    if head.version != game.version:
        raise RecordError("other-rules", version=head.version, known=game.version)
    if head.end is None:
        raise RecordError("not-ended")
    seats = len(head.seats)
    wrong = [seat for seat in head.end.winners if seat >= seats]
    if seats not in game.seats or len(head.end.points) != seats or wrong:
        raise RecordError("wrong-seats")
    check_names([seat.name for seat in head.seats])
    for seat in head.seats:
        check_name(seat.player)
    view = _view(head.viewpoint, seats)
    return Header(
        # What one viewpoint saw of a match may be kept beside the whole of it.
        id=head.id if view is None else f"{head.id}.{view}",
        game=head.game,
        preset=head.preset,
        rules=rules,
        version=head.version,
        seats=tuple(Seating(s.name, s.kind, s.player) for s in head.seats),
        origin=head.origin,
        created=head.created,
        seed=None if head.seed is None else int(head.seed, 16),
        seed_known=head.seed_known,
        people=head.people,
        view=view,
        steps=head.steps,
        ended=head.end.at,
        outcome=Outcome(head.end.reason, head.end.points, head.end.winners),
        substitutions=_substitutions(head),
    )


def _substitutions(head: Head) -> tuple[Substitution, ...]:
    """In the one order they can be written in, each before a step that is still to come."""
    places = [(one.after, one.seat) for one in head.substitutions]
    if places != sorted(set(places)) or any(after >= head.steps for after, _ in places):
        raise RecordError("wrong-substitution")
    if any(seat >= len(head.seats) for _, seat in places):
        raise RecordError("wrong-seats")
    for one in head.substitutions:
        check_name(one.player)
    return tuple(Substitution(one.after, one.seat, one.kind, one.player) for one in head.substitutions)


def _view(text: str, seats: int) -> str | None:
    if text == "all":
        return None
    if text != "public" and text not in map(str, range(1, seats + 1)):
        raise RecordError("no-such-viewpoint", text=text, seats=seats)
    return text


def _step(line: Line, number: int, header: Header) -> StepRecord:
    """The step written again in our own hand, so that two exports of one match are the same to the letter."""
    complete = line.actions is not UNSET
    if complete != (header.view is None) or line.seq != number - 1:
        raise RecordError("step-missing", seq=number - 1)
    seats = range(len(header.seats))
    if not all(t.seat in seats and (t.about is None or t.about in seats) for t in line.traces):
        raise RecordError("wrong-seats")
    reader = codec(header.game)
    text = StepRecord(line.seq, _text(line.actions), _text(line.events), _text(line.forced))
    actions = reader.actions(text) if complete else dict[Seat, Action]()
    forced = reader.forced(text)
    if not forced.keys() <= set(seats):
        raise RecordError("wrong-seats")
    traces = tuple(Trace(t.seat, t.kind, t.text, t.provenance, t.about) for t in line.traces)
    step = reader.rest(Step(line.seq, actions, reader.events(text), traces, forced))
    return step if complete else replace(step, actions=None)


def _text(raw: Raw | UnsetType) -> str:
    return "" if raw is UNSET else bytes(raw).decode()


def _tell(record: Record) -> None:
    """A view-only match cannot be refolded; what can be asked is that it holds no more than the viewer may see, and
    that each of its events can be told."""
    header = record.header
    (viewer,) = viewers(header)
    notation, names = GAMES[header.game].notation(header.rules, "en"), header.names
    reader = codec(header.game)
    events: tuple[Event, ...] = ()
    for step in record.steps:
        events = reader.events(step)
        others = [*(not trace.seen_by(viewer) for trace in step.traces), *(s != viewer for s in reader.forced(step))]
        if not events or visible(events, viewer) != events or any(others):
            raise RecordError("beyond-view", seq=step.seq)
        for event in events:
            try:
                # A seat that counts from the end has another name as soon as there is one more.
                good = notation.event(event, names) == notation.event(event, (*names, ""))
            except (IndexError, KeyError, ValueError, TypeError) as error:
                raise RecordError("unreadable-step", detail=type(event).__name__) from error
            if not good:
                raise RecordError("wrong-seats")
    assert header.outcome is not None
    _, points, winners = header.outcome
    last = events[-1] if events else None
    if getattr(last, "winners", None) != winners or getattr(last, "points", points) != points:
        raise RecordError("outcome-differs")
