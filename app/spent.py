"""What the models of a match have used so far, in words."""

from collections.abc import Iterable

from app.figures import at_least, count, listed, money
from games.model import ModelCall


class Spent:
    """Counts calls, tokens and dollars; says so where not all of them are known."""

    def __init__(self, calls: Iterable[ModelCall] = ()) -> None:
        self.calls = self.tokens = self._uncounted = self._unpriced = 0
        self.cost: float | None = None
        self.add(calls)

    def add(self, calls: Iterable[ModelCall]) -> None:
        for call in calls:
            self.calls += 1
            self.tokens += (call.usage.read or 0) + (call.usage.written or 0)
            self._uncounted += call.uncounted
            if call.cost is not None:
                self.cost = (self.cost or 0.0) + call.cost
            self._unpriced += call.unpriced

    @property
    def text(self) -> str:
        """So many calls, tokens and dollars."""
        tokens = at_least(count(self.tokens, "tokens"), self._uncounted)
        cost = money(None) if self.cost is None else at_least(money(self.cost), self._unpriced)
        return listed([count(self.calls, "calls"), tokens, cost])
