"""How long an action takes to appear tells nothing about who made it: one pause a step, beside the thinking."""

import asyncio
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any

import pytest

from agents.core import View
from agents.human import HUMAN
from agents.table import Player, Rest, Table
from games.core import CHANCE
from games.decision import Decision
from games.registry import GAMES
from tests.agents.tables import SEED, Program, Shelf, Slow, act, first
from tests.toy import ENTRY
from tests.toy.values import Guess

BAR, TOY = GAMES["liars_bar"].game("paper"), ENTRY.game("long")
both_games = pytest.mark.parametrize("game", [BAR, TOY], ids=["liars_bar", "toy"])


@dataclass
class Clock:
    """Pauses that a test ends, and what happened while they lasted."""

    log: list[str] = field(default_factory=list[str])
    gate: asyncio.Event | None = None
    running: int = 0

    def pause(self) -> Rest:
        self.log.append("pause")
        return self.rest

    async def rest(self) -> None:
        self.running += 1
        try:
            if self.gate is not None:
                await self.gate.wait()
            else:
                await asyncio.sleep(0)
        finally:
            self.running -= 1


@dataclass(frozen=True)
class Loud:
    """A program that says in the clock's log when it is asked, and thinks for so long."""

    clock: Clock
    turns: int

    async def decide(self, view: View[Any, Any]) -> Decision:
        self.clock.log.append("ask")
        for _ in range(self.turns):
            await asyncio.sleep(0)
        return first(view)


def table(game: Any, players: list[Player], shelf: Shelf, clock: Clock) -> Table:
    def keep(step: Any) -> None:
        clock.log.append("chance" if CHANCE in step.actions else "step")
        shelf.keep(step)

    return Table(game, players, SEED, keep, pause=clock.pause)


@both_games
@pytest.mark.parametrize("order", list(permutations((0, 1, 9))), ids=str)
def test_there_is_one_pause_a_step_wherever_the_quick_and_the_slow_sit(game: Any, order: tuple[int, ...]) -> None:
    clock, shelf = Clock(), Shelf()
    asyncio.run(table(game, [Loud(clock, turns) for turns in order], shelf, clock).advance())
    steps = [step for step in shelf.steps if CHANCE not in step.actions]
    told = " ".join(clock.log).replace("chance ", "").split(" step")
    assert len(told) == len(steps) + (told[-1] == "")
    for step, happened in zip(steps, told, strict=False):
        assert sorted(happened.split()) == sorted(["ask"] * len(step.actions) + ["pause"])
    assert len(shelf.steps) == len(steps) + clock.log.count("chance")


@both_games
def test_the_match_is_the_one_without_pauses(game: Any) -> None:
    with_pauses, without = Shelf(), Shelf()
    asyncio.run(table(game, [Program() for _ in range(3)], with_pauses, Clock()).advance())
    asyncio.run(Table(game, [Program() for _ in range(3)], SEED, without.keep).advance())
    assert with_pauses.steps == without.steps


@both_games
def test_an_action_appears_when_both_the_pause_and_the_thinking_are_over(game: Any) -> None:
    async def match(last: str) -> None:
        ask, go, shelf = asyncio.Event(), asyncio.Event(), Shelf()
        clock = Clock(gate=asyncio.Event())
        playing = asyncio.create_task(table(game, [Slow(ask, go)] * 2, shelf, clock).advance())
        await ask.wait()
        assert clock.log[-1] == "pause", "they begin at the same time"
        gates = {"pause": clock.gate, "thought": go}
        for name in sorted(gates, key=lambda name: name == last):
            kept = len(shelf.steps)
            assert not [step for step in shelf.steps if CHANCE not in step.actions]
            for _ in range(50):
                await asyncio.sleep(0)
            assert len(shelf.steps) == kept
            gates[name].set()  # type: ignore[union-attr]
        await playing
        assert shelf.steps[-1].outcome is not None

    asyncio.run(match("pause"))
    asyncio.run(match("thought"))


def test_people_are_waited_for_and_not_paused() -> None:
    async def match() -> None:
        clock, shelf = Clock(), Shelf()
        one = table(TOY, [HUMAN, HUMAN], shelf, clock)
        while one.outcome is None:
            await one.advance()
            for seat in one.waiting_for:
                act(one, seat, one.view(seat).legal[0])
        assert "pause" not in clock.log
        assert len(shelf.steps) == one.seq

    asyncio.run(match())


def test_programs_that_play_at_once_with_a_person_pause_once_and_then_wait_for_the_person() -> None:
    async def match() -> None:
        clock, shelf = Clock(), Shelf()
        one = table(TOY, [HUMAN, Program(), Program()], shelf, clock)
        for rounds in range(1, TOY.rules.rounds + 1):
            await one.advance()
            await one.advance()
            assert clock.log.count("pause") == rounds
            assert one.waiting_for == {0}
            act(one, 0, Guess(5))

    asyncio.run(match())


@pytest.mark.parametrize("fails", [0, 1, 2])
def test_a_program_that_breaks_leaves_nothing_running(fails: int) -> None:
    cancelled: list[int] = []

    @dataclass(frozen=True)
    class Thinking:
        seat: int

        async def decide(self, view: View[Any, Any]) -> Decision:
            await asyncio.sleep(0)
            if self.seat == fails:
                raise RuntimeError("broken")
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                cancelled.append(self.seat)
                raise
            return first(view)

    async def match() -> None:
        clock, shelf = Clock(gate=asyncio.Event()), Shelf()
        one = table(TOY, [Thinking(seat) for seat in range(3)], shelf, clock)
        with pytest.raises(RuntimeError, match="broken"):
            await one.advance()
        await asyncio.sleep(0)
        assert clock.running == 0
        assert sorted([*cancelled, fails]) == [0, 1, 2]
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(match())


@both_games
def test_every_step_is_told_once_when_it_is_kept_and_the_table_has_moved_on(game: Any) -> None:
    told: list[Any] = []
    shelf = Shelf()

    def tell(step: Any) -> None:
        assert shelf.steps[-1] is step
        assert one.seq == step.seq == len(one.past)
        assert one.past[-1] == step.events
        assert one.outcome == step.outcome
        told.append(step)

    one = Table(game, [Program() for _ in range(3)], SEED, shelf.keep, told=tell)
    asyncio.run(one.advance())
    assert told == shelf.steps
    assert [event for events in one.past for event in events] == shelf.events

    actions = [step.actions for step in shelf.steps]
    again = Table.resume(game, [Program() for _ in range(3)], SEED, shelf.keep, actions, told=tell)
    assert again.past == one.past
    assert len(told) == len(shelf.steps)


@both_games
def test_what_is_not_kept_is_not_told(game: Any) -> None:
    told: list[Any] = []
    shelf = Shelf(full=True)
    one = Table(game, [Program() for _ in range(3)], SEED, shelf.keep, told=told.append)
    with pytest.raises(OSError, match="no space"):
        asyncio.run(one.advance())
    assert (told, one.past) == ([], [])
