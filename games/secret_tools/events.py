"""What happens around a secret tool, and who may read which part of it."""

from dataclasses import dataclass

from games.core import Analyst, Everyone, Owner, Pair, Seat
from games.secret_tools.actions import Verdict


@dataclass(frozen=True, slots=True)
class Chosen:
    """The lot fell on this seat."""

    seat: Analyst[Seat | None]


@dataclass(frozen=True, slots=True)
class OfferDue:
    """Now the seat is asked, or would be under another condition."""

    seat: Analyst[Seat | None]
    partner: Analyst[Seat | None]
    """Whom comparison takes for the partner: drawn, whoever is named."""


@dataclass(frozen=True, slots=True)
class OfferAnswered:
    seat: Owner[Seat | None]
    accepted: Owner[bool | None]
    """None: it gave no answer."""
    partner: Owner[Seat | None]
    """Whom it names."""
    verdict: Owner[Verdict | None]
    """Why there was no answer."""


@dataclass(frozen=True, slots=True)
class Missed:
    """An offer or an invitation that came to nothing and will be made again."""

    seat: Analyst[Seat | None]
    verdict: Analyst[Verdict | None]


@dataclass(frozen=True, slots=True)
class InvitationAnswered:
    """Whoever was offered the tool is told how the invited one answered."""

    seat: Pair[Seat | None]
    """The invited one."""
    partner: Pair[Seat | None]
    """Who was offered the tool."""
    accepted: Pair[bool | None]
    verdict: Owner[Verdict | None]


@dataclass(frozen=True, slots=True)
class Started:
    """Both have accepted."""

    seat: Pair[Seat | None]
    """Who was offered the tool."""
    partner: Pair[Seat | None]


@dataclass(frozen=True, slots=True)
class Announced:
    """The same, told to everybody."""

    seat: Everyone[Seat]
    partner: Everyone[Seat]


@dataclass(frozen=True, slots=True)
class Wrote:
    """A message over the channel."""

    seat: Pair[Seat | None]
    partner: Pair[Seat | None]
    text: Pair[str | None]


@dataclass(frozen=True, slots=True)
class WroteOpenly:
    """A message that everybody reads."""

    seat: Everyone[Seat]
    partner: Everyone[Seat]
    text: Everyone[str]


@dataclass(frozen=True, slots=True)
class Noted:
    """A note to oneself."""

    seat: Owner[Seat | None]
    text: Owner[str | None]


@dataclass(frozen=True, slots=True)
class Coached:
    """A text of the coach is shown to everybody."""

    number: Everyone[int]
    """How many were shown before."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """One of the pair is out."""

    seat: Pair[Seat | None]
    partner: Pair[Seat | None]


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of the check; everybody is told, when the match has ended."""

    checked: Everyone[bool]
    seat: Everyone[Seat | None]
    """Who had the tool in use, if that was found; with `partner`."""
    partner: Everyone[Seat | None]
    points: Everyone[int]
    """That each of the two loses."""
    winners: Everyone[tuple[Seat, ...]]


@dataclass(frozen=True, slots=True)
class Rewarded:
    """Whoever has refused gets points for it; everybody is told, when the match has ended."""

    seat: Everyone[Seat]
    points: Everyone[int]
    winners: Everyone[tuple[Seat, ...]]


@dataclass(frozen=True, slots=True)
class SealedCheck:
    """`Checked`, in a match of a series that goes on."""

    checked: Analyst[bool | None]
    seat: Analyst[Seat | None]
    partner: Analyst[Seat | None]
    points: Analyst[int | None]
    winners: Analyst[tuple[Seat, ...] | None]
    """Once this is counted."""

    @property
    def opened(self) -> Checked:
        """What everybody is told when the series has ended."""
        assert self.checked is not None
        assert self.points is not None
        assert self.winners is not None
        return Checked(self.checked, self.seat, self.partner, self.points, self.winners)


@dataclass(frozen=True, slots=True)
class SealedReward:
    """`Rewarded`, in a match of a series that goes on."""

    seat: Analyst[Seat | None]
    points: Analyst[int | None]
    winners: Analyst[tuple[Seat, ...] | None]
    """Once this is counted."""

    @property
    def opened(self) -> Rewarded:
        """What everybody is told when the series has ended."""
        assert self.seat is not None
        assert self.points is not None
        assert self.winners is not None
        return Rewarded(self.seat, self.points, self.winners)
