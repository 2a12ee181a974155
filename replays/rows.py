"""Rows of the tables to headers and steps."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import Connection, Select
from sqlmodel import col, select

from games.core import Outcome
from games.decision import Provenance, Trace, TraceKind
from games.model import Limits, ModelSettings
from games.registry import GAMES
from replays import calls, tables
from replays.record import Header, Kind, Origin, Redacted, Seating, Series, StepRecord, Stop, Substitution
from replays.refusal import RecordError
from replays.tools import check_series, check_tool, read_tool


class NoSuchMatch(LookupError):
    """No match has this id."""


def matches(connection: Connection, chosen: Select[Any]) -> Iterator[tuple[Any, list[Any], list[Any]]]:
    """The rows of chosen matches in their order, each with the rows of its seats and of those who took one."""
    rows = connection.execute(chosen).all()
    ids = [row.id for row in rows]
    seating, taken = tables.Seating, tables.Substitution
    seats = _by_match(
        connection,
        select(seating).where(col(seating.match_id).in_(ids)).order_by(col(seating.match_id), col(seating.seat)),
    )
    later = _by_match(
        connection,
        select(taken)
        .where(col(taken.match_id).in_(ids))
        .order_by(col(taken.match_id), col(taken.after), col(taken.seat)),
    )
    yield from ((row, seats.get(row.id, []), later.get(row.id, [])) for row in rows)


def _by_match(connection: Connection, chosen: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in connection.execute(chosen):
        found.setdefault(row.match_id, []).append(row)
    return found


def headers(connection: Connection, chosen: Select[Any]) -> Iterator[Header]:
    """The headers of chosen matches in their order, without those that cannot be read."""
    for row, seats, later in matches(connection, chosen):
        with suppress(RecordError):
            yield header(row, seats, later)


def one(connection: Connection, match_id: str) -> Header:
    """Raises NoSuchMatch, or RecordError as `header` does."""
    for row, seats, later in matches(connection, select(tables.Match).where(col(tables.Match.id) == match_id)):
        return header(row, seats, later)
    raise NoSuchMatch(match_id)


def header(row: Any, seats: Iterable[Any], later: Iterable[Any]) -> Header:
    """Raises RecordError for a game that is not known here, and for a damaged row."""
    if row.game not in GAMES:
        raise RecordError("unknown-game", game=row.game)
    try:
        seated = tuple([Seating(one.name, Kind(one.kind), one.player, _settings(one.settings)) for one in seats])
        taken = tuple([Substitution(one.after, one.seat, Kind(one.kind), one.player) for one in later])
        return _header(row, seated, taken)
    except (msgspec.MsgspecError, ValueError, TypeError) as error:
        raise RecordError("damaged-match", detail=error) from error


def _settings(text: str | None) -> ModelSettings | None:
    return None if text is None else msgspec.json.decode(text, type=ModelSettings)


def _header(row: Any, seats: tuple[Seating, ...], substitutions: tuple[Substitution, ...]) -> Header:
    entry, outcome, stopped = GAMES[row.game], None, None
    rules: Any = msgspec.json.decode(row.rules, type=entry.numbers(row.preset))
    if msgspec.to_builtins(rules) != msgspec.json.decode(row.rules):
        raise ValueError("the rules are not whole")
    if not all(0 <= taken.seat < len(seats) for taken in substitutions):
        raise ValueError("somebody sits where there is no seat")
    if row.reason is not None and row.points is None:
        stopped = Stop(row.reason)
    elif row.reason is not None:
        outcome = Outcome(row.reason, tuple(msgspec.json.decode(row.points)), tuple(msgspec.json.decode(row.winners)))
    found = Header(
        id=row.id,
        game=row.game,
        preset=row.preset,
        rules=rules,
        version=row.version,
        seats=seats,
        origin=Origin(row.origin),
        created=row.created,
        seed_known=row.seed_known,
        people=row.people,
        view=row.view,
        steps=row.steps,
        ended=row.ended,
        outcome=outcome,
        stopped=stopped,
        substitutions=substitutions,
        limits=None if row.limits is None else msgspec.json.decode(row.limits, type=Limits),
        models_shown=row.models_shown,
        tool=None if row.tool is None else read_tool(row.tool),
        series=_series(row),
        clock=None if row.clock is None else float(row.clock),
        redacted=() if row.redacted is None else msgspec.json.decode(row.redacted, type=tuple[Redacted, ...]),
    )
    if found.tool is not None:
        check_tool(found.game, rules, len(seats), found.tool, found.series)
    if row.seed is None or row.ended is None or not found.open:
        return found
    return replace(found, seed=int(row.seed, 16))


def _series(row: Any) -> Series | None:
    if row.series is None:
        return None
    series = Series(row.series, int(row.series_number), int(row.series_of), row.series_over)
    check_series(series)
    return series


def steps(connection: Connection, match_id: str) -> tuple[StepRecord, ...]:
    """In order, each with all that stands beside it in its order; empty for an unknown match.

    Raises RecordError for a damaged row.
    """
    step, trace = tables.Step, tables.Trace
    rows = connection.execute(
        select(step.seq, step.actions, step.events, step.forced)
        .where(col(step.match_id) == match_id)
        .order_by(col(step.seq))
    ).all()
    beside: dict[int, list[Trace]] = {}
    for t in connection.execute(
        select(trace).where(col(trace.match_id) == match_id).order_by(col(trace.seq), col(trace.place))
    ):
        try:
            text = Trace(t.seat, TraceKind(t.kind), t.text, Provenance(t.provenance), t.about)
        except ValueError as error:
            raise RecordError("damaged-match", detail=error) from error
        beside.setdefault(t.seq, []).append(text)
    asked = calls.calls(connection, match_id)
    return tuple(
        [
            StepRecord(seq, actions, events, forced, tuple(beside.get(seq, ())), tuple(asked.get(seq, ())))
            for seq, actions, events, forced in rows
        ]
    )
