"""People who do not choose in time: the table plays for them, in their step and in no other."""

import asyncio
from typing import Any

import pytest

from agents.human import HUMAN
from games.core import IllegalAction, StaleAction
from games.decision import Failure
from games.failure import LATE
from games.secret_tools.actions import Answer
from tests.agents.tables import Shelf, Slow, act, advance, due, toy
from tests.agents.test_table_private import AT_ONCE, NAMING, YES, private, table
from tests.toy.values import Guess

FORCED = Failure(LATE)


def test_the_neutral_move_is_played_for_whoever_has_not_chosen() -> None:
    shelf = Shelf()
    one = toy([HUMAN] * 3, shelf)
    act(one, 1, Guess(8))
    one.expire({0, 2})
    assert shelf.steps[-1].actions == {0: Guess(3), 1: Guess(8), 2: Guess(3)}
    assert shelf.steps[-1].forced == {0: FORCED, 2: FORCED}
    assert one.common == 2


def test_until_the_step_has_come_one_may_still_choose() -> None:
    """Somebody else is slow, and nobody is kept waiting by a late answer."""

    async def match() -> None:
        slow, shelf = Slow(asyncio.Event(), asyncio.Event()), Shelf()
        one = toy([HUMAN, HUMAN, slow], shelf, advanced=False)
        playing = asyncio.create_task(one.advance())
        await slow.ask.wait()
        at = due(one, 0)
        one.expire({0, 1})
        assert act(one, 0, Guess(9)).sealed
        slow.go.set()
        await playing
        assert shelf.steps[1].actions == {0: Guess(9), 1: Guess(3), 2: Guess(3)}
        assert shelf.steps[1].forced == {1: FORCED}
        with pytest.raises(StaleAction):
            one.submit(1, Guess(9), at)

    asyncio.run(match())


def test_whoever_is_late_while_others_are_asked_in_private_is_played_for_when_the_step_comes() -> None:
    shelf = Shelf()
    one = advance(table(AT_ONCE, [HUMAN] * 4, shelf))
    one.expire({1, 2, 3})
    assert all(map(private, shelf.steps[one.common :]))
    act(one, 0, NAMING)
    assert one.sealed == {2, 3}, "who is invited is asked something else now"
    act(one, 1, YES)
    for seat in (0, 1):
        act(one, seat, one.game.neutral(one.state, seat))
    before: Any = one.common
    for seat in (0, 1):
        act(one, seat, Guess(7))
    assert one.common == before + 1
    assert shelf.steps[-1].forced == {2: FORCED, 3: FORCED}


def test_a_step_that_was_not_kept_plays_for_nobody() -> None:
    shelf = Shelf()
    one = toy([HUMAN] * 3, shelf)
    shelf.full = True
    with pytest.raises(OSError, match="space"):
        one.expire({0, 1, 2})
    assert (one.sealed, one.seq) == (frozenset(), 1)
    shelf.full = False
    for seat in range(3):
        act(one, seat, Guess(5))
    assert shelf.steps[-1].forced == {}


def test_only_steps_that_were_not_asked_for_in_private_are_counted() -> None:
    one = advance(table(AT_ONCE, [HUMAN] * 3, Shelf()))
    before = one.common
    with pytest.raises(IllegalAction):
        act(one, 1, Answer(accept=False))
    act(one, 0, Answer(accept=False))
    assert one.common == before
    one.expire({0, 1, 2})
    assert one.common == before + 1
