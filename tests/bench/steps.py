"""Steps a second of Cleanup through the contract, beside the same game written plainly: `-m tests.bench.steps`."""

from collections.abc import Callable, Mapping, Sequence
from random import Random

from games.cleanup.actions import ACTS, CLASSIC_ACTS, STAY, Act
from games.cleanup.notation import CleanupNotation
from games.cleanup.presets import CLASSIC_PRESETS, PRESETS
from games.cleanup.rules import Cleanup
from games.core import CHANCE, Seat
from games.luck import Luck
from tests.bench.plain_classic import plain_classic
from tests.bench.timing import by_turns, show

MATCHES, STEPS = 300, 30
NAMES = ("Wren", "Otis", "Juno", "Pike")
SEATS = range(len(NAMES))
GAME = Cleanup(PRESETS["paper"])
NOTATION = CleanupNotation(PRESETS["paper"])
Wish = Mapping[Seat, Act]
RNG = Random(1)
WISHES = [[dict(zip(SEATS, RNG.choices(ACTS, k=4), strict=True)) for _ in range(STEPS)] for _ in range(MATCHES)]
"""What every seat does unless it is frozen; drawn beforehand, as it is no part of the game."""
KINDS = (
    "the same rules written plainly, nothing kept or shown",
    "through the contract, with events",
    "also a text for every seat",
)
WAYS = {"UP": (-1, 0), "DOWN": (1, 0), "LEFT": (0, -1), "RIGHT": (0, 1)}


def plain_match(seed: int, wishes: Sequence[Wish]) -> list[int]:
    """The points of one match as a script would write it: mutable lists and one generator; nothing kept or shown."""
    rng = Random(seed)
    river = [(r, c) for r in range(5) for c in (2, 3)]
    orchard = [(r, c) for r in range(5) for c in (0, 1, 4, 5)]
    waste = {rng.choice(river)}
    apples = {tile for tile in orchard if rng.random() < 0.2}
    at, frozen, points = [(0, 0), (0, 5), (4, 0), (4, 5)], [0] * 4, [0] * 4
    for step in range(1, STEPS + 1):
        done = ["STAY" if frozen[s] > 1 else wishes[step - 1][s].do for s in SEATS]
        frozen = [max(0, left - 1) for left in frozen]
        for s in SEATS:
            if done[s] in WAYS:
                (r, c), (down, right) = at[s], WAYS[done[s]]
                at[s] = (min(4, max(0, r + down)), min(5, max(0, c + right)))
        for s in SEATS:
            if done[s].startswith("ZAP"):
                (r, c), (down, right) = at[s], WAYS[done[s][4:]]
                for other in SEATS:
                    if at[other] == (r + down, c + right):
                        frozen[other] = 5
        for s in rng.sample(SEATS, 4):
            if not frozen[s] and at[s] in apples:
                apples.remove(at[s])
                points[s] += 1
            elif not frozen[s] and done[s] == "CLEAN" and at[s] in waste:
                waste.remove(at[s])
        clean = [tile for tile in river if tile not in waste]
        if step % 5 == 1 and clean:
            waste.add(rng.choice(clean))
        if len(waste) < 6:
            apples |= {tile for tile in orchard if tile not in apples and rng.random() < 0.2}
    return points


BIG = Cleanup(CLASSIC_PRESETS["classic"])
BIG_NOTATION = CleanupNotation(CLASSIC_PRESETS["classic"])
PLAYERS = ("Wren", "Otis", "Juno", "Pike", "Sable", "Bram", "Cleo")
CLEAN, ZAP = CLASSIC_ACTS[-2:]
LONG = 4
"""Matches on the walled map, which are long."""
BIG_WISHES = [[RNG.choices(CLASSIC_ACTS, k=7) for _ in range(BIG.rules.steps)] for _ in range(LONG)]


def big_contract(seed: int, *, written: bool) -> None:
    """The same on the walled map, where it depends on more what a seat can do."""
    seats, state = range(len(PLAYERS)), BIG.start(len(PLAYERS))
    while acting := BIG.acting(state):
        if CHANCE in acting:
            state, _ = BIG.step(state, {CHANCE: BIG.chance(state, Luck(seed, BIG.luck(state)))})
            continue
        field = state.board
        if written:
            for seat in seats:
                BIG_NOTATION.view(BIG.observe(state, seat), PLAYERS)
        wished = zip(BIG_WISHES[seed][field.step - 1], field.counters, field.cleans, field.zaps, strict=True)
        done = {
            seat: STAY if out > 1 or (act is CLEAN and clean > 1) or (act is ZAP and zap > 1) else act
            for seat, (act, out, clean, zap) in enumerate(wished)
        }
        state, _ = BIG.step(state, done)


def contract(seed: int, wishes: Sequence[Wish], *, written: bool) -> None:
    """One match; `written`: with the view of every seat as text before each step."""
    state = GAME.start(len(NAMES))
    while acting := GAME.acting(state):
        if CHANCE in acting:
            state, _ = GAME.step(state, {CHANCE: GAME.chance(state, Luck(seed, GAME.luck(state)))})
            continue
        if written:
            for seat in SEATS:
                NOTATION.view(GAME.observe(state, seat), NAMES)
        counters, done = state.board.counters, wishes[state.board.step - 1]
        if any(counters):
            done = {seat: STAY if counters[seat] > 1 else act for seat, act in done.items()}
        state, _ = GAME.step(state, done)


def rows(
    aims: Sequence[str], steps: int, plays: Sequence[Callable[[int], object]], matches: int
) -> list[Sequence[str]]:
    """Steps of the game per CPU-second: written plainly, through the contract, and with texts."""

    def many(play: Callable[[int], object]) -> Callable[[], object]:
        return lambda: [play(seed) for seed in range(matches)]

    found = [matches * steps / seconds for seconds in by_turns([many(play) for play in plays])]
    return [
        (kind, f"{each:,.0f}", f"{each / found[0]:.2f}", aim)
        for kind, each, aim in zip(KINDS, found, aims, strict=True)
    ]


def main() -> None:
    small = [
        lambda seed: plain_match(seed, WISHES[seed]),
        lambda seed: contract(seed, WISHES[seed], written=False),
        lambda seed: contract(seed, WISHES[seed], written=True),
    ]
    columns = ("steps/s", "of plain", "aim")
    show("Cleanup, four random players, one core", columns, rows(("", "90,000", "60,000"), STEPS, small, MATCHES))
    named = [[[act.do for act in acts] for acts in wishes] for wishes in BIG_WISHES]
    big = [
        lambda seed: plain_classic(seed, len(PLAYERS), named[seed]),
        lambda seed: big_contract(seed, written=False),
        lambda seed: big_contract(seed, written=True),
    ]
    title = "Cleanup on the walled map, seven random players, one core"
    show(title, columns, rows(("", "", "15,000"), BIG.rules.steps, big, LONG))


if __name__ == "__main__":
    main()
