"""What a secret tool must know of the game that it wraps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from games.core import Seat


class Hint(NamedTuple):
    """One sentence of a hint: its name among the game's sentences, and the values in it."""

    line: str
    values: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Traits:
    """Functions of a game's state that tell nothing secret, and hints from two observations."""

    together: bool
    """Everybody acts at once, not by turns."""
    round: Callable[[Any], int]
    """The running round or step of a state, from 1."""
    living: Callable[[Any], tuple[Seat, ...]]
    turn: Callable[[Any, Seat], bool]
    """Whether the decision that is due to a seat is a turn of its own, and no response to another's."""
    hint: Callable[[Any, Any], tuple[Hint, ...]]
    """For the seat of the first observation; nothing but the two observations of the pair may be used."""
    winners: Callable[[Any, Any, tuple[float, ...]], tuple[Seat, ...]]
    """By these rules, of a match that has ended in this state, with these points."""
