"""Matches worth reading in the ledger: partners who write, lie and think, each text by a plan."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle

from games.core import Seat
from games.decision import Provenance, Trace, TraceKind
from replays.record import Record, codec
from tests.app import tooled

CONFESSION = "I am bluffing"
PROMISE = "I will not call you"
WHISPERS = (f"{PROMISE}. {CONFESSION} next.", "Understood, no calls from me. 🎭", "Lay what you like.")
LONG = "I weigh it up. " * 40
KINDS = (TraceKind.REASON, TraceKind.THINKING)
Thinks = Callable[[int, Seat], dict[TraceKind, str]]


def written(texts: Iterator[str] | None = None, seed: int = 0, **changes: object) -> Record:
    """A match in which two of four share a channel and write these texts in turn."""
    return tooled.record(
        tooled.channel(trigger=1, **changes), "always", seed, cycle(WHISPERS) if texts is None else texts
    )


def thinking(record: Record, thinks: Thinks) -> Record:
    """The same with what these seats thought at each of their steps, counted as the match counts them."""
    actions = codec(record.header.game).actions

    def traces(seq: int, seats: list[Seat]) -> tuple[Trace, ...]:
        kept = [(seat, kind, text) for seat in seats for kind, text in thinks(seq, seat).items()]
        return tuple([Trace(seat, kind, text, Provenance.NATIVE) for seat, kind, text in kept])

    steps = [replace(step, traces=traces(step.seq, [s for s in actions(step) if s >= 0])) for step in record.steps]
    return Record(record.header, tuple(steps))


def thoughts(seq: int, _: Seat) -> dict[TraceKind, str]:
    """Something at each step, at some of them long, with a confession far behind its beginning."""
    told = {TraceKind.REASON: f"My odds are 1 in 4, step {seq}."}
    if seq % 3 == 0:
        told[TraceKind.THINKING] = f"{LONG if seq % 2 else ''}🎭 So {CONFESSION}. {LONG if seq % 2 else ''}"
    return told


def named(record: Record, *names: str) -> Record:
    """The same under other names."""
    seats = [replace(seat, name=name) for seat, name in zip(record.header.seats, names, strict=True)]
    return Record(replace(record.header, seats=tuple(seats)), record.steps)
