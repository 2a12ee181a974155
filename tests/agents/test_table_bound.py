"""Of several who act at once, whoever can do one thing only is not asked; whoever has a turn takes it itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from agents.human import HUMAN
from agents.table import Player, Table
from games.core import CHANCE, Seat
from games.registry import GAMES
from games.secret_tools.conditions import Condition
from games.secret_tools.rules import SecretTool
from tests.agents.tables import SEED, Program, Shelf, act, advance, turn
from tests.agents.test_table_private import NAMING, YES, rules
from tests.toy import PRESETS
from tests.toy.game import GuessGame, State
from tests.toy.traits import TRAITS
from tests.toy.values import Guess


@dataclass(frozen=True)
class Stuck:
    """Who can only make the lowest guess, and in which rounds."""

    seats: frozenset[Seat]
    rounds: frozenset[int]


class Narrow(GuessGame):
    """The toy, in which some have no choice."""

    def __init__(self, stuck: Stuck) -> None:
        super().__init__(PRESETS["short"])
        self.stuck = stuck

    def legal(self, state: State, seat: Seat) -> tuple[Guess, ...]:
        every = super().legal(state, seat)
        return every[:1] if seat in self.stuck.seats and state.round in self.stuck.rounds else every


def table(players: Sequence[Player], shelf: Shelf, game: Any) -> Table:
    return advance(Table(game, players, SEED, shelf.keep))


FIRST = Stuck(frozenset({0, 1}), frozenset({1}))


def test_neither_people_nor_programs_are_asked_who_have_no_choice() -> None:
    shelf, program = Shelf(), Program()
    one = table([HUMAN, program, HUMAN], shelf, Narrow(FIRST))
    assert (one.waiting_for, one.sealed, program.views) == ({2}, frozenset(), [])
    act(one, 2, Guess(7))
    assert shelf.steps[-1].actions == {0: Guess(3), 1: Guess(3), 2: Guess(7)}
    assert shelf.steps[-1].forced == {}, "nothing was done for anybody"
    advance(one)
    assert one.waiting_for == {0, 2}
    assert len(program.views) == 1


def test_where_nobody_has_a_choice_the_match_goes_on() -> None:
    shelf = Shelf()
    one = table([HUMAN] * 3, shelf, Narrow(Stuck(frozenset(range(3)), frozenset({1}))))
    assert one.waiting_for == {0, 1, 2}
    assert [CHANCE in step.actions for step in shelf.steps] == [True, False, True]


def test_a_resumed_table_asks_the_same() -> None:
    game = Narrow(FIRST)
    one = table([HUMAN] * 3, shelf := Shelf(), game)
    again = Table.resume(game, [HUMAN] * 3, SEED, Shelf().keep, [step.actions for step in shelf.steps])
    assert again.waiting_for == one.waiting_for == {2}


def test_whoever_is_asked_in_private_is_asked_all_the_same() -> None:
    shelf = Shelf()
    game = SecretTool(Narrow(FIRST), rules(Condition.CHANNEL), TRAITS)
    one = table([HUMAN] * 3, shelf, game)
    assert one.waiting_for == {0}
    act(one, 0, NAMING)
    act(one, 1, YES)
    assert one.waiting_for == {0, 1}, "both may write"
    for seat in (0, 1):
        act(one, seat, game.neutral(one.state, seat))
    act(one, 2, Guess(7))
    assert shelf.steps[-1].actions == {0: Guess(3), 1: Guess(3), 2: Guess(7)}


def test_a_turn_with_one_way_to_take_it_is_taken_by_whoever_has_it() -> None:
    """Such as the last card, which is laid when nobody else has any."""
    found = 0
    for seed in range(30):
        one, luck = Table(GAMES["liars_bar"].game("published-code"), [HUMAN] * 2, seed, lambda _: None), Random(seed)
        while advance(one).waiting_for:
            legal = one.view(turn(one)).legal
            found += len(legal) == 1
            act(one, turn(one), luck.choice(legal))
    assert found
