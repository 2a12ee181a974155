"""What a secret tool must know of Liar's Bar."""

from collections.abc import Iterator
from operator import attrgetter
from typing import Final

from games.core import Seat
from games.liars_bar.actions import honest
from games.liars_bar.hints import danger, honest_chance
from games.liars_bar.showdown import winners
from games.liars_bar.state import LAY, RESPOND, State
from games.liars_bar.view import Observation
from games.secret_tools.traits import Hint, Traits


def _turn(state: State, seat: Seat) -> bool:
    return state.phase is LAY and state.turn == seat


def _hint(own: Observation, other: Observation) -> tuple[Hint, ...]:
    return tuple(_hints(own, other))


def _hints(own: Observation, other: Observation) -> Iterator[Hint]:
    """What the two hold of the target, what an outsider's claim is worth, and what the outsiders' next shots are.

    Nothing about a claim of the partner: the two know those cards, so it is no matter of chance.
    """
    if own.target is None:
        return
    held, total = (
        sum(honest((card,), own.target) for card in cards) for cards in ((*own.hand, *other.hand), own.rules.deck)
    )
    yield Hint("held", (("count", held), ("total", total), ("target", own.target)))
    pair = {own.seat, other.seat}
    if own.phase is RESPOND and own.table[-1].seat not in pair:
        cards = own.table[-1].cards
        yield Hint("claim", (("cards", cards), ("percent", _percent(honest_chance(cards, own, other)))))
    for seat, alive in enumerate(own.alive):
        if alive and seat not in pair:
            yield Hint("shots", (("seat", seat), ("percent", _percent(danger(own, seat)))))


def _percent(chance: float) -> int:
    """0 and 100 only where that is certain."""
    return round(100 * chance) if chance in (0, 1) else min(max(round(100 * chance), 1), 99)


TRAITS: Final = Traits(
    together=False,
    round=attrgetter("round"),
    living=attrgetter("living"),
    turn=_turn,
    hint=_hint,
    winners=lambda rules, state, points: winners(rules, state.alive, points),
    scored=lambda rules: rules.points is not None,
)
