"""What a seat may know where it sees only what is around it, built from its window; the spectator sees it all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from games.cleanup.map import Facing, Tile, tiles_of
from games.cleanup.poses import OUT, Pose, Poses
from games.cleanup.presets import ClassicRules
from games.cleanup.state import ACT, Phase, State, made
from games.cleanup.view import acting, sorted_but
from games.core import Seat
from games.kept import kept

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


@dataclass(slots=True)
class Now:
    """A state, worked out once for all who look at it. No NamedTuple, whose fields take twice as long to read."""

    state: State
    waiting_for: frozenset[Seat]
    phase: Phase
    step: int
    points: tuple[int, ...]
    poses: Sequence[Pose]
    counters: Sequence[int]
    cleans: Sequence[int]
    zaps: Sequence[int]
    letters: bytes
    """A drawing in codes becomes one in letters by them."""
    at: Mapping[Tile, tuple[Pose, Seat | None]]
    """Who stands where, and which way; None: it is not told who it is."""
    standing: frozenset[Tile]


class Looking:
    """By one set of numbers."""

    def __init__(self, rules: ClassicRules, poses: Poses) -> None:
        self.rules, self.poses, self.open = rules, poses, rules.identity == "named"
        drawn = rules.layout.drawn.translate(BARE)
        changing = [tile for tile, letter in enumerate(drawn) if letter in LYING]
        codes = {tile: code for code, tile in enumerate(changing, CODES)}
        self.drawn = bytes([codes.get(tile, ord(letter)) for tile, letter in enumerate(drawn)])
        self.framed = bytes(poses.within(self.drawn, ord(" ")))
        self.turns = {tile: (code, LYING[drawn[tile]]) for tile, code in codes.items()}
        letters = bytes([*range(CODES), *[ord(drawn[tile]) for tile in changing]]).ljust(2 * CODES)
        self._shown = 0, letters
        """Where waste or an apple was on the last board, as bits, and its letters."""
        self._now: Now | None = None
        self.drawing = kept(self._drawing)

    def _at(self, state: State) -> Now:
        """Few tiles change from one board to the next."""
        phase, board, _, _ = state
        step, apples, waste, poses, counters, cleans, zaps, points = board
        lying, (shown, before) = apples | waste, self._shown
        turned = bytearray(before)
        for tile in tiles_of(lying ^ shown):
            code, turn = self.turns[tile]
            turned[code] ^= turn
        letters = bytes(turned)
        self._shown = lying, letters
        at = {pose >> 2: (pose, seat if self.open else None) for seat, pose in enumerate(poses) if pose != OUT}
        seats, standing = (poses, counters, cleans, zaps), frozenset(at)
        self._now = now = Now(state, acting(state), phase, step, points, *seats, letters, at, standing)
        return now

    def _drawing(self, pose: Pose | None) -> bytes:
        """The window of a seat, or the whole board, in codes."""
        window, layout = self.poses.window, self.rules.layout
        if pose is None:
            rows = [self.drawn[at : at + layout.columns] for at in range(0, len(self.drawn), layout.columns)]
            labels = range(1, layout.rows + 1)
        else:
            rows = [self.framed[row] for row in self.poses.rows(pose)]
            labels = range(window.ahead, -window.behind - 1, -1)
        return b"\n".join([b"%*d %b" % (LABEL - 1, label, row) for label, row in zip(labels, rows, strict=True)])

    def observe(self, state: State, seat: Seat | None) -> ClassicObservation:
        """What others do stays sealed until the step is played."""
        now = self._now
        if now is None or now.state is not state:
            now = self._at(state)
        if seat is None:
            return self._whole(now)
        tile = facing = sight = None
        if now.poses and (pose := now.poses[seat]) != OUT:
            tile, facing = pose >> 2, pose & 3
            picture = self.drawing(pose).translate(now.letters).decode()
            sight = made(Sight, (picture, self._bodies(now, pose)))
        out, clean, zap = now.counters[seat], now.cleans[seat], now.zaps[seat]
        told = (
            self.rules,
            seat,
            now.step - (now.phase is ACT),
            now.waiting_for,
            now.phase,
            now.step,
            now.points if self.open else sorted_but(now.points, seat),
            out - 1 if out else 0,
            clean - 1 if clean else 0,
            zap - 1 if zap else 0,
            tile,
            facing,
            sight,
        )
        return made(ClassicObservation, told)

    def _bodies(self, now: Now, pose: Pose) -> tuple[Body, ...]:
        """Those whose tile is in the window."""
        near = now.standing & self.poses.around(pose)
        if not near:
            return ()
        where, facing = self.poses.where(pose), pose & 3
        found: list[Body] = []
        for tile in near:
            stands, seat = now.at[tile]
            found.append(made(Body, (where[tile], (stands - facing) & 3, seat)))
        if len(found) > 1:
            found.sort()
        return tuple(found)

    def _whole(self, now: Now) -> ClassicObservation:
        """What the spectator sees, and is told of all."""
        points = now.points if self.open else tuple(sorted(now.points))
        sight = self._board(now) if now.poses else None
        told = (self.rules, None, None, now.waiting_for, now.phase, now.step, points, 0, 0, 0, None, None, sight)
        return made(ClassicObservation, told)

    def _board(self, now: Now) -> Sight:
        picture = self.drawing(None).translate(now.letters).decode()
        standing = [(pose, seat) for seat, pose in enumerate(now.poses) if pose != OUT]
        return Sight(picture, tuple([Body(p >> 2, p & 3, seat if self.open else None) for p, seat in sorted(standing)]))
