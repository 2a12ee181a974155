"""Cleanup on the walled map as a script would write it: the yardstick of the bench of steps."""

from collections.abc import Sequence
from random import Random

from games.cleanup.map import DRAWINGS

MAP = DRAWINGS["classic"].split()
WALLS, RIVER, ORCHARD, STARTS = (
    {(r, c) for r, row in enumerate(MAP) for c, kind in enumerate(row) if kind == letter} for letter in "#~*S"
)
AHEAD = [(-1, 0), (0, 1), (1, 0), (0, -1)]
SIDE = {"FORWARD": 0, "RIGHT": 1, "BACK": 2, "LEFT": 3}
LIMIT = 0.4 * len(RIVER)


def plain_classic(seed: int, seats: int, wishes: Sequence[Sequence[str]]) -> list[int]:
    """The points of one match: mutable lists and one generator; nothing kept or shown."""
    rng = Random(seed)
    river, starts = sorted(RIVER), sorted(STARTS)
    waste, apples = set(rng.sample(river, 16)), set[tuple[int, int]]()
    at: list[tuple[int, int] | None] = [*rng.sample(starts, seats)]
    facing = [rng.randrange(4) for _ in range(seats)]
    out, cleans, zaps, points = [0] * seats, [0] * seats, [0] * seats, [0] * seats
    for wished in wishes:
        done = ["STAY"] * seats
        for s in range(seats):
            if (
                out[s] <= 1
                and not (wished[s] == "CLEAN" and cleans[s] > 1)
                and not (wished[s] == "ZAP" and zaps[s] > 1)
            ):
                done[s] = wished[s]
        out, cleans, zaps = ([max(0, left - 1) for left in counters] for counters in (out, cleans, zaps))
        aims = [*at]
        for s in range(seats):
            if done[s] in SIDE and (here := at[s]):
                down, right = AHEAD[(facing[s] + SIDE[done[s]]) % 4]
                to = (here[0] + down, here[1] + right)
                aims[s] = here if to in WALLS else to
            elif done[s].startswith("TURN"):
                facing[s] = (facing[s] + (1 if done[s] == "TURN_RIGHT" else 3)) % 4
        for s in range(seats):
            for other in range(s):
                if aims[s] and aims[s] == at[other] and aims[other] == at[s]:
                    aims[s], aims[other] = at[s], at[other]
        for s in rng.sample(range(seats), seats):
            if aims[s] and aims[s] != at[s] and aims.count(aims[s]) > 1:
                aims[s] = at[s]
        while any(a and aims.count(a) > 1 for a in aims):
            aims = [at[s] if aims.count(aims[s]) > 1 else aims[s] for s in range(seats)]
        at = aims
        hit, removed = set[int](), set[tuple[int, int]]()
        for s in range(seats):
            if done[s] not in ("CLEAN", "ZAP") or not (here := at[s]):
                continue
            down, right = AHEAD[facing[s]]
            for side in (0, 1, -1):
                place = (here[0] + side * right, here[1] + side * down)
                for _ in range(3):
                    if place in WALLS:
                        break
                    place = (place[0] + down, place[1] + right)
                    if place in WALLS:
                        break
                    if done[s] == "ZAP" and place in at:
                        hit.add(at.index(place))
                        break
                    if done[s] == "CLEAN" and place in waste:
                        removed.add(place)
                        break
            (zaps if done[s] == "ZAP" else cleans)[s] = 10 if done[s] == "ZAP" else 2
        for s in hit:
            at[s], out[s] = None, 50
        for s in range(seats):
            if at[s] in apples:
                apples.discard(at[s])  # type: ignore[arg-type]
                points[s] += 1
        waste -= removed
        if len(waste) < LIMIT and rng.random() < 0.5:
            waste.add(rng.choice([tile for tile in river if tile not in waste]))
        growth = 0.05 * max(0, (LIMIT - len(waste)) / LIMIT)
        apples |= {tile for tile in ORCHARD if tile not in apples and rng.random() < growth}
        for s in range(seats):
            if at[s] is None and out[s] <= 1:
                at[s], facing[s] = rng.choice([tile for tile in starts if tile not in at]), rng.randrange(4)
    return points
