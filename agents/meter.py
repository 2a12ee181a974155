"""Counts what the models of a match use, and says when that is enough."""

from collections.abc import Container, Iterable

from games.core import Seat
from games.model import Limits, ModelCall


class LimitReached(Exception):
    """The match may use no more; `what` is money or tokens."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Meter:
    """What one match has used, all its seats together."""

    def __init__(self, limits: Limits, calls: Iterable[ModelCall] = ()) -> None:
        """`calls` are those of the match's record so far."""
        self.limits = limits
        self.money, self.tokens = 0.0, 0
        self._loose: list[ModelCall] = []
        for call in calls:
            self._add(call)

    def count(self, call: ModelCall) -> None:
        """A call has come to its end; what nobody knows of what it used counts nothing."""
        self._add(call)
        self._loose.append(call)

    def loose(self, kept: Iterable[ModelCall] = (), later: Container[Seat] = ()) -> tuple[ModelCall, ...]:
        """Calls that stand in no step: all that were counted, but for these, for those of seats that are to be kept
        later, and for those that `settle` let go of."""
        known = {id(call) for call in kept}
        return tuple([call for call in self._loose if id(call) not in known and call.seat not in later])

    def settle(self, later: Container[Seat] = ()) -> None:
        """All that were counted are kept now, but for those of these seats."""
        self._loose = [call for call in self._loose if call.seat in later]

    def _add(self, call: ModelCall) -> None:
        self.money += call.cost or 0
        self.tokens += (call.usage.read or 0) + (call.usage.written or 0)

    def check(self) -> None:
        """Raises LimitReached when as much as the limits allow has been used, or more."""
        if self.limits.money is not None and self.money >= self.limits.money:
            raise LimitReached("money")
        if self.limits.tokens is not None and self.tokens >= self.limits.tokens:
            raise LimitReached("tokens")
