"""Where things are drawn on a walled map: in somebody's window, in which ahead is up, or on the whole map."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from app.scenes.cleanup.wording import Place
from games.cleanup.looking import APPLE, WASTE, ClassicObservation
from games.cleanup.map import Facing, Tile
from games.cleanup.poses import OUT, Pose, Poses, poses_of

LETTERS: Final = str.maketrans({chr(WASTE): "w", chr(APPLE): "a"})
"""From those of an observation to those that a browser draws."""


class Look(NamedTuple):
    """How one viewer looks at the map."""

    poses: Poses
    pose: Pose | None
    """Where a seat looks from; OUT: it sees nothing. None: all is seen, and north is up."""

    def place(self, tile: Tile | None) -> Place | None:
        """Row and column of the picture; None for what is not in it."""
        if self.pose is None:
            return None if tile is None else list(divmod(tile, self.poses.layout.columns))
        cell = None if tile is None or self.pose == OUT else self.poses.where(self.pose)[tile]
        return None if cell is None else list(divmod(cell, self.poses.window.columns))

    def places(self, tiles: tuple[Tile, ...]) -> list[Place]:
        """Those of them that are in the picture."""
        return [at for tile in tiles if (at := self.place(tile)) is not None]

    def turned(self, facing: Facing) -> Facing:
        """As it is drawn."""
        return facing if self.pose is None else (facing - self.pose) % 4


@cache
def edges(seen: Look) -> dict[str, Any]:
    """What the rows and columns of the picture are called on the map, "" beyond it: letters across and numbers down, or
    the other way round in the window of a seat that has turned aside."""
    layout, window = seen.poses.layout, seen.poses.window
    if seen.pose is None:
        cells, wide = tuple[Tile | None, ...](range(layout.rows * layout.columns)), layout.columns
    else:
        cells, wide = () if seen.pose == OUT else seen.poses.cells(seen.pose), window.columns
    aside = seen.pose is not None and bool(seen.pose & 1)

    def called(tiles: Sequence[Tile | None], *, letter: bool) -> str:
        known = next((tile for tile in tiles if tile is not None), None)
        return "" if known is None else layout.place(known)[:1] if letter else layout.place(known)[1:]

    rows = [cells[at : at + wide] for at in range(0, len(cells), wide)]
    return {
        "rows": [called(row, letter=aside) for row in rows],
        "columns": [called(column, letter=not aside) for column in zip(*rows, strict=True)],
        "letters": "rows" if aside else "columns",
    }


def look(o: ClassicObservation) -> Look:
    return Look(poses_of(o.rules), None if o.seat is None else pose(o))


def pose(o: ClassicObservation) -> Pose:
    """Where the viewer stands and faces."""
    return OUT if o.tile is None or o.facing is None else 4 * o.tile + o.facing


def rows(o: ClassicObservation) -> list[str]:
    """What is seen, a letter a tile; [] where nothing is."""
    return [] if o.sight is None else [row.translate(LETTERS) for row in o.sight.rows]
