"""The raw reply to an offer or an invitation, with the words that decided."""

from typing import Final

from agents.deciding import deciding
from app.calls import why
from app.room.story import TEXT, Json, Story, asking
from app.room.units import units
from replays.offers import OfferRow, Result, Role
from replays.record import Kind, Redacted

REPLY: Final[dict[str, str]] = TEXT["reply"]


def reply(story: Story, row: OfferRow) -> Json:
    """Of the last try; of whoever sent no reply, why there is none."""
    name, last = "" if row.seat is None else story.names[row.seat], row.calls[-1] if row.calls else None
    title = REPLY["title" if name else "title_nobody"].format(name=name)
    if last is None:
        return {"title": title, "missing": _missing(story, row)}
    wrong = "" if last.failure is None else why(last.failure, name)
    if not last.reply:
        empty = story.left_out(Redacted.THOUGHTS) or REPLY["empty"]
        return {"title": title, "missing": " ".join(filter(None, (empty, wrong)))}
    at, fields = units(last.reply), ["decision"]
    if row.role is Role.OFFER and row.result is Result.ACCEPT:
        # Whoever refuses names nobody, whatever stands in that field.
        fields.append("partner")
    answered = row.result in (Result.ACCEPT, Result.REFUSE) and last.failure is None
    marks = [[at(start), at(end)] for start, end in (deciding(last.reply, fields) if answered else ())]
    told = [REPLY["marked" if marks else "unmarked"], wrong]
    if len(row.calls) > 1:
        told.append(REPLY["last"].format(n=len(row.calls)))
    return {"title": title, "text": last.reply, "marks": marks, "note": " ".join(filter(None, told))}


def _missing(story: Story, row: OfferRow) -> str:
    if row.seq is None:
        return asking(story, row) or REPLY["not_asked"]
    return REPLY[{Kind.PERSON: "person", Kind.SCRIPTED: "scripted"}.get(row.kind or Kind.MODEL, "none")]
