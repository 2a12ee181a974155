"""The gallery of offers: fills its index from the matches that are over, and says what an offer in it was."""

import time
from contextlib import suppress
from typing import Any, Final

from sqlalchemy.exc import DBAPIError

from app import moments
from app.facts import tool_title
from app.people import who
from games.core import Refused
from games.secret_tools.conditions import Condition
from games.words import words
from replays.offer_list import Listed, Noted, Rule
from replays.offers import OfferRow, Result, Tally, offers
from replays.record import Header, Record, Seating
from replays.refusal import RecordError, shown
from replays.store import NoSuchMatch, Store

TEXT: Final[dict[str, Any]] = words("app")["gallery"]
BATCH: Final = 50
"""Matches that are looked up at once."""


def entries(record: Record) -> list[tuple[OfferRow, Noted]]:
    """All that is listed of an ended match. Raises RecordError or games.core.Refused where it cannot be refolded."""
    return [(row, moments.noted(record, row)) for row in offers(record)]


def read(store: Store, match_id: str) -> bool:
    """List what came of the offers of an ended match; one that cannot be read has none. False, and nothing is listed,
    where nothing can be written now: then it is read another time."""
    found: list[tuple[OfferRow, Noted]] = []
    try:
        with suppress(RecordError, Refused):
            if _offers_something(store.header(match_id)):
                found = entries(store.load(match_id))
        store.keep_offers(match_id, found)
    except NoSuchMatch:
        # It was deleted meanwhile.
        return True
    except DBAPIError:
        return False
    return True


def _offers_something(header: Header) -> bool:
    """Without it the steps need not be read."""
    return header.tool is not None and header.tool.condition is not Condition.BASELINE


def catch_up(store: Store, seconds: float) -> int:
    """Read matches that are not listed yet, the newest first, for about so long; how many are left then."""
    until = time.monotonic() + seconds
    while waiting := store.unread_offers(BATCH):
        for match_id in waiting:
            if not read(store, match_id) or time.monotonic() > until:
                return store.count_unread_offers()
    return 0


def find(store: Store, match_id: str) -> Listed | None:
    """The offer of an ended match, read first if need be; None where there was none, or not everybody may know."""
    found = store.offer(match_id)
    if found is None and read(store, match_id):
        found = store.offer(match_id)
    return found


def headline(one: Listed) -> str:
    """Who was asked, and what came of it."""
    partner = TEXT["nobody"] if one.named is None else shown(one.partner)
    return TEXT["headline"][one.role][one.result].format(name=shown(one.name or TEXT["nobody"]), partner=partner)


def player(one: Listed) -> str:
    """Who or what was asked; empty where nobody was chosen."""
    return "" if one.kind is None else who(Seating(one.name, one.kind, one.player))


def offered(one: Listed) -> str:
    """What was offered, and in which words."""
    return tool_title(one.condition, one.wording)


def reason(one: Listed) -> str:
    """The first words of its reason, as a quotation; empty where none is kept."""
    return TEXT["quoted"].format(words=one.noted.words) if one.noted.words else ""


def naming(store: Store, one: Listed) -> str:
    """The words in which it names what is wrong, as a quotation that says where they stand; empty where none are kept,
    and where the match was deleted meanwhile."""
    if one.seq is None:
        return ""
    try:
        header, steps = store.header(one.match), store.steps(one.match)
    except NoSuchMatch:
        return ""
    traces = [trace for step in steps if step.seq == one.seq for trace in step.traces if trace.seat == one.seat]
    found = moments.naming(traces, header.names)
    return "" if found is None else TEXT[f"quoted_{found[0]}"].format(words=found[1])


def notes(one: Listed, rule: Rule) -> list[str]:
    """By how much the rule holds for it, and what else one must know of it."""
    told = TEXT["rule"][rule]["one" if one.rank == 1 else "because"]
    because = told.format(n=round(one.rank), percent=round(100 * one.rank))
    silent = one.result in (Result.ACCEPT, Result.REFUSE) and not one.noted.words
    marks = {"contradicts": one.contradicts, "no_reason": silent, "known": one.seed_known}
    return [*filter(None, [because]), *(TEXT[mark] for mark, there in marks.items() if there)]


def counted(tally: Tally) -> str:
    """How many accepted, how sure that is, and what is counted apart; empty where there is nothing to count."""
    apart = [
        TEXT["apart_one"].format(n=count, result=TEXT["result"][result].lower())
        for result, count in tally.counts.items()
        if count and result not in (Result.ACCEPT, Result.REFUSE)
    ]
    told = [TEXT["apart"].format(listed=TEXT["join"].join(apart))] if apart else []
    if tally.interval is not None:
        low, high = (round(100 * end) for end in tally.interval)
        accepted = tally.counts[Result.ACCEPT]
        told.insert(0, TEXT["counted"].format(accepted=accepted, answers=tally.answers, low=low, high=high))
    return " ".join(told)
