"""Lets scripted players play many matches; each is kept whole, in one transaction, when it has ended."""

import asyncio
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from operator import iadd
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table as Grid

from agents.scripted import personas
from agents.table import Table
from app.cli import TEXT
from app.commands.run import failed
from app.commands.seats import refusal
from app.options import BadNumber, rules_of
from app.seating import players_of, scripted_seats
from app.seeds import typed_seed
from games.core import Outcome
from games.decision import Step
from games.luck import fresh_seed
from games.registry import GAMES, Entry
from games.secret_tools.conditions import BASELINE
from replays.measures import Figures, figures
from replays.record import Header, Origin, Record, Seating, StepRecord, codec, fresh_id
from replays.store import Store, now

SEATS = 4
"""Where nobody says who sits."""


def run(store: Store, chosen: Namespace) -> int:
    entry = GAMES[chosen.game]
    known = personas(entry.name)
    wanted = chosen.seats or (known * SEATS)[:SEATS]
    seats = scripted_seats(wanted)
    preset = chosen.preset or next(iter(entry.presets))
    if wrong := refusal(entry, preset, wanted, len(wanted)):
        return failed(wrong)
    try:
        rules = rules_of(entry, preset, chosen)
    except BadNumber as error:
        return failed(str(error))
    console = Console()
    began = time.monotonic()
    totals: list[Figures] = []

    async def simulate() -> None:
        seeds = list(_seeds(chosen.seed, chosen.matches))
        for seed in track(seeds, TEXT["sim"], console=console, transient=True, disable=not console.is_terminal):
            # Where Ctrl-C is heard: scripted players never wait for anything.
            await asyncio.sleep(0)
            record, outcome, steps = await play(
                entry, preset, seats, seed, seed_known=chosen.seed is not None, rules=rules
            )
            store.save(record)
            found = figures(entry.name, record.header.rules, ((s.events, s.forced) for s in steps), outcome)
            totals[:] = map(iadd, totals, found) if totals else found

    asyncio.run(simulate())
    console.print(_grid(entry.name, seats, totals))
    if note := TEXT["sim_notes"].get(entry.name):
        console.print(note, style="dim")
    console.print(TEXT["sim_done"].format(matches=chosen.matches, seconds=time.monotonic() - began))
    return 0


def _seeds(typed: str | None, matches: int) -> Iterator[int]:
    """One seed a match: drawn, or derived from what somebody typed."""
    for number in range(matches):
        yield fresh_seed() if typed is None else typed_seed(typed, number)


async def play(
    entry: Entry, preset: str, seats: Sequence[Seating], seed: int, *, seed_known: bool, rules: Any = None
) -> tuple[Record, Outcome, list[Step]]:
    """One whole match of programs, not kept yet; `rules` are the preset's, perhaps with other options."""
    tool = None if entry.traits is None else BASELINE
    game, rest = entry.bind(entry.presets[preset] if rules is None else rules, tool), codec(entry.name)
    steps: list[Step] = []
    written: list[StepRecord] = []

    def keep(step: Step) -> None:
        written.append(rest.rest(step))
        steps.append(step)

    created = now()
    table = Table(game, players_of(seats, seed), seed, keep)
    await table.advance()
    outcome = table.outcome
    assert outcome is not None
    header = Header(
        id=fresh_id(),
        game=entry.name,
        preset=preset,
        rules=game.rules,
        version=game.version,
        seats=tuple(seats),
        origin=Origin.SIMULATION,
        created=created,
        seed=seed,
        seed_known=seed_known,
        steps=len(steps),
        ended=now(),
        outcome=outcome,
        tool=tool,
    )
    return Record(header, tuple(written)), outcome, steps


def _grid(game: str, seats: Sequence[Seating], totals: Sequence[Figures]) -> Grid:
    grid = Grid(*TEXT["sim_columns"], *TEXT["sim_rates"].get(game, ()))
    for column in grid.columns[2:]:
        column.justify = "right"
    for seat, total in zip(seats, totals, strict=True):
        rates = [total.points / total.matches, total.wins, *total.rates]
        shown = ["–" if rate is None else f"{rate:.2f}" for rate in rates]
        shown[1] = f"{total.wins:.0f}" if total.wins == int(total.wins) else f"{total.wins:.1f}"
        grid.add_row(seat.name, seat.player, str(total.matches), *shown)
    return grid
