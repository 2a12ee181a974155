"""The tables of the store. Steps are never updated; a finished match is deleted whole."""

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel


class Match(SQLModel, table=True):
    """One row a match; see `replays.record.Header` for the meaning and units of the columns."""

    __table_args__ = (Index("match_by_time", "created", "id"), Index("match_by_game", "game", "created", "id"))

    id: str = Field(primary_key=True)
    game: str
    preset: str
    rules: str
    """JSON."""
    version: int
    form: int
    """`replays.record.SCHEMA` when the steps were written."""
    origin: str
    created: int = Field(sa_type=BigInteger)
    seed: str | None
    """Thirty-two hexadecimal digits."""
    seed_known: bool
    people: bool
    view: str | None
    steps: int
    ended: int | None = Field(sa_type=BigInteger)
    reason: str | None
    points: str | None
    """JSON."""
    winners: str | None
    """JSON."""


class Seating(SQLModel, table=True):
    """One row a seat. `created` repeats the match's, so that one player's matches are found newest first."""

    __table_args__ = (
        Index("seating_by_player", "player", "created", "match_id"),
        Index("seating_by_name", "name", "created", "match_id"),
    )

    match_id: str = Field(primary_key=True, foreign_key="match.id")
    seat: int = Field(primary_key=True)
    created: int = Field(sa_type=BigInteger)
    name: str
    kind: str
    player: str
    key: str | None = Field(index=True)
    """SHA-256 of the secret that lets a person back to this seat."""


class Step(SQLModel, table=True):
    """One row a step. The primary key makes a second writer of the same step fail loudly."""

    match_id: str = Field(primary_key=True, foreign_key="match.id")
    seq: int = Field(primary_key=True)
    actions: str | None
    events: str
    forced: str


class Trace(SQLModel, table=True):
    """One row a text beside a step, in the order it was given."""

    match_id: str = Field(primary_key=True, foreign_key="match.id")
    seq: int = Field(primary_key=True)
    place: int = Field(primary_key=True)
    seat: int
    kind: str
    text: str
    provenance: str
    about: int | None
