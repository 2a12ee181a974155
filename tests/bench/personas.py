"""How the scripted players fare against each other: `python -m tests.bench.personas [matches] [--preset NAME]`."""

import asyncio
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from itertools import combinations, cycle, islice, permutations
from math import sqrt
from statistics import fmean, stdev
from time import process_time
from typing import NamedTuple

from rich.console import Console
from rich.table import Table as Sheet

from agents.scripted import personas, seated
from agents.table import Table
from games.decision import Step
from games.liars_bar.actions import Rank, honest
from games.liars_bar.events import Called, Laid, Passed, RoundStarted, Shot
from games.liars_bar.presets import PRESETS
from games.registry import GAMES

Names = tuple[str, ...]
GAME = "liars_bar"


class Match(NamedTuple):
    names: Names
    points: tuple[float, ...]
    winners: tuple[int, ...]
    steps: tuple[Step, ...]

    def mean_points(self, name: str) -> float:
        """Over the seats of this persona."""
        return fmean(p for p, who in zip(self.points, self.names, strict=True) if who == name)

    def share(self, name: str) -> float:
        """How much of the win went to the seats of this persona."""
        return sum(self.names[seat] == name for seat in self.winners) / len(self.winners)


class Estimate(NamedTuple):
    mean: float
    off: float
    """Half of the 95 % interval, from how far the matches differ."""

    def __str__(self) -> str:
        return f"{self.mean:.3f} ± {self.off:.3f}"


def estimate(values: Sequence[float]) -> Estimate:
    return Estimate(fmean(values), 1.96 * stdev(values) / sqrt(len(values)))


async def play(names: Names, preset: str, seed: int) -> Match:
    """One match to its end."""
    steps: list[Step] = []
    players = [seated(name, seat, seed) for seat, name in enumerate(names)]
    table = Table(GAMES[GAME].game(preset), players, seed, steps.append)
    await table.advance()
    assert table.outcome is not None
    return Match(names, table.outcome.points, table.outcome.winners, tuple(steps))


def tournament(lineups: Sequence[Names], matches: int, preset: str) -> list[Match]:
    """The line-ups in turn, with the seeds 0, 1, 2 and so on."""

    async def all_of_them() -> list[Match]:
        return [await play(names, preset, seed) for seed, names in enumerate(islice(cycle(lineups), matches))]

    return asyncio.run(all_of_them())


def every_order(*names: str) -> list[Names]:
    """All different ways to seat these players."""
    return sorted(set(permutations(names)))


def rotations(*names: str) -> list[Names]:
    """The same players in the same order, starting at every seat."""
    return [names[i:] + names[:i] for i in range(len(names))]


def everybody() -> list[Names]:
    """Every four of the personas, starting at every seat."""
    return [lineup for four in combinations(personas(GAME), 4) for lineup in rotations(*four)]


def habits(matches: Sequence[Match]) -> Counter[tuple[str, str]]:
    """(persona, what) -> how often, over all matches."""
    found: Counter[tuple[str, str]] = Counter()
    for match in matches:
        target: Rank | None = None
        for event in (event for step in match.steps for event in step.events):
            if isinstance(event, RoundStarted):
                target = event.target
            elif isinstance(event, Laid):
                assert event.cards is not None
                assert target is not None
                found[match.names[event.seat], "play"] += 1
                found[match.names[event.seat], "bluff"] += not honest(event.cards, target)
            elif isinstance(event, Called | Passed):
                found[match.names[event.seat], "response"] += 1
                found[match.names[event.seat], "call"] += isinstance(event, Called)
            elif isinstance(event, Shot):
                found[match.names[event.seat], "death"] += event.dead
    return found


def standings(matches: Sequence[Match], preset: str) -> Sheet:
    """One line for each persona, the most wins first."""
    sheet = Sheet(title=f"Every four of the personas, {len(matches)} matches of {preset}")
    for head in ("persona", "matches", "points", "wins", "calls / response", "bluffs / play", "deaths"):
        sheet.add_column(head, justify="left" if head == "persona" else "right")
    found = habits(matches)
    played = {name: [m for m in matches if name in m.names] for name in personas(GAME)}
    shares = {name: estimate([m.share(name) for m in of]) for name, of in played.items()}
    for name in sorted(shares, key=shares.__getitem__, reverse=True):
        of = played[name]
        calls = found[name, "call"] / found[name, "response"]
        bluffs = found[name, "bluff"] / found[name, "play"]
        points = estimate([m.mean_points(name) for m in of])
        deaths = found[name, "death"] / len(of)
        sheet.add_row(
            name, str(len(of)), str(points), str(shares[name]), f"{calls:.3f}", f"{bluffs:.3f}", f"{deaths:.3f}"
        )
    return sheet


def duel(one: str, other: str, matches: int, preset: str) -> Sheet:
    """Two against two and one against three, in every order of seats."""
    sheet = Sheet(title=f"{one} against {other}, {matches} matches each of {preset}")
    for head in ("seats", f"wins of {one}", "even", f"points of {one}", f"points of {other}", "difference"):
        sheet.add_column(head, justify="right")
    for seats in (2, 1):
        played = tournament(every_order(*[one] * seats, *[other] * (4 - seats)), matches, preset)
        mine, theirs = [m.mean_points(one) for m in played], [m.mean_points(other) for m in played]
        apart = estimate([a - b for a, b in zip(mine, theirs, strict=True)])
        won = estimate([m.share(one) for m in played])
        means = f"{fmean(mine):.3f}", f"{fmean(theirs):.3f}"
        sheet.add_row(f"{seats} against {4 - seats}", str(won), f"{seats / 4}", *means, str(apart))
    return sheet


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("matches", type=int, nargs="?", default=2000)
    parser.add_argument("--preset", choices=PRESETS, default="paper")
    asked = parser.parse_args()
    console, began = Console(), process_time()
    matches = tournament(everybody(), asked.matches, asked.preset)
    took = (process_time() - began) / len(matches)
    console.print(standings(matches, asked.preset))
    console.print(f"{took * 1000:.1f} ms and {fmean(len(m.steps) for m in matches):.0f} steps a match.")
    console.print(duel("counting", "random", asked.matches, asked.preset))


if __name__ == "__main__":
    main()
