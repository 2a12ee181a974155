"""Figures of Cleanup: apples, cleanings, zaps and steps sat out, per opportunity: a seat that must stay has none."""

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from typing import Final

from games.cleanup import events
from games.cleanup.actions import ZAPS
from games.cleanup.alike import alike
from games.cleanup.presets import Rules
from games.core import Event, Outcome, Seat
from replays.measures.core import Figures, Told, share

NOBODY: Final[frozenset[Seat]] = frozenset()


@dataclass(slots=True)
class CleanupFigures(Figures):
    apples: int = 0
    steps: int = 0
    sat_out: int = 0
    """Of these steps, those in which it could only stay."""
    free: int = 0
    """Of them, those in which it chose for itself."""
    cleanings: int = 0
    """Of these, those in which it set about cleaning."""
    removed: int = 0
    """Cleanings that removed waste."""
    waste: int = 0
    """How much they removed: where a beam cleans, it is up to three tiles each."""
    zaps: int = 0
    hits: int = 0
    """Zaps that hit anybody."""
    targets: Counter[Seat] = field(default_factory=Counter[Seat])
    """How often it hit each seat."""

    @property
    def rates(self) -> tuple[float | None, ...]:
        return (
            share(self.waste, self.matches),
            share(self.removed, self.cleanings),
            share(self.zaps, self.free),
            share(self.hits, self.zaps),
            share(self.sat_out, self.steps),
        )

    def since(self, before: "CleanupFigures") -> "CleanupFigures":
        """What came after those of the beginning of the same match."""
        counts = {name: getattr(self, name) - getattr(before, name) for name in COUNTS}
        return CleanupFigures(**counts, targets=self.targets - before.targets)


COUNTS = ("apples", "steps", "sat_out", "free", "cleanings", "removed", "waste", "zaps", "hits")


def figures(rules: Rules, steps: Iterable[Told], outcome: Outcome) -> list[CleanupFigures]:
    """Each seat's, in seat order."""
    found = counted(rules, steps, len(outcome.points))
    return [one.ended(seat, outcome) for seat, one in enumerate(found)]


def counted(rules: Rules, steps: Iterable[Told], seats: int) -> list[CleanupFigures]:
    """The same of a match that may still go on, from events with every field."""
    found, acted_for = _Counted(rules, seats), NOBODY
    for happened, forced in steps:
        if any(isinstance(event, events.Stepped) for event in happened):
            found.step(happened, acted_for | forced.keys())
            acted_for = NOBODY
        else:
            # Who acts may be told apart from what comes of it, without events; what is done in private has some.
            acted_for = NOBODY if happened else frozenset(forced)
    return found.seats


def lost(steps: Iterable[Told]) -> int:
    """The apples that did not grow because the river was too dirty."""
    return sum(event.apples or 0 for happened, _ in steps for event in happened if isinstance(event, events.Stunted))


class _Counted:
    def __init__(self, rules: Rules, seats: int) -> None:
        self.rules, self.seats = rules, [CleanupFigures() for _ in range(seats)]
        self.left = [0] * seats
        """In how many steps from now on each can only stay."""

    def step(self, happened: Iterable[Event], acted_for: Set[Seat]) -> None:
        free = {seat for seat, left in enumerate(self.left) if not left} - acted_for
        for seat, one in enumerate(self.seats):
            one.steps += 1
            one.sat_out += self.left[seat] > 0
            one.free += seat in free
        self.left = [max(left - 1, 0) for left in self.left]
        hit, cleaned = dict[Seat, list[Seat]](), set[Seat]()
        for event in map(alike, happened):
            match event:
                case events.Acted(int(seat), do) | events.ActedUnnamed(int(seat), do) if seat in free:
                    self.seats[seat].cleanings += do == "CLEAN"
                    self.seats[seat].zaps += do in ZAPS or do == "ZAP"
                case events.Zapped(int(seat), by) | events.ZappedUnnamed(int(seat), by):
                    self.left[seat] = self.rules.frozen - 1
                    if by is not None:
                        hit.setdefault(by, []).append(seat)
                case events.Ate(int(seat)) | events.AteUnnamed(int(seat)):
                    self.seats[seat].apples += 1
                case events.Cleaned(int(seat)) | events.CleanedUnnamed(int(seat)) if seat in free:
                    self.seats[seat].waste += 1
                    cleaned.add(seat)
                case _:
                    pass
        for seat in cleaned:
            self.seats[seat].removed += 1
        for by, targets in hit.items():
            if by in free:
                self.seats[by].hits += 1
                self.seats[by].targets.update(targets)
