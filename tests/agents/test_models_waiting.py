"""How calls wait: for room at an endpoint, for a provider's rate limit, and no longer once nobody wants the answer."""

import asyncio
import contextlib
import gc
import time
from collections.abc import Awaitable, Callable
from email.utils import formatdate

import pytest

import agents.errors
import agents.models
from agents.completion import Completion
from agents.failures import RE_ASKED, REPEATED, Code
from agents.models import Models
from tests.agents.calling import asked_at, both_servers, complete, every_server
from tests.standin import StandIn, answers


def watched(server: StandIn, state: Callable[[StandIn], bool]) -> Awaitable[None]:
    """Wait for a state of the server while calls go on."""
    return asyncio.to_thread(server.until, state)


async def cancelled(call: "asyncio.Task[Completion]") -> bool:
    call.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await call
    return call.cancelled()


@both_servers
def test_so_many_at_a_time_of_each_endpoint(prefix: str) -> None:
    async def many() -> list[Completion]:
        models = Models(at_once=3)
        calls = [complete(models, asked_at(server, prefix)) for server in (one, other) for _ in range(9)]
        return await asyncio.gather(*calls)

    with StandIn(delay=0.03) as one, StandIn(delay=0.03) as other:
        assert [completion.failure for completion in asyncio.run(many())] == [None] * 18
        assert (one.peak, other.peak) == (3, 3)


def test_waiting_for_room_is_no_time_of_the_call() -> None:
    async def many() -> list[Completion]:
        models = Models(at_once=1)
        return await asyncio.gather(*(complete(models, asked_at(server), seconds=1.2) for _ in range(5)))

    with StandIn(delay=0.3) as server:
        completions = asyncio.run(many())
    assert [completion.failure for completion in completions] == [None] * 5
    assert all(0.3 <= completion.seconds < 1.2 for completion in completions)


@pytest.mark.filterwarnings("ignore:coroutine '.*' was never awaited:RuntimeWarning")
@both_servers
def test_a_cancelled_call_leaves_nothing_running(prefix: str) -> None:
    async def scene() -> None:
        models = Models(at_once=2)
        settings = asked_at(server, prefix)
        calls = [asyncio.ensure_future(complete(models, settings)) for _ in range(4)]
        await watched(server, lambda s: s.in_flight == 2)
        assert all([await cancelled(call) for call in calls])
        await watched(server, lambda s: s.left == 2 and s.in_flight == 0)
        server.answers = ()
        assert (await complete(models, settings)).failure is None
        assert len(server.asked) == 3

    with StandIn(lambda _: answers.slow(600)) as server:
        asyncio.run(scene())
    gc.collect()  # LiteLLM drops a coroutine, and what Python has to say about that belongs to this test.


def test_a_call_that_waits_for_a_rate_limit_can_be_cancelled() -> None:
    async def scene() -> None:
        told = asyncio.Event()
        call = asyncio.ensure_future(complete(Models(), asked_at(server), waits=lambda _: told.set()))
        await told.wait()
        assert await cancelled(call)

    with StandIn(lambda _: answers.too_many(60)) as server:
        asyncio.run(scene())
        assert len(server.asked) == 1


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Providers are left alone for less time than they would be, so that nobody waits for a test."""
    monkeypatch.setattr(agents.errors, "BACK_OFF", 0.01)


@every_server
@pytest.mark.usefixtures("impatient")
def test_a_rate_limit_is_waited_for_and_told(prefix: str) -> None:
    told: list[float] = []
    began = time.monotonic()
    with StandIn([answers.too_many(0.1), answers.too_many(0.05)]) as server:
        completion = asyncio.run(complete(Models(), asked_at(server, prefix), waits=told.append))
        assert len(server.asked) == 3
    assert completion.failure is None
    assert 0.1 <= told[0] <= 0.1 * 1.25
    assert 0.05 <= told[1] <= 0.05 * 1.25
    assert completion.seconds + sum(told) <= time.monotonic() - began


@pytest.mark.usefixtures("impatient")
def test_waiting_for_a_rate_limit_is_no_time_of_the_call() -> None:
    told: list[float] = []
    began = time.monotonic()
    with StandIn([answers.too_many(0.15), answers.too_many(0.15)]) as server:
        completion = asyncio.run(complete(Models(), asked_at(server), waits=told.append))
    assert completion.failure is None
    assert completion.seconds + 0.3 <= completion.seconds + sum(told) <= time.monotonic() - began


@pytest.mark.usefixtures("impatient")
def test_a_rate_limit_may_name_a_moment_or_none() -> None:
    told: list[float] = []
    past = formatdate(0, usegmt=True)
    later = answers.error(429, "Please try again in 60ms.")
    soon = answers.error(503, "Overloaded", retry="0.05")
    with StandIn([answers.too_many(past), later, soon, answers.too_many()]) as server:
        assert asyncio.run(complete(Models(), asked_at(server), waits=told.append)).failure is None
    for waited, least in zip(told, (0.01, 0.06, 0.05, 0.08), strict=True):
        assert least <= waited <= least * 1.25


@pytest.mark.parametrize("soon", [0, formatdate(0, usegmt=True), "-5", None])
def test_a_provider_that_may_be_asked_at_once_is_asked_less_and_less_often(
    soon: float | str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agents.errors, "BACK_OFF", 0.005)
    monkeypatch.setattr(agents.errors, "LONGEST", 0.02)
    monkeypatch.setattr(agents.models, "PATIENCE", 0.06)
    told: list[float] = []
    with StandIn(lambda _: answers.too_many(soon)) as server:
        completion = asyncio.run(complete(Models(), asked_at(server), waits=told.append))
        assert len(server.asked) == len(told) + 1
    assert completion.failure == (Code.BUSY, "Rate limit reached.")
    assert 4 <= len(told) <= 6
    for waited, least in zip(told, (0.005, 0.01, 0.02, 0.02, 0.02), strict=False):
        assert least <= waited <= least * 1.25


def test_whoever_waits_leaves_room_for_others() -> None:
    async def scene() -> None:
        models, told = Models(at_once=1), asyncio.Event()
        waiting = asyncio.ensure_future(complete(models, asked_at(server), waits=lambda _: told.set()))
        await told.wait()
        assert (await complete(models, asked_at(server))).failure is None
        assert not waiting.done()
        assert await cancelled(waiting)

    with StandIn([answers.too_many(60)]) as server:
        asyncio.run(scene())


def test_a_rate_limit_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agents.models, "PATIENCE", 0.1)
    monkeypatch.setattr(agents.models, "LONGEST_WAIT", 0.03)
    told: list[float] = []
    with StandIn(lambda _: answers.too_many(3600)) as server:
        completion = asyncio.run(complete(Models(), asked_at(server), waits=told.append))
    assert completion.failure == (Code.BUSY, "Rate limit reached.")
    assert all(0.03 <= wait <= 0.0375 for wait in told)
    assert 0.1 <= sum(told) < 0.15
    assert Code.BUSY not in REPEATED | RE_ASKED
