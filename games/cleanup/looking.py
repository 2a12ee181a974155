"""What a seat may know where it sees only what is around it, built from its window; the spectator sees it all."""

from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter
from typing import Final, NamedTuple

from games.cleanup.map import Facing, Tile, tiles_of
from games.cleanup.poses import OUT, Pose, Poses
from games.cleanup.presets import ClassicRules
from games.cleanup.state import ACT, Field, Phase, State, made
from games.cleanup.view import EVERYBODY, acting, sorted_but
from games.core import Seat

BARE: Final = str.maketrans("S", ".")
"""Where seats start is told to nobody: it is ground."""
WASTE, APPLE = b"xa"
"""In `Sight.rows`, beside the letters of the drawing."""
LYING: Final = {"~": ord("~") ^ WASTE, "*": ord("*") ^ APPLE}
"""What turns the letter of a tile into that of the waste or the apple on it, and back."""
LABEL: Final = 3
"""Characters before each row of a picture."""
CODES: Final = 1 << 7
"""From here on, the codes of the tiles on which something may lie; below, letters stand for themselves."""


class Body(NamedTuple):
    """A seat in sight."""

    cell: int
    """Of the picture, in reading order."""
    facing: Facing
    """In the picture, in which the viewer faces up."""
    seat: Seat | None
    """None: it is not told who it is."""


class Sight(NamedTuple):
    """A picture of the window, in which ahead is up, or of the whole board."""

    picture: str
    """A line a row, after how many tiles ahead of the viewer it is, or after its number on the board. A letter a tile:
    `#` wall, `.` ground, `~` river, `x` waste, `*` orchard, `a` apple; blank: beyond the board."""
    bodies: tuple[Body, ...]
    """Other seats, in reading order; an occupied tile still shows what lies on it."""

    @property
    def rows(self) -> tuple[str, ...]:
        """The letters alone."""
        return tuple([row[LABEL:] for row in self.picture.split("\n")])


class ClassicObservation(NamedTuple):
    """A NamedTuple because one is made for every decision."""

    rules: ClassicRules
    seat: Seat | None
    decision: int | None
    waiting_for: frozenset[Seat]
    phase: Phase
    step: int
    points: tuple[int, ...]
    """Of all; where seats are anonymous, only what stands at the viewer's own seat is that seat's."""
    out: int
    """In how many steps from now on the viewer can only stay; 0 for the spectator, as the next two."""
    clean: int
    """In how many steps from now on it cannot send a beam that cleans."""
    zap: int
    """The same for one that zaps."""
    tile: Tile | None
    """Where the viewer stands; None: off the board."""
    facing: Facing | None
    sight: Sight | None
    """None while the viewer is off the board, and while that is laid out."""


class Now(NamedTuple):
    """What every window on one board is drawn with."""

    board: Field | None
    lying: int
    """Where waste or an apple is, as bits."""
    letters: bytes
    """A drawing in codes becomes one in letters by them."""
    standing: Callable[[Sequence[int | None]], tuple[int | None, ...]]
    """Reads, of what is listed by tile, what is listed for those on which seats stand."""


class Looking:
    """By one set of numbers."""

    def __init__(self, rules: ClassicRules, poses: Poses) -> None:
        self.rules, self.poses, self.open = rules, poses, rules.identity == "named"
        drawn = rules.layout.drawn.translate(BARE)
        changing = [tile for tile, letter in enumerate(drawn) if letter in LYING]
        codes = {tile: code for code, tile in enumerate(changing, CODES)}
        self.drawn = [codes.get(tile, ord(letter)) for tile, letter in enumerate(drawn)]
        self.turns = {tile: (code, LYING[drawn[tile]]) for tile, code in codes.items()}
        letters = bytes([*range(CODES), *[ord(drawn[tile]) for tile in changing]]).ljust(2 * CODES)
        self._now = Now(None, 0, letters, itemgetter(0))
        self.drawing = cache(self._drawing)

    def _at(self, board: Field) -> Now:
        """Worked out once for all who look at a board; few tiles change from one to the next."""
        now = self._now
        if now.board is not board:
            lying, letters = board.apples | board.waste, bytearray(now.letters)
            for tile in tiles_of(lying ^ now.lying):
                code, turn = self.turns[tile]
                letters[code] ^= turn
            now = self._now = Now(board, lying, bytes(letters), itemgetter(*[pose >> 2 for pose in board.poses]))
        return now

    def _drawing(self, pose: Pose | None) -> bytes:
        """The window of a seat, or the whole board, in codes."""
        window, layout = self.poses.window, self.rules.layout
        if pose is None:
            cells, columns, labels = range(len(self.drawn)), layout.columns, range(1, layout.rows + 1)
        else:
            cells, columns = self.poses.cells(pose), window.columns
            labels = range(window.ahead, -window.behind - 1, -1)
        codes = bytes([ord(" ") if tile is None else self.drawn[tile] for tile in cells])
        rows = [codes[at : at + columns] for at in range(0, len(codes), columns)]
        return b"\n".join([b"%*d %b" % (LABEL - 1, label, row) for label, row in zip(labels, rows, strict=True)])

    def observe(self, state: State, seat: Seat | None) -> ClassicObservation:
        """What others do stays sealed until the step is played."""
        phase, board, _, _ = state
        step, _, _, poses, counters, cleans, zaps, points = board
        if seat is None:
            sight = self._board(board) if poses else None
            points = points if self.open else tuple(sorted(points))
            return made(
                ClassicObservation,
                (self.rules, None, None, acting(state), phase, step, points, 0, 0, 0, None, None, sight),
            )
        tile = facing = sight = None
        if poses and (pose := poses[seat]) != OUT:
            tile, facing = pose >> 2, pose & 3
            now = self._at(board)
            picture = self.drawing(pose).translate(now.letters).decode()
            sight = made(Sight, (picture, self._bodies(now, poses, seat, pose)))
        out, clean, zap = counters[seat], cleans[seat], zaps[seat]
        told = (
            self.rules,
            seat,
            step - (phase is ACT),
            EVERYBODY[len(points)] if phase is ACT else acting(state),
            phase,
            step,
            points if self.open else sorted_but(points, seat),
            out - 1 if out else 0,
            clean - 1 if clean else 0,
            zap - 1 if zap else 0,
            tile,
            facing,
            sight,
        )
        return made(ClassicObservation, told)

    def _bodies(self, now: Now, poses: Sequence[Pose], seat: Seat, pose: Pose) -> tuple[Body, ...]:
        """Those whose tile is in the window."""
        cells = now.standing(self.poses.where(pose))
        if cells.count(None) == len(cells) - 1:
            return ()
        facing, told = pose & 3, self.open
        found: list[Body] = []
        for one, cell in enumerate(cells):
            if cell is not None and one != seat:
                found.append(made(Body, (cell, (poses[one] - facing) & 3, one if told else None)))
        if len(found) > 1:
            found.sort()
        return tuple(found)

    def _board(self, board: Field) -> Sight:
        picture = self.drawing(None).translate(self._at(board).letters).decode()
        standing = [(pose, seat) for seat, pose in enumerate(board.poses) if pose != OUT]
        return Sight(picture, tuple([Body(p >> 2, p & 3, seat if self.open else None) for p, seat in sorted(standing)]))
