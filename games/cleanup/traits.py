"""What a secret tool must know of Cleanup."""

from typing import Any, Final

from games.cleanup.hints import InSight, nearest, nearest_in_sight, river_in_sight
from games.cleanup.looking import ClassicObservation
from games.cleanup.paper import winners
from games.cleanup.presets import CleanupRules
from games.cleanup.state import State
from games.cleanup.view import Observation
from games.core import Seat
from games.secret_tools.conditions import Advantage
from games.secret_tools.traits import Hint, Traits


def _living(state: State) -> tuple[Seat, ...]:
    """Nobody is ever out for good."""
    return tuple(range(len(state.board.points)))


def _hint(own: Any, other: Any) -> tuple[Hint, ...]:
    """By what the two see: all of the board, or what is around each of them."""
    if isinstance(own, ClassicObservation):
        return _by_windows(own, other)
    return _by_board(own, other)


def _by_windows(own: ClassicObservation, other: ClassicObservation) -> tuple[Hint, ...]:
    """The nearest apple that each of the two sees, and the river as far as they see it together."""
    mine, theirs, rules = nearest_in_sight(own), nearest_in_sight(other), own.rules
    river, waste = river_in_sight(own, other)
    return (
        Hint("sight_no_apple", ()) if mine is None else Hint("sight_apple", _away(mine)),
        Hint("partner_no_apple", ()) if theirs is None else Hint("partner_apple", (("partner_moves", theirs.moves),)),
        Hint("sight_river", (("river", river), ("waste", waste), ("limit", rules.cutoff))),
    )


def _away(apple: InSight) -> tuple[tuple[str, int], ...]:
    """Tiles in each direction, none of them below 0."""
    ahead, right, moves = apple
    ways = ("ahead", ahead), ("behind", -ahead), ("left", -right), ("right", right)
    return *((way, max(tiles, 0)) for way, tiles in ways), ("moves", moves)


def _by_board(own: Observation, other: Observation) -> tuple[Hint, ...]:
    """Where the nearest apple of each of the two is, and how near the river is to the limit."""
    board, rules = own.board, own.rules
    river = Hint("river", (("pollution", board.pollution), ("limit", rules.cutoff)))
    mine, theirs = nearest(own), nearest(other)
    if mine is None or theirs is None:
        return Hint("no_apple", ()), river
    place = rules.layout.place
    ways = (
        ("place", place(mine.tile)),
        ("moves", mine.moves),
        ("partner_place", place(theirs.tile)),
        ("partner_moves", theirs.moves),
    )
    return Hint("apple", ways), river


def _ally(state: State, pair: tuple[Seat, Seat]) -> State:
    return state._replace(allies=pair)


TRAITS: Final = Traits(
    together=True,
    round=lambda state: state.board.step,
    living=_living,
    turn=lambda state, seat: True,  # noqa: ARG005  every step is one
    hint=_hint,
    winners=lambda rules, state, points: winners(points),  # noqa: ARG005
    scored=lambda rules: True,  # noqa: ARG005
    # Elsewhere two that always hit keep all others off the board, cleaners too, and starve with them.
    advantages=lambda rules: {Advantage.ALLY_ZAP: _ally} if isinstance(rules, CleanupRules) else {},
)
