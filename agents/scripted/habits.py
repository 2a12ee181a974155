"""What the seats of Liar's Bar have shown of themselves, read from the events one seat has seen."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from games.core import Event, Seat
from games.liars_bar.events import Called, HouseCalled, Laid, Passed, PassJudged, Revealed

Shown = Counter[tuple[Seat, int, bool]]
"""(seat, cards laid, yes or no) -> how often."""

WEIGHT: Final = 4
"""How often a habit must have been tried before what it showed weighs as much as what was expected of it."""

TELLING: Final = frozenset({Laid, Passed, Called, HouseCalled, Revealed, PassJudged})
"""Where habits show; most events of a match are deals and points, and all of it is read at every decision."""


class Habits(NamedTuple):
    called: Shown
    """Whether a seat called when so many cards had been laid before it."""
    true: Shown
    """Whether its own plays of so many cards were honest, where that came out; a house call is no choice."""


def habits(events: Sequence[Event]) -> Habits:
    """All that is shown by these events of one match."""
    called, true = Shown(), Shown()
    last: tuple[Seat, int] | None = None
    passed: list[tuple[Seat, int]] = []
    for event in [event for event in events if type(event) in TELLING]:
        if isinstance(event, Laid):
            last = event.seat, event.count
        elif isinstance(event, Passed) and last:
            called[event.seat, last[1], False] += 1
            passed.append(last)
        elif isinstance(event, PassJudged):
            # At a round's end the house judges all its plays, if at all, in the order in which they were laid.
            true[*passed.pop(0), event.honest] += 1
        elif isinstance(event, Called) and last:
            called[event.seat, last[1], True] += 1
        elif isinstance(event, HouseCalled):
            last = None
        elif isinstance(event, Revealed) and last:
            true[*last, event.honest] += 1
    return Habits(called, true)


def rate(shown: Shown, seat: Seat, cards: int, expected: float) -> float:
    """How often a seat can be expected to do something with so many cards: `expected`, moved by what it has shown."""
    yes, no = shown[seat, cards, True], shown[seat, cards, False]
    return (yes + WEIGHT * expected) / (yes + no + WEIGHT)
