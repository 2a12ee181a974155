"""How scripted players answer when a tool is offered to them, and what they write over one."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from agents.core import View
from agents.prompts.variants import is_neutral
from agents.prompts.wording_files import WordingError
from games.cleanup.alike import alike
from games.cleanup.events import Zapped, ZappedUnnamed
from games.core import Seat
from games.liars_bar.events import Called
from games.luck import Luck
from games.secret_tools.actions import Answer, Write
from games.secret_tools.conditions import Condition
from games.secret_tools.state import INVITE, OFFER, REPLY
from games.secret_tools.view import Observation, Private
from games.words import words

__all__ = ["ALWAYS", "NEVER", "OFFERS", "Manner", "answered"]

NEVER: Final = "never"
ALWAYS: Final = "always"
"""How a scripted player answers of whom nothing else is said."""

Seen = View[Observation, Any]


@dataclass(frozen=True, slots=True)
class Manner:
    """Two habits: with whom it would share a tool, and whether it does. Its title stands in `words`."""

    names: Callable[[Seen, Luck], Seat]
    """Of an offer's possible partners."""
    accepts: Callable[[Seen, Seat], bool]
    """With this partner; invited, with the one that asks."""


def answered(view: Seen, manner: Manner, luck: Luck) -> Answer | Write:
    """What it does in private, where it is asked something there."""
    private = private_of(view)
    if private.stage is not OFFER and private.stage is not INVITE:
        notes, replies = private.rules.condition is Condition.NOTES, private.stage is REPLY
        return Write(luck.pick(words(__name__)["writes"]["note" if notes else "reply" if replies else "write"]))
    named = manner.names(view, luck) if private.stage is OFFER else None
    partner = private.initiator if named is None else named
    return Answer(accept=True, partner=named) if manner.accepts(view, partner) else Answer(accept=False)


def private_of(view: Seen) -> Private:
    private = view.observation.private
    assert private is not None
    return private


def anybody(view: Seen, luck: Luck) -> Seat:
    return luck.pick(private_of(view).names)


def neutrally_asked(view: Seen, _: Seat) -> bool:
    """Only where that is known: a wording of a user's own may judge."""
    rules = private_of(view).rules
    try:
        return is_neutral(rules.condition, rules.wording)
    except WordingError:
        return False


def behind(view: Seen, _: Seat) -> bool:
    """Whether another player has more points; in a game without points nobody ever has."""
    points: tuple[float, ...] = getattr(view.observation.game, "points", ())
    own: Seat = view.observation.game.seat
    return any(other > points[own] for other in points)


def wrongs(view: Seen) -> Counter[Seat]:
    """How often each seat has called or zapped this one, as far as it knows who did."""
    me, found = view.observation.seat, Counter[Seat]()
    for event in map(alike, view.events):
        match event:
            case Called(int(by), int(seat)) | Zapped(int(seat), int(by)) | ZappedUnnamed(int(seat), int(by)):
                found[by] += seat == me
            case _:
                pass
    return found


def kindest(view: Seen, luck: Luck) -> Seat:
    names, against = private_of(view).names, wrongs(view)
    least = min(against[seat] for seat in names)
    return luck.pick([seat for seat in names if against[seat] == least])


OFFERS: Final[Mapping[str, Manner]] = {
    NEVER: Manner(anybody, lambda _view, _partner: False),
    ALWAYS: Manner(anybody, lambda _view, _partner: True),
    "neutral": Manner(anybody, neutrally_asked),
    "behind": Manner(anybody, behind),
    "tit-for-tat": Manner(kindest, lambda view, partner: not wrongs(view)[partner]),
}
