"""Refolds stored actions into frames, and shows a match to one viewer through the same audiences as at the table."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from games.core import ANALYST, Action, Event, Game, Observation, Refused, Seat, Viewer, seen_by
from games.decision import Failure, Trace
from games.model import ModelCall
from replays.record import Header, Record, bound, codec, viewpoint
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
    """What the table played for this seat; for an analyst for all."""
    calls: tuple[ModelCall, ...] = ()
    """What this seat's model was asked; for an analyst all, in their order."""
    before: tuple[Observation, ...] = ()
    """What `observations` held before a step that was hidden from outsiders: with it goes what was asked there."""


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


def viewers(header: Header) -> tuple[Viewer, ...]:
    """Who may watch: the public always; every seat and the analyst once the match is open.

    A match that came in as one viewpoint shows that one only.
    """
    if header.view is not None:
        return (None if header.view == "public" else int(header.view) - 1,)
    if not header.open:
        return (None,)
    return (None, *range(len(header.seats)), ANALYST)


def as_seen(record: Record, viewer: Viewer) -> Iterator[Seen]:
    """The match step by step for one viewer. What stands beside a step of which it saw nothing stands beside the next;
    but who must not notice the step is told no word that was said in it.

    Raises RecordError for a viewer who may not watch it now, or at a step that the rules do not allow.
    """
    header = record.header
    if viewer not in viewers(header):
        raise RecordError("not-open", view=viewpoint(viewer))
    reader = codec(header.game)
    game, seats = bound(header), len(header.seats)
    refoldable = header.view is None and header.version == game.version
    state = game.start(seats)
    number, traces, calls = 0, list[Trace](), list[ModelCall]()
    for step in record.steps:
        stored, secret, before = reader.events(step), False, ()
        if refoldable:
            secret = game.hidden(state)
            before = observed(game, state, seats, viewer) if secret else ()
            try:
                state, stored = game.step(state, reader.actions(step))
            except Refused as error:
                raise RecordError("broken-step", seq=step.seq) from error
        events = visible(stored, viewer)
        unnoticed = secret and not events
        traces += [t for t in step.traces if t.seen_by(viewer) and (not unnoticed or viewer in (t.seat, ANALYST))]
        calls += [call for call in step.calls if viewer in (call.seat, ANALYST)]
        if not events:
            continue
        number += 1
        yield Seen(
            number=number,
            seq=step.seq,
            events=events,
            observations=observed(game, state, seats, viewer) if refoldable else (),
            traces=tuple(traces),
            forced={seat: why for seat, why in reader.forced(step).items() if viewer in (seat, ANALYST)},
            calls=tuple(calls),
            before=before,
        )
        traces, calls = [], []


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
