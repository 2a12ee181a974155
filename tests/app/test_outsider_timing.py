"""When an action appears tells nothing about a tool: by a clock of the test, partners' turns take as long as others'.
And a delay that is planted is found."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from random import Random
from statistics import mean
from typing import Any

import pytest

from agents.core import View
from agents.human import HUMAN
from agents.table import Player, Table
from app.house import pauses
from games.core import CHANCE, Seat
from games.decision import Decision, Step
from games.registry import GAMES
from games.secret_tools.actions import Answer, Choose, PrivateAction, Write
from games.secret_tools.conditions import Condition, ToolRules
from games.secret_tools.state import Stage

BAR = GAMES["liars_bar"]
THINKS = 0.2
"""Seconds that a model takes for each answer."""
TURNS = 200
WATCHER = 3
"""A person, whose turns do not count."""


class Swift(asyncio.SelectorEventLoop):
    """Nobody really waits on it: its clock goes to the next thing that is due."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def time(self) -> float:
        return self.now

    def _run_once(self) -> None:
        if not self._ready and self._scheduled:  # type: ignore[attr-defined]
            self.now = max(self.now, self._scheduled[0].when())  # type: ignore[attr-defined]
        super()._run_once()  # type: ignore[misc]


def swiftly(work: Coroutine[Any, Any, Any]) -> Any:
    with asyncio.Runner(loop_factory=Swift) as runner:
        return runner.run(work)


@dataclass
class Model:
    """Takes part in everything, and takes its time."""

    seed: int
    slower: float = 0
    """Seconds more for whatever it is asked in private."""

    async def decide(self, view: View[Any, Any]) -> Decision:
        private = view.observation.private
        asked = None if private is None else private.stage
        await asyncio.sleep(THINKS + (0 if asked is None else self.slower))
        match asked:
            case Stage.OFFER:
                return Decision(Answer(accept=True, partner=1))
            case Stage.INVITE:
                return Decision(Answer(accept=True))
            case None:
                game = view.observation.game
                return Decision(Random(f"{self.seed}/{game.seat}/{game.decision}").choice(view.legal))
            case _:
                return Decision(Write("hello"))


async def played(seed: int, slower: float, times: dict[bool, list[float]]) -> None:
    """One match; how long each turn of a program took to appear, of the pair and of the outsider."""
    loop, began = asyncio.get_running_loop(), 0.0

    def told(step: Step) -> None:
        nonlocal began
        if any(isinstance(action, PrivateAction | Choose) for action in step.actions.values()):
            return
        (seat,) = step.actions
        turn = type(step.actions[seat]).__name__ == "Play"
        if turn and seat not in (CHANCE, WATCHER) and one.state.messages:
            times[seat in (0, 1)].append(loop.time() - began)
        began = loop.time()

    tool = ToolRules(condition=Condition.CHANNEL, wording="V0", offer_to=0, trigger=1)
    players: list[Player] = [*[Model(seed, slower) for _ in range(3)], HUMAN]
    one = Table(BAR.bind(BAR.presets["classic"], tool), players, seed, lambda _: None, told=told, pause=pauses(1.0))
    rng = Random(seed)
    while one.outcome is None:
        await one.advance()
        if one.outcome is None:
            view = one.view(WATCHER)
            one.submit(WATCHER, rng.choice(view.legal), view.observation.decision)


def turns(slower: float = 0) -> dict[bool, list[float]]:
    """At least so many turns, of both kinds together, of matches with a person at the table."""
    times: dict[bool, list[float]] = {True: [], False: []}
    seed = 0
    while sum(map(len, times.values())) < TURNS or min(map(len, times.values())) < TURNS // 4:
        swiftly(played(seed, slower, times))
        seed += 1
    return times


def chance_of(times: dict[bool, list[float]], of: Callable[[list[float]], float] = mean, tries: int = 2000) -> float:
    """How often turns that are dealt to the two kinds by lot differ by as much."""
    lot, both, pair = Random(1), times[True] + times[False], len(times[True])
    differ = abs(of(times[True]) - of(times[False]))
    found = 0
    for _ in range(tries):
        lot.shuffle(both)
        found += abs(of(both[:pair]) - of(both[pair:])) >= differ
    return found / tries


class Drawn:
    """Instead of the system's luck, so that no run of this test differs from another."""

    def __init__(self) -> None:
        self._random = Random(20)

    def uniform(self, least: float, most: float) -> float:
        return self._random.uniform(least, most)


@pytest.fixture(autouse=True)
def same_luck(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = Drawn()
    monkeypatch.setattr("app.house.random.SystemRandom", lambda: drawn)


def test_nobody_can_tell_partners_turns_by_the_time_they_take() -> None:
    times = turns()
    assert chance_of(times) > 0.05
    assert chance_of(times, max) > 0.05
    assert chance_of(times, min) > 0.05


@pytest.mark.parametrize("slower", [0.3, 0.6])
def test_a_delay_of_whatever_is_private_is_found(slower: float) -> None:
    """This is what slower models do, and what the set-up page warns of."""
    assert chance_of(turns(slower)) < 0.01


def test_a_pause_for_each_private_step_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pausing(Table):
        async def _decided(self, seat: Seat, missing: frozenset[Seat]) -> Decision:
            decision = await super()._decided(seat, missing)
            if self.game.hidden(self.state) and self.pause is not None:
                await self.pause()()
            return decision

    monkeypatch.setattr(f"{__name__}.Table", Pausing)
    assert chance_of(turns()) < 0.01
