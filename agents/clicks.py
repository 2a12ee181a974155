"""The newest clicks of each seat and what they were answered, so that one that comes twice gets the same answer."""

from typing import Final, NamedTuple

from games.core import Refused, Seat

CLICKS: Final = 16
"""Of each seat, so many of its newest clicks are known again when they come twice."""


class Receipt(NamedTuple):
    """The answer to an accepted submission."""

    seq: int
    """Steps resolved so far; the sealed answer belongs to the next one unless it completed this one."""
    sealed: bool
    """Others at the table have yet to answer, and until then this answer may be changed."""


class Clicks:
    """Every click has a name that its browser made up."""

    def __init__(self) -> None:
        self._answers: dict[Seat, dict[str, Receipt | Refused]] = {}
        self._accepted: dict[Seat, str] = {}

    def __len__(self) -> int:
        return sum(map(len, self._answers.values()))

    def answer(self, seat: Seat, click_id: str) -> Receipt | Refused | None:
        """What the click was answered, if it is known."""
        return self._answers.get(seat, {}).get(click_id)

    def accepted(self, seat: Seat) -> str | None:
        """The seat's last click that was accepted."""
        return self._accepted.get(seat)

    def remember(self, seat: Seat, click_id: str, answer: Receipt | Refused) -> None:
        """What the click has just been answered."""
        answers = self._answers.setdefault(seat, {})
        answers[click_id] = answer
        if len(answers) > CLICKS:
            del answers[next(iter(answers))]
        if isinstance(answer, Receipt):
            self._accepted[seat] = click_id
