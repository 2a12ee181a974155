"""The long matches that benches measure."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Final

from agents.scripted import PLUS
from agents.scripted.offers import ALWAYS
from agents.table import Table
from app.seating import players_of, scripted_seats
from games.core import CHANCE
from games.decision import Step, Trace, TraceKind
from games.registry import GAMES
from games.secret_tools.conditions import ToolRules
from replays.record import Record
from tests.replays.asked import asked
from tests.replays.played import Case, at_rest
from tests.replays.tooled import BAR, traces

STEPS: Final = 300
"""That a long match has at least."""
WALLED: Final = ("greedy", "cleaning", "sharing", "conditional", "zapping", "tending", "random")
PROMPT: Final = "what happened before " * 300
THOUGHT: Final = "It may call, and then I have lost a chamber for one card. " * 16


def long_match(tool: ToolRules | None = None) -> Record:
    """The first between players who rarely call, and take every offer."""
    entry, seats = GAMES[BAR.game], scripted_seats([f"honest{PLUS}{ALWAYS}"] * 4)
    for seed in count():
        game, steps = entry.bind(entry.presets[BAR.preset], tool), list[Step]()
        table = Table(game, players_of(seats, seed), seed, steps.append)
        asyncio.run(table.advance())
        if len(steps) >= STEPS:
            return at_rest(BAR, game, len(seats), seed, thoughtful(steps), table.outcome, tool=tool)
    raise AssertionError


def walled_match() -> Record:
    """As many scripted players as there may be on the largest map of Cleanup."""
    case = Case("cleanup", "classic")
    entry, seats = GAMES[case.game], scripted_seats(WALLED)
    game, steps = entry.bind(replace(entry.presets[case.preset], steps=STEPS), None), list[Step]()
    table = Table(game, players_of(seats, 1), 1, steps.append)
    asyncio.run(table.advance())
    return at_rest(case, game, len(seats), 1, steps, table.outcome)


def modelled(tool: ToolRules) -> Record:
    """The same as if two of the players were models, with long prompts."""
    return asked(long_match(tool), 0, 1, prompt=PROMPT)


def thoughtful(steps: Sequence[Step]) -> list[Step]:
    """Whoever acts has thought for long; how it looked is told in a word."""

    def long(trace: Trace) -> Trace:
        return trace if trace.kind is TraceKind.MANNER else replace(trace, text=f"{trace.text} {THOUGHT}")

    def thought(step: Step) -> list[Trace]:
        return [long(trace) for seat in step.actions if seat != CHANCE for trace in traces(seat, step.seq)]

    return [replace(step, traces=tuple(thought(step))) for step in steps]
