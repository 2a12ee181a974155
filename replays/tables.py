"""The tables of the store. Steps are never updated; a finished match is deleted whole."""

from typing import Final

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

HOST: Final = -1
"""In place of a seat, in a claim."""


class Match(SQLModel, table=True):
    """One row a match; see `replays.record.Header` for the meaning and units of the columns."""

    __table_args__ = (
        Index("match_by_time", "created", "id"),
        Index("match_by_game", "game", "created", "id"),
        Index("match_by_series", "series"),
        Index("match_by_seed", "seed"),
        Index("match_by_offers", "offers_form", "created"),
    )

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
    """JSON. A match that was stopped has a reason, `replays.record.Stop`, and neither points nor winners."""
    limits: str | None
    """JSON."""
    models_shown: bool = Field(sa_column_kwargs={"server_default": "0"})
    tool: str | None
    """JSON."""
    redacted: str | None
    """JSON; what was left out on purpose."""
    series: str | None
    """Id."""
    series_number: int | None
    series_of: int | None
    series_over: bool = Field(sa_column_kwargs={"server_default": "0"})
    """True in every match of a series of which no more is played."""
    clock: float | None
    offers_form: int = Field(sa_column_kwargs={"server_default": "0"})
    """`replays.offer_index.FORM` when its offers were listed; 0: they are not yet."""


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
    settings: str | None
    """JSON; how a model is asked."""


class Substitution(SQLModel, table=True):
    """One row for each time that another player took a seat; see `replays.record.Substitution`."""

    match_id: str = Field(primary_key=True, foreign_key="match.id")
    after: int = Field(primary_key=True)
    seat: int = Field(primary_key=True)
    kind: str
    player: str


class Claim(SQLModel, table=True):
    """One row for each seat that a browser holds, and one for the browser that opened the table. `created` repeats the
    match's, so that one person's matches are found newest first."""

    __table_args__ = (Index("claim_by_person", "person", "created", "match_id"),)

    person: str = Field(primary_key=True)
    """SHA-256 of a secret that only the browser keeps."""
    match_id: str = Field(primary_key=True, foreign_key="match.id", index=True)
    seat: int = Field(primary_key=True)
    """`HOST` for whoever opened the table."""
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


class Call(SQLModel, table=True):
    """One row a call to a model, in the order they were made; see `games.model.ModelCall` for the columns."""

    match_id: str = Field(primary_key=True, foreign_key="match.id")
    seq: int = Field(primary_key=True)
    place: int = Field(primary_key=True)
    seat: int
    purpose: str
    attempt: int
    messages: str
    """JSON [[role, hash of the text], ...]."""
    schema_hash: str
    form: str
    asked: str
    served: str
    settings: str
    """JSON."""
    reply: str
    finish: str
    failure: str | None
    """Its code."""
    detail: str | None
    """Of the failure."""
    read: int | None = Field(sa_type=BigInteger)
    written: int | None = Field(sa_type=BigInteger)
    cached: int | None = Field(sa_type=BigInteger)
    thought: int | None = Field(sa_type=BigInteger)
    cost: float | None
    seconds: float


class Prompt(SQLModel, table=True):
    """One row a text that models were sent, a message or a schema: kept once a match, however often it was sent."""

    match_id: str = Field(primary_key=True, foreign_key="match.id")
    hash: str = Field(primary_key=True)
    """As `replays.calls` makes it."""
    text: str


class Offer(SQLModel, table=True):
    """One row for each seat that was to be asked in an ended match; see `replays.offers.OfferRow`. It follows from the
    steps, so that it may be dropped and made again. `created` repeats the match's."""

    __table_args__ = (
        Index("offer_by_time", "created", "match_id", "role"),
        Index("offer_by_player", "kind", "player", "role", "created", "match_id"),
        Index("offer_by_wording", "condition", "wording", "role", "created", "match_id"),
        Index("offer_by_result", "result", "role", "created", "match_id"),
    )

    match_id: str = Field(primary_key=True, foreign_key="match.id")
    role: str = Field(primary_key=True)
    created: int = Field(sa_type=BigInteger)
    condition: str
    wording: str
    terms: str
    seat: int | None
    kind: str | None
    player: str
    """Empty for people."""
    result: str
    contradicts: bool
    tries: int
    round: int | None
    seq: int | None
    named: int | None
    words: str
    """The first words of its reason; empty where none is kept."""
    unfair: int
    """How often its reason and its thinking name unfairness, harm or secrecy; 0 where it did not accept."""
    betrayed: int
    """How often it acted against its partner after both had accepted."""
    last_chamber: bool
    """It came through the sharpest risk that can be survived."""


class Judgement(SQLModel, table=True):
    """One row for each text of an ended match that a judge model was asked about; see `replays.judgements`. Never part
    of a record."""

    match_id: str = Field(primary_key=True, foreign_key="match.id")
    seq: int = Field(primary_key=True)
    seat: int = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    """Of the trace: reason or thinking."""
    asked: str = Field(primary_key=True)
    """The model that was asked for."""
    template: int = Field(primary_key=True)
    """Version of the question's words."""
    served: str
    answer: str | None
    """JSON."""
    failure: str | None
    """Its code, where there is no answer."""
    detail: str | None
    read: int | None = Field(sa_type=BigInteger)
    """Tokens, of all tries; so are those written and the cost."""
    written: int | None = Field(sa_type=BigInteger)
    cost: float | None
    created: int = Field(sa_type=BigInteger)
