"""What a secret tool must know of the toy."""

from typing import Final

from games.secret_tools.traits import Hint, Traits
from tests.toy.game import State
from tests.toy.values import Observation


def _hint(own: Observation, other: Observation) -> tuple[Hint, ...]:
    held = [o.card for o in (own, other) if o.card is not None]
    return (Hint("held", (("count", sum(held)),)),) if held else ()


def _living(state: State) -> tuple[int, ...]:
    return tuple(range(len(state.points)))


TRAITS: Final = Traits(
    together=True,
    round=lambda state: state.round,
    living=_living,
    turn=lambda state, seat: True,
    hint=_hint,
    winners=lambda rules, state, points: tuple(s for s, p in enumerate(points) if p == max(points)),
    scored=lambda rules: rules.worth > 0,
)
