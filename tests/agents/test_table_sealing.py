"""Which answer counts: the same click twice, and answers sealed until all have answered."""

import pytest

from agents.human import HUMAN
from agents.table import Receipt
from games.core import ANALYST, IllegalAction, StaleAction
from games.liars_bar.actions import Pass
from tests.agents.tables import Shelf, act, bar, due, everything, toy, turn
from tests.toy.values import Guess


def test_the_same_click_gets_the_same_answer() -> None:
    shelf = Shelf()
    table = bar([HUMAN] * 3, shelf)
    seat = turn(table)
    at, action = due(table, seat), table.view(seat).legal[0]
    receipt = table.submit(seat, action, at, "a")
    after, kept = everything(table), list(shelf.steps)
    assert receipt == Receipt(len(kept), sealed=False)
    assert table.submit(seat, action, at, "a") == receipt
    act(table, turn(table), Pass())
    assert table.submit(seat, action, at, "a") == receipt
    assert len(shelf.steps) == len(kept) + 1
    assert everything(table) != after


def test_the_same_click_gets_the_same_refusal_even_if_it_would_be_legal_now() -> None:
    table = bar([HUMAN] * 3, Shelf())
    seat = turn(table)
    other = (seat + 1) % 3
    with pytest.raises(IllegalAction) as early:
        table.submit(other, Pass(), 0, "a")
    act(table, seat, table.view(seat).legal[0])
    assert table.waiting_for == {other}
    before = everything(table)
    with pytest.raises(IllegalAction) as again:
        table.submit(other, Pass(), 0, "a")
    assert again.value is early.value
    assert everything(table) == before
    table.submit(other, Pass(), 0, "b")
    assert everything(table) != before


def test_clicks_of_two_seats_are_not_the_same_click() -> None:
    table = bar([HUMAN] * 3, Shelf())
    seat = turn(table)
    receipt = act(table, seat, table.view(seat).legal[0], "a")
    assert act(table, turn(table), Pass(), "a").seq == receipt.seq + 1


def test_a_sealed_answer_may_change_until_the_step_resolves_and_nobody_sees_it() -> None:
    shelf = Shelf()
    table = toy([HUMAN] * 3, shelf)
    assert table.waiting_for == {0, 1, 2}
    others, outside = [table.view(seat) for seat in (1, 2)], (table.events(None), table.events(ANALYST))
    kept = len(shelf.steps)
    assert act(table, 0, Guess(3)) == Receipt(kept, sealed=True)
    assert act(table, 0, Guess(9, note="changed")) == Receipt(kept, sealed=True)
    assert table.waiting_for == {1, 2}
    assert [table.view(seat) for seat in (1, 2)] == others
    assert (table.events(None), table.events(ANALYST)) == outside
    assert len(shelf.steps) == kept
    act(table, 1, Guess(4))
    with pytest.raises(IllegalAction):
        act(table, 0, Guess(100))
    assert act(table, 2, Guess(5)) == Receipt(kept + 1, sealed=False)
    assert shelf.steps[-1].actions == {0: Guess(9, note="changed"), 1: Guess(4), 2: Guess(5)}
    with pytest.raises(StaleAction):
        table.submit(0, Guess(3), 0)


def test_an_older_click_does_not_undo_a_changed_answer() -> None:
    shelf = Shelf()
    table = toy([HUMAN] * 2, shelf)
    receipt = act(table, 0, Guess(2), "a")
    act(table, 0, Guess(6), "b")
    assert act(table, 0, Guess(2), "a") == receipt
    act(table, 1, Guess(3))
    assert shelf.steps[-1].actions[0] == Guess(6)
