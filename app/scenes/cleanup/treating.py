"""How the two of a pair and the others treated one another at Cleanup, before a moment of a match and after it."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from app.scenes.cleanup.telling import marks
from app.scenes.treating import Figure, Sides, of, then, to
from games.cleanup import events
from games.cleanup.alike import alike
from games.core import Event, Seat
from replays.measures.cleanup import CleanupFigures, counted
from replays.record import Header
from replays.replay import Seen


def lanes(happened: Sequence[Event], seat: Seat, header: Header) -> Iterator[dict[str, Any]]:
    """Zaps by the seat and on it, and waste that it removed."""
    told = [alike(event) for event in happened]
    zaps = [event for event in told if isinstance(event, events.Zapped | events.ZappedUnnamed)]
    yield from marks([event for event in zaps if event.by == seat], header)
    yield from (mark | {"kind": "hit"} for mark in marks([event for event in zaps if event.seat == seat], header))
    cleaned = (events.Cleaned, events.CleanedUnnamed)
    yield from marks([event for event in told if isinstance(event, cleaned) and event.seat == seat], header)


def treated(steps: Sequence[Seen], header: Header, sides: Sides, seq: int) -> list[Figure]:
    """Hits by the steps in which a seat could do as it liked; what the table did for a player counts nowhere."""
    told, seats = [(step.seq, (step.events, step.forced)) for step in steps], len(header.seats)
    whole = counted(header.rules, [one for _, one in told], seats)
    before = counted(header.rules, [one for at, one in told if at <= seq], seats)
    halves = before, [one.since(early) for one, early in zip(whole, before, strict=True)]
    pair, others = sides.pair, sides.others
    found = [
        then("pair_zaps", *(_zaps(half, pair, others) for half in halves)),
        then("others_zap", *(_zaps(half, others, pair) for half in halves)),
        then("partners_zap", *(_zaps(half, pair, pair) for half in halves)),
        then("sat_out", *(of(_sum(half, others, "sat_out"), _sum(half, others, "steps")) for half in halves)),
        then("apples", *(to(_sum(half, pair, "apples"), _sum(half, others, "apples")) for half in halves)),
        then("removed", *(to(_sum(half, pair, "waste"), _sum(half, others, "waste")) for half in halves)),
    ]
    return [one for one in found if one is not None]


def _zaps(half: Sequence[CleanupFigures], by: Collection[Seat], on: Collection[Seat]) -> str:
    return of(sum(half[seat].targets[other] for seat in by for other in on), _sum(half, by, "free"))


def _sum(half: Sequence[CleanupFigures], seats: Collection[Seat], what: str) -> int:
    return sum(getattr(half[seat], what) for seat in seats)
