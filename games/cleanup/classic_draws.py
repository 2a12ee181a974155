"""What chance does where seats face somewhere: how a step's draw is made, and which draws are possible."""

from bisect import bisect
from collections.abc import Sequence
from functools import cache
from typing import Final

from games.cleanup.actions import ClassicDraw
from games.cleanup.draws import TOGETHER, orders, possible, sets
from games.cleanup.map import Tile, tiles_of
from games.cleanup.presets import ClassicRules
from games.cleanup.state import SET_UP, State
from games.core import Reason
from games.facts import maker
from games.luck import Luck

FACINGS: Final = 4
draw_of: Final = maker(ClassicDraw)


@cache
def _growth(lot: tuple[Tile, ...], percent: int) -> tuple[int, Sequence[int], Sequence[tuple[Tile, ...]]]:
    """Up to where none of these tiles comes up, up to where each set of them does, and the tiles of those sets."""
    bounds, found = sets(lot, percent)
    return bounds[0], bounds, [tiles_of(some) for some in found]


class ClassicDraws:
    """What chance draws by one set of numbers."""

    def __init__(self, rules: ClassicRules) -> None:
        layout = rules.layout
        self.rules, self.river, self.starts = rules, layout.river, list(layout.starts)
        self.orchard, self.river_set = frozenset(layout.orchard), frozenset(layout.river)
        lots = [layout.orchard[at : at + TOGETHER] for at in range(0, len(layout.orchard), TOGETHER)]
        self.growths = [_growth(lot, rules.growth) for lot in lots]
        self.limit = rules.cutoff_share * len(layout.river)
        """How much waste stops all growth, in hundredths of a tile."""
        self.fewest = min(rules.cutoff, len(layout.river))
        """Of so many tiles one is clean, wherever there is less waste than the cutoff."""

    def draw(self, state: State, luck: Luck) -> ClassicDraw:
        """The draw that is due. What only some steps need is drawn last."""
        below, seats = luck.below, len(state.board.points)
        order = luck.pick(orders(seats))
        if state.phase is SET_UP:
            waste = luck.sample(self.river, self.rules.start_waste)
            return ClassicDraw(order, (), tuple(waste), self._places(luck))
        growth: list[tuple[int, int]] = []
        for none, bounds, found in self.growths:
            # Mostly none of a lot, which needs no search.
            if (word := luck.word()) >= none:
                for tile in found[bisect(bounds, word)]:
                    growth.append((tile, below(self.limit) // 100 if self.limit else 0))  # noqa: PERF401  mostly one
        waste = luck.sample(self.river, self.fewest) if below(100) < self.rules.waste else ()
        return draw_of(order, tuple(growth), tuple(waste), self._places(luck) if returning(state) else ())

    def _places(self, luck: Luck) -> tuple[tuple[int, int], ...]:
        return tuple([(tile, luck.below(FACINGS)) for tile in luck.sample(self.starts, len(self.starts))])

    def check(self, state: State, action: object) -> Reason | None:
        """Why the rules could not have drawn this now, or None."""
        return None if isinstance(action, ClassicDraw) and self._fits(state, action) else Reason("impossible-draw")

    def _fits(self, state: State, action: ClassicDraw) -> bool:
        start, waste = state.phase is SET_UP, action.waste
        grown = [tile for tile, most in action.growth if 0 <= 100 * most <= self.limit]
        drawn = self.rules.start_waste if start else self.fewest
        placed = [tile for tile, facing in action.places if 0 <= facing < FACINGS]
        return (
            action.order in possible(len(state.board.points))
            and len(grown) == len(action.growth)
            and (not grown or (not start and grown == sorted(self.orchard.intersection(grown))))
            and (len(waste) == drawn if waste or start else True)
            and (not waste or len(self.river_set.intersection(waste)) == drawn)
            and len(placed) == len(action.places)
            and sorted(placed) == (self.starts if start or returning(state) else [])
        )


def returning(state: State) -> bool:
    """Whether somebody comes back at the end of this step."""
    return 2 in state.board.counters
