"""Finding one's way on the walled maps of Cleanup: to a tile, to the nearest apple, to where cleaning pays most."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Final

from games.cleanup.actions import STAY, Act, ClassicDo
from games.cleanup.map import Tile, bits
from games.cleanup.poses import WALKS, Pose, poses_of
from games.cleanup.presets import ClassicRules
from games.luck import Luck

CLEAN: Final = Act("CLEAN")
MOVING: Final[tuple[ClassicDo, ...]] = tuple(WALKS)


def toward(rules: ClassicRules, pose: Pose, taken: Collection[Tile], goal: Tile, luck: Luck) -> Act:
    """A move that makes the way there shorter, of several any; where others stand in the way, any around them."""
    after, left = poses_of(rules).after, rules.layout.ways[goal]
    here = left[pose >> 2]
    free: list[tuple[ClassicDo, int]] = [
        (do, left[after[do][pose] >> 2]) for do in MOVING if after[do][pose] >> 2 not in taken
    ]
    if not here or not free:
        return STAY
    shorter: list[ClassicDo] = [do for do, moves in free if moves < here]
    return Act(luck.pick(shorter or [do for do, _ in free]))


def nearest(rules: ClassicRules, here: Tile, apples: Iterable[Tile], others: Sequence[Tile]) -> Tile | None:
    """The nearest apple that nobody else is nearer to."""
    best, found = len(rules.layout.drawn), None
    for tile in apples:
        ways = rules.layout.ways[tile]
        if ways[here] < best and not any(ways[other] < ways[here] for other in others):
            best, found = ways[here], tile
    return found


@cache
def cleaning_places(rules: ClassicRules) -> Sequence[tuple[Pose, tuple[int, ...]]]:
    """Where a beam that cleans reaches the river, and the bits of its rays there."""
    known, river, layout = poses_of(rules), bits(rules.layout.river), rules.layout
    standing = [4 * tile + facing for tile, kind in enumerate(layout.drawn) if kind != "#" for facing in range(4)]
    rays = [(pose, [bits(ray) & river for ray in known.rays(pose)]) for pose in standing]
    return [(pose, tuple(filter(None, some))) for pose, some in rays if any(some)]


def cleaning(rules: ClassicRules, pose: Pose, waste: int, wait: int, taken: Collection[Tile], luck: Luck) -> Act:
    """To the place and facing where a beam takes most of this waste for each step, and away with it."""
    ways, facing = rules.layout.ways[pose >> 2], pose & 3
    best, goal = 0.0, pose
    for there, rays in cleaning_places(rules):
        found = 0
        for ray in rays:
            if ray & waste:
                found += 1
        if found:
            turns = (there - facing) & 3
            worth = found / (max(ways[there >> 2] + (turns if turns < 3 else 1), wait) + 1)
            if worth > best:
                best, goal = worth, there
    if goal == pose:
        return CLEAN if best and not wait else STAY
    if goal >> 2 == pose >> 2:
        return turned(facing, goal & 3)
    return toward(rules, pose, taken, goal >> 2, luck)


def turned(facing: int, to: int) -> Act:
    """A turn towards this facing."""
    return Act("TURN_LEFT" if (to - facing) & 3 == 3 else "TURN_RIGHT")
