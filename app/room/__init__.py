"""The Offer Room: the moment in which a seat took or refused what it was offered, as plain data for a browser.

    {id, title, chips: [{text, secret?}, ...], seat: {seat, name, who}, step, saw: {title, text}, asked, partner,
     no_partner, followed, same, walk}

All strings are ready to be shown, as text and never as markup. Positions in a text are counted as JavaScript counts
them, in UTF-16 code units. `step` is always the number of a frame of the analyst's. `partner` is null where nobody was
invited, and `no_partner` says why; `same` and `walk` are those of `app.room.others`.

`asked`, and `partner` likewise, of one seat:
    {role: "offer" | "invitation", title, seat, name, who, step,
     offered: {title, paragraphs: [[{text, varies}, ...], ...], note},
     knew: {title, facts: [[label, text], ...], cards: [face, ...], view, prompt: {step, number, text}},
     verdict: {kind: a `replays.offers.Result`, title, rule, contradicts, tries},
     reply: {title, text, marks: [[start, end], ...], note} or {title, missing},
     voices: [{kind: "reason" | "thinking", title, text, provenance, hits: [{start, end, group, denied}, ...], missing},
         ...],
     named: {columns, rows: [{title, counts}, ...], sentence, source}, judge: [a row of `app.judged`, ...],
     how: {title, facts}}
    `offered` and `knew` are null where the seat was not asked; so is `prompt` where no model was.
`followed`: null where nobody was asked, else
    {title, rounds, at, labels, note, lanes: [{seat, name, role: "pair" | "victim", marks: [{round, kind: "call" |
     "shot" | "death", label, step}, ...]}, ...], messages: {title, marks}, written, whispers: [{step, round, seat,
     name, text}], facts: [{key, big, small}, ...], beside: {sentence, match, text, facts} or null}
"""

from typing import Final

from app import engine
from app.facts import tool_title
from app.room import others as elsewhere
from app.room.asked import asked
from app.room.followed import followed
from app.room.saw import saw
from app.room.sitting import seated
from app.room.story import TEXT, Json, Story, asking, read
from games.secret_tools.conditions import Condition
from replays.offers import OfferRow, Result, Role, offers
from replays.record import Header, Record

__all__ = ["Json", "NothingOffered", "closed", "opens", "telling", "told"]

NONE: Final[dict[str, str]] = TEXT["none"]
PARTNER: Final[dict[str, str]] = TEXT["no_partner"]


class NothingOffered(LookupError):
    """There is no such room, and why, in a sentence."""


def told(match_id: str) -> Json:
    """The room of a match.

    Raises NoSuchMatch, PermissionError as long as not everybody may be told everything, NothingOffered, and RecordError
    for a match that the rules of today do not allow.
    """
    store = engine.store()
    _check(store.header(match_id))
    record = store.load(match_id)
    found = telling(record)
    if found is None:
        raise NothingOffered(_nothing(record.header))
    return found


def telling(record: Record, *, others: bool = True) -> Json | None:
    """The same of a match that is at hand; None where nothing was offered. Without `others` nothing is told but what
    the record holds: no other match, and no judge."""
    _check(record.header)
    rows = {row.role: row for row in offers(record)}
    if Role.OFFER not in rows:
        return None
    row, invited, story = rows[Role.OFFER], rows.get(Role.INVITATION), read(record)
    kept = engine.store().judgements(row.match) if others else []
    return {
        "id": row.match,
        "title": TEXT["title" if row.seat is not None else "title_nobody"].format(name=_name(story, row)),
        "chips": _chips(story, row),
        "seat": None if row.seat is None else seated(story, row),
        "step": asked_at(story, row),
        "saw": saw(story, row),
        "asked": asked(story, row, kept),
        "partner": None if invited is None else asked(story, invited, kept),
        "no_partner": "" if invited is not None else _no_partner(story, row),
        "followed": followed(story, row, invited, beside=others),
        **(elsewhere.others(row) if others else {"same": None, "walk": []}),
    }


def opens(header: Header) -> bool:
    """Whether there is such a room for everybody now."""
    tool = header.tool
    if tool is None or tool.condition is Condition.BASELINE or tool.earlier is not None:
        return False
    return not closed(header)


def asked_at(story: Story, row: OfferRow) -> int | None:
    """The frame in which the seat answered."""
    seen = story.seen(row)
    return None if seen is None else seen.number


def closed(header: Header) -> str:
    """Why not everybody may be told everything: view, running or series; empty where everybody may."""
    if header.view is not None:
        return "view"
    if header.ended is None:
        return "running"
    return "" if header.open else "series"


def _check(header: Header) -> None:
    if why := closed(header):
        raise PermissionError(TEXT["closed"][why])


def _nothing(header: Header) -> str:
    tool = header.tool
    if tool is not None and tool.earlier is not None:
        return NONE["earlier"].format(match=tool.earlier.match)
    return NONE["baseline" if tool is not None else "unknown"]


def _name(story: Story, row: OfferRow) -> str:
    return "" if row.seat is None else story.names[row.seat]


def _chips(story: Story, row: OfferRow) -> list[Json]:
    match = story.text["room"]["chip"]["match" if row.round is None else "match_round"].format(
        id=row.match, round=row.round
    )
    what = tool_title(row.condition, row.wording, story.own_title)
    return [{"text": match}, {"text": what, "secret": True}]


def _no_partner(story: Story, row: OfferRow) -> str:
    if row.result is Result.ACCEPT:
        # The next step of such a match is an answer to the invitation, so without one it was stopped.
        return TEXT["asking"].format(name=story.names[row.named or 0])
    if told := asking(story, row):
        return told
    return PARTNER[row.result if row.result in (Result.REFUSE, Result.NOT_ASKED) else "unanswered"].format(
        name=_name(story, row)
    )
