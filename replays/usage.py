"""What the models of a match used."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from games.core import Seat
from games.model import ModelCall, Purpose
from replays.record import Kind, Record, codec

N = TypeVar("N", int, float)


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """What the model of one seat was asked, and what it used; impressions and re-asks included."""

    seat: Seat
    models: tuple[str, ...]
    """As they were asked for, in the order of their first call; none where it was never asked."""
    decisions: int
    """How often it was to act."""
    forced: int
    """Of those, how often the table acted for it."""
    calls: int
    again: int
    """Of those, second and third attempts."""
    read: int | None
    """Tokens, as are the next two; None where no server said a number."""
    written: int | None
    cached: int | None
    uncounted: int
    """Calls of which nobody knows all tokens: what is counted may be less than what was used."""
    cost: float | None
    """US dollars, of the calls whose price is known; None where that is none of them."""
    unpriced: int
    """Calls that have no known price: what is added up may be less than what was spent."""
    seconds: float
    """Of all calls one after the other."""


def usage(record: Record) -> tuple[Used, ...]:
    """For each seat where a model sat at some time, in seat order; of a match that came in as one viewpoint, for the
    seats whose calls it holds."""
    header, reader = record.header, codec(record.header.game)
    calls: dict[Seat, list[ModelCall]] = {}
    if header.view is None:
        calls = {seat: [] for seat, who in enumerate(header.seats) if who.kind is Kind.MODEL}
    acted: dict[Seat, set[int]] = {}
    forced: dict[Seat, set[int]] = {}
    for step in record.steps:
        for call in step.calls:
            calls.setdefault(call.seat, []).append(call)
            if call.purpose is not Purpose.IMPRESSIONS:
                acted.setdefault(call.seat, set()).add(step.seq)
        if step.forced != "[]":
            for seat in reader.forced(step):
                forced.setdefault(seat, set()).add(step.seq)
    none = set[int]()
    return tuple(
        [
            _used(seat, calls[seat], len(acted.get(seat, none) | forced.get(seat, none)), len(forced.get(seat, none)))
            for seat in sorted(calls)
        ]
    )


def _used(seat: Seat, calls: list[ModelCall], decisions: int, forced: int) -> Used:
    return Used(
        seat=seat,
        models=tuple(dict.fromkeys(call.asked for call in calls)),
        decisions=decisions,
        forced=forced,
        calls=len(calls),
        again=sum(call.attempt > 1 for call in calls),
        read=total(call.usage.read for call in calls),
        written=total(call.usage.written for call in calls),
        cached=total(call.usage.cached for call in calls),
        uncounted=sum(call.uncounted for call in calls),
        cost=total(call.cost for call in calls),
        unpriced=sum(call.unpriced for call in calls),
        seconds=sum(call.seconds for call in calls),
    )


def total(numbers: Iterable[N | None]) -> N | None:
    """Of the numbers that are known; None where none is."""
    known = [number for number in numbers if number is not None]
    return sum(known[1:], known[0]) if known else None
