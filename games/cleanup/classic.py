"""A step where seats face somewhere and each has a tile of its own: moves, zaps, apples, cleaning, new waste, growth,
returns."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from operator import getitem, itemgetter, ne
from typing import Any, Final

from games.cleanup.actions import CLASSIC_ACTS, STAY, Act, ClassicDraw, Do
from games.cleanup.classic_draws import ClassicDraws
from games.cleanup.events import MatchEnded, Stepped, Stunted
from games.cleanup.looking import Looking
from games.cleanup.map import Tile
from games.cleanup.paper import winners
from games.cleanup.poses import OUT, Pose, poses_of
from games.cleanup.presets import ClassicRules
from games.cleanup.sights import (
    ActedInSight,
    AteInSight,
    CleanedInSight,
    DriftedInSight,
    GrewInSight,
    Placed,
    SentOut,
    Witnesses,
    ZappedInSight,
)
from games.cleanup.state import ACT, ENDED, SET_UP, End, Field, State, made
from games.core import Event, Reason, Seat, Transition
from games.facts import fact, maker
from games.kept import kept

entry: Final[Any] = getitem
Seen = Callable[[Tile], Witnesses]
acted: Final = maker(ActedInSight)
READY: Final = {
    (cleans, zaps): tuple([act for act in CLASSIC_ACTS if (act.do != "CLEAN" or cleans) and (act.do != "ZAP" or zaps)])
    for cleans in (True, False)
    for zaps in (True, False)
}
"""What is legal, by whether a beam can be sent that cleans, and one that zaps."""


class Classic:
    """Steps by one set of numbers."""

    acts = CLASSIC_ACTS

    def __init__(self, rules: ClassicRules) -> None:
        self.rules, self.draws = rules, ClassicDraws(rules)
        self.poses = poses_of(rules)
        self.observe = Looking(rules, self.poses).observe
        self.open = rules.identity == "named"

    def start(self, seats: int) -> State:
        none = (0,) * seats
        return State(SET_UP, Field(0, 0, 0, (), none, none, none, none))

    def legal(self, board: Field, seat: Seat) -> tuple[Act, ...]:
        if board.counters[seat] > 1:
            return (STAY,)
        return READY[board.cleans[seat] <= 1, board.zaps[seat] <= 1]

    def why_not(self, board: Field, seat: Seat, do: Do) -> Reason | None:
        """Why a seat that is to act cannot do this."""
        if board.counters[seat] > 1 and do != "STAY":
            return Reason("out", {"steps": board.sits_out(seat)})
        left = board.cleans[seat] if do == "CLEAN" else board.zaps[seat] if do == "ZAP" else 0
        return Reason("not-ready", {"steps": left - 1}) if left > 1 else None

    def blocked(self, board: Field, done: Sequence[Do]) -> bool:
        """Whether somebody does what it cannot."""
        every = zip(done, board.counters, board.cleans, board.zaps, strict=True)
        for do, out, clean, zap in every:
            if do != "STAY" and (out > 1 or (do == "CLEAN" and clean > 1) or (do == "ZAP" and zap > 1)):
                return True
        return False

    def set_up(self, state: State, draw: ClassicDraw) -> Transition:
        """The first waste, and where all start."""
        field: Field = state.board
        poses = [OUT] * len(field.points)
        happened = self._placed(poses, draw.order, draw)
        seen, waste = self._seen(poses), 0
        for tile in draw.waste:
            waste |= 1 << tile
            happened.append(DriftedInSight(tile, seen(tile)))
        board = field._replace(step=1, waste=waste, poses=tuple(poses))
        return Transition(state._replace(phase=ACT, board=board), tuple(happened))

    def settle(self, state: State, draw: ClassicDraw) -> Transition:
        """The step in which all have acted. Told in the order drawn, so that nobody can tell from it who is who."""
        _, (step, apples, waste, before, out, cleans, zaps, points), done, allies = state
        rules, order = self.rules, draw.order
        poses = self._moved(before, done, order)
        seen = self._seen(poses)
        happened: list[Event] = [fact(Stepped, step), *self._acts(poses, done, order)]
        counters, cleaned, zapped = lowered(out), lowered(cleans), lowered(zaps)
        if "ZAP" in done:
            happened += self._zaps(poses, counters, zapped, done, order)
            seen = self._seen(poses)
        earned, bit = [*points], self.poses.bit
        for seat in order:
            if here := apples & bit[poses[seat]]:
                apples ^= here
                earned[seat] += 1
                tile = poses[seat] >> 2
                happened.append(AteInSight(seat, self._who(seat), tile, seen(tile)))
        if "CLEAN" in done:
            for seat, tile in self._removed(poses, cleaned, done, order, waste):
                waste ^= 1 << tile
                here, there = seen(tile), seen(poses[seat] >> 2)
                happened.append(CleanedInSight(seat, self._who(seat), tile, here, both(here, there)))
        pollution = waste.bit_count()
        if draw.waste and pollution < rules.cutoff:
            tile = next(tile for tile in draw.waste if not waste >> tile & 1)
            waste |= 1 << tile
            pollution += 1
            happened.append(DriftedInSight(tile, seen(tile)))
        stunted = 0
        for tile, most in draw.growth:
            if not apples >> tile & 1:
                if pollution > most or pollution >= rules.cutoff:
                    stunted += 1
                else:
                    apples |= 1 << tile
                    happened.append(GrewInSight(tile, seen(tile)))
        if stunted:
            happened.append(fact(Stunted, stunted))
        if draw.places:
            back = [seat for seat in order if poses[seat] == OUT and counters[seat] <= 1]
            happened += self._placed(poses, back, draw)
        totals, last = tuple(earned), step == rules.steps
        if last:
            happened.append(MatchEnded(End.STEPS, winners(totals), totals))
        board = made(
            Field,
            (
                step if last else step + 1,
                apples,
                waste,
                tuple(poses),
                tuple(counters),
                tuple(cleaned),
                tuple(zapped),
                totals,
            ),
        )
        return made(Transition, (made(State, (ENDED if last else ACT, board, (), allies)), tuple(happened)))

    def _who(self, seat: Seat) -> Seat | None:
        """Whom witnesses are told of."""
        return seat if self.open else None

    def _seen(self, poses: Sequence[Pose]) -> Seen:
        """From these poses: who witnesses what happens on a tile."""
        seers, look = self.poses.seers, itemgetter(*poses)
        return lambda tile: witnesses(look(seers(tile)))

    def _moved(self, before: Sequence[Pose], done: Sequence[Do], order: Sequence[Seat]) -> list[Pose]:
        """The poses after all have moved or turned."""
        wanted: list[Pose] = list(map(entry, map(entry, [self.poses.after] * len(done), done), before))
        stood = [pose >> 2 for pose in before]
        aims = [pose >> 2 for pose in wanted]
        if len({*stood, *aims}) == len({*stood}) + sum(map(ne, stood, aims)):
            # Nobody wants a tile that somebody else wants or stands on.
            return wanted
        tiles = settled(stood, aims, order)
        return [pose if tile == aim else was for pose, tile, aim, was in zip(wanted, tiles, aims, before, strict=True)]

    def _acts(self, poses: Sequence[Pose], done: Sequence[Do], order: Sequence[Seat]) -> list[Event]:
        """Where seats are anonymous, of each only to itself."""
        if not self.open:
            return [acted(s, None, done[s], p >> 2, p & 3, (s,)) for s in order if (p := poses[s]) != OUT]
        seers, look = self.poses.seers, itemgetter(*poses)
        acts: list[Event] = []
        for seat in order:
            pose = poses[seat]
            if pose != OUT:
                tile = pose >> 2
                acts.append(acted(seat, seat, done[seat], tile, pose & 3, witnesses(look(seers(tile)))))
        return acts

    def _zaps(
        self, poses: list[Pose], counters: list[int], zapped: list[int], done: Sequence[Do], order: Sequence[Seat]
    ) -> list[Event]:
        """All beams read where seats stand after the moves; whoever is hit leaves at once."""
        at = {pose >> 2: seat for seat, pose in enumerate(poses) if pose != OUT}
        happened, seen = list[Event](), self._seen(poses)
        hit: dict[Seat, Tile] = {}
        for by in order:
            if done[by] == "ZAP":
                zapped[by] = self.rules.zap_every
                for tile in [first for ray in self.poses.rays(poses[by]) if (first := nearest(ray, at)) is not None]:
                    hit[at[tile]] = tile
                    who, author = self._who(at[tile]), self._who(by)
                    ends = both(seen(tile), seen(poses[by] >> 2))
                    happened.append(ZappedInSight(at[tile], by, who, author, tile, ends))
        gone = [SentOut(s, self._who(s), tile, seen(tile)) for s, tile in hit.items()]
        for seat in hit:
            counters[seat], poses[seat] = self.rules.frozen, OUT
        return happened + gone

    def _removed(
        self, poses: Sequence[Pose], cleaned: list[int], done: Sequence[Do], order: Sequence[Seat], waste: int
    ) -> list[tuple[Seat, Tile]]:
        """Who removes which waste. All beams read the same river; what several reach is the first one's."""
        removed: dict[Tile, Seat] = {}
        for seat in order:
            if done[seat] == "CLEAN":
                cleaned[seat] = self.rules.clean_every
                if poses[seat] != OUT and waste & self.poses.reach(poses[seat]):
                    for ray in self.poses.rays(poses[seat]):
                        tile = next((tile for tile in ray if waste >> tile & 1), None)
                        if tile is not None:
                            removed.setdefault(tile, seat)
        return [(seat, tile) for tile, seat in removed.items()]

    def _placed(self, poses: list[Pose], seats: Iterable[Seat], draw: ClassicDraw) -> list[Event]:
        """Each on a free starting point; they see one another there."""
        placed: list[tuple[Seat, Tile, int]] = []
        for seat in seats:
            taken = {pose >> 2 for pose in poses}
            tile, facing = next(place for place in draw.places if place[0] not in taken)
            poses[seat] = 4 * tile + facing
            placed.append((seat, tile, facing))
        seen = self._seen(poses)
        return [Placed(seat, self._who(seat), tile, facing, seen(tile)) for seat, tile, facing in placed]


@kept
def witnesses(sees: tuple[int, ...]) -> Witnesses:
    """The spectator, and the seats that see it."""
    return (None, *[seat for seat, one in enumerate(sees) if one])


@cache
def both(one: Witnesses, other: Witnesses) -> Witnesses:
    """Those who see the one and the other."""
    return tuple([viewer for viewer in one if viewer in other])


def lowered(counters: Sequence[int]) -> list[int]:
    """First thing in every step."""
    return [left and left - 1 for left in counters] if any(counters) else [*counters]


def nearest(ray: Sequence[Tile], standing: Collection[Tile]) -> Tile | None:
    """The first tile of a ray on which somebody stands."""
    return next((tile for tile in ray if tile in standing), None)


def settled(stood: Sequence[Tile], aims: Sequence[Tile], order: Sequence[Seat]) -> list[Tile]:
    """Where all are after they have moved from where they stood to where they aimed, as far as that was possible."""
    at, tiles = {tile: seat for seat, tile in enumerate(stood)}, [*aims]
    movers = [seat for seat in order if aims[seat] != stood[seat]]
    for seat in movers:
        # Two that would swap both stay.
        if aims[seat] in at and aims[at[aims[seat]]] == stood[seat]:
            tiles[seat] = stood[seat]
    taken = set[Tile]()
    for seat in movers:
        # A tile wanted by several goes to the first of them.
        if tiles[seat] in taken:
            tiles[seat] = stood[seat]
        elif tiles[seat] != stood[seat]:
            taken.add(tiles[seat])
    while True:
        # Whose tile is kept by somebody stays, and so keeps its own.
        kept = {tile for tile, was in zip(tiles, stood, strict=True) if tile == was}
        stuck = [seat for seat in movers if tiles[seat] != stood[seat] and tiles[seat] in kept]
        if not stuck:
            return tiles
        for seat in stuck:
            tiles[seat] = stood[seat]
