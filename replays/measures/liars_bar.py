"""Figures of Liar's Bar: calls, bluffs and deaths."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from games.core import Outcome, Seat
from games.liars_bar import events
from games.liars_bar.actions import honest, without
from replays.measures.core import Figures, Told, share


@dataclass(slots=True)
class BarFigures(Figures):
    deaths: int = 0
    responses: int = 0
    calls: int = 0
    chances: int = 0
    """Plays by a seat that held both a true card and a lie."""
    bluffs: int = 0
    """Lies among those plays."""

    @property
    def calls_per_response(self) -> float | None:
        return share(self.calls, self.responses)

    @property
    def bluffs_per_chance(self) -> float | None:
        return share(self.bluffs, self.chances)

    @property
    def rates(self) -> tuple[float | None, ...]:
        return self.calls_per_response, self.bluffs_per_chance, share(self.deaths, self.matches)


def figures(rules: Any, steps: Iterable[Told], outcome: Outcome) -> list[BarFigures]:  # noqa: ARG001  every game has this
    """Each seat's, in seat order."""
    found = [BarFigures().ended(seat, outcome) for seat in range(len(outcome.points))]
    hands: dict[Seat, tuple[str, ...]] = {}
    target = None
    for happened, forced in steps:
        for event in happened:
            match event:
                case events.RoundStarted(_, target, _):
                    pass
                case events.Dealt(seat, _, cards) if cards is not None:
                    hands[seat] = cards
                case events.Laid(seat, _, _, cards) if cards is not None and target is not None:
                    hand = hands[seat]
                    hands[seat] = without(hand, cards) or ()
                    true = [honest((card,), target) for card in hand]
                    if any(true) and not all(true) and seat not in forced:
                        found[seat].chances += 1
                        found[seat].bluffs += not honest(cards, target)
                case events.Passed(seat, _) if seat not in forced:
                    found[seat].responses += 1
                case events.Called(seat, _) if seat not in forced:
                    found[seat].responses += 1
                    found[seat].calls += 1
                case events.Shot(seat, _, dead):
                    found[seat].deaths += dead
                case _:
                    pass
    return found
