"""What a table refuses, and that a refusal changes nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from agents.human import HUMAN
from agents.table import Table
from games.core import ANALYST, CHANCE, IllegalAction, InvalidAction, Refused, Seat, StaleAction
from games.liars_bar.actions import CARDS, Call, Deal, Pass, Play, Starter
from games.registry import GAMES
from tests.agents.tables import Program, Shelf, Wave, act, advance, bar, due, everything, toy, turn
from tests.toy.values import Draw, Guess


def not_held(table: Table) -> Any:
    hand = table.view(turn(table)).observation.hand
    return next(Play((card,) * n) for n in (1, 2, 3) for card in CARDS if hand.count(card) < n)


def too_long(table: Table) -> Any:
    return Play(table.view(turn(table)).legal[0].cards, say="x" * 201)


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("must-lay", lambda _: Call()),
        ("must-lay", lambda _: Pass()),
        ("wrong-count", lambda _: Play(())),
        ("wrong-count", lambda table: Play(table.view(turn(table)).observation.hand)),
        ("not-in-hand", not_held),
        ("say-too-long", too_long),
        ("not-a-draw-now", lambda _: Starter(0)),
    ],
)
def test_an_illegal_answer_changes_nothing(code: str, make: Callable[[Table], Any]) -> None:
    shelf = Shelf()
    table = bar([HUMAN] * 3, shelf)
    before, kept = everything(table), list(shelf.steps)
    with pytest.raises(IllegalAction) as refused:
        act(table, turn(table), make(table))
    assert refused.value.why.code == code
    assert GAMES["liars_bar"].notation(table.game.rules, "en").refusal(refused.value.why)
    assert (everything(table), shelf.steps) == (before, kept)
    act(table, turn(table), table.view(turn(table)).legal[0])
    assert table.seq == len(kept) + 1


@pytest.mark.parametrize("off", [-1, 1, 5])
def test_a_stale_answer_changes_nothing(off: int) -> None:
    shelf = Shelf()
    table = bar([HUMAN] * 3, shelf)
    seat = turn(table)
    action = table.view(seat).legal[0]
    before, kept = everything(table), list(shelf.steps)
    with pytest.raises(StaleAction) as refused:
        table.submit(seat, action, due(table, seat) + off)
    assert refused.value.why.values == {"at": due(table, seat) + off, "due": due(table, seat)}
    assert (everything(table), shelf.steps) == (before, kept)


def test_a_second_answer_to_the_same_decision_is_stale() -> None:
    table = bar([HUMAN] * 3, Shelf())
    seat = turn(table)
    at, action = due(table, seat), table.view(seat).legal[0]
    table.submit(seat, action, at)
    before = everything(table)
    with pytest.raises(StaleAction):
        table.submit(seat, action, at)
    assert everything(table) == before


@pytest.mark.parametrize("seat", [CHANCE, ANALYST, 3, 99])
def test_nobody_sits_there(seat: Seat) -> None:
    table = bar([HUMAN] * 3, Shelf())
    before = everything(table)
    for action in (Pass(), Deal("Q", ((),) * 3)):
        with pytest.raises(IllegalAction):
            table.submit(seat, action, 0)
    assert everything(table) == before


def test_others_wait_for_their_turn() -> None:
    table = bar([HUMAN] * 3, Shelf())
    before = everything(table)
    for seat in {0, 1, 2} - table.waiting_for:
        hand = table.view(seat).observation.hand
        with pytest.raises(IllegalAction):
            act(table, seat, Play(hand[:1]))
    assert everything(table) == before


@pytest.mark.parametrize("action", [Guess(3), Wave(), "Call", None, Call])
def test_what_is_no_action_of_the_game_is_invalid_and_changes_nothing(action: Any) -> None:
    table = bar([HUMAN] * 3, Shelf())
    before = everything(table)
    with pytest.raises(InvalidAction):
        act(table, turn(table), action)
    assert everything(table) == before


@pytest.mark.parametrize("action", [Call(), Wave(), "Guess", None, Guess])
def test_what_is_no_action_of_a_simultaneous_game_is_invalid_too(action: Any) -> None:
    table = toy([HUMAN] * 3, Shelf())
    before = everything(table)
    with pytest.raises(InvalidAction):
        act(table, 0, action)
    assert everything(table) == before


def test_a_draw_is_no_answer_of_a_seat() -> None:
    table = toy([HUMAN] * 2, Shelf())
    before = everything(table)
    with pytest.raises(Refused):
        act(table, 0, Draw((1, 1)))
    assert everything(table) == before


def test_nothing_is_taken_once_the_match_has_ended() -> None:
    shelf = Shelf()
    table = bar([Program() for _ in range(3)], shelf)
    assert table.outcome is not None
    assert not table.waiting_for
    before = everything(table)
    for seat in range(3):
        with pytest.raises(IllegalAction):
            act(table, seat, Pass())
    assert everything(advance(table)) == before
