"""Figures of a match, from its events only; decisions the table made for a player are outside every rate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from games.core import Event, Outcome, Seat
from games.decision import Failure
from games.liars_bar import events
from games.liars_bar.actions import honest, without


@dataclass(slots=True)
class Figures:
    """One seat, or several added up. Rates are `None` where there was no opportunity."""

    matches: int = 0
    points: float = 0
    wins: float = 0
    """A shared win counts as its share."""
    deaths: int = 0
    responses: int = 0
    calls: int = 0
    chances: int = 0
    """Plays by a seat that held both a true card and a lie."""
    bluffs: int = 0
    """Lies among those plays."""

    def __iadd__(self, other: "Figures") -> "Figures":
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))
        return self

    @property
    def calls_per_response(self) -> float | None:
        return self.calls / self.responses if self.responses else None

    @property
    def bluffs_per_chance(self) -> float | None:
        return self.bluffs / self.chances if self.chances else None


Told = tuple[Iterable[Event], Mapping[Seat, Failure]]
"""One step's events and the seats the table acted for."""


def figures(steps: Iterable[Told], outcome: Outcome) -> list[Figures]:
    """Each seat's figures, in seat order; a game whose events mean nothing here has points and wins only."""
    found = [Figures(matches=1, points=points) for points in outcome.points]
    for winner in outcome.winners:
        found[winner].wins += 1 / len(outcome.winners)
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
