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


class Substitution(SQLModel, table=True):
    """One row for each time that another player took a seat; see `replays.record.Substitution`."""

    match_id: str = Field(primary_key=True, foreign_key="match.id")
    after: int = Field(primary_key=True)
    seat: int = Field(primary_key=True)
    kind: str
    player: str


class Claim(SQLModel, table=True):
    """One row for each browser that holds a seat. `created` repeats the match's, so that one person's matches are found
    newest first."""

    __table_args__ = (Index("claim_by_person", "person", "created", "match_id"),)

    person: str = Field(primary_key=True)
    """SHA-256 of a secret that only the browser keeps."""
    match_id: str = Field(primary_key=True, foreign_key="match.id", index=True)
    seat: int = Field(primary_key=True)
    created: int = Field(sa_type=BigInteger)
    hidden: bool
    """The person wants the match out of their list."""


class House(SQLModel, table=True):
    """Values that belong to the whole database, one row each."""

    name: str = Field(primary_key=True)
    value: bytes


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
