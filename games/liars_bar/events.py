"""The facts of Liar's Bar, and who may read each of their fields."""

from dataclasses import dataclass
from enum import StrEnum

from games.core import Analyst, Everyone, Owner, Seat
from games.liars_bar.actions import Hand, Rank
from games.liars_bar.state import End


@dataclass(frozen=True, slots=True)
class RevolversLoaded:
    """One live round in each revolver."""

    chambers: Everyone[int]
    live: Analyst[tuple[int, ...] | None]
    """Which shot kills, from 1, for each seat."""


@dataclass(frozen=True, slots=True)
class RoundStarted:
    round: Everyone[int]
    target: Everyone[Rank]
    starter: Everyone[Seat]


@dataclass(frozen=True, slots=True)
class Dealt:
    seat: Everyone[Seat]
    count: Everyone[int]
    cards: Owner[Hand | None]


@dataclass(frozen=True, slots=True)
class Laid:
    """Cards laid face down, claimed to be the target."""

    seat: Everyone[Seat]
    count: Everyone[int]
    left: Everyone[int]
    """Cards still in the hand."""
    cards: Owner[Hand | None]


@dataclass(frozen=True, slots=True)
class Said:
    seat: Everyone[Seat]
    text: Everyone[str]


@dataclass(frozen=True, slots=True)
class Passed:
    seat: Everyone[Seat]
    """Who let the play lie."""
    player: Everyone[Seat]
    """Who had laid it."""


@dataclass(frozen=True, slots=True)
class Called:
    seat: Everyone[Seat]
    player: Everyone[Seat]


@dataclass(frozen=True, slots=True)
class HouseCalled:
    """Nobody else holds a card, so the house calls the whole hand of the seat whose turn it is."""

    seat: Everyone[Seat]
    count: Everyone[int]


@dataclass(frozen=True, slots=True)
class Revealed:
    """The called cards, turned up."""

    seat: Everyone[Seat]
    cards: Everyone[Hand]
    honest: Everyone[bool]


@dataclass(frozen=True, slots=True)
class Shot:
    seat: Everyone[Seat]
    shot: Everyone[int]
    """How many this seat has fired, this one included."""
    dead: Everyone[bool]


@dataclass(frozen=True, slots=True)
class PassJudged:
    """At the end of a round: whether a play that was let lie had been honest. Its cards stay hidden."""

    seat: Everyone[Seat]
    """Who had passed."""
    player: Everyone[Seat]
    honest: Everyone[bool]


class Award(StrEnum):
    """Why points are given; the names of the fields of `Points`."""

    RIGHT_CALL = "right_call"
    HONEST_PASS = "honest_pass"
    LAST_CARD = "last_card"
    WRONG_CALL = "wrong_call"
    SHOT_DEAD = "shot_dead"
    OTHER_DEATH = "other_death"
    SURVIVOR = "survivor"
    RUNNER_UP = "runner_up"


@dataclass(frozen=True, slots=True)
class Scored:
    seat: Everyone[Seat]
    points: Everyone[int]
    why: Everyone[Award]


@dataclass(frozen=True, slots=True)
class MatchEnded:
    why: Everyone[End]
    winners: Everyone[tuple[Seat, ...]]
    survivor: Everyone[Seat | None]
    points: Everyone[tuple[int, ...]]
