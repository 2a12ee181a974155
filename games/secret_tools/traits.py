"""What a secret tool must know of the game that it wraps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from games.core import Seat
from games.secret_tools.conditions import Advantage

Favour = Callable[[Any, tuple[Seat, Seat]], Any]
"""From a state the same one, in which from now on the rules favour these two."""


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
    scored: Callable[[Any], bool]
    """Whether points count by these rules; where they do not, there is nothing to be lost or earned."""
    advantages: Callable[[Any], Mapping[Advantage, Favour]] = lambda rules: {}  # noqa: ARG005
    """Those that the pair may have by these rules."""
