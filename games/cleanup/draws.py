"""What chance does in Cleanup: how a step's draw is made, and which draws are possible."""

from bisect import bisect
from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate, combinations, permutations
from operator import itemgetter
from typing import Any, Final

from games.cleanup.actions import Draw
from games.cleanup.map import Tile, bits
from games.cleanup.presets import CleanupRules
from games.cleanup.state import SET_UP, State
from games.core import Reason, Seat
from games.luck import Luck

WHOLE: Final = 1 << 64
TOGETHER: Final = 10
"""For so many tiles one number decides which of them get an apple: two look-ups instead of twenty draws."""


@cache
def orders(seats: int) -> tuple[tuple[Seat, ...], ...]:
    """Every order of the seats."""
    return tuple(permutations(range(seats)))


@cache
def possible(seats: int) -> frozenset[tuple[Seat, ...]]:
    """The same, to look one up."""
    return frozenset(orders(seats))


class Draws:
    """What chance draws by one set of numbers."""

    def __init__(self, rules: CleanupRules) -> None:
        layout = rules.layout
        self.rules, self.river, self.barren = rules, layout.river, ~bits(layout.orchard)
        self.orders = orders(len(layout.starts))
        self.possible = possible(len(layout.starts))
        lots = [layout.orchard[at : at + TOGETHER] for at in range(0, len(layout.orchard), TOGETHER)]
        self.growths = [sets(lot, rules.growth) for lot in lots]
        self.halves, self.mixes = _halves(layout.river)

    def due(self, state: State) -> bool:
        """Whether waste comes upon the river: before the first step, in it, and every so many steps from there."""
        return state.phase is SET_UP or (state.board.step - 1) % self.rules.drift == 0

    def draw(self, state: State, luck: Luck) -> Draw:
        """The draw that is due. What only some matches need is drawn last."""
        growth = 0
        for bounds, sets in self.growths:
            growth |= sets[bisect(bounds, luck.word())]
        order = luck.pick(self.orders)
        waste = self._mixed(luck) if self.due(state) else ()
        return Draw(order, growth, waste, luck.pick(self.orders) if state.allies else ())

    def _mixed(self, luck: Luck) -> tuple[Tile, ...]:
        """The river's tiles in an order of which each is as likely: half of them, then the others."""
        first, last = luck.pick(self.halves)
        return luck.pick(self.mixes)(first) + luck.pick(self.mixes)(last)

    def check(self, state: State, action: object) -> Reason | None:
        """Why the rules could not have drawn this now, or None."""
        if not isinstance(action, Draw):
            return Reason("impossible-draw")
        waste, targets = action.waste, action.targets
        fits = (
            action.order in self.possible
            and not action.growth & self.barren
            and (tuple(sorted(waste)) == self.river if self.due(state) else not waste)
            and (targets in self.possible if state.allies else not targets)
        )
        return None if fits else Reason("impossible-draw")


@cache
def _halves(river: tuple[Tile, ...]) -> tuple[Sequence[tuple[Any, Any]], Sequence[Callable[[Any], Any]]]:
    """Every way to part the tiles in two, and every order of one half: few, while all orders together are millions."""
    half = len(river) // 2
    parted = [(some, tuple([tile for tile in river if tile not in some])) for some in combinations(river, half)]
    mixes: list[Any] = [itemgetter(*order) for order in permutations(range(half))]
    return parted, mixes


@cache
def sets(lot: tuple[Tile, ...], percent: int) -> tuple[Sequence[int], Sequence[int]]:
    """Up to where each set of these tiles comes up, of 2^64, and the bits of those sets."""
    size = len(lot)
    chosen = [[tile for at, tile in enumerate(lot) if which >> at & 1] for which in range(1 << size)]
    # Whole numbers, of so many in all; fractions take as long as all else that is imported here.
    weights, whole = [percent**n * (100 - percent) ** (size - n) for n in range(size + 1)], 100**size
    # The last bound is left out: what lies beyond all others is the last set.
    bounds = [upto * WHOLE // whole for upto in accumulate(weights[len(some)] for some in chosen)]
    return bounds[:-1], [bits(some) for some in chosen]
