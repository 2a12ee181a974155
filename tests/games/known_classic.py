"""Cleanup where seats see only what is around them, for the laws: what each may know, worked out apart from the game,
and worlds in which that is the same."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any, Final

from games.cleanup import sights
from games.cleanup.actions import ClassicDraw
from games.cleanup.map import Layout, Tile
from games.cleanup.poses import poses_of
from games.cleanup.presets import CLASSIC_PRESETS
from games.cleanup.state import SET_UP, SETTLE
from games.core import CHANCE, Refused, Seat
from tests.games.frames import AnyGame, Frame, Joint, Knowing, fold

NEWEST: Final = 8
"""Of so many steps something may have been otherwise: what was long ago has been seen since."""
TRIES: Final = 2
STEP: Final = {0: -1j, 1: 1, 2: 1j, 3: -1}
"""One tile ahead by facing; right is 1, down is 1j."""


def point(layout: Layout, tile: Tile) -> complex:
    return complex(tile % layout.columns, tile // layout.columns)


def sees(rules: Any, pose: int, tile: Tile) -> bool:
    """Whether this tile is in the window of who stands and faces so; nobody is off the board who sees."""
    if pose < 0:
        return False
    layout = rules.layout
    away = (point(layout, tile) - point(layout, pose // 4)) / STEP[pose % 4]
    return -rules.behind <= away.real <= rules.ahead and abs(away.imag) <= rules.side


@cache
def window(rules: Any, pose: int) -> tuple[Tile, ...]:
    """All tiles that whoever stands and faces so sees."""
    return tuple(tile for tile in range(len(rules.layout.drawn)) if sees(rules, pose, tile))


def moved(frame: Frame) -> list[int]:
    """How all stood after the moves."""
    poses = [-1] * len(frame.state.board.points)
    for event in frame.events:
        if isinstance(event, sights.ActedInSight):
            assert event.seat is not None
            assert event.tile is not None
            assert event.facing is not None
            poses[event.seat] = 4 * event.tile + event.facing
    return poses


def halted(frame: Frame, poses: Sequence[int]) -> bool:
    """Whether somebody stayed where it was though no wall stood in its way."""
    before, done = frame.before.board.poses, frame.before.done
    known = poses_of(CLASSIC_PRESETS["classic" if len(poses) > 4 else "classic-small"])
    return any(known.after[do][was] != now for do, was, now in zip(done, before, poses, strict=True) if was >= 0)


def known(game: AnyGame, frame: Frame, seat: Seat) -> Iterator[Any]:
    """All that a seat may learn from a step: what is in its window, and what happened in there."""
    rules, board = game.rules, frame.state.board
    if frame.state.phase is SETTLE:
        yield frame.actions.get(seat)
        return
    named = rules.identity == "named"
    pose, own = board.poses[seat], (board.counters[seat], board.cleans[seat], board.zaps[seat])
    points = board.points if named else (board.points[seat], *sorted(board.points))
    yield pose, own, points, board.step, frame.state.phase
    yield from [(tile, board.apples >> tile & 1, board.waste >> tile & 1) for tile in window(rules, pose)]
    yield sorted([(p, s if named else None) for s, p in enumerate(board.poses) if p >= 0 and sees(rules, pose, p // 4)])
    yield from (fact for event in frame.events if (fact := learnt(game, frame, event, seat)))


def learnt(game: AnyGame, frame: Frame, event: Any, seat: Seat) -> Any:
    """What a seat learns by something that happened; nothing if it could not see it."""
    rules, named = game.rules, game.rules.identity == "named"
    poses = moved(frame)
    hit = {e.seat for e in frame.events if isinstance(e, sights.SentOut)}
    own = getattr(event, "seat", None) == seat
    who = getattr(event, "seat", None) if named or own else None
    match event:
        case sights.ActedInSight():
            return (
                (who, event.do, event.tile, event.facing)
                if own or (named and sees(rules, poses[seat], event.tile))
                else None
            )
        case sights.ZappedInSight(by=int(by)):
            both = all(sees(rules, poses[seat], p) for p in (event.tile, poses[by] // 4))
            return ("zap", who, by if named else None, event.tile) if both else ("hit",) if own else None
        case sights.SentOut():
            return ("out", who, event.tile) if sees(rules, poses[seat], event.tile) else None
        case sights.Placed():
            there = frame.state.board.poses[seat]
            return ("back", who, event.tile, event.facing) if sees(rules, there, event.tile) else None
        case _:
            tile = getattr(event, "tile", None)
            if tile is None:
                return None
            standing = -1 if seat in hit else poses[seat]
            if frame.before.phase is SET_UP:
                standing = frame.state.board.poses[seat]
            if isinstance(event, sights.CleanedInSight) and event.seat is not None:
                # Who cleans may stand beyond the window that the tile is in.
                who = who if sees(rules, standing, poses[event.seat] // 4) else None
            return (type(event), who, tile) if sees(rules, standing, tile) else None


def mix(game: AnyGame, frames: Sequence[Frame], knowing: Knowing, rng: Random) -> list[Joint]:
    """Other answers to the running step, and other doings and other luck of late, as long as none of those who share
    what they know could have learnt of it. The spectator sees all but the answers."""
    joints: list[dict[Seat, Any]] = [dict(frame.actions) for frame in frames]
    whole = len(frames) - (frames[-1].state.phase is SETTLE)
    if knowing and whole:
        for _ in range(TRIES):
            other, at = [*joints], rng.randrange(max(0, whole - NEWEST), whole)
            other[at] = otherwise(game, frames[at], joints[at], knowing, rng)
            if same(game, frames[:whole], other[:whole], knowing):
                joints = other
    if frames[-1].state.phase is SETTLE:
        last = [*fold(game, frames[0].before, joints[:-1])][-1].state
        for seat in joints[-1].keys() - knowing:
            joints[-1] = {**joints[-1], seat: rng.choice(game.legal(last, seat))}
    return list(joints)


def otherwise(game: AnyGame, frame: Frame, joint: Joint, knowing: Knowing, rng: Random) -> dict[Seat, Any]:
    """Another step: somebody else does something else, or other tiles get apples or waste."""
    draw = joint.get(CHANCE)
    if not isinstance(draw, ClassicDraw):
        seat = rng.choice([*(joint.keys() - knowing)] or [*joint])
        return {**joint, seat: rng.choice(game.legal(frame.before, seat))}
    layout, change = game.rules.layout, rng.randrange(3)
    if change == 0 and frame.before.phase is not SET_UP:
        return {CHANCE: replace(draw, growth=tuple([(t, 20) for t in sorted(rng.sample(layout.orchard, 3))]))}
    if change == 1 and draw.waste:
        return {CHANCE: replace(draw, waste=tuple(rng.sample(layout.river, len(draw.waste))))}
    return {CHANCE: replace(draw, order=tuple(rng.sample(draw.order, len(draw.order))))}


def same(game: AnyGame, frames: Sequence[Frame], joints: Sequence[Joint], knowing: Knowing) -> bool:
    """Whether nobody of them could tell these worlds apart."""
    at = next((at for at, joint in enumerate(joints) if joint != frames[at].actions), len(joints))
    try:
        there = list(fold(game, frames[at].before, joints[at:])) if joints[at:] else []
    except Refused:
        return False
    return all(
        list(known(game, a, seat)) == list(known(game, b, seat))
        for a, b in zip(frames[at:], there, strict=True)
        for seat in knowing
    )
