"""Opens the database, appends steps, loads matches, lists them by key."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Engine, create_engine, event, tuple_
from sqlmodel import col, delete, select, update

from games.core import Outcome, Seat
from games.registry import GAMES
from replays import rows, tables
from replays.migrations import migrate
from replays.record import Header, Record, StepRecord

FILE: Final = "undertable.sqlite"
BUSY_MS: Final = 10_000
"""How long a writer waits for another process."""


class Cursor(NamedTuple):
    """The last match of a page of the list."""

    created: int
    id: str


class NoSuchMatch(LookupError):
    """No match has this id."""


def now() -> int:
    """Microseconds since 1970, UTC."""
    return time.time_ns() // 1000


class Store:
    """One database. Several processes may read it; each match has one writer."""

    def __init__(self, url: str) -> None:
        """`url` is SQLAlchemy's. Raises replays.migrations.NewerDatabase if a newer program has written it."""
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            _tune_sqlite(engine)
        self._reader = engine
        self._writer = engine.execution_options(write=True)
        with self._writer.begin() as connection:
            migrate(connection)

    @classmethod
    def open(cls, folder: Path) -> "Store":
        """The SQLite store of a folder, made if it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(f"sqlite:///{folder / FILE}")

    def close(self) -> None:
        self._reader.dispose()

    def create(self, header: Header, keys: Mapping[Seat, str] | None = None) -> None:
        """A match that is about to begin, with the secrets of its people's seats. Raises AlreadyKept."""
        with self._writer.begin() as connection:
            rows.insert_header(connection, header, keys)

    def append(self, match_id: str, step: StepRecord, outcome: Outcome | None = None) -> None:
        """One step, committed before this returns; the last one with its outcome.

        Raises AlreadyKept if the step is there, NoSuchMatch if no running match waits for it.
        """
        match = tables.Match
        changes: dict[str, Any] = {"steps": step.seq}
        if outcome is not None:
            changes |= rows.ending(now(), outcome)
        with self._writer.begin() as connection:
            waiting = (col(match.id) == match_id, col(match.steps) == step.seq - 1, col(match.ended).is_(None))
            if connection.execute(update(match).where(*waiting), changes).rowcount != 1:
                kept = connection.execute(select(match.steps).where(col(match.id) == match_id)).scalar()
                raise NoSuchMatch(match_id) if kept is None or kept < step.seq else rows.AlreadyKept(match_id)
            rows.insert_steps(connection, match_id, [step])

    def save(self, record: Record) -> None:
        """A whole match in one transaction. Raises AlreadyKept."""
        with self._writer.begin() as connection:
            rows.insert_header(connection, record.header)
            rows.insert_steps(connection, record.header.id, record.steps)

    def delete(self, match_id: str) -> None:
        """Remove a finished match whole. Raises NoSuchMatch for one that is running or unknown."""
        match = tables.Match
        with self._writer.begin() as connection:
            if connection.execute(select(match.ended).where(col(match.id) == match_id)).scalar() is None:
                raise NoSuchMatch(match_id)
            for table in (tables.Trace, tables.Step, tables.Seating):
                connection.execute(delete(table).where(col(table.match_id) == match_id))
            connection.execute(delete(match).where(col(match.id) == match_id))

    def header(self, match_id: str) -> Header:
        """Raises NoSuchMatch, or RecordError if its game is not known here or its row is damaged."""
        with self._reader.connect() as connection:
            return _one(connection, match_id)

    def seed(self, match_id: str) -> int | None:
        """For the table that plays the match; a header holds the seed only once the match has ended."""
        with self._reader.connect() as connection:
            chosen = select(tables.Match.seed).where(col(tables.Match.id) == match_id)
            seed = connection.execute(chosen).scalar()
        return None if seed is None else int(seed, 16)

    def seat_of(self, key: str) -> tuple[str, Seat] | None:
        """The match and seat that a person's secret opens."""
        seating = tables.Seating
        chosen = select(seating.match_id, seating.seat).where(col(seating.key) == rows.hashed({0: key}, 0))
        with self._reader.connect() as connection:
            found = connection.execute(chosen).first()
        return None if found is None else (found.match_id, found.seat)

    def steps(self, match_id: str) -> tuple[StepRecord, ...]:
        """In order; empty for an unknown match."""
        with self._reader.connect() as connection:
            return rows.steps(connection, match_id)

    def load(self, match_id: str) -> Record:
        """Header and steps as of one moment, also while the match is played. Raises as `header` does."""
        with self._reader.connect() as connection:
            return Record(_one(connection, match_id), rows.steps(connection, match_id))

    def page(
        self, *, game: str | None = None, player: str | None = None, after: Cursor | None = None, limit: int = 50
    ) -> list[Header]:
        """Matches newest first, from behind `after`; `player` is a seat's name or player.

        Matches of games not known here, and damaged ones, are left to `replays.check`.
        """
        match = tables.Match
        chosen = (
            select(match)
            .where(col(match.game).in_(GAMES))
            .order_by(col(match.created).desc(), col(match.id).desc())
            .limit(limit)
        )
        if game is not None:
            chosen = chosen.where(col(match.game) == game)
        with self._reader.connect() as connection:
            if player is not None:
                ids = _ids_of(connection, player, game, after, limit)
                if not ids:
                    return []
                chosen = chosen.where(col(match.id).in_(ids))
            elif after is not None:
                chosen = chosen.where(tuple_(col(match.created), col(match.id)) < tuple(after))
            return list(rows.headers(connection, chosen))

    def ids(self) -> list[str]:
        """Every match, oldest first."""
        with self._reader.connect() as connection:
            return list(connection.execute(select(tables.Match.id).order_by(col(tables.Match.created))).scalars())


def _one(connection: Connection, match_id: str) -> Header:
    chosen = select(tables.Match).where(col(tables.Match.id) == match_id)
    for row, seats in rows.matches(connection, chosen):
        return rows.header(row, seats)
    raise NoSuchMatch(match_id)


def _tune_sqlite(engine: Engine) -> None:
    """Write-ahead log, and BEGIN IMMEDIATE for writers: the driver's own BEGIN loses updates silently."""

    def connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={BUSY_MS}", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", begin)


def _ids_of(connection: Connection, player: str, game: str | None, after: Cursor | None, limit: int) -> list[str]:
    """The newest matches in which somebody has this player or name: two short walks, each along an index."""
    seating = tables.Seating
    found: set[tuple[int, str]] = set()
    for who in (seating.player, seating.name):
        chosen = select(seating.created, seating.match_id).distinct().where(col(who) == player)
        if after is not None:
            chosen = chosen.where(tuple_(col(seating.created), col(seating.match_id)) < tuple(after))
        if game is not None:
            chosen = chosen.join(tables.Match).where(col(tables.Match.game) == game)
        chosen = chosen.order_by(col(seating.created).desc(), col(seating.match_id).desc()).limit(limit)
        found |= {(created, match_id) for created, match_id in connection.execute(chosen)}
    return [match_id for _, match_id in sorted(found, reverse=True)[:limit]]
