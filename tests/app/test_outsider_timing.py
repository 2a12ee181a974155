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
from agents.table import Player, Rest, Table
from app.house import pauses
from games.cleanup.rules import Cleanup
from games.cleanup.state import State
from games.core import CHANCE, Seat
from games.decision import Decision, Step
from games.registry import GAMES
from games.secret_tools.actions import Answer, Choose, PrivateAction, ToolDraw, Write
from games.secret_tools.conditions import BASELINE, Condition, ToolRules
from games.secret_tools.rules import SecretTool
from games.secret_tools.state import Stage
from games.secret_tools.view import inner

BAR, CLEANUP = GAMES["liars_bar"], GAMES["cleanup"]
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
        private = getattr(view.observation, "private", None)
        asked = None if private is None else private.stage
        await asyncio.sleep(THINKS + (0 if asked is None else self.slower))
        match asked:
            case Stage.OFFER:
                return Decision(Answer(accept=True, partner=1))
            case Stage.INVITE:
                return Decision(Answer(accept=True))
            case None:
                game = inner(view.observation)
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
        if turn and seat not in (CHANCE, WATCHER) and one.state.matter.messages:
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


class Frozen(Cleanup):
    """The allies sit out the whole match."""

    def start(self, seats: int) -> State:
        state = super().start(seats)
        return state._replace(board=state.board._replace(counters=(99, 99, 0, 0)))


def second() -> Rest:
    """A pause that is always as long."""
    loop = asyncio.get_running_loop()
    over = loop.time() + 1
    return lambda: asyncio.sleep(over - loop.time())


async def frozen_steps(tool: ToolRules) -> list[float]:
    """How long each step of a match took in which people choose at once, and both allies can do one thing only."""
    loop, began, times = asyncio.get_running_loop(), 0.0, list[float]()

    def told(step: Step) -> None:
        nonlocal began
        if not is_private(step) and ToolDraw not in map(type, step.actions.values()):
            times.extend([] if CHANCE in step.actions else [round(loop.time() - began, 1)])
            began = loop.time()

    game = SecretTool(Frozen(CLEANUP.presets["paper"]), tool, CLEANUP.traits)
    one = Table(game, [Model(0), Model(1), HUMAN, HUMAN], 1, lambda _: None, told=told, pause=second)

    async def people() -> None:
        while one.outcome is None:
            for seat in {2, 3} - one.sealed:
                view = one.view(seat)
                if view.legal:
                    one.submit(seat, view.legal[0], view.observation.decision)
            await asyncio.sleep(0.01)

    async def programs() -> None:
        while one.outcome is None:
            await one.advance()
            await asyncio.sleep(0.01)

    await asyncio.gather(people(), programs())
    return times


def test_nobody_can_tell_by_the_time_that_allies_write_who_sit_out() -> None:
    tool = ToolRules(condition=Condition.CHANNEL, wording="V0", offer_to=0, trigger=1)
    steps = CLEANUP.presets["paper"].steps
    assert swiftly(frozen_steps(BASELINE)) == swiftly(frozen_steps(tool)) == [1.0] * steps


def test_a_pause_for_each_private_step_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pausing(Table):
        async def _decided(self, seat: Seat, missing: frozenset[Seat]) -> Decision:
            decision = await super()._decided(seat, missing)
            if self.game.hidden(self.state) and self.pause is not None:
                await self.pause()()
            return decision

    monkeypatch.setattr(f"{__name__}.Table", Pausing)
    assert chance_of(turns()) < 0.01


class Behind(Exception):
    """Another process has kept this step."""


def behind(_: Step) -> None:
    raise Behind


def is_private(step: Step) -> bool:
    return any(isinstance(action, PrivateAction) for action in step.actions.values())


async def pauses_begun(missed: int) -> int:
    """By a process that finds so many steps played when it wants to keep the first private one, until its next."""
    tool = ToolRules(condition=Condition.CHANNEL, wording="V0", offer_to=0, trigger=1)
    game, players = BAR.bind(BAR.presets["classic"], tool), [Model(seat) for seat in range(4)]
    whole, begun = list[Step](), list[Rest]()

    def pause() -> Rest:
        begun.append(pauses(1.0)())
        return begun[-1]

    await Table(game, players, 1, whole.append).advance()
    first = next(step.seq for step in whole if is_private(step)) - 1
    assert [is_private(step) for step in whole[first:][:3]] == [True, True, False]
    actions = [step.actions for step in whole]
    one = Table.resume(game, players, 1, behind, actions[:first], pause=pause)
    with pytest.raises(Behind):
        await one.advance()
    two = Table.resume(game, players, 1, behind, actions[: first + missed], pause=pause)
    two.take_over(one)
    with pytest.raises(Behind):
        await two.advance()
    return len(begun)


@pytest.mark.parametrize(("missed", "begun"), [(1, 1), (2, 1), (3, 2)])
def test_a_pause_is_not_begun_again_by_a_process_that_missed_what_was_private(missed: int, begun: int) -> None:
    assert swiftly(pauses_begun(missed)) == begun
