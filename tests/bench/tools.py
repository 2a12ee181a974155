"""What an unused tool costs: the same matches with and without it in one run: `python -m tests.bench.tools`."""

import time
from collections.abc import Iterator
from random import Random
from typing import Any

from agents.tooled import with_tool
from games.core import CHANCE, Notation
from games.luck import Luck
from games.registry import GAMES
from games.secret_tools.conditions import BASELINE, Condition, ToolRules
from tests.bench.timing import show

MATCHES, TURNS = 20, 100
"""Of so many matches, in turns, because what else the machine does is never the same twice."""
NAMES = ("Wren", "Otis", "Juno", "Pike")
ENTRY = GAMES["liars_bar"]
RULES = ENTRY.presets["paper"]
NEVER = ToolRules(condition=Condition.CHANNEL, wording="V1", trigger=RULES.round_cap + 1)
KINDS = {
    "the bare game": None,
    "baseline: chance draws a seat, nothing is offered": BASELINE,
    "a channel whose round never comes": NEVER,
}


def match(game: Any, notation: Notation, seed: int, rng: Random, *, written: bool) -> None:
    """One match of random players; `written`: with every decision's view as text."""
    state = game.start(len(NAMES))
    while acting := game.acting(state):
        (seat,) = acting
        if seat == CHANCE:
            action = game.chance(state, Luck(seed, game.luck(state)))
        else:
            if written:
                notation.view(game.observe(state, seat), NAMES)
            legal = game.legal(state, seat)
            action = legal[int(rng.random() * len(legal))]
        state, _ = game.step(state, {seat: action})


def seconds(*, written: bool) -> dict[str, float]:
    """CPU-seconds a match of each kind: the best of many turns."""
    best = dict.fromkeys(KINDS, float("inf"))
    for _ in range(TURNS):
        for kind, tool in KINDS.items():
            game, notation = ENTRY.bind(RULES, tool), with_tool(ENTRY, tool, NAMES).notation(RULES, "en")
            rng, began = Random(1), time.process_time()
            for seed in range(MATCHES):
                match(game, notation, seed, rng, written=written)
            best[kind] = min(best[kind], (time.process_time() - began) / MATCHES)
    return best


def rows() -> Iterator[tuple[str, ...]]:
    taken, written = seconds(written=False), seconds(written=True)
    first = next(iter(KINDS))
    for kind in KINDS:
        ratios = taken[kind] / taken[first], written[kind] / written[first]
        figures = [f"{taken[kind] * 1e3:.2f}", f"{ratios[0]:.2f}", f"{written[kind] * 1e3:.2f}", f"{ratios[1]:.2f}"]
        yield (kind, *figures)
    yield ("aim", "", "< 1.25", "", "< 1.10")


def main() -> None:
    columns = ("ms a match", "of bare", "with views as text", "of bare")
    show("Liar's Bar, four random players, one core", columns, tuple(rows()))


if __name__ == "__main__":
    main()
