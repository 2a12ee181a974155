"""Figures of a match, from its events only; decisions the table made for a player are outside every rate."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from games.core import Outcome
from replays.measures import cleanup, liars_bar
from replays.measures.core import Figures, Told, equality

__all__ = ["Figures", "equality", "figures"]

Measure = Callable[[Any, Iterable[Told], Outcome], Sequence[Figures]]
MEASURES: Final[Mapping[str, Measure]] = {"liars_bar": liars_bar.figures, "cleanup": cleanup.figures}


def figures(game: str, rules: Any, steps: Iterable[Told], outcome: Outcome) -> Sequence[Figures]:
    """Each seat's figures, in seat order; a game whose events mean nothing here has points and wins only."""
    if game in MEASURES:
        return MEASURES[game](rules, steps, outcome)
    return [Figures().ended(seat, outcome) for seat in range(len(outcome.points))]
