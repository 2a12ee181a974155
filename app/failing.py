"""Which models fail for good, so that somebody else had better take their seats."""

from collections.abc import Iterable, Mapping
from typing import Final

from agents.failures import Code
from games.core import Seat
from games.failure import Failure

AT_ONCE: Final = frozenset(
    {Code.NO_KEY, Code.NO_MODEL, Code.QUOTA, Code.BUSY, Code.NO_ROUTE, Code.DECLINED, Code.REQUEST}
)
"""What will most likely be the same the next time. Of anything else it takes two in a row."""


class Failing:
    """Every step must be told to it, in order."""

    def __init__(self) -> None:
        self._last: dict[Seat, tuple[Failure, int]] = {}
        """Of the seats that failed when they acted last: why, and how often in a row."""

    def hear(self, acted: Iterable[Seat], forced: Mapping[Seat, Failure]) -> None:
        """These seats acted; for some of them the table did."""
        for seat in acted:
            if seat in forced:
                self._last[seat] = forced[seat], self._last[seat][1] + 1 if seat in self._last else 1
            else:
                self._last.pop(seat, None)

    def why(self, seat: Seat) -> Failure | None:
        """What keeps the player of this seat from playing, if it fails for good."""
        if seat not in self._last:
            return None
        failure, in_a_row = self._last[seat]
        return failure if in_a_row > 1 or failure.code in AT_ONCE else None
