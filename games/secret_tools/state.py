"""What is true of a match and its tool: one immutable value."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final, NamedTuple

from games.core import NOBODY, Seat
from games.secret_tools.actions import Choose, Verdict

_tuple: Any = tuple
made: Final = _tuple.__new__
"""Makes a NamedTuple of all its fields in half the time; for what is made at every step."""
TRIES: Final = 3
"""How often an offer or an invitation is made that errors and silence do not use up."""


class Stage(StrEnum):
    """What happens next."""

    PLAY = "play"
    """A step of the game that is wrapped."""
    CHOOSE = "choose"
    """Chance draws to whom the offer will be made."""
    OFFER = "offer"
    INVITE = "invite"
    WRITE = "write"
    REPLY = "reply"
    CHECK = "check"
    """Chance draws whether the match is checked."""


PLAY, CHOOSE, OFFER, INVITE, WRITE, REPLY, CHECK = Stage
# As constants: on Python 3.11 looking up an enum's member costs ten times as much.


class Standing(StrEnum):
    """How far the matter has come."""

    OPEN = "open"
    """Nobody has been asked."""
    OFFERED = "offered"
    INVITED = "invited"
    """The offer is accepted."""
    ACTIVE = "active"
    """Both have accepted, and the tool works."""
    STOPPED = "stopped"
    """One of the pair is out."""
    REFUSED = "refused"
    REFUSED_BY_PARTNER = "refused-by-partner"
    NO_ANSWER = "no-answer"
    NO_ANSWER_BY_PARTNER = "no-answer-by-partner"
    SETTLED = "settled"
    """Nothing is offered in this match: it is the baseline, it was offered before, or too few are left."""


OPEN, SETTLED, ACTIVE = Standing.OPEN, Standing.SETTLED, Standing.ACTIVE


class Message(NamedTuple):
    """What one of the pair wrote; a note, where the tool keeps notes."""

    seat: Seat
    text: str


class State(NamedTuple):
    """A NamedTuple because its copies are made at every step."""

    inner: Any
    """The state of the game that is wrapped."""
    stage: Stage
    standing: Standing
    private: tuple[int, ...]
    """The decisions about the tool that each seat has made."""
    chosen: Choose | None = None
    drawn: int = 0
    """The round in which the lot fell."""
    partner: Seat | None = None
    """Whom the chosen seat has named, or the earlier ally."""
    tries: int = 0
    """How often the running offer or invitation came to nothing."""
    missed: Verdict | None = None
    """Why it came to nothing the last time."""
    ready: bool = False
    """Partners have written before this decision."""
    sent: str = ""
    """What the seat whose turn is next has just written."""
    messages: tuple[Message, ...] = ()
    """All of them."""
    coached: int = 0
    """How many of the coach's texts were shown."""
    used: bool = False
    """The tool was at work in this match."""
    checked: bool | None = None
    """None: no check has been drawn."""

    def around(self, inner: Any) -> "State":
        """The same around another state of the game that is wrapped, in a third of the time that `_replace` takes."""
        changed: State = made(State, (inner, *self[1:]))
        return changed

    @property
    def pair(self) -> frozenset[Seat]:
        """Who knows of the matter: whoever was offered the tool, and then whom it named."""
        if self.chosen is None or self.standing in (OPEN, SETTLED):
            return NOBODY
        return frozenset({self.chosen.seat} if self.partner is None else {self.chosen.seat, self.partner})

    def counted(self, seats: Iterable[Seat]) -> tuple[int, ...]:
        """The decisions about the tool, after one more by these seats."""
        made = set(seats)
        return tuple([count + (seat in made) for seat, count in enumerate(self.private)])
