"""What the toy's seats can do, what happens, and what a viewer may know."""

from dataclasses import dataclass

from games.core import Analyst, Everyone, Owner, Pair, Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessRules:
    rounds: int
    top: int
    """The highest card; the lowest is 1."""
    worth: int = 2
    """Points for each of the nearest guesses."""
    note_limit: int = 20
    """Characters."""


@dataclass(frozen=True, slots=True)
class Guess:
    number: int
    note: str = ""
    """Whispered to the next seat."""


@dataclass(frozen=True, slots=True)
class Draw:
    """Chance: everybody's card."""

    cards: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    round: Everyone[int]
    seat: Everyone[Seat]
    card: Owner[int | None]
    total: Analyst[int | None]


@dataclass(frozen=True, slots=True)
class Guessed:
    seat: Everyone[Seat]
    number: Owner[int | None]


@dataclass(frozen=True, slots=True)
class Whispered:
    """Others are not even told that somebody whispered."""

    seat: Pair[Seat | None]
    partner: Pair[Seat | None]
    note: Pair[str | None]


@dataclass(frozen=True, slots=True)
class Scored:
    seat: Everyone[Seat]
    points: Everyone[int]


@dataclass(frozen=True, slots=True)
class Ended:
    winners: Everyone[tuple[Seat, ...]]


@dataclass(frozen=True, slots=True)
class Observation:
    rules: GuessRules
    seat: Seat | None
    decision: int | None
    waiting_for: frozenset[Seat]
    round: int
    card: int | None
    whispered: str
    """What the seat before whispered in the last round."""
    points: tuple[int, ...]
