"""Who is waited for, who is asked when, and what may happen while programs think."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from agents.core import View
from agents.human import HUMAN
from agents.table import Table
from games.core import CHANCE, IllegalAction, Reason
from games.decision import Decision
from tests.agents.tables import Program, Shelf, Slow, act, advance, bar, everything, first, resume, toy
from tests.toy.values import Guess, Guessed


def test_persons_are_waited_for_and_programs_are_not() -> None:
    shelf = Shelf()
    table = bar([Program(), HUMAN, Program()], shelf)
    turns = 0
    while table.outcome is None:
        assert table.waiting_for == {1}
        assert everything(advance(table)) is not None
        assert table.waiting_for == {1}
        act(table, 1, table.view(1).legal[0])
        advance(table)
        turns += 1
    assert turns == sum(1 in step.actions for step in shelf.steps)
    both = toy([Program(), HUMAN, Program()], Shelf())
    assert both.waiting_for == {1}
    act(both, 1, Guess(3))
    assert both.seq == 2


def test_all_programs_of_a_step_are_asked_before_any_answer_is_used() -> None:
    """Each of them answers only when all have been asked; and none sees anything of another's answer."""

    async def match() -> tuple[list[View[Any, Any]], Shelf]:
        all_asked = asyncio.Barrier(3)
        views: list[View[Any, Any]] = []

        class Together:
            async def decide(self, view: View[Any, Any]) -> Decision:
                views.append(view)
                async with asyncio.timeout(10):
                    await all_asked.wait()
                return first(view)

        shelf = Shelf()
        await toy([Together() for _ in range(3)], shelf, advanced=False).advance()
        return views, shelf

    views, shelf = asyncio.run(match())
    assert len(views) == 3 * 2
    for step in (0, 1):
        asked = views[3 * step : 3 * step + 3]
        assert {view.observation.seat for view in asked} == {0, 1, 2}
        guesses = [sum(isinstance(event, Guessed) for event in view.events) for view in asked]
        assert guesses == [3 * step] * 3
    assert [set(step.actions) for step in shelf.steps] == [{CHANCE}, {0, 1, 2}] * 2


def test_a_person_may_answer_while_programs_think() -> None:
    async def match() -> Shelf:
        ask, go, shelf = asyncio.Event(), asyncio.Event(), Shelf()
        table = toy([HUMAN, Slow(ask, go), Slow(ask, go)], shelf, advanced=False)
        thinking = asyncio.create_task(table.advance())
        await ask.wait()
        assert act(table, 0, Guess(4)).sealed
        assert act(table, 0, Guess(5)).sealed
        go.set()
        await thinking
        return shelf

    assert asyncio.run(match()).steps[1].actions[0] == Guess(5)


def answer_for_everybody(table: Table, shelf: Shelf) -> None:
    """Where every seat is a program's: what would be taken from a person is refused and changes nothing."""
    before, kept = everything(table), list(shelf.steps)
    for seat in table.waiting_for:
        for action in table.view(seat).legal:
            with pytest.raises(IllegalAction) as refused:
                act(table, seat, action)
            assert refused.value.why == Reason("not-your-turn", {"seat": seat})
            assert (everything(table), shelf.steps) == (before, kept)


@pytest.mark.parametrize("make", [bar, toy])
def test_nobody_answers_for_a_program_not_even_while_it_thinks(make: Callable[..., Table]) -> None:
    """And the match goes on to the end it would have had."""

    async def match(table: Table) -> None:
        assert table.waiting_for
        answer_for_everybody(table, shelf)
        thinking = asyncio.create_task(table.advance())
        await ask.wait()
        answer_for_everybody(table, shelf)
        assert not thinking.done()
        go.set()
        await thinking
        assert table.outcome is not None

    whole, shelf, ask, go = Shelf(), Shelf(), asyncio.Event(), asyncio.Event()
    make([Program() for _ in range(3)], whole)
    game = make([HUMAN] * 3, shelf).game
    asyncio.run(match(resume(game, [Slow(ask, go)] * 3, shelf)))
    assert shelf.steps == whole.steps


@pytest.mark.parametrize("make", [bar, toy])
def test_two_calls_to_advance_play_every_step_once(make: Callable[..., Table]) -> None:
    """Whichever step they meet at; what was asked later is answered later."""

    class Slowly:
        asked = 0

        async def decide(self, view: View[Any, Any]) -> Decision:
            self.asked += 1
            for _ in range(4 * self.asked):
                await asyncio.sleep(0)
            return first(view)

    async def twice(table: Table) -> None:
        await asyncio.gather(table.advance(), table.advance())

    whole = Shelf()
    game = make([Program() for _ in range(3)], whole).game
    for done in range(len(whole.steps)):
        shelf = Shelf(whole.steps[:done])
        asyncio.run(twice(resume(game, [Slowly() for _ in range(3)], shelf)))
        assert shelf.steps == whole.steps
