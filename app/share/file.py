"""A kept match as one HTML file, with what its viewer may see and without what is left out."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any, Final
from unicodedata import normalize

import msgspec

from app import calls, ledger, room, watching
from app.share.packing import packed
from app.share.page import page
from games.core import ANALYST, Viewer
from games.words import words
from replays.exchange import lines
from replays.exchange_head import outwards
from replays.pseudonyms import letter
from replays.record import Header, Record, Redacted, viewpoint
from replays.redaction import redact, without_servers
from replays.refusal import RecordError, shown
from replays.replay import Played, as_seen, played, viewers

TEXT: Final[dict[str, Any]] = words("app")["share"]
Json = dict[str, Any]


def parts(text: str) -> frozenset[Redacted]:
    """What is to be left out, from its names with commas between them. Raises RecordError."""
    try:
        return frozenset(map(Redacted, filter(None, text.split(","))))
    except ValueError as error:
        raise RecordError("no-such-part", text=text, parts=", ".join(Redacted)) from error


def html(record: Record, viewer: Viewer = ANALYST, without: Collection[Redacted] = ()) -> bytes:
    """One file. The analyst's holds every viewpoint that is open, and the room of the offer.

    Raises RecordError for a match that is still played, for a viewer who may not watch it, and for steps that the rules
    do not allow.
    """
    if record.header.ended is None:
        raise RecordError("still-played")
    record = redact(record, without)
    if viewer != ANALYST:
        record = without_servers(record)
    record = replace(record, header=outwards(record.header, viewer))
    exported = b"".join(line + b"\n" for line in lines(record, viewer))
    header = record.header
    shown_to = viewers(header) if viewer == ANALYST else (viewer,)
    steps = tuple(played(record))
    told = {viewpoint(one): _viewpoint(record, steps, one, shown_to) for one in shown_to}
    whole = viewer == ANALYST and watching.same_rules(header)
    moment = room.telling(record, others=False) if whole else None
    found = {"first": viewpoint(shown_to[-1]), "stories": told, "room": moment, "no_room": TEXT["no_room"]}
    spoken = watching.spoken(header.game)
    asked = {"match": header.id, "seat": viewpoint(shown_to[-1]), "step": "", "notice": "", "words": spoken}
    title = TEXT["file_title"].format(id=header.id.split(".")[0])
    data = {"asked": msgspec.json.encode(asked).decode(), "told": packed(found)}
    return page(title, TEXT["no_script"], data, exported)


def name(header: Header, viewer: Viewer = ANALYST, without: Collection[Redacted] = ()) -> str:
    """What the file is called: it tells the match, whose eyes, and what is left out."""
    gone = [part for part in Redacted if part in without or part in header.redacted]
    left = [f"without-{'-'.join(gone)}"] if gone else []
    return "-".join(["match", header.id.split(".")[0], *_seen_by(header, viewer, gone), *left]) + ".html"


def _seen_by(header: Header, viewer: Viewer, gone: Collection[Redacted]) -> list[str]:
    if viewer is None:
        return ["table"]
    if viewer == ANALYST:
        return []
    seat = letter(viewer) if Redacted.NAMES in gone else _latin(header.names[viewer])
    return ["as-seen-by", seat or f"seat-{viewer + 1}"]


def _latin(text: str) -> str:
    """What every system can have in the name of a file."""
    return re.sub("[^A-Za-z0-9]+", "-", normalize("NFKD", text).encode("ascii", "ignore").decode()).strip("-")


def _viewpoint(record: Record, steps: Iterable[Played], who: Viewer, shown_to: Collection[Viewer]) -> Json:
    """What the player is told of a viewpoint, and how models were asked at each of its steps."""
    every = tuple(as_seen(record, who, steps=steps))
    told = watching.telling(record, who, every)
    told["viewpoints"] = [one for one in told["viewpoints"] if one["at"] in map(viewpoint, shown_to)]
    if len(shown_to) == 1 and record.header.view is None:
        only, facts = _only(record.header, who), watching.above(replace(record.header, tool=None))
        told |= {"about": only, "facts": facts, "thoughtless": told["thoughtless"] or only, "room": False}
    asked = {str(seen.number): found for seen in every if (found := calls.whole(record.header, seen))}
    return told | {"asked": asked, "ledger": ledger.telling(record, who, (every, told["frames"]))}


def _only(header: Header, who: Viewer) -> str:
    if who is None:
        return TEXT["only_public"]
    return TEXT["only_seat"].format(name=shown(header.names[who]))
