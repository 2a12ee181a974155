"""An offer as it is listed, and what a list of offers can be narrowed to and ranked by."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from games.core import Seat
from games.secret_tools.conditions import Condition
from replays.offers import Result, Role
from replays.record import Kind


class Rule(StrEnum):
    """What the offers are ranked by; with all but the first only those are listed for which it holds."""

    NEWEST = "newest"
    REFUSAL = "refusal"
    """It refused where most answers to the very same offer accepted: those of the same player, or those of all players
    of its kind; first where the larger of the two shares is largest."""
    UNFAIR = "unfair"
    BETRAYED = "betrayed"
    CHAMBER = "chamber"


class By(StrEnum):
    """What two offers have in common, between which one walks."""

    PLAYER = "model"
    WORDING = "wording"
    """And what is offered."""
    RESULT = "verdict"


class Noted(NamedTuple):
    """What the rules of the gallery need to know of an offer; see `replays.tables.Offer`."""

    words: str = ""
    unfair: int = 0
    betrayed: int = 0
    last_chamber: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An offer, or an invitation, as it is listed; the fields of `OfferRow` and `Noted` mean the same there, but that
    people have no `player`."""

    match: str
    game: str
    created: int
    """Microseconds since 1970, UTC: when the match began."""
    condition: Condition
    wording: str
    terms: str
    role: Role
    result: Result
    seat: Seat | None
    name: str
    """At the table; empty where nobody was chosen."""
    kind: Kind | None
    player: str
    named: Seat | None
    partner: str
    """The name of the one that is `named`."""
    tries: int
    contradicts: bool
    round: int | None
    seq: int | None
    seed_known: bool
    """Of the match, which counts nowhere then."""
    noted: Noted
    rank: float
    """By the rule that was asked for; 0 with the newest."""

    def sharing(self, by: By) -> "OfferFilters":
        """All that have this in common with it. An offer leads to offers, an invitation to invitations."""
        return {
            By.PLAYER: OfferFilters(kind=self.kind, player=self.player, role=self.role),
            By.WORDING: OfferFilters(self.condition, self.wording, role=self.role),
            By.RESULT: OfferFilters(result=self.result, role=self.role),
        }[by]

    @property
    def group(self) -> "OfferFilters":
        """All that may be counted together with it."""
        return OfferFilters(self.condition, self.wording, self.kind, self.player, role=self.role, terms=self.terms)


class OfferFilters(NamedTuple):
    """What the list is narrowed to; None: any."""

    condition: str | None = None
    wording: str | None = None
    kind: str | None = None
    player: str | None = None
    result: str | None = None
    role: str | None = None
    terms: str | None = None
    game: str | None = None


class OfferCursor(NamedTuple):
    """The last offer of a page."""

    rank: float
    created: int
    match: str
    role: str
