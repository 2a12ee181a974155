"""What judge models say that the texts of an ended match name: kept beside the match, and gone with it.

They are opinions. No record, export or measure holds them, and they are never merged with what the word list finds.
"""

from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import Engine, Row
from sqlmodel import col, delete, insert, select

from games.core import Seat
from games.decision import TraceKind
from games.failure import Failure
from games.opinion import Opinion
from replays import tables
from replays.rows import NoSuchMatch

KEY: Final = ("seq", "seat", "kind", "asked", "template")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What one model said of one text, or why it said nothing."""

    match: str
    seq: int
    """The step beside which the text stands."""
    seat: Seat
    kind: TraceKind
    asked: str
    """The model that was asked for."""
    template: int
    """Version of the question's words."""
    served: str = ""
    answer: Opinion | None = None
    failure: Failure | None = None
    """Why there is no answer; that is never a no."""
    read: int | None = None
    """Tokens of all tries, as are those written; None where no server said a number."""
    written: int | None = None
    cost: float | None = None
    """US dollars; None where no price is known."""
    created: int
    """Microseconds since 1970, UTC."""


class Judgements:
    """What the store knows of them."""

    _reader: Engine
    _writer: Engine

    def judgements(self, match_id: str) -> list[Judgement]:
        """All of a match, in the order of its texts; empty for an unknown one."""
        table = tables.Judgement
        order = (table.seq, table.seat, table.kind, table.created, table.asked, table.template)
        chosen = select(table).where(col(table.match_id) == match_id).order_by(*map(col, order))
        with self._reader.connect() as connection:
            return [_read(row) for row in connection.execute(chosen)]

    def keep_judgement(self, one: Judgement) -> None:
        """Committed before this returns. In place of a failure; an answer that is there stays, and this one is dropped.

        Raises NoSuchMatch for a match that is running or unknown.
        """
        match, table = tables.Match, tables.Judgement
        row = _row(one)
        here = (col(table.match_id) == one.match, *(col(getattr(table, name)) == row[name] for name in KEY))
        with self._writer.begin() as connection:
            ended = select(match.ended).where(col(match.id) == one.match)
            if connection.execute(ended).scalar() is None:
                raise NoSuchMatch(one.match)
            connection.execute(delete(table).where(*here, col(table.answer).is_(None)))
            if connection.execute(select(table.created).where(*here)).scalar() is None:
                connection.execute(insert(table), row)


def _row(one: Judgement) -> dict[str, Any]:
    code, detail = (None, None) if one.failure is None else one.failure
    return {
        "match_id": one.match,
        "seq": one.seq,
        "seat": one.seat,
        "kind": one.kind,
        "asked": one.asked,
        "template": one.template,
        "served": one.served,
        "answer": None if one.answer is None else msgspec.json.encode(one.answer).decode(),
        "failure": code,
        "detail": detail,
        "read": one.read,
        "written": one.written,
        "cost": one.cost,
        "created": one.created,
    }


def _read(row: Row[Any]) -> Judgement:
    return Judgement(
        match=row.match_id,
        seq=row.seq,
        seat=row.seat,
        kind=TraceKind(row.kind),
        asked=row.asked,
        template=row.template,
        served=row.served,
        answer=None if row.answer is None else msgspec.json.decode(row.answer, type=Opinion),
        failure=None if row.failure is None else Failure(row.failure, row.detail or ""),
        read=row.read,
        written=row.written,
        cost=row.cost,
        created=row.created,
    )
