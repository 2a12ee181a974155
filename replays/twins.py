"""Matches with the same deal under other conditions, to be laid beside one another."""

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection
from sqlmodel import col, select

from games.secret_tools.conditions import Condition
from replays import rows, tables
from replays.record import Header, Seating


def twin(connection: Connection, header: Header) -> Header | None:
    """Of an open match: one of those in which nothing was offered. The newest of several; None where there is none, or
    where nobody may be told of it yet."""
    plain = (other for other in _twins(connection, header) if _condition(other) is Condition.BASELINE)
    return next(plain, None)


def twins(connection: Connection, header: Header) -> list[Header]:
    """Of an open match: those with the same seed, game, rules and players, played to their end, under other conditions;
    of each condition the newest. As far as anybody may be told of them."""
    others: dict[Condition | None, Header] = {_condition(header): header}
    for other in _twins(connection, header):
        others.setdefault(_condition(other), other)
    return [other for condition, other in others.items() if condition not in (None, _condition(header))]


def _condition(header: Header) -> Condition | None:
    """None where nothing was drawn for it: what an earlier match of its series had settled counts here."""
    tool = header.tool
    return None if tool is None or tool.earlier is not None else tool.condition


def _twins(connection: Connection, header: Header) -> Iterator[Header]:
    """The newest first."""
    if header.seed is None:
        return
    match = tables.Match
    chosen = (
        select(match)
        .where(
            col(match.seed) == f"{header.seed:032x}",
            col(match.id) != header.id,
            col(match.game) == header.game,
            col(match.preset) == header.preset,
            col(match.rules) == msgspec.json.encode(header.rules).decode(),
            col(match.version) == header.version,
            col(match.view).is_(None),
            col(match.points).is_not(None),
        )
        .order_by(col(match.created).desc(), col(match.id).desc())
    )
    for other in rows.headers(connection, chosen):
        if other.open and _players(other) == _players(header):
            yield other


def _players(header: Header) -> tuple[list[tuple[object, ...]], object]:
    """Who sat where, and who took a seat later; how a scripted player answers offers makes no other player of it."""
    return [_player(one) for one in header.seats], header.substitutions


def _player(one: Seating) -> tuple[object, ...]:
    return one.name, one.kind, one.player.partition("+")[0], one.settings
