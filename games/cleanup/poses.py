"""What hangs on where a seat stands and which way it faces: where it goes, what it sees, what its beams reach."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar, get_args

from games.cleanup.actions import ClassicDo
from games.cleanup.map import Facing, Name, Tile, bits, layout_of
from games.kept import kept

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
T = TypeVar("T")
U = TypeVar("U")


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


class Poses:
    """By one board, window and length of the beams. What only some poses need is worked out when first asked for."""

    def __init__(self, board: Name, window: Window, beam: int) -> None:
        self.layout, self.window, self.beam = layout_of(board), window, beam
        margin = max(*window, beam) + 1
        self.wide = self.layout.columns + margin
        self.first = margin * self.wide + margin
        """Of a board within margins: how long a row is, and where the first tile is."""
        self.steps = (-self.wide, 1, self.wide, -1)
        """How far away there the next tile is, by facing."""
        self.tiles = self.within(range(len(self.layout.drawn)), None)
        self.after: Mapping[ClassicDo, Sequence[Pose]] = {
            do: [*[self._after(do, pose) for pose in range(4 * len(self.layout.drawn))], OUT]
            for do in get_args(ClassicDo)
        }
        """The pose that an action wants to be in."""
        self.bit = [*[1 << pose // 4 for pose in range(4 * len(self.layout.drawn))], 0]
        """The tile as a bit; none for nowhere."""
        self.cells, self.where, self.around = kept(self._cells), kept(self._where), kept(self._around)
        self.rays, self.reach, self.seers = kept(self._rays), kept(self._reach), kept(self._seers)

    def within(self, board: Sequence[T], beyond: U) -> list[T | U]:
        """What is listed by tile, within margins so wide that nobody sees or reaches beyond them."""
        columns = self.layout.columns
        above, beside = [beyond] * self.first, [beyond] * (self.wide - columns)
        rows: list[list[T | U]] = [[*board[at : at + columns], *beside] for at in range(0, len(board), columns)]
        return [*above, *chain.from_iterable(rows), *above]

    def _spot(self, tile: Tile) -> int:
        """Where the tile is within the margins."""
        row, column = divmod(tile, self.layout.columns)
        return self.first + row * self.wide + column

    def rows(self, pose: Pose) -> list[slice]:
        """The rows of the window, of what is listed within margins."""
        (tile, facing), window = divmod(pose, 4), self.window
        here, ahead, right = self._spot(tile), self.steps[facing], self.steps[(facing + 1) % 4]
        middles = [here + way * ahead for way in range(window.ahead, -window.behind - 1, -1)]
        return [slice(at - window.side * right, at + (window.side + 1) * right, right) for at in middles]

    def at(self, tile: Tile, facing: Facing, ahead: int, right: int) -> Tile | None:
        """The tile so far from this one; None: the board ends before."""
        return self.tiles[self._spot(tile) + ahead * self.steps[facing] + right * self.steps[(facing + 1) % 4]]

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
        return tuple([tile for row in self.rows(pose) for tile in self.tiles[row]])

    def _where(self, pose: Pose) -> Sequence[int | None]:
        """By tile, its cell of the window; None: it is not in it."""
        where: list[int | None] = [None] * len(self.layout.drawn)
        for cell, tile in enumerate(self.cells(pose)):
            if tile is not None:
                where[tile] = cell
        return tuple(where)

    def _around(self, pose: Pose) -> frozenset[Tile | None]:
        """All tiles in the window but the one in which the seat stands itself."""
        return frozenset(self.cells(pose)).difference([None, pose >> 2])

    def _rays(self, pose: Pose) -> tuple[tuple[Tile, ...], ...]:
        """The tiles of each ray of a beam, from the nearest, up to the first wall."""
        tile, facing = divmod(pose, 4)
        rays: list[tuple[Tile, ...]] = []
        for right in (0, -1, 1):
            line: list[Tile] = []
            for ahead in range(self.beam + 1):
                there = self.at(tile, facing, ahead, right)
                if there is None or self.wall(there):
                    break
                line.append(there)
            # The first is where the ray starts: the seat's own tile, or one beside it.
            rays.append(tuple(line[1:]))
        return tuple(rays)

    def _reach(self, pose: Pose) -> int:
        """The bits of all tiles of a beam."""
        return bits([tile for ray in self.rays(pose) for tile in ray])

    def _seers(self, tile: Tile) -> bytes:
        """By pose, whether it has this tile in its window."""
        found = bytearray(4 * len(self.layout.drawn) + 1)
        for facing in range(4):
            # Whoever faces so has it in its window from the tiles that it had in one itself, if it faced the other way.
            for seer in self._cells(4 * tile + (facing + 2) % 4):
                if seer is not None:
                    found[4 * seer + facing] = 1
        return bytes(found)


def poses_of(rules: "ClassicRules") -> Poses:
    """The same for all games by the same numbers."""
    return _poses(rules.board, rules.window, rules.beam)


@cache
def _poses(board: Name, window: Window, beam: int) -> Poses:
    return Poses(board, window, beam)
