"""Another player takes a seat while the match runs, and clicks that the table remembers."""

import asyncio
from typing import Any

import pytest

from agents.clicks import CLICKS
from agents.human import HUMAN
from agents.scripted import seated
from agents.table import Receipt, Table
from games.core import CHANCE, IllegalAction, StaleAction
from games.registry import GAMES
from tests.agents.tables import SEED, Program, Shelf, Slow, act, advance, bar, due, everything, first, resume, toy, turn
from tests.toy import ENTRY
from tests.toy.values import Guess

BAR = GAMES["liars_bar"].game("paper")


def test_from_the_next_decision_on_another_player_is_asked() -> None:
    shelf, program = Shelf(), Program()
    table = bar([HUMAN] * 3, shelf)
    one = turn(table)
    act(table, one, table.view(one).legal[0])
    kept = list(shelf.steps)
    table.replace(turn(table), program)
    advance(table)
    assert program.views
    assert shelf.steps[: len(kept)] == kept
    assert [step.actions for step in shelf.steps[len(kept) :] if CHANCE not in step.actions]
    seat = program.views[0].observation.seat
    before = everything(table)
    with pytest.raises((IllegalAction, StaleAction)):
        act(table, seat, first(table.view(seat)).action if table.view(seat).legal else None)
    assert everything(table) == before


@pytest.mark.parametrize("after", [0, 1, 2, 5, 9])
def test_a_match_with_a_substitute_goes_on_the_same_wherever_it_is_resumed(after: int) -> None:
    """The substitute's luck follows from the seed, the seat and its decisions, and from nothing that is lost."""

    def players() -> list[Any]:
        return [seated("counting", 0, SEED), HUMAN, seated("bold", 2, SEED)]

    def play(shelf: Shelf, steps: int) -> Table:
        table = Table(BAR, players(), SEED, shelf.keep)
        advance(table)
        while table.outcome is None and sum(1 in step.actions for step in shelf.steps) < steps:
            act(table, 1, table.view(1).legal[0])
            advance(table)
        return table

    whole = Shelf()
    table = play(whole, after)
    table.replace(1, seated("cautious", 1, SEED))
    advance(table)
    assert table.outcome is not None

    first_part = Shelf()
    play(first_part, after)
    for done in range(len(first_part.steps), len(whole.steps), 7):
        shelf = Shelf(whole.steps[:done])
        again = resume(BAR, [players()[0], seated("cautious", 1, SEED), players()[2]], shelf)
        advance(again)
        assert shelf.steps == whole.steps


def test_an_answer_that_is_still_sealed_is_void() -> None:
    shelf = Shelf()
    table = toy([HUMAN] * 2, shelf)
    act(table, 0, Guess(2))
    assert table.sealed == {0}
    program = Program()
    table.replace(0, program)
    assert table.sealed == frozenset()
    advance(table)
    act(table, 1, Guess(4))
    assert shelf.steps[-1].actions[0] == first(program.views[0]).action


def test_a_program_that_was_replaced_while_it_thought_is_not_listened_to() -> None:
    async def match() -> Shelf:
        ask, go, shelf = asyncio.Event(), asyncio.Event(), Shelf()
        table = toy([Slow(ask, go), Slow(ask, go)], shelf, advanced=False)
        playing = asyncio.create_task(table.advance())
        await ask.wait()
        table.replace(1, HUMAN)
        go.set()
        await playing
        assert table.sealed == {0}
        assert table.waiting_for == {1}
        act(table, 1, Guess(6))
        return shelf

    assert asyncio.run(match()).steps[1].actions[1] == Guess(6)


def test_a_person_can_be_replaced_while_programs_think() -> None:
    async def match() -> Shelf:
        ask, go, shelf, late = asyncio.Event(), asyncio.Event(), Shelf(), Program()
        table = Table(ENTRY.game("short"), [HUMAN, Slow(ask, go)], SEED, shelf.keep)
        playing = asyncio.create_task(table.advance())
        await ask.wait()
        table.replace(0, late)
        go.set()
        await playing
        assert late.views
        assert table.outcome is not None
        return shelf

    assert set(asyncio.run(match()).steps[1].actions) == {0, 1}


def test_the_table_remembers_the_newest_clicks_and_no_more() -> None:
    shelf = Shelf()
    table = toy([HUMAN] * 2, shelf)
    at = due(table, 0)
    for number in range(10 * CLICKS):
        assert table.submit(0, Guess(2 + number % 5), at, f"click {number}").sealed
        with pytest.raises(IllegalAction):
            table.submit(1, Guess(1000), at, f"click {number}")
    assert len(table._clicks) == 2 * CLICKS
    table.submit(0, Guess(1000), at, f"click {9 * CLICKS}")
    with pytest.raises(IllegalAction):
        table.submit(0, Guess(1000), at, f"click {9 * CLICKS - 1}")
    assert act(table, 1, Guess(3)) == Receipt(2, sealed=False)
    assert shelf.steps[-1].actions[0] == Guess(2 + (10 * CLICKS - 1) % 5)


def test_clicks_of_seats_that_are_not_there_are_not_remembered() -> None:
    table = toy([HUMAN] * 2, Shelf())
    for seat in (-1, 2, 99, *range(100, 200)):
        with pytest.raises(IllegalAction):
            table.submit(seat, Guess(3), 0, "click")
    assert not len(table._clicks)


def test_the_last_click_that_was_accepted_is_known() -> None:
    table = bar([HUMAN] * 3, Shelf())
    seat = turn(table)
    assert table.accepted(seat) is None
    with pytest.raises(StaleAction):
        table.submit(seat, table.view(seat).legal[0], 99, "late")
    assert table.accepted(seat) is None
    act(table, seat, table.view(seat).legal[0], "good")
    assert table.accepted(seat) == "good"
    assert table.accepted((seat + 1) % 3) is None
