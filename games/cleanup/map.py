"""Boards: each is a drawing, and everything about its tiles that never changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

Tile = int
"""Tiles are counted from 0 in reading order, and are bits of a number where many are meant at once."""
Direction = Literal["up", "down", "left", "right"]
Facing = int
"""0 up, 1 right, 2 down, 3 left."""
Name = Literal["paper", "classic", "classic-small"]

DRAWINGS: Final[Mapping[Name, str]] = {
    "paper": """
        @*~~*@
        **~~**
        **~~**
        **~~**
        @*~~*@
    """,
    "classic": """
        #########################
        #~~~~....#....*.....*...#
        #~~~~..S.....***...***..#
        #.~~~.......*.*.*.*.*.*.#
        #.~~~..S#....***...***..#
        #..~~~........*.....*...#
        #..~~~.S.........*......#
        #.~~~...#.......***.....#
        #.~~~..S....*..*.*.*..*.#
        #~~~~......***..***..**.#
        #~~~~..S.....*...*...*..#
        #~~~~...#...........#...#
        #.~~~..S................#
        #.~~~.......*..#..*.....#
        #..~~~.S...***...***..*.#
        #..~~~..#.*.*.*.*.*.*.*.#
        #...~~.S...***...***..*.#
        #########################
    """,
    "classic-small": """
        #########
        #~~~~~~~#
        #~~~~~~~#
        #~~~~~~.#
        #..S.S..#
        #...#...#
        ##.....##
        #..S.S..#
        #.*...*.#
        #***.***#
        #.**.**.#
        #...#...#
        #.**.**.#
        #***.***#
        #########
    """,
}
"""`~` river, `*` orchard, `@` orchard where a seat starts, in seat order; `.` ground, `S` ground where seats start, `#`
wall, where nobody stands."""
FEWEST: Final[Mapping[Name, int]] = {"classic": 5, "classic-small": 4}
MOST: Final[Mapping[Name, int]] = {"classic": 7}
"""Seats; a board takes as many as start on it, where nothing else is said."""
FAR: Final = 1 << 30
COLUMNS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Layout:
    """One board. See `layout_of`."""

    rows: int
    columns: int
    river: tuple[Tile, ...]
    orchard: tuple[Tile, ...]
    starts: tuple[Tile, ...]
    seats: range
    """How many may sit there."""
    drawn: str
    """The drawing, tile by tile."""
    beside: Mapping[Direction, tuple[Tile | None, ...]]
    """The tile next to each one; None: the board ends there, or a wall stands."""
    ways: "Ways"

    def place(self, tile: Tile) -> str:
        """Column and row, as people read them: A1 is the tile at the top left."""
        row, column = divmod(tile, self.columns)
        return f"{COLUMNS[column]}{row + 1}"


class Ways(dict[Tile, tuple[int, ...]]):
    """How many moves one needs from each tile to each other; FAR: there is no way. Worked out when first asked for."""

    def __init__(self, beside: Mapping[Direction, tuple[Tile | None, ...]]) -> None:
        self._beside = tuple(zip(*beside.values(), strict=True))

    def __missing__(self, start: Tile) -> tuple[int, ...]:
        """Breadth first: all tiles that are one move further at a time."""
        left, moves, edge = [FAR] * len(self._beside), 0, {start}
        while edge:
            for tile in edge:
                left[tile] = moves
            edge = {to for tile in edge for to in self._beside[tile] if to is not None and left[to] == FAR}
            moves += 1
        self[start] = tuple(left)
        return self[start]


def tiles_of(bits: int) -> tuple[Tile, ...]:
    """The tiles whose bits are set, in reading order."""
    tiles: list[Tile] = []
    while bits:
        tiles.append((bits & -bits).bit_length() - 1)
        bits &= bits - 1
    return tuple(tiles)


def bits(tiles: Iterable[Tile]) -> int:
    """A number in which the bits of these tiles are set."""
    return sum(1 << tile for tile in tiles)


@cache
def layout_of(name: Name) -> Layout:
    """The board of this name."""
    drawn = DRAWINGS[name].split()
    rows, columns = len(drawn), len(drawn[0])
    kinds = "".join(drawn)
    step: dict[Direction, tuple[int, int]] = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}

    def beside(tile: Tile, down: int, right: int) -> Tile | None:
        row, column = tile // columns + down, tile % columns + right
        inside = 0 <= row < rows and 0 <= column < columns
        return row * columns + column if inside and "#" not in (kinds[row * columns + column], kinds[tile]) else None

    ways: dict[Direction, tuple[Tile | None, ...]] = {}
    for to, by in step.items():
        ways[to] = tuple([beside(tile, *by) for tile in range(len(kinds))])
    starts = _of("@S", kinds)
    return Layout(
        rows,
        columns,
        river=_of("~", kinds),
        orchard=_of("*@", kinds),
        starts=starts,
        seats=range(FEWEST.get(name, len(starts)), MOST.get(name, len(starts)) + 1),
        drawn=kinds,
        beside=ways,
        ways=Ways(ways),
    )


def _of(letters: str, kinds: str) -> tuple[Tile, ...]:
    return tuple([tile for tile, kind in enumerate(kinds) if kind in letters])
