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
    """Chance draws whether the match is checked: at its end, where everybody is told, else before it begins."""


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


class Matter(NamedTuple):
    """How far the tool has come in this match."""

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


class State(NamedTuple):
    """A NamedTuple of few fields, because its copies are made at every step."""

    inner: Any
    """The state of the game that is wrapped."""
    stage: Stage
    matter: Matter

    def around(self, inner: Any) -> "State":
        """The same around another state of the game that is wrapped."""
        changed: State = made(State, (inner, self.stage, self.matter))
        return changed

    def then(self, stage: Stage | None = None, **changed: Any) -> "State":
        """With another stage, and other fields of `matter`."""
        matter = self.matter._replace(**changed)
        then: State = made(State, (self.inner, self.stage if stage is None else stage, matter))
        return then

    @property
    def pair(self) -> frozenset[Seat]:
        """Who knows of the matter: whoever was offered the tool, and then whom it named."""
        chosen, partner = self.matter.chosen, self.matter.partner
        if chosen is None or self.matter.standing in (OPEN, SETTLED):
            return NOBODY
        return frozenset({chosen.seat} if partner is None else {chosen.seat, partner})

    @property
    def ordered(self) -> tuple[Seat, Seat]:
        """The pair: who was offered the tool, and whom it named."""
        chosen, partner = self.matter.chosen, self.matter.partner
        assert chosen is not None
        assert partner is not None
        return chosen.seat, partner

    @property
    def refused(self) -> Seat | None:
        """Who has refused in this match."""
        chosen, standing = self.matter.chosen, self.matter.standing
        if standing is Standing.REFUSED and chosen is not None:
            return chosen.seat
        return self.matter.partner if standing is Standing.REFUSED_BY_PARTNER else None

    def counted(self, seats: Iterable[Seat]) -> tuple[int, ...]:
        """The decisions about the tool, after one more by these seats."""
        made = set(seats)
        return tuple([count + (seat in made) for seat, count in enumerate(self.matter.private)])
