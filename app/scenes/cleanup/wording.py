"""Places, counts and the river of Cleanup as short texts that stand beside the board."""

from functools import cache
from typing import Any, Final

from games.cleanup.looking import ClassicObservation
from games.cleanup.map import Tile
from games.cleanup.notation import CleanupNotation
from games.cleanup.presets import Rules
from games.cleanup.state import ENDED, SET_UP
from games.cleanup.view import Observation
from games.words import words

TEXT: Final[dict[str, Any]] = words("app")["scene"]["cleanup"]
Place = list[int]
"""Row and column, from 0."""


@cache
def notation(rules: Rules) -> CleanupNotation:
    return CleanupNotation(rules)


def place(rules: Rules, tile: Tile) -> Place:
    return list(divmod(tile, rules.layout.columns))


def apples(rules: Rules, points: int) -> str:
    return notation(rules).count(points, "apple")


def steps(rules: Rules, count: int) -> str:
    return notation(rules).count(count, "step")


def running(o: Observation | ClassicObservation) -> int:
    """The step that is played; 0 before the first."""
    return o.step if isinstance(o, ClassicObservation) else o.board.step


def over(o: Observation | ClassicObservation) -> int:
    """How many steps have been played."""
    return running(o) if o.phase is ENDED else max(running(o) - 1, 0)


def title(o: Observation | ClassicObservation) -> str:
    """Which step it is, of how many."""
    if o.phase is ENDED or o.phase is SET_UP:
        return TEXT["ended" if o.phase is ENDED else "before"]
    return TEXT["step"].format(step=running(o), steps=o.rules.steps)


def comes(o: Observation) -> int | None:
    """The step in which new waste comes next; None if none does any more."""
    rules, now = o.rules, max(o.board.step, 1)
    due = now + (1 - now) % rules.drift
    return due if o.phase is not ENDED and due <= rules.steps else None
