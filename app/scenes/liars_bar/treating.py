"""How the two of a pair and the others treated one another at Liar's Bar, before a moment of a match and after it."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from app.scenes.deeds import Deed, Doing
from app.scenes.liars_bar.knowing import deed
from app.scenes.liars_bar.telling import marks
from app.scenes.treating import Figure, Sides, of, then, to
from games.core import Event, Seat
from replays.record import Header
from replays.replay import Seen

LANES: Final = {"call": "call", "empty": "shot", "death": "death"}
"""The moments of the game that stand in a lane, by their marks on the slider."""


@dataclass(slots=True)
class Counts:
    """What was done before (False) and after (True), by whom to whom."""

    asked: Counter[tuple[Seat, Seat, bool]] = field(default_factory=Counter[tuple[Seat, Seat, bool]])
    """How often a seat could call another's play, while somebody beside the pair lived."""
    called: Counter[tuple[Seat, Seat, bool]] = field(default_factory=Counter[tuple[Seat, Seat, bool]])
    pulls: Counter[tuple[Seat, bool]] = field(default_factory=Counter[tuple[Seat, bool]])


def lanes(happened: Sequence[Event], seat: Seat, header: Header) -> Iterator[dict[str, Any]]:
    """What the seat did, and what came of it for the seat."""
    for mark in marks([event for event in happened if getattr(event, "seat", None) == seat], header):
        if kind := LANES.get(mark["kind"]):
            yield mark | {"kind": kind}


def treated(steps: Sequence[Seen], header: Header, sides: Sides, seq: int) -> list[Figure]:  # noqa: ARG001
    """Of what never could be, nothing."""
    counts, (seat, partner, others) = _counted(steps, sides, seq), sides
    by: dict[str, tuple[Collection[Seat], Collection[Seat]]] = {
        "partner_calls": ({partner}, {seat}),
        "seat_calls": ({seat}, {partner}),
        "pair_calls": (sides.pair, others),
        "others_call": (others, sides.pair),
    }
    told = [then(key, *(_calls(counts, *side, after=after) for after in (False, True))) for key, side in by.items()]
    pulls = then("pulls", *(_pulls(counts, sides, after=after) for after in (False, True)))
    return [one for one in (*told, pulls) if one is not None]


def _counted(steps: Sequence[Seen], sides: Sides, seq: int) -> Counts:
    """Before and after this step. What the table did for a player counts nowhere."""
    found, dead, others = Counts(), set[Seat](), set(sides.others)
    for step in steps:
        after = step.seq > seq
        for event in step.events:
            match deed(event):
                case Deed(Doing.CALL | Doing.PASS as doing, seat, other) if other is not None:
                    if seat not in step.forced and others - dead:
                        found.asked[seat, other, after] += 1
                        found.called[seat, other, after] += doing is Doing.CALL
                case Deed(Doing.SHOT | Doing.DEATH as doing, seat):
                    found.pulls[seat, after] += 1
                    dead |= {seat} if doing is Doing.DEATH else set()
                case _:
                    pass
    return found


def _calls(counts: Counts, by: Collection[Seat], on: Collection[Seat], *, after: bool) -> str:
    called, asked = (
        sum(n for (seat, other, when), n in row.items() if seat in by and other in on and when is after)
        for row in (counts.called, counts.asked)
    )
    return of(called, asked)


def _pulls(counts: Counts, sides: Sides, *, after: bool) -> str:
    return to(*(sum(counts.pulls[seat, after] for seat in side) for side in (sides.pair, sides.others)))
