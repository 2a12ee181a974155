"""Headers and steps to rows of the tables."""

from collections.abc import Iterable
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, exc
from sqlmodel import insert

from games.core import Outcome
from games.model import Limits, ModelSettings
from replays import calls, tables
from replays.record import SCHEMA, Header, Redacted, StepRecord, Stop, Substitution
from replays.tools import tool_text

# Built once: a statement that is built anew is compiled anew, or at least looked up at some length.
_MATCH, _SEATING = insert(tables.Match), insert(tables.Seating)
_STEP, _TRACE = insert(tables.Step), insert(tables.Trace)
_SUBSTITUTION = insert(tables.Substitution)

OF_A_MATCH: Final = (
    tables.Prompt,
    tables.Call,
    tables.Trace,
    tables.Step,
    tables.Substitution,
    tables.Claim,
    tables.Seating,
    tables.Offer,
    tables.Judgement,
)
"""All tables with rows that belong to a match; a row is not there without the match's own."""


class AlreadyKept(ValueError):
    """What is to be written is in the store."""


def ending(at: int | None, outcome: Outcome | None, stopped: Stop | None = None) -> dict[str, Any]:
    """The columns that are set when a match ends, or is stopped."""
    if outcome is None:
        return {"ended": at, "reason": stopped, "points": None, "winners": None}
    points, winners = (msgspec.json.encode(row).decode() for row in (outcome.points, outcome.winners))
    return {"ended": at, "reason": outcome.reason, "points": points, "winners": winners}


def insert_header(connection: Connection, header: Header) -> None:
    """Raises AlreadyKept if the id is taken."""
    row = {
        "id": header.id,
        "game": header.game,
        "preset": header.preset,
        "rules": msgspec.json.encode(header.rules).decode(),
        "version": header.version,
        "form": SCHEMA,
        "origin": header.origin,
        "created": header.created,
        "seed": None if header.seed is None else f"{header.seed:032x}",
        "seed_known": header.seed_known,
        "people": header.people,
        "view": header.view,
        "steps": header.steps,
        **ending(header.ended, header.outcome, header.stopped),
        "limits": _json(header.limits),
        "models_shown": header.models_shown,
        "tool": None if header.tool is None else tool_text(header.tool),
        "redacted": _json(header.redacted or None),
        "clock": header.clock,
        **_of_series(header),
    }
    try:
        connection.execute(_MATCH, row)
    except exc.IntegrityError as error:
        raise AlreadyKept(header.id) from error
    key = {"match_id": header.id, "created": header.created}
    seats = [
        key | {"seat": seat, "name": who.name, "kind": who.kind, "player": who.player, "settings": _json(who.settings)}
        for seat, who in enumerate(header.seats)
    ]
    connection.execute(_SEATING, seats)
    insert_substitutions(connection, header.id, header.substitutions)


def _of_series(header: Header) -> dict[str, Any]:
    series = header.series
    if series is None:
        return {"series": None, "series_number": None, "series_of": None, "series_over": False}
    last = header.ended is not None and series.number == series.of
    return {
        "series": series.id,
        "series_number": series.number,
        "series_of": series.of,
        "series_over": series.over or last,
    }


def _json(value: Limits | ModelSettings | tuple[Redacted, ...] | None) -> str | None:
    return None if value is None else msgspec.json.encode(value).decode()


def insert_substitutions(connection: Connection, match_id: str, substitutions: Iterable[Substitution]) -> None:
    """Raises AlreadyKept if one of the seats was taken after the same step."""
    taken = [
        {"match_id": match_id, "after": one.after, "seat": one.seat, "kind": one.kind, "player": one.player}
        for one in substitutions
    ]
    try:
        if taken:
            connection.execute(_SUBSTITUTION, taken)
    except exc.IntegrityError as error:
        raise AlreadyKept(match_id) from error


def insert_steps(connection: Connection, match_id: str, steps: Iterable[StepRecord]) -> None:
    """With all that stands beside them. Raises AlreadyKept if one of the steps is there."""
    steps = tuple(steps)
    rows: list[dict[str, Any]] = []
    texts: list[dict[str, Any]] = []
    for s in steps:
        key = {"match_id": match_id, "seq": s.seq}
        rows.append(key | {"actions": s.actions, "events": s.events, "forced": s.forced})
        for place, t in enumerate(s.traces):
            about = {"seat": t.seat, "kind": t.kind, "text": t.text, "provenance": t.provenance, "about": t.about}
            texts.append(key | {"place": place} | about)
    try:
        if rows:
            connection.execute(_STEP, rows)
        if texts:
            connection.execute(_TRACE, texts)
        calls.insert_calls(connection, match_id, steps)
    except exc.IntegrityError as error:
        raise AlreadyKept(match_id) from error
