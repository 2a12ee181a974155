"""Opens the database, appends steps, loads matches, lists them by key."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, bindparam, create_engine
from sqlmodel import col, delete, select, update

from games.core import Outcome
from games.model import ModelCall
from replays import listing, rows, tables, twins, writing
from replays.calls import append_calls
from replays.claims import Claims, insert_host
from replays.judgements import Judgements
from replays.listing import Cursor
from replays.migrations import migrate
from replays.offer_index import OfferIndex
from replays.record import Header, Record, StepRecord, Stop, Substitution
from replays.rows import NoSuchMatch
from replays.sqlite import tune

__all__ = ["Cursor", "NoSuchMatch", "Store", "now"]

FILE: Final = "undertable.sqlite"


def now() -> int:
    """Microseconds since 1970, UTC."""
    return time.time_ns() // 1000


# Built once, as those of `replays.writing`: it is executed with every step.
_ADVANCE: Final = update(tables.Match).where(
    col(tables.Match.id) == bindparam("_id"),
    col(tables.Match.steps) == bindparam("_steps"),
    col(tables.Match.ended).is_(None),
)


class Store(Claims, OfferIndex, Judgements):
    """One database. Several processes may read it; each match has one writer."""

    def __init__(self, url: str) -> None:
        """`url` is SQLAlchemy's. Raises replays.migrations.NewerDatabase if a newer program has written it."""
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            tune(engine)
        self._reader = engine
        self._writer: Engine = engine.execution_options(write=True)
        try:
            with self._writer.begin() as connection:
                migrate(connection)
        except BaseException:
            engine.dispose()
            raise

    @classmethod
    def open(cls, folder: Path) -> "Store":
        """The SQLite store of a folder, made if it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(f"sqlite:///{folder / FILE}")

    def close(self) -> None:
        self._reader.dispose()

    def create(self, header: Header, host: str | None = None) -> None:
        """A match that is about to begin; `host` is the person who opened the table. Raises AlreadyKept."""
        with self._writer.begin() as connection:
            writing.insert_header(connection, header)
            if host is not None:
                insert_host(connection, header, host)

    def append(self, match_id: str, step: StepRecord, outcome: Outcome | None = None) -> None:
        """One step, committed before this returns; the last one with its outcome.

        Raises AlreadyKept if the step is there, NoSuchMatch if no running match waits for it.
        """
        match = tables.Match
        changes: dict[str, Any] = {"steps": step.seq}
        if outcome is not None:
            changes |= writing.ending(now(), outcome)
        with self._writer.begin() as connection:
            if connection.execute(_ADVANCE, changes | {"_id": match_id, "_steps": step.seq - 1}).rowcount != 1:
                kept = connection.execute(select(match.steps).where(col(match.id) == match_id)).scalar()
                raise NoSuchMatch(match_id) if kept is None or kept < step.seq else writing.AlreadyKept(match_id)
            writing.insert_steps(connection, match_id, [step])
            if outcome is not None:
                _end_series(connection, match_id)

    def stop(self, match_id: str, after_steps: int, why: Stop, calls: Sequence[ModelCall] = ()) -> None:
        """End a running match of so many steps before its end: nobody has won, and it is open as an ended one is.

        `calls` were made for a step that does not come; they are kept behind those of the last.

        Raises AlreadyKept if there are more steps by now or the match has ended, NoSuchMatch if no match has come to
        this step.
        """
        match = tables.Match
        with self._writer.begin() as connection:
            waiting = (col(match.id) == match_id, col(match.steps) == after_steps, col(match.ended).is_(None))
            if connection.execute(update(match).where(*waiting), writing.ending(now(), None, why)).rowcount != 1:
                kept = connection.execute(select(match.steps).where(col(match.id) == match_id)).scalar()
                raise NoSuchMatch(match_id) if kept is None or kept < after_steps else writing.AlreadyKept(match_id)
            append_calls(connection, match_id, after_steps, calls)
            _end_series(connection, match_id)

    def end_series(self, series_id: str) -> None:
        """Nothing of this series will be played any more, though its last match was never reached: what has ended of
        it is open from now on."""
        with self._writer.begin() as connection:
            connection.execute(update(tables.Match).where(col(tables.Match.series) == series_id), {"series_over": True})

    def substitute(self, match_id: str, substitution: Substitution) -> None:
        """From the next step on another player sits on a seat of a running match.

        Raises AlreadyKept if there are more steps by now or the match has ended, NoSuchMatch if no match has come to
        this step, or it has no such seat.
        """
        match, seating = tables.Match, tables.Seating
        seat = (col(seating.match_id) == match_id, col(seating.seat) == substitution.seat)
        chosen = select(match.steps, match.ended).join(seating).where(*seat)
        with self._writer.begin() as connection:
            found = connection.execute(chosen).first()
            if found is None or found.steps < substitution.after:
                raise NoSuchMatch(match_id)
            if found.ended is not None or found.steps > substitution.after:
                raise writing.AlreadyKept(match_id)
            writing.insert_substitutions(connection, match_id, [substitution])

    def save(self, record: Record) -> None:
        """A whole match in one transaction. Raises AlreadyKept."""
        with self._writer.begin() as connection:
            writing.insert_header(connection, record.header)
            writing.insert_steps(connection, record.header.id, record.steps)

    def replace(self, record: Record) -> None:
        """Put a whole match in the place of the copy that is kept under its id, in one transaction. Raises as
        `delete`."""
        with self._writer.begin() as connection:
            _delete(connection, record.header.id)
            writing.insert_header(connection, record.header)
            writing.insert_steps(connection, record.header.id, record.steps)

    def delete(self, match_id: str) -> None:
        """Remove a finished match whole. Raises NoSuchMatch for one that is running or unknown."""
        with self._writer.begin() as connection:
            _delete(connection, match_id)

    def header(self, match_id: str) -> Header:
        """Raises NoSuchMatch, or RecordError if its game is not known here or its row is damaged."""
        with self._reader.connect() as connection:
            return rows.one(connection, match_id)

    def seed(self, match_id: str) -> int | None:
        """For the table that plays the match; a header holds the seed only once the match has ended."""
        with self._reader.connect() as connection:
            chosen = select(tables.Match.seed).where(col(tables.Match.id) == match_id)
            seed = connection.execute(chosen).scalar()
        return None if seed is None else int(seed, 16)

    def secret(self) -> bytes:
        """32 random bytes of this database alone, made with it: what this house signs follows from them."""
        house = tables.House
        with self._reader.connect() as connection:
            return connection.execute(select(house.value).where(col(house.name) == "secret")).scalar_one()

    def series(self, series_id: str) -> list[Header]:
        """Its matches by number; without those that cannot be read."""
        match = tables.Match
        chosen = (
            select(match).where(col(match.series) == series_id).order_by(col(match.series_number), col(match.created))
        )
        with self._reader.connect() as connection:
            return list(rows.headers(connection, chosen))

    def twin(self, header: Header) -> Header | None:
        """The same deal and players without an offer; see `replays.twins`."""
        with self._reader.connect() as connection:
            return twins.twin(connection, header)

    def twins(self, header: Header) -> list[Header]:
        """The same deal and players under other conditions; see `replays.twins`."""
        with self._reader.connect() as connection:
            return twins.twins(connection, header)

    def steps(self, match_id: str) -> tuple[StepRecord, ...]:
        """In order; empty for an unknown match."""
        with self._reader.connect() as connection:
            return rows.steps(connection, match_id)

    def load(self, match_id: str) -> Record:
        """Header and steps as of one moment, also while the match is played. Raises as `header` does."""
        with self._reader.connect() as connection:
            return Record(rows.one(connection, match_id), rows.steps(connection, match_id))

    def page(
        self,
        *,
        game: str | None = None,
        player: str | None = None,
        outcome: str | None = None,
        condition: str | None = None,
        after: Cursor | None = None,
        limit: int = 50,
    ) -> list[Header]:
        """Matches newest first, from behind `after`; `player` is a seat's name or player; `outcome` is running, ended,
        shared for a win that several share, stopped, or the reason of an end; `condition` is
        what was offered in a match that is open. Who is concealed is not found.

        Matches of games not known here, and damaged ones, are left to `replays.check`.
        """
        with self._reader.connect() as connection:
            return listing.page(connection, listing.Filters(game, player, outcome, condition), after, limit)

    def ids(self) -> list[str]:
        """Every match, oldest first."""
        with self._reader.connect() as connection:
            return list(connection.execute(select(tables.Match.id).order_by(col(tables.Match.created))).scalars())


def _end_series(connection: Connection, match_id: str) -> None:
    """If this match was the last one of its series, all of it is over."""
    match = tables.Match
    last = (col(match.id) == match_id, col(match.series_number) == col(match.series_of))
    series_id = connection.execute(select(match.series).where(*last)).scalar()
    if series_id is not None:
        connection.execute(update(match).where(col(match.series) == series_id), {"series_over": True})


def _delete(connection: Connection, match_id: str) -> None:
    match = tables.Match
    if connection.execute(select(match.ended).where(col(match.id) == match_id)).scalar() is None:
        raise NoSuchMatch(match_id)
    for table in writing.OF_A_MATCH:
        connection.execute(delete(table).where(col(table.match_id) == match_id))
    connection.execute(delete(match).where(col(match.id) == match_id))
