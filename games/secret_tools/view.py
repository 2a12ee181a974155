"""What a seat or the spectator may know of a match and its tool, built field by field."""

from typing import Any, NamedTuple

from games.core import CHANCE_ALONE, Seat
from games.secret_tools.conditions import ANNOUNCED, Condition, ToolRules
from games.secret_tools.course import Course
from games.secret_tools.options import partners
from games.secret_tools.state import (
    ACTIVE,
    CHECK,
    INVITE,
    OFFER,
    REPLY,
    WRITE,
    Message,
    Stage,
    Standing,
    State,
)
from games.secret_tools.traits import Hint

ASKING = frozenset({OFFER, INVITE, WRITE, REPLY})
"""Stages of which only those know who take part."""


class Private(NamedTuple):
    """What one of those knows who were asked."""

    rules: ToolRules
    standing: Standing
    stage: Stage | None
    """What this seat is asked now: OFFER, INVITE, WRITE or REPLY; None where it is asked nothing about the tool."""
    initiator: Seat
    """Who was offered the tool."""
    other: Seat | None
    """The other of the pair; None while nobody is named."""
    names: tuple[Seat, ...]
    """For an offer: who can be named, in the order drawn."""
    accept_first: bool
    """For an offer or an invitation: the order of the options."""
    sent: str
    """For a reply: what the other has just written; empty: nothing."""
    messages: tuple[Message, ...]
    """The last ones, oldest first; only the seat's own, where the tool keeps notes."""
    hint: tuple[Hint, ...]


class Announced(NamedTuple):
    """What everybody knows of a tool that is announced."""

    condition: Condition
    initiator: Seat
    partner: Seat
    active: bool
    coaching: int | None
    """The number, from 0, of the coach's text that is shown; None: none."""
    messages: tuple[Message, ...]
    """The last ones that all may read, oldest first."""


class Observation(NamedTuple):
    """A NamedTuple because one is made for every decision."""

    game: Any
    """The seat's observation of the game that is wrapped, as without a tool."""
    seat: Seat | None
    decision: int | None
    """The seat's own count, with its decisions about the tool."""
    waiting_for: frozenset[Seat]
    """Of what goes on in private, only those know who take part."""
    private: Private | None
    announced: Announced | None


def inner(observation: Any) -> Any:
    """What was seen of the game itself, with a tool around it or without."""
    return observation.game if isinstance(observation, Observation) else observation


def observe(course: Course, state: State, seat: Seat | None) -> Any:
    """The match from one seat, or from outside: an `Observation` for whoever knows more than the game itself tells."""
    game = course.game.observe(state.inner, seat)
    decision, waiting, private = game.decision, game.waiting_for, None
    if state.stage is CHECK and not course.tool.sealed:
        waiting = CHANCE_ALONE
    elif state.stage in ASKING and course.tool.condition in ANNOUNCED:
        waiting &= state.pair
    if seat is not None:
        # Whoever was asked nothing has made no such decision.
        decision += state.matter.private[seat]
        if seat in state.pair:
            if state.stage in ASKING:
                waiting = course.asked(state) | course.outside(state)
            private = _private(course, state, seat)
    announced = _announced(course, state) if course.tool.condition in ANNOUNCED else None
    known = private is not None or announced is not None or waiting is not game.waiting_for
    return Observation(game, seat, decision, waiting, private, announced) if known else game


def _private(course: Course, state: State, seat: Seat) -> Private:
    matter, tool = state.matter, course.tool
    chosen = matter.chosen
    assert chosen is not None
    initiates = seat == chosen.seat
    asked = state.stage if state.stage in ASKING and seat in course.asked(state) else None
    working = matter.standing is ACTIVE
    notes = tool.condition is Condition.NOTES
    messages = [message for message in matter.messages if not notes or message.seat == seat]
    other = matter.partner if initiates else chosen.seat
    return Private(
        rules=tool,
        standing=matter.standing,
        stage=asked,
        initiator=chosen.seat,
        other=other,
        names=partners(state, course.traits.living(state.inner)) if asked is OFFER else (),
        accept_first=chosen.accept_first if initiates else chosen.invited_accept_first,
        sent=matter.sent if asked is REPLY else "",
        messages=tuple(messages[-tool.shown :]) if working else (),
        hint=_hint(course, state, seat, other) if working and tool.condition is Condition.HINT else (),
    )


def _hint(course: Course, state: State, seat: Seat, other: Seat | None) -> tuple[Hint, ...]:
    """Only from what the two can see, and only before a decision of this seat."""
    if seat not in course.game.acting(state.inner):
        return ()
    return course.traits.hint(course.game.observe(state.inner, seat), course.game.observe(state.inner, other))


def _announced(course: Course, state: State) -> Announced | None:
    matter, tool = state.matter, course.tool
    if not matter.used or matter.chosen is None or matter.partner is None:
        return None
    working = matter.standing is ACTIVE
    return Announced(
        condition=tool.condition,
        initiator=matter.chosen.seat,
        partner=matter.partner,
        active=working,
        coaching=matter.coached - 1 if working and matter.ready and tool.condition is Condition.COACH else None,
        messages=matter.messages[-tool.shown :] if working and tool.condition is Condition.OPEN_TABLE else (),
    )
