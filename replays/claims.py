"""Which person's browser holds which seat. A person is a SHA-256: whoever reads the database can be nobody by it."""

from sqlalchemy import ColumnElement, Connection, Engine, tuple_
from sqlmodel import col, insert, select, update

from games.core import Seat
from replays import rows, tables
from replays.listing import Cursor
from replays.record import Header, Kind
from replays.rows import NoSuchMatch
from replays.tables import HOST


class SeatTaken(ValueError):
    """Somebody else sits there."""


class Claims:
    """What the store knows of people and their seats."""

    _reader: Engine
    _writer: Engine

    def claim(self, person: str, match_id: str, seat: Seat) -> None:
        """From now on this person may sit there; a match that the person has hidden is listed again.

        Raises SeatTaken if somebody else has come first, and NoSuchMatch for an unknown match or a seat that is no
        person's.
        """
        claim, match = tables.Claim, tables.Match
        with self._writer.begin() as connection:
            created = connection.execute(select(match.created).where(col(match.id) == match_id)).scalar()
            if created is None or not _is_persons(connection, match_id, seat):
                raise NoSuchMatch(match_id)
            here = (*_of(person, match_id), col(claim.seat) == seat)
            others = select(claim.person).where(col(claim.match_id) == match_id, col(claim.seat) == seat)
            if set(connection.execute(others).scalars()) - {person}:
                raise SeatTaken
            if not connection.execute(update(claim).where(*here), {"hidden": False}).rowcount:
                row = {"person": person, "match_id": match_id, "seat": seat, "created": created, "hidden": False}
                connection.execute(insert(claim), row)

    def seats_of(self, person: str, match_id: str) -> tuple[Seat, ...]:
        """The seats of this person, without those that a program has taken."""
        claim = tables.Claim
        here = (*_of(person, match_id), col(claim.seat) != HOST, _still_persons())
        chosen = select(claim.seat).where(*here).order_by(col(claim.seat))
        with self._reader.connect() as connection:
            return tuple(connection.execute(chosen).scalars())

    def claimed(self, match_id: str) -> frozenset[Seat]:
        """The seats that anybody has claimed."""
        claim = tables.Claim
        chosen = select(claim.seat).where(col(claim.match_id) == match_id, col(claim.seat) != HOST)
        with self._reader.connect() as connection:
            return frozenset(connection.execute(chosen).scalars())

    def host(self, match_id: str) -> str | None:
        """The person who opened the table; None where nobody did in a browser, and for an unknown match."""
        claim = tables.Claim
        chosen = select(claim.person).where(col(claim.match_id) == match_id, col(claim.seat) == HOST)
        with self._reader.connect() as connection:
            return connection.execute(chosen).scalar()

    def mine(self, person: str, *, running: bool, after: Cursor | None = None, limit: int = 50) -> list[Header]:
        """A person's matches that are not hidden, newest first, from behind `after`: those that have ended, or those
        that are running and where the person still has a seat, or has opened the table."""
        claim, match = tables.Claim, tables.Match
        found = select(claim.created, claim.match_id).distinct().join(match)
        found = found.where(col(claim.person) == person, col(claim.hidden).is_(False))
        if running:
            found = found.where(col(match.ended).is_(None), _still_persons())
        else:
            found = found.where(col(match.ended).is_not(None))
        if after is not None:
            found = found.where(tuple_(col(claim.created), col(claim.match_id)) < tuple(after))
        found = found.order_by(col(claim.created).desc(), col(claim.match_id).desc()).limit(limit)
        with self._reader.connect() as connection:
            ids = [match_id for _, match_id in connection.execute(found)]
            chosen = select(match).where(col(match.id).in_(ids))
            return list(rows.headers(connection, chosen.order_by(col(match.created).desc(), col(match.id).desc())))

    def hide(self, person: str, match_id: str) -> None:
        """Take a match out of this person's list; for everybody else it stays."""
        with self._writer.begin() as connection:
            connection.execute(update(tables.Claim).where(*_of(person, match_id)), {"hidden": True})

    def sole(self, person: str, match_id: str) -> bool:
        """Whether the match was made for one person at most, and this one alone ever claimed the seat or, where there
        is none, opened the table."""
        claim, seating = tables.Claim, tables.Seating
        people = select(seating.seat).where(col(seating.match_id) == match_id, col(seating.kind) == Kind.PERSON)
        holders = select(claim.person).distinct().where(col(claim.match_id) == match_id)
        with self._reader.connect() as connection:
            few = len(connection.execute(people).all()) <= 1
            return few and list(connection.execute(holders).scalars()) == [person]


def insert_host(connection: Connection, header: Header, person: str) -> None:
    """This person opens the table of a new match."""
    row = {"person": person, "match_id": header.id, "seat": HOST, "created": header.created, "hidden": False}
    connection.execute(insert(tables.Claim), row)


def _of(person: str, match_id: str) -> tuple[ColumnElement[bool], ...]:
    return col(tables.Claim.person) == person, col(tables.Claim.match_id) == match_id


def _still_persons() -> ColumnElement[bool]:
    """A claim on a seat that no program has taken; who has taken a seat keeps it."""
    claim, taken = tables.Claim, tables.Substitution
    same = (col(taken.match_id) == col(claim.match_id), col(taken.seat) == col(claim.seat))
    return ~select(taken.seat).where(*same, col(taken.kind) != Kind.PERSON).exists()


def _is_persons(connection: Connection, match_id: str, seat: Seat) -> bool:
    seating, taken = tables.Seating, tables.Substitution
    begun = select(seating.kind).where(col(seating.match_id) == match_id, col(seating.seat) == seat)
    later = select(taken.kind).where(col(taken.match_id) == match_id, col(taken.seat) == seat)
    return {*connection.execute(begun).scalars(), *connection.execute(later).scalars()} == {Kind.PERSON}
