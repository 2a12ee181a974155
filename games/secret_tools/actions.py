"""Everything a seat or chance can do beyond the game that is wrapped."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from games.core import Seat

TEXT_LIMIT: Final = 8_000
"""Characters of a message as it is handed in; what is kept of it is shorter."""


class Verdict(StrEnum):
    """Why an offer or invitation got no answer that could be used; such a thing is never a refusal."""

    UNCLEAR = "unclear"
    """Nothing readable, though asked again."""
    INVALID_PARTNER = "invalid-partner"
    """It accepted, and named nobody who can be its partner."""
    DECLINED = "declined"
    """The model's provider refused to answer."""
    ERROR = "error"
    TIMEOUT = "timeout"


PASSING: Final = frozenset({Verdict.ERROR, Verdict.TIMEOUT})
"""These do not use up the offer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """To an offer or an invitation."""

    accept: bool
    partner: Seat | None = None
    """Whom it names; only with an accepted offer."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The table's word for a seat that gave no answer."""

    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Write:
    """A message to the partner, or a note to oneself; empty: none."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Choose:
    """Chance: to whom the offer will be made, and every order in which names and options are shown."""

    seat: Seat
    partners: tuple[Seat, ...]
    """All other seats: the first that lives is the one that comparison takes for the partner."""
    names: tuple[Seat, ...]
    """All other seats, in the order in which the offer names them."""
    accept_first: bool
    """In the offer."""
    invited_accept_first: bool
    """In the invitation."""


@dataclass(frozen=True, slots=True)
class Check:
    """Chance: whether the match is checked at its end."""

    checked: bool


PrivateAction = Answer | Unanswered | Write
ToolDraw = Choose | Check
