"""A step where nobody faces anywhere and seats may share a tile: moves, zaps, apples, cleaning, new waste, growth."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache, partial
from operator import getitem
from typing import Any, Final, NamedTuple, get_args

from games.cleanup import view
from games.cleanup.actions import ACTS, MOVES, STAY, ZAPS, Act, Do, Draw, PaperDo
from games.cleanup.draws import Draws
from games.cleanup.events import TOLD, Drifted, Grew, MatchEnded, Stepped, Stunted
from games.cleanup.map import Name, Tile, bits, layout_of, tiles_of
from games.cleanup.presets import CleanupRules
from games.cleanup.state import ACT, ENDED, SET_UP, Board, End, State, made
from games.core import Event, Reason, Seat, Transition
from games.facts import fact

STUCK: Final = (STAY,)
entry: Final[Any] = getitem
"""What a table holds for a key; for what is looked up at every step."""


@lru_cache(1 << 14)
def each(kind: type[Any], where: int) -> tuple[Event, ...]:
    """One fact of this kind for each tile whose bit is set."""
    return tuple([fact(kind, tile) for tile in tiles_of(where)])


class Paper:
    """Steps by one set of numbers."""

    acts = ACTS

    def __init__(self, rules: CleanupRules) -> None:
        self.draws, self.observe = Draws(rules), partial(view.observe, rules)
        self.rules, self.starts, self.told = rules, rules.layout.starts, TOLD[rules.identity]
        self.deeds = _deeds(self.told.acted, rules.board)

    def start(self, seats: int) -> State:
        none = (0,) * seats
        return State(SET_UP, Board(step=0, apples=0, waste=0, tiles=(), counters=none, points=none))

    def legal(self, board: Board, seat: Seat) -> tuple[Act, ...]:
        return STUCK if board.counters[seat] > 1 else ACTS

    def why_not(self, board: Board, seat: Seat, do: Do) -> Reason | None:
        """Why a seat that is to act cannot do this."""
        stuck = board.counters[seat] > 1 and do != "STAY"
        return Reason("frozen", {"steps": board.sits_out(seat)}) if stuck else None

    def blocked(self, board: Board, done: Sequence[Do]) -> bool:
        """Whether somebody does what it cannot."""
        if any(board.counters):
            for left, do in zip(board.counters, done, strict=True):
                if left > 1 and do != "STAY":
                    return True
        return False

    def set_up(self, state: State, draw: Draw) -> Transition:
        """The first waste and the first apples. Where seats are anonymous, nobody is told who starts where."""
        starts, rules = self.starts, self.rules
        if rules.identity == "anonymous":
            starts = tuple([starts[at] for at in draw.order])
        waste = bits(draw.waste[: rules.start_waste])
        apples = draw.growth if waste.bit_count() < rules.cutoff else 0
        board = state.board._replace(step=1, apples=apples, waste=waste, tiles=starts)
        return Transition(state._replace(phase=ACT, board=board), each(Drifted, waste) + each(Grew, apples))

    def settle(self, state: State, draw: Draw) -> Transition:
        """The step in which all have acted. Told in the order drawn, so that nobody can tell from it who is who."""
        _, (step, apples, waste, before, counters, points), done, allies = state
        told, rules = self.told, self.rules
        tiles: list[Tile] = []
        aims: list[Tile | None] = []
        happened: list[Event] = [fact(Stepped, step)]
        for tile, aim, acted in map(entry, map(entry, self.deeds, done), before):
            tiles.append(tile)
            aims.append(aim)
            happened.append(acted)
        blocked = [left - 1 if left else 0 for left in counters] if any(counters) else [*counters]
        if allies or not {*tiles}.isdisjoint(aims):
            for seat, by in _hits(draw, done, allies, tiles, blocked, aims):
                blocked[seat] = rules.frozen
                happened.append(fact(told.zapped, seat, by, tiles[seat]))
        earned = [*points]
        for seat in draw.order:
            if blocked[seat]:
                continue
            tile = tiles[seat]
            here = 1 << tile
            if apples & here:
                apples ^= here
                earned[seat] += 1
                happened.append(fact(told.ate, seat, tile))
            elif waste & here and done[seat] == "CLEAN":
                waste ^= here
                happened.append(fact(told.cleaned, seat, tile))
        for tile in draw.waste:
            if not waste >> tile & 1:
                waste |= 1 << tile
                happened.append(fact(Drifted, tile))
                break
        grown = draw.growth & ~apples
        if grown and waste.bit_count() < rules.cutoff:
            apples |= grown
            happened += each(Grew, grown)
        elif grown:
            happened.append(fact(Stunted, grown.bit_count()))
        points, last = tuple(earned), step == rules.steps
        if last:
            happened.append(MatchEnded(End.STEPS, winners(points), points))
        board = made(Board, (step if last else step + 1, apples, waste, tuple(tiles), tuple(blocked), points))
        after = made(State, (ENDED if last else ACT, board, (), allies))
        return made(Transition, (after, tuple(happened)))


def _hits(
    draw: Draw,
    done: Sequence[Do],
    allies: Sequence[Seat],
    tiles: Sequence[Tile],
    blocked: Sequence[int],
    aims: Sequence[Tile | None],
) -> list[tuple[Seat, Seat]]:
    """Who is hit, and by whom. All zaps read the same: where seats stand after the moves, who is frozen then."""
    hits: list[tuple[Seat, Seat]] = []
    left = [seat for seat in draw.targets if seat not in allies]
    for by in draw.targets:
        if by in allies and done[by] in ZAPS:
            target = min(left, key=blocked.__getitem__)
            left.remove(target)
            hits.append((target, by))
    for by in draw.order:
        if aims[by] in tiles and by not in allies:
            hits += [(seat, by) for seat in draw.order if tiles[seat] == aims[by]]
    return hits


class Deed(NamedTuple):
    """What comes of an action on one tile: where the seat stands then, which tile it zaps, and what is told."""

    tile: Tile
    aim: Tile | None
    told: Event


@cache
def _deeds(kind: type[Any], board: Name) -> tuple[Mapping[Do, Sequence[Deed]], ...]:
    """Of each seat: for every action, and from every tile. At the edge of the board one stays."""
    layout = layout_of(board)

    def deed(seat: Seat, do: Do, at: Tile) -> Deed:
        to = layout.beside[MOVES[do]][at] if do in MOVES else at
        tile = at if to is None else to
        return Deed(tile, layout.beside[ZAPS[do]][at] if do in ZAPS else None, kind(seat, do, tile))

    seats, tiles = range(len(layout.starts)), range(layout.rows * layout.columns)
    return tuple([{do: [deed(seat, do, at) for at in tiles] for do in get_args(PaperDo)} for seat in seats])


def winners(points: Sequence[float]) -> tuple[Seat, ...]:
    """The seats with the most apples; ties are shared."""
    most = max(points)
    return tuple([seat for seat, total in enumerate(points) if total == most])
