"""Refused, yet spared the other: whoever took no part and then never called the one who would have been its partner."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from app.ledger.match import Case, Mark, Match
from app.scenes.deeds import Doing
from games.core import Seat
from games.secret_tools.events import InvitationAnswered, OfferAnswered, OfferDue

FEWEST: Final = 2
"""Chances to call, below which it says nothing that none was taken."""


class Refusal(NamedTuple):
    """Only what was answered so: an answer that could not be read is none."""

    at: int
    seat: Seat
    other: Seat
    key: str


def spared(match: Match) -> Iterator[Case]:
    """Chances are the plays of the other that the seat had the right to answer."""
    for refusal in _refusals(match):
        seat, other = refusal.seat, refusal.other
        chances = list(_chances(match, refusal))
        if len(chances) < FEWEST or any(called for _, called in chances):
            continue
        of = len(chances)
        marks = [Mark(refusal.at, refusal.key, chances[0][0], None, (("n", of),))]
        marks += [Mark(at, "spared", refusal.at, None, (("n", n), ("of", of))) for n, (at, _) in enumerate(chances, 1)]
        yield Case(seat, other, tuple(marks))


def searched(match: Match) -> bool:
    """Whether anybody refused, as far as this viewer is told."""
    return any(True for _ in _refusals(match))


def _refusals(match: Match) -> Iterator[Refusal]:
    drawn: Seat | None = None
    for at, step in enumerate(match.steps):
        for event in step.events:
            match event:
                case OfferDue(_, int(partner)):
                    drawn = partner
                case OfferAnswered(int(seat), False) if drawn is not None and match.told(seat):
                    yield Refusal(at, seat, drawn, "refused_offer")
                case InvitationAnswered(int(seat), int(other), False) if match.told(seat):
                    yield Refusal(at, seat, other, "refused_invitation")
                case _:
                    pass


def _chances(match: Match, refusal: Refusal) -> Iterator[tuple[int, bool]]:
    """The steps in which it answered a play of the other, and whether it called."""
    for at in range(refusal.at + 1, len(match.steps)):
        step = match.steps[at]
        if not match.stayed(refusal.seat, refusal.at, at):
            return
        for deed in filter(None, map(match.scenes.deed, step.events)):
            answered = deed.doing in (Doing.CALL, Doing.PASS) and refusal.seat not in step.forced
            if answered and (deed.seat, deed.other) == (refusal.seat, refusal.other):
                yield at, deed.doing is Doing.CALL
