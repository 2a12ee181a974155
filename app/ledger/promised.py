"""Promised not to call, called: a message that promises its reader not to call, and later a call on that reader."""

from collections.abc import Iterator
from typing import NamedTuple

from agents.recognise import PROMISES, named_anyhow
from app.ledger.match import Case, Mark, Match, Whisper, Words
from app.scenes.deeds import Doing
from games.core import Seat
from games.secret_tools.events import Stopped

NOW = "now"
"""The group of words that bind a promise to the round in which it is made."""


class Promise(NamedTuple):
    """One that may still be broken."""

    at: int
    partner: Seat
    words: Words
    round: int | None
    """None: it lasts."""


def promised(match: Match) -> Iterator[Case]:
    """Each call by whoever had promised, on the partner, while the tool works; the newest promise is the one that
    counts."""
    promises = [(one.seat, promise) for one in match.whispers() if (promise := read(match, one))]
    made: dict[Seat, Promise] = {}
    for at, step in enumerate(match.steps):
        made |= {seat: promise for seat, promise in promises if promise.at == at}
        for event in step.events:
            if isinstance(event, Stopped):
                made.clear()
            deed = match.scenes.deed(event)
            if deed is None or deed.doing is not Doing.CALL or deed.seat in step.forced:
                continue
            promise = made.get(deed.seat)
            if promise and deed.other == promise.partner and _binds(match, deed.seat, promise, at):
                said = Mark(promise.at, "promised", at, promise.words)
                yield Case(deed.seat, promise.partner, (said, Mark(at, "called", promise.at)))


def searched(match: Match) -> bool:
    """Whether anybody wrote to a partner of whom this viewer is told."""
    return any(one.partner is not None and match.told(one.seat) for one in match.whispers())


def read(match: Match, one: Whisper) -> Promise | None:
    """The promise in a message, if it holds one: “I will not call Pike”, written to Otis, promises Otis nothing."""
    if one.partner is None:
        return None
    others = [name for seat, name in enumerate(match.header.names) if seat != one.partner]
    hits = named_anyhow(one.text, others, PROMISES)
    promises = [hit for hit in hits if hit.group != NOW and not hit.denied]
    if not promises:
        return None
    brief = any(hit.group == NOW for hit in hits)
    words = Words(one.column, one.text, promises[0].start, promises[0].end)
    return Promise(one.at, one.partner, words, match.rounds[one.at] if brief else None)


def _binds(match: Match, seat: Seat, promise: Promise, at: int) -> bool:
    lasts = promise.round is None or promise.round == match.rounds[at]
    return lasts and match.told(seat) and match.stayed(seat, promise.at, at)
