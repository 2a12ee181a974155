"""What hangs on where a seat stands and which way it faces: where it goes, what it sees, what its beams reach."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple, get_args

from games.cleanup.actions import ClassicDo
from games.cleanup.map import Facing, Name, Tile, bits, layout_of

if TYPE_CHECKING:
    from games.cleanup.presets import ClassicRules

Pose = int
"""Four times the tile, and the facing."""
OUT: Final[Pose] = -1
"""Off the board. In what is listed by poses, the last entry is its own."""
TURNS: Final[Mapping[ClassicDo, int]] = {"TURN_LEFT": 3, "TURN_RIGHT": 1}
WALKS: Final[Mapping[ClassicDo, tuple[int, int]]] = {
    "FORWARD": (1, 0),
    "BACK": (-1, 0),
    "LEFT": (0, -1),
    "RIGHT": (0, 1),
}
"""So many tiles ahead and to the right."""
STEP: Final = ((-1, 0), (0, 1), (1, 0), (0, -1))
"""Rows and columns that one step ahead is, by facing."""


class Window(NamedTuple):
    """How far a seat sees: ahead, behind, and to each side."""

    ahead: int
    behind: int
    side: int

    @property
    def columns(self) -> int:
        return 2 * self.side + 1

    @property
    def cells(self) -> int:
        """In reading order, ahead is up."""
        return (self.ahead + 1 + self.behind) * self.columns

    def place(self, cell: int) -> tuple[int, int]:
        """How many tiles ahead and to the right of the seat a cell is."""
        row, column = divmod(cell, self.columns)
        return self.ahead - row, column - self.side


def offset(facing: Facing, ahead: int, right: int) -> tuple[int, int]:
    """Rows down and columns to the right that so many tiles ahead and to the side are."""
    (down, across), (side_down, side_across) = STEP[facing], STEP[(facing + 1) % 4]
    return ahead * down + right * side_down, ahead * across + right * side_across


class Poses:
    """By one board, window and length of the beams. What only some poses need is worked out when first asked for."""

    def __init__(self, board: Name, window: Window, beam: int) -> None:
        self.layout, self.window, self.beam = layout_of(board), window, beam
        tiles = range(self.layout.rows * self.layout.columns)
        self.after: Mapping[ClassicDo, Sequence[Pose]] = {
            do: [*[self._after(do, pose) for pose in range(4 * len(tiles))], OUT] for do in get_args(ClassicDo)
        }
        """The pose that an action wants to be in."""
        places = [window.place(cell) for cell in range(window.cells)]
        self.offsets = [[offset(facing, *place) for place in places] for facing in range(4)]
        """Rows down and columns to the right of each cell of the window, by facing."""
        self.cells, self.where = cache(self._cells), cache(self._where)
        self.rays, self.reach, self.seers = cache(self._rays), cache(self._reach), cache(self._seers)

    def at(self, tile: Tile, facing: Facing, ahead: int, right: int) -> Tile | None:
        """The tile so far from this one; None: the board ends before."""
        row, column = divmod(tile, self.layout.columns)
        down, across = offset(facing, ahead, right)
        row, column = row + down, column + across
        inside = 0 <= row < self.layout.rows and 0 <= column < self.layout.columns
        return row * self.layout.columns + column if inside else None

    def wall(self, tile: Tile | None) -> bool:
        """Whether nobody can stand there."""
        return tile is None or self.layout.drawn[tile] == "#"

    def _after(self, do: ClassicDo, pose: Pose) -> Pose:
        tile, facing = divmod(pose, 4)
        to = self.at(tile, facing, *WALKS[do]) if do in WALKS else None
        there = tile if to is None or self.wall(to) else to
        return 4 * there + (facing + TURNS.get(do, 0)) % 4

    def _cells(self, pose: Pose) -> tuple[Tile | None, ...]:
        """The tile in each cell of the window."""
        tile, facing = divmod(pose, 4)
        (row, column), rows, columns = divmod(tile, self.layout.columns), self.layout.rows, self.layout.columns
        return tuple(
            [
                (row + down) * columns + column + across
                if 0 <= row + down < rows and 0 <= column + across < columns
                else None
                for down, across in self.offsets[facing]
            ]
        )

    def _where(self, pose: Pose) -> Sequence[int | None]:
        """By tile, its cell of the window; None: it is not in it. The last entry is that of nowhere."""
        where: list[int | None] = [None] * (len(self.layout.drawn) + 1)
        for cell, tile in enumerate(self.cells(pose)):
            if tile is not None:
                where[tile] = cell
        return where

    def _rays(self, pose: Pose) -> tuple[tuple[Tile, ...], ...]:
        """The tiles of each ray of a beam, from the nearest, up to the first wall."""
        tile, facing = divmod(pose, 4)
        rays: list[tuple[Tile, ...]] = []
        for right in (0, -1, 1):
            ray: list[Tile] = []
            for ahead in range(1, self.beam + 1):
                before = self.at(tile, facing, ahead - 1, right)
                there = self.at(tile, facing, ahead, right)
                if there is None or self.wall(before) or self.wall(there):
                    break
                ray.append(there)
            rays.append(tuple(ray))
        return tuple(rays)

    def _reach(self, pose: Pose) -> int:
        """The bits of all tiles of a beam."""
        return bits([tile for ray in self.rays(pose) for tile in ray])

    def _seers(self, tile: Tile) -> bytes:
        """By pose, whether it has this tile in its window."""
        found = bytearray(4 * len(self.layout.drawn) + 1)
        for cell in range(self.window.cells):
            ahead, right = self.window.place(cell)
            for facing in range(4):
                if (seer := self.at(tile, facing, -ahead, -right)) is not None:
                    found[4 * seer + facing] = 1
        return bytes(found)


def poses_of(rules: "ClassicRules") -> Poses:
    """The same for all games by the same numbers."""
    return _poses(rules.board, rules.window, rules.beam)


@cache
def _poses(board: Name, window: Window, beam: int) -> Poses:
    return Poses(board, window, beam)
