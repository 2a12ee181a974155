"""Golden matches: one a preset and one a condition, kept as actions and what they did, in lines that people can read.

`python -m tests.games.golden` writes them anew: the same actions with what they do now, or, where the rules no longer
take those actions, another match that shows all a golden must show.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import Any

from games.core import CHANCE, Refused, Seat
from games.secret_tools.actions import Unanswered, Verdict
from games.secret_tools.conditions import ToolRules
from tests.games.cases import Case, Plan, play
from tests.games.frames import AnyGame, Frame, Joint, fold

HERE = Path(__file__).parent
MOST_LINES = 499
SEEDS = 3000
"""Matches looked at for each number of seats before giving up."""
ENUM = re.compile(r"<\w+\.\w+: ('[^']*')>")


def path(case: Case) -> Path:
    return HERE / f"{case}.txt"


def render(game: AnyGame, seats: int, frames: Iterable[Frame]) -> str:
    """A line for each action, `step seat action`; below them, one for each event; last the outcome."""
    tool: ToolRules | None = getattr(game, "tool", None)
    head = f"{game.name} {game.rules}" if tool is None else f"{game.name} {game.rules} {tool}"
    lines, state = [head, f"{seats} seats"], game.start(seats)
    for step, frame in enumerate(frames, 1):
        state = frame.state
        for seat, action in frame.actions.items():
            lines += [f"    seat {seat} is told {hint}" for hint in hints(game, frame.before, seat)]
            lines.append(f"{step} {seat} {action}")
        lines += [f"    {event}" for event in frame.events]
    return "\n".join([*(ENUM.sub(r"\1", line) for line in lines), ENUM.sub(r"\1", str(game.outcome(state))), ""])


def hints(game: AnyGame, state: Any, seat: Seat) -> tuple[Any, ...]:
    """What a tool tells a seat that is about to act."""
    private = None if seat == CHANCE else getattr(game.observe(state, seat), "private", None)
    return private.hint if private else ()


def recorded(case: Case) -> tuple[int, list[Joint]]:
    """The seats and the actions of a golden. Raises OSError if there is none."""
    lines = path(case).read_text("utf-8").splitlines()
    kinds: dict[str, Any] = {kind.__name__: kind for kind in case.game().actions}
    kinds["Unanswered"] = lambda verdict: Unanswered(Verdict(verdict))
    acted = [line.split(" ", 2) for line in lines[2:] if line[:1].isdigit()]
    steps: list[Joint] = [
        {int(seat): eval(action, {"__builtins__": {}}, kinds) for _, seat, action in step}
        for _, step in groupby(acted, key=lambda parts: parts[0])
    ]
    return int(lines[1].split()[0]), steps


def refold(case: Case) -> list[Frame]:
    """The golden's actions played now. Raises Refused if the rules no longer take them."""
    game, (seats, joints) = case.game(), recorded(case)
    return list(fold(game, game.start(seats), joints))


def facts(case: Case, frames: Iterable[Frame]) -> set[str]:
    return set[str]().union(*map(case.facts, frames))


def candidates(case: Case) -> Iterator[tuple[int, list[Frame]]]:
    """The golden as it is, then other matches, those with the most seats first."""
    with suppress(OSError, Refused):
        yield recorded(case)[0], refold(case)
    game = case.game()
    for seats in reversed(game.seats):
        for seed in range(SEEDS):
            yield seats, list(play(case, Plan(seats - game.seats.start, seed, seed)))


def write(case: Case) -> None:
    """Raises StopIteration if no match shows all it must."""
    seats, frames = next(
        (seats, frames)
        for seats, frames in candidates(case)
        if case.wanted <= facts(case, frames)
        and render(case.game(), seats, frames).count("\n") <= MOST_LINES
        and case.game().outcome(frames[-1].state)
    )
    path(case).write_text(render(case.game(), seats, frames), "utf-8")
