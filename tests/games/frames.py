"""What a step did, the fold of actions into steps, and what a test must be told of a game beyond its contract."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

from games.core import Action, Event, Game, Seat

AnyGame = Game[Any, Any, Any]
Joint = Mapping[Seat, Action]
"""One action for every acting seat."""

Knowing = frozenset[Seat]
"""Seats that share what they know; nobody: the spectator."""


class Frame(NamedTuple):
    before: Any
    actions: Joint
    state: Any
    events: tuple[Event, ...]


def fold(game: AnyGame, state: Any, joints: Iterable[Joint]) -> Iterator[Frame]:
    """The steps these actions make, from this state on."""
    for actions in joints:
        before, (state, events) = state, game.step(state, actions)
        yield Frame(before, actions, state, events)


class Known(NamedTuple):
    """A newly registered game needs one of these before any law can run over it."""

    text: str
    """The field of an action that holds an open text; empty: none does."""
    mix: Callable[[AnyGame, Sequence[Frame], Knowing, Random], list[Joint]]
    """The actions of another possible match, so far, that those who share what they know cannot tell from this one."""
    facts: Callable[[Frame], set[str]]
    """What is worth seeing in a golden, as far as this step shows it."""
    wanted: frozenset[str]
    """The facts that every golden must show."""
    mistakes: tuple[Action, ...]
    """Actions of this game that are refused in their turn for a reason of their own."""
    also: tuple[Any, ...] = ()
    """Rules beyond the presets, so that everything that can happen does."""
    open: bool = False
    """All see everything by the presets, but for what is to be done in the running step."""

    def scramble(self, game: AnyGame, frames: Sequence[Frame], viewer: Seat | None, rng: Random) -> list[Joint]:
        """The same for one viewer, who shares with nobody."""
        return self.mix(game, frames, frozenset() if viewer is None else frozenset({viewer}), rng)
