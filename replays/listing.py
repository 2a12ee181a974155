"""The list of kept matches, newest first, a page at a time."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, or_, tuple_
from sqlmodel import col, select

from games.registry import GAMES
from replays import rows, tables
from replays.record import Header, Kind, Stop


class Cursor(NamedTuple):
    """The last match of a page of the list."""

    created: int
    id: str


class Filters(NamedTuple):
    """What the list is narrowed to; see `Store.page`."""

    game: str | None
    player: str | None
    outcome: str | None
    condition: str | None

    def of_match(self) -> list[ColumnElement[bool]]:
        """What a row of the matches must fit."""
        wanted: list[ColumnElement[bool]] = []
        if self.game is not None:
            wanted.append(col(tables.Match.game) == self.game)
        if self.outcome is not None:
            wanted.append(_ended(self.outcome))
        if self.condition is not None:
            offered = col(tables.Match.tool).contains(f'"condition":"{self.condition}"', autoescape=True)
            wanted += [~sealed(), offered]
        return wanted


def _ended(outcome: str) -> ColumnElement[bool]:
    match = tables.Match
    if outcome == "running":
        return col(match.ended).is_(None)
    if outcome == "ended":
        return col(match.ended).is_not(None)
    if outcome == "stopped":
        return col(match.reason).in_(Stop)
    if outcome == "shared":
        return col(match.winners).contains(",")
    return col(match.reason) == outcome


def page(connection: Connection, filters: Filters, after: Cursor | None, limit: int) -> list[Header]:
    """The matches that fit, from behind `after`."""
    match = tables.Match
    chosen = (
        select(match)
        .where(col(match.game).in_(GAMES))
        .order_by(col(match.created).desc(), col(match.id).desc())
        .limit(limit)
    )
    if filters.player is not None:
        ids = _ids_of(connection, filters.player, filters.of_match(), after, limit)
        return list(rows.headers(connection, chosen.where(col(match.id).in_(ids)))) if ids else []
    if after is not None:
        chosen = chosen.where(tuple_(col(match.created), col(match.id)) < tuple(after))
    return list(rows.headers(connection, chosen.where(*filters.of_match())))


def _ids_of(connection: Connection, player: str, of_match: list[Any], after: Cursor | None, limit: int) -> list[str]:
    """The newest matches in which somebody has this player or name: two short walks, each along an index."""
    seating, match = tables.Seating, tables.Match
    found: set[tuple[int, str]] = set()
    for who, told in ((seating.player, [_told()]), (seating.name, [])):
        chosen = select(seating.created, seating.match_id).distinct().where(col(who) == player)
        if after is not None:
            chosen = chosen.where(tuple_(col(seating.created), col(seating.match_id)) < tuple(after))
        if narrowed := [*told, *of_match]:
            chosen = chosen.join(match).where(*narrowed)
        chosen = chosen.order_by(col(seating.created).desc(), col(seating.match_id).desc()).limit(limit)
        found |= {(created, match_id) for created, match_id in connection.execute(chosen)}
    return [match_id for _, match_id in sorted(found, reverse=True)[:limit]]


def _told() -> ColumnElement[bool]:
    """Whether anybody may be told who or what plays a seat: what `Header.told` says, in columns."""
    seating, match = tables.Seating, tables.Match
    concealed = and_(col(seating.kind) == Kind.MODEL, ~col(match.models_shown))
    # What stands behind a plus is how a scripted player answers offers.
    answering = and_(col(seating.kind) == Kind.SCRIPTED, col(seating.player).contains("+"))
    return ~and_(sealed(), or_(concealed, answering))


def sealed() -> ColumnElement[bool]:
    """Whether not everybody may be told everything of a match: what `Header.open` denies, in columns."""
    match = tables.Match
    goes_on = and_(col(match.series).is_not(None), ~col(match.series_over))
    return and_(col(match.people), or_(col(match.ended).is_(None), goes_on))
