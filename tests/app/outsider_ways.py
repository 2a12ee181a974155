"""The ways in which a match with a tool goes in private, of which outsiders are to be told nothing."""

from dataclasses import replace
from typing import Final, NamedTuple

from games.core import Seat, Viewer
from games.secret_tools.actions import Verdict
from games.secret_tools.conditions import ANNOUNCED, BASELINE, Advantage, Condition, ToolRules

SEATS: Final = 4


class Way(NamedTuple):
    """How a match with a tool goes in private."""

    condition: Condition = Condition.CHANNEL
    initiator: Seat = 0
    partner: Seat = 1
    accepts: bool | Verdict = True
    invited: bool | Verdict = True
    early: bool = False
    """Outsiders answer as soon as they may."""
    clock: bool = False
    """There is one, and some outsiders never choose in time."""
    slow: bool = False
    """What is asked in private takes longer than the clock."""
    anonymous: bool = False
    """In Cleanup: seats are told no names."""
    allied: bool = False
    """In Cleanup: zaps of the pair always hit an outsider."""
    wrote: str = "whispered"
    """What partners write begins so."""

    def __str__(self) -> str:
        """Where it is no way like most."""
        odd = [f"{name}={value}" for name, value in self._asdict().items() if value != self._field_defaults[name]]
        return ",".join(odd) or "accepted"

    @property
    def tool(self) -> ToolRules:
        if self.condition is Condition.BASELINE:
            return replace(BASELINE, offer_to=self.initiator, trigger=1)
        wording = "P1" if self.condition in ANNOUNCED else "V0"
        favour = Advantage.ALLY_ZAP if self.allied else Advantage.NONE
        offered = replace(BASELINE, condition=self.condition, wording=wording, offer_to=self.initiator, trigger=1)
        return replace(offered, advantage=favour)

    @property
    def asked(self) -> set[Seat]:
        if self.condition is Condition.BASELINE:
            return set()
        return {self.initiator, self.partner} if self.accepts is True else {self.initiator}

    @property
    def agreed(self) -> bool:
        return self.condition is not Condition.BASELINE and self.accepts is self.invited is True

    @property
    def outsiders(self) -> list[Viewer]:
        return [None, *[seat for seat in range(SEATS) if seat not in self.asked]]


ACCEPTED: Final = Way()
WAYS: Final = (
    ACCEPTED,
    Way(early=True, initiator=2, partner=0),
    Way(Condition.HINT, initiator=3, partner=1),
    Way(accepts=False),
    Way(Condition.HINT, initiator=1, accepts=False),
    Way(invited=False, initiator=3, partner=2),
    Way(accepts=Verdict.ERROR, early=True),
    Way(invited=Verdict.TIMEOUT, initiator=2, partner=3),
    Way(accepts=Verdict.DECLINED, initiator=1),
)
BOARD: Final = [
    *[way._replace(anonymous=at % 2 == 0) for at, way in enumerate(WAYS)],
    Way(allied=True, anonymous=True),
    Way(Condition.HINT, allied=True, early=True, initiator=3, partner=1),
    Way(allied=True, invited=False, initiator=1, partner=2),
    Way(Condition.BASELINE, anonymous=True),
]
"""In Cleanup, under every secret condition."""
