"""Tables stop at once, whatever is under way, and can be opened again; and how their programs take their time."""

import asyncio
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from app import engine, tables
from app.house import LONGEST, SHORTEST, pauses
from app.loop import Closed
from app.tables import Place, Tables
from replays.check import Verdict, check
from replays.store import FILE, Store
from tests.app.clicking import OTHER, PERSON, PROGRAM, Ear, act, begin, claim, do, follow
from tests.replays.played import Case

BAR = Case("liars_bar", "paper")


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Tables]:
    """Tables whose programs take their time."""
    store = Store.open(tmp_path)
    made = Tables(store, pace=1000)
    yield made
    made.close()
    store.close()


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "tables"]


def files(folder: Path) -> list[str]:
    """What this process has open there."""
    links = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    return [name for name in map(os.path.realpath, links) if name.startswith(str(folder))]


def test_closing_is_quick_while_programs_think_and_hundreds_listen(slow: Tables) -> None:
    before = len(threads())
    ids = [slow.open(*BAR, (PROGRAM,) * 4) for _ in range(50)]
    ears = [follow(slow, match_id) for match_id in ids for _ in range(6)]
    started = time.monotonic()
    slow.close()
    assert time.monotonic() - started < 1
    assert len(threads()) == before - 1
    assert slow._loop._loop.is_closed()
    for ear in ears:
        ear.stop()
    slow.close()


def test_whoever_waits_when_the_tables_close_does_not_wait_for_ever(slow: Tables) -> None:
    match_id, ends = slow.open(*BAR, (PROGRAM,) * 2), list[BaseException]()

    def settle() -> None:
        try:
            slow.settle(match_id)
        except CancelledError as end:
            ends.append(end)

    waiting = threading.Thread(target=settle)
    waiting.start()
    while not follow(slow, match_id).texts:
        time.sleep(0.001)
    slow.close()
    waiting.join(5)
    assert not waiting.is_alive()
    assert len(ends) == 1


def test_closed_tables_say_so(slow: Tables) -> None:
    match_id = begin(slow, BAR, PERSON, OTHER)
    slow.close()
    for work in (
        lambda: slow.open(*BAR, (PERSON, OTHER)),
        lambda: slow.settle(match_id),
        lambda: do(slow.follow(match_id, None, Ear())),
        lambda: do(slow.told(match_id, None)),
        lambda: act(slow, Place(match_id, 0), None, 0),
    ):
        with pytest.raises(Closed):
            work()


def test_the_engine_can_be_closed_and_opened_again(tmp_path: Path) -> None:
    before = len(threads())
    first = engine.tables(tmp_path, pace=0)
    assert engine.tables() is first
    match_id = first.open(*BAR, (PROGRAM, PROGRAM))
    first.settle(match_id)
    engine.close()
    engine.close()
    assert len(threads()) == before
    second = engine.tables(tmp_path, pace=0)
    assert second is not first
    assert check(engine.store().load(match_id)).verdict is Verdict.SAME
    engine.close()


def test_a_store_that_cannot_be_opened_leaves_nothing_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = len(threads())
    (tmp_path / FILE).write_text("This is not a database. " * 200)
    for _ in range(2):
        with pytest.raises(DBAPIError):
            engine.tables(tmp_path)
    assert (len(threads()), files(tmp_path)) == (before, [])
    (tmp_path / FILE).unlink()
    with monkeypatch.context() as patched:
        patched.setattr(tables, "Loop", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            engine.tables(tmp_path, pace=0)
    assert files(tmp_path) == []
    assert engine.tables(tmp_path, pace=0).store.ids() == []
    assert files(tmp_path)
    engine.close()
    assert files(tmp_path) == []


def test_pauses_are_drawn_from_one_range_and_from_nothing_that_repeats(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(tables.asyncio, "sleep", sleep)

    async def rest(pace: float) -> None:
        pause = pauses(pace)
        for _ in range(500):
            await pause()()

    asyncio.run(rest(2))
    assert 2 * SHORTEST - 0.1 < min(slept) < max(slept) <= 2 * LONGEST
    assert max(slept) - min(slept) > 0.9 * 2 * (LONGEST - SHORTEST)
    assert len(set(slept)) == 500
    slept.clear()
    asyncio.run(rest(0))
    assert set(slept) == {0}


def test_every_step_of_programs_takes_its_pause_and_chance_takes_none(tmp_path: Path) -> None:
    store, paces = Store.open(tmp_path), 0.02
    made = Tables(store, pace=paces)
    match_id = made.open(*BAR, (PROGRAM, PERSON, PROGRAM), 4)
    started = time.monotonic()
    claim(made, match_id)
    made.settle(match_id)
    took = time.monotonic() - started
    steps = [step for step in store.steps(match_id) if not (step.actions or "").startswith("[[-1")]
    assert took >= len(steps) * SHORTEST * paces
    made.close()
    store.close()
