"""Refolds stored actions into frames, and shows a match to one viewer through the same audiences as at the table."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from games.core import ANALYST, Action, Event, Game, Observation, Refused, Seat, Viewer, seen_by
from games.decision import Failure, Trace
from games.failure import LATE
from games.model import ModelCall
from replays.record import Header, Record, StepRecord, bound, codec, viewpoint
from replays.refusal import RecordError


@dataclass(frozen=True, slots=True)
class Frame:
    """The match after one step; frame 0 stands before the first."""

    seq: int
    state: Any
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """One step as one viewer saw it."""

    number: int
    """The viewer's own count: steps of which it saw nothing are not counted."""
    seq: int
    """The match's count; for analysts only."""
    events: tuple[Event, ...]
    observations: tuple[Observation, ...]
    """The viewer's own; for an analyst the spectator's and then every seat's; empty where there is no state."""
    traces: tuple[Trace, ...]
    forced: Mapping[Seat, Failure]
    """What the table played for this seat, and for whoever was late, where seats are not anonymous; for an analyst for
    all."""
    calls: tuple[ModelCall, ...] = ()
    """What this seat's model was asked; for an analyst all, in their order."""
    before: tuple[Observation, ...] = ()
    """What `observations` held before a step that was hidden from outsiders: with it goes what was asked there."""
    late: int = 0
    """How many were late besides, where it would tell who stands where."""


def frames(game: Game[Any, Any, Any], seats: int, actions: Iterable[Mapping[Seat, Action]]) -> Iterator[Frame]:
    """One frame a step, the start first. Raises IllegalAction where the record breaks the rules."""
    state = game.start(seats)
    yield Frame(0, state, ())
    for seq, joint in enumerate(actions, 1):
        state, events = game.step(state, joint)
        yield Frame(seq, state, events)


def visible(events: Iterable[Event], viewer: Viewer) -> tuple[Event, ...]:
    """The events as this viewer may read them, without those of which it may read nothing."""
    return tuple([event for event in (seen_by(event, viewer) for event in events) if event is not None])


def observed(game: Game[Any, Any, Any], state: Any, seats: int, viewer: Viewer) -> tuple[Observation, ...]:
    """What a viewer knows of a state. An analyst knows what all others know together: there is no other god's view."""
    if viewer != ANALYST:
        return (game.observe(state, viewer),)
    return tuple([game.observe(state, seat) for seat in (None, *range(seats))])


def anonymous(header: Header) -> bool:
    """Whether players are not told who does what."""
    return getattr(header.rules, "identity", "named") == "anonymous"


def nameless(header: Header) -> bool:
    """Whether nobody at the table may be told of a player by its name what shows in what it does."""
    return header.people and anonymous(header)


def viewers(header: Header) -> tuple[Viewer, ...]:
    """Who may watch: the public always; every seat and the analyst once the match is open.

    A match that came in as one viewpoint shows that one only.
    """
    if header.view is not None:
        return (None if header.view == "public" else int(header.view) - 1,)
    if not header.open:
        return (None,)
    return (None, *range(len(header.seats)), ANALYST)


class Played(NamedTuple):
    """One step as the rules play it."""

    step: StepRecord
    before: Any
    """The state; with `after` it is None where these rules cannot play the match."""
    after: Any
    events: tuple[Event, ...]
    hidden: bool
    """From outsiders."""


def played(record: Record) -> Iterator[Played]:
    """The match step by step; as its events are stored, where these rules cannot play it.

    Raises RecordError at a step that the rules do not allow.
    """
    header = record.header
    reader, game = codec(header.game), bound(header)
    if header.view is not None or header.version != game.version:
        yield from (Played(step, None, None, reader.events(step), hidden=False) for step in record.steps)
        return
    state = game.start(len(header.seats))
    for step in record.steps:
        before = state
        try:
            state, events = game.step(before, reader.actions(step))
        except Refused as error:
            raise RecordError("broken-step", seq=step.seq) from error
        yield Played(step, before, state, events, game.hidden(before))


def as_seen(
    record: Record, viewer: Viewer, *, observing: bool = True, steps: Iterable[Played] | None = None
) -> Iterator[Seen]:
    """The match step by step for one viewer. What stands beside a step of which it saw nothing stands beside the next;
    but who must not notice the step is told no word that was said in it. Without `observing`, which takes most of the
    time, `observations` are left empty. `steps` are those of `played`, where somebody has them already.

    Raises RecordError for a viewer who may not watch it now, or at a step that the rules do not allow.
    """
    header = record.header
    if viewer not in viewers(header):
        raise RecordError("not-open", view=viewpoint(viewer))
    reader = codec(header.game)
    game, seats, named = bound(header), len(header.seats), not anonymous(header)
    number, late, traces, calls, forced = 0, 0, list[Trace](), list[ModelCall](), dict[Seat, Failure]()
    for step, state, after, happened, secret in played(record) if steps is None else steps:
        events = visible(happened, viewer)
        unnoticed = secret and not events
        traces += [t for t in step.traces if t.seen_by(viewer) and (not unnoticed or viewer in (t.seat, ANALYST))]
        calls += [call for call in step.calls if viewer in (call.seat, ANALYST)]
        if events or not secret:
            instead = reader.forced(step)
            told = [seat for seat, why in instead.items() if viewer in (seat, ANALYST) or (why.code == LATE and named)]
            forced |= {seat: instead[seat] for seat in told}
            late += sum(why.code == LATE for seat, why in instead.items() if seat not in told)
        if not events:
            continue
        number += 1
        yield Seen(
            number=number,
            seq=step.seq,
            events=events,
            observations=observed(game, after, seats, viewer) if observing and after is not None else (),
            traces=tuple(traces),
            forced=forced,
            calls=tuple(calls),
            before=observed(game, state, seats, viewer) if secret else (),
            late=late,
        )
        late, traces, calls, forced = 0, [], [], {}


def refold(record: Record) -> Iterator[Frame]:
    """The frames of a complete record. Raises RecordError or IllegalAction where it cannot be refolded."""
    header = record.header
    game = bound(header)
    if header.view is not None:
        raise RecordError("view-only")
    if header.version != game.version:
        raise RecordError("other-rules", version=header.version, known=game.version)
    reader = codec(header.game)
    return frames(game, len(header.seats), (reader.actions(step) for step in record.steps))
