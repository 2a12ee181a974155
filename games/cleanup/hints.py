"""What can be worked out on the board from observations alone."""

from operator import attrgetter
from typing import NamedTuple

from games.cleanup.looking import APPLE, WASTE, ClassicObservation
from games.cleanup.map import Tile, tiles_of
from games.cleanup.poses import poses_of
from games.cleanup.view import Observation


class Nearest(NamedTuple):
    """An apple, and how many moves away it is."""

    tile: Tile
    moves: int


class InSight(NamedTuple):
    """An apple in a window: how many tiles ahead and to the right, and how many moves away it is."""

    ahead: int
    right: int
    moves: int


def nearest_in_sight(o: ClassicObservation) -> InSight | None:
    """The apple in sight that this seat has the shortest way to; None: it sees none."""
    if o.sight is None or o.tile is None:
        return None
    cells, ways = _cells(o), o.rules.layout.ways[o.tile]
    found = [
        InSight(*o.rules.window.place(cell), ways[tile])
        for cell, (tile, kind) in enumerate(cells)
        if tile is not None and kind == chr(APPLE)
    ]
    return min(found, key=attrgetter("moves"), default=None)


def river_in_sight(*several: ClassicObservation) -> tuple[int, int]:
    """How many river tiles these seats see together, and how many of them hold waste."""
    seen = {tile: kind for o in several for tile, kind in _cells(o) if tile in o.rules.layout.river}
    return len(seen), list(seen.values()).count(chr(WASTE))


def _cells(o: ClassicObservation) -> list[tuple[Tile | None, str]]:
    """The tile of each cell of the window, and what is shown there."""
    if o.sight is None or o.tile is None or o.facing is None:
        return []
    rules = o.rules
    tiles = poses_of(rules).cells(4 * o.tile + o.facing)
    return list(zip(tiles, "".join(o.sight.rows), strict=True))


def nearest(o: Observation) -> Nearest | None:
    """The apple that this seat has the shortest way to, the first in reading order of several; None: there is none."""
    assert o.seat is not None
    ways = o.rules.layout.ways[o.board.tiles[o.seat]]
    return min([Nearest(tile, ways[tile]) for tile in tiles_of(o.board.apples)], key=attrgetter("moves"), default=None)
