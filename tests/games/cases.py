"""Every preset of every registered game and of the toy, and matches of them played through the bare contract."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final, NamedTuple

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from games.core import CHANCE, Seat
from games.luck import SEED_BITS, Luck
from games.registry import GAMES, Entry
from tests.games import known_liars_bar, known_toy
from tests.games.frames import AnyGame, Frame, Joint, Known
from tests.toy import ENTRY

KNOWN: Final = {"liars_bar": known_liars_bar.KNOWN, "toy": known_toy.KNOWN}


@dataclass(frozen=True)
class Case:
    """One preset of one game."""

    entry: Entry
    preset: str

    def __str__(self) -> str:
        return f"{self.entry.name}-{self.preset}"

    def game(self) -> AnyGame:
        """A new one each time: nothing of a match may hide in the game."""
        return self.entry.game(self.preset)

    @property
    def known(self) -> Known:
        return KNOWN[self.entry.name]


CASES: Final = [Case(entry, preset) for entry in (GAMES | {"toy": ENTRY}).values() for preset in entry.presets]
every_case = pytest.mark.parametrize("case", CASES, ids=str)


class Plan(NamedTuple):
    """All that a match depends on."""

    size: int
    """Which of the possible numbers of seats."""
    seed: int
    """Of the draws."""
    choices: int
    """Of the players: how they choose, and whether they mostly take early, late or any of their legal actions."""

    def seats(self, game: AnyGame) -> int:
        return game.seats[self.size % len(game.seats)]


plans = st.builds(
    Plan,
    size=st.integers(0, 11),
    seed=st.integers(0, 2**SEED_BITS - 1),
    choices=st.integers(0, 2**32),
)


def some(examples: int) -> Any:
    """So many examples of a property; its speed is not its subject."""
    return settings(max_examples=examples, deadline=None)


class Player:
    """Takes legal actions at random, and says something now and then."""

    def __init__(self, text: str, choices: int) -> None:
        self.text, self.rng = text, Random(choices)
        self.bias = self.rng.choice((1 / 4, 1, 4))

    def choose(self, legal: tuple[Any, ...]) -> Any:
        action = legal[int(len(legal) * self.rng.random() ** self.bias)]
        if self.rng.random() < 1 / 5:
            action = replace(action, **{self.text: f"word {self.rng.randrange(9)}"})
        return action


def joint_action(game: AnyGame, state: Any, seed: int, player: Player) -> Joint:
    """What everybody who is to act does."""
    acting: frozenset[Seat] = game.acting(state)
    if CHANCE in acting:
        return {CHANCE: game.chance(state, Luck(seed, game.luck(state)))}
    return {seat: player.choose(game.legal(state, seat)) for seat in sorted(acting)}


def play(case: Case, plan: Plan, game: AnyGame | None = None) -> Iterator[Frame]:
    """The steps of one match, to its end."""
    game = game or case.game()
    state, player = game.start(plan.seats(game)), Player(case.known.text, plan.choices)
    while game.acting(state):
        before, actions = state, joint_action(game, state, plan.seed, player)
        state, events = game.step(state, actions)
        yield Frame(before, actions, state, events)
