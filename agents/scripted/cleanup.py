"""Characters for Cleanup: what each wants in a step, and the way there."""

from collections.abc import Callable, Sequence
from typing import Final

from agents.core import View
from games.cleanup.actions import MOVES, STAY, ZAPS, Act, Do
from games.cleanup.events import Cleaned, CleanedUnnamed
from games.cleanup.map import Tile, tiles_of
from games.cleanup.view import Observation
from games.core import Seat
from games.luck import Luck

Seen = View[Observation, Act]
Wish = Callable[[Seen, Luck], Act]


def free(character: Wish) -> Wish:
    """The character where it can act; who is frozen has one thing to do."""

    def chosen(view: Seen, luck: Luck) -> Act:
        return character(view, luck) if len(view.legal) > 1 else STAY

    return chosen


def me(o: Observation) -> Seat:
    assert o.seat is not None
    return o.seat


def others(o: Observation) -> list[Seat]:
    return [seat for seat in range(len(o.board.tiles)) if seat != o.seat]


def toward(o: Observation, tile: Tile, luck: Luck) -> Act:
    """A move that makes the way there shorter; of two, either."""
    layout, here = o.rules.layout, o.board.tiles[me(o)]
    left, shorter = layout.ways[tile], list[Do]()
    for do, way in MOVES.items():
        there = layout.beside[way][here]
        if there is not None and left[there] < left[here]:
            shorter.append(do)
    return Act(luck.pick(shorter))


def closest(o: Observation, among: Sequence[Tile], luck: Luck) -> Tile | None:
    """The nearest of these tiles; of several, any."""
    ways = o.rules.layout.ways[o.board.tiles[me(o)]]
    least = min([ways[tile] for tile in among], default=0)
    return luck.pick([tile for tile in among if ways[tile] == least]) if among else None


def eat(view: Seen, luck: Luck) -> Act:
    """Towards the nearest apple that nobody else is nearer to; without one it waits."""
    o = view.observation
    ways, tiles = o.rules.layout.ways, o.board.tiles
    here, taken = tiles[me(o)], {tiles[other] for other in others(o)}
    mine = [tile for tile in tiles_of(o.board.apples) if ways[tile][here] <= min([ways[tile][at] for at in taken])]
    apple = closest(o, mine, luck)
    if apple is None:
        return STAY
    return Act("COLLECT") if apple == here else toward(o, apple, luck)


def clean(view: Seen, luck: Luck) -> Act:
    """Towards the nearest waste, and away with it; where there is none it waits."""
    o = view.observation
    waste = closest(o, tiles_of(o.board.waste), luck)
    if waste is None:
        return STAY
    return Act("CLEAN") if waste == o.board.tiles[me(o)] else toward(o, waste, luck)


def near_the_limit(o: Observation) -> bool:
    """Whether one more polluted tile stops all growth, or growth has stopped."""
    return o.board.pollution >= o.rules.cutoff - 1


def tend(view: Seen, luck: Luck) -> Act:
    """Cleans when the river needs it, and eats the rest of the time."""
    return (clean if near_the_limit(view.observation) else eat)(view, luck)


def share(view: Seen, luck: Luck) -> Act:
    """All seats are on duty in turns, each until new waste is due; on duty it cleans whatever there is."""
    o = view.observation
    shift = (o.board.step - 1) // o.rules.drift
    on_duty = shift % len(o.board.tiles) == o.seat
    return (clean if on_duty and o.board.waste else eat)(view, luck)


def reciprocate(view: Seen, luck: Luck) -> Act:
    """Cleans when the river needs it, as long as it has not done more of that than the others on average."""
    o = view.observation
    cleaned = [event.seat for event in view.events if isinstance(event, Cleaned | CleanedUnnamed)]
    own = cleaned.count(o.seat)
    fair = own * len(others(o)) <= len(cleaned) - own
    return (clean if near_the_limit(o) and fair else eat)(view, luck)


def zap(view: Seen, luck: Luck) -> Act:
    """Hits whoever stands beside it and is not frozen; eats while nobody does."""
    o = view.observation
    beside, here = o.rules.layout.beside, o.board.tiles[me(o)]
    victims = {o.board.tiles[other] for other in others(o) if not o.board.sits_out(other)}
    aims: list[Do] = [do for do, way in ZAPS.items() if beside[way][here] in victims]
    return Act(luck.pick(aims)) if aims else eat(view, luck)


GREEDY: Final = free(eat)
CLEANING: Final = free(clean)
TENDING: Final = free(tend)
SHARING: Final = free(share)
CONDITIONAL: Final = free(reciprocate)
ZAPPING: Final = free(zap)
