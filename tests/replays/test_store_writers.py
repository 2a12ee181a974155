"""Several writers at once: one of two that write the same step fails loudly, and nothing that was kept is lost."""

import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from games.core import Outcome
from replays.check import Verdict, check
from replays.record import Record, StepRecord
from replays.store import NoSuchMatch, Store
from replays.writing import AlreadyKept
from tests.replays.played import BOTH, CASES, play, unfinished

FOLDERS = 6


def at_once(work: list[Callable[[], None]]) -> None:
    """Run everything in threads and wait."""
    threads = [threading.Thread(target=one) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def signed(step: StepRecord, writer: int) -> StepRecord:
    """The step with a sign of who wrote it."""
    return replace(step, forced=f'[[{writer},"writer","{writer}"]]')


def write(store: Store, record: Record, writer: int, meet: Callable[[], Any]) -> list[int]:
    """Try to append every step; which ones were kept. Anything but a loud refusal of the others is an error."""
    mine: list[int] = []
    for step in record.steps:
        meet()
        outcome: Outcome | None = record.header.outcome if step is record.steps[-1] else None
        try:
            store.append(record.header.id, signed(step, writer), outcome)
        except (AlreadyKept, NoSuchMatch):
            continue
        mine.append(step.seq)
    return mine


def process(folder: Path, records: list[Record], writer: int, barrier: Any, results: Any) -> None:
    """One of two processes: opens new stores at the same moment as the other, then writes the same matches."""
    for number in range(FOLDERS):
        barrier.wait()
        Store.open(folder / str(number)).close()
    store = Store.open(folder)
    results.put((writer, [write(store, record, writer, barrier.wait) for record in records]))


def shared(store: Store, record: Record, kept: list[list[int]]) -> None:
    """Each step was kept for one writer, and what is stored is what that writer wrote."""
    assert sorted(chain(*kept)) == [step.seq for step in record.steps]
    by = {seq: writer for writer, mine in enumerate(kept) for seq in mine}
    assert store.steps(record.header.id) == tuple(signed(step, by[step.seq]) for step in record.steps)
    assert store.header(record.header.id).outcome == record.header.outcome


def test_two_processes_on_the_same_matches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A page that was run in this process has left itself as the main module, which a new process would run again.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    records = [play(case, 3, chatty=True).record for case in BOTH]
    store = Store.open(tmp_path)
    for record in records:
        store.create(unfinished(record, 0, seed=3).header)
    spawn = get_context("spawn")
    barrier, results = spawn.Barrier(2, timeout=30), spawn.Queue()
    both = [spawn.Process(target=process, args=(tmp_path, records, w, barrier, results)) for w in range(2)]
    for one in both:
        one.start()
    kept = dict(results.get(timeout=60) for _ in both)
    for one in both:
        one.join(60)
    assert [one.exitcode for one in both] == [0, 0]
    for place, record in enumerate(records):
        shared(store, record, [kept[writer][place] for writer in range(2)])
    assert [Store.open(tmp_path / str(number)).ids() for number in range(FOLDERS)] == [[]] * FOLDERS


@pytest.mark.parametrize("stores", [1, 2])
def test_two_threads_on_the_same_match(tmp_path: Path, stores: int) -> None:
    opened = [Store.open(tmp_path) for _ in range(stores)]
    for case in BOTH:
        record = play(case, 4, chatty=True).record
        opened[0].create(unfinished(record, 0, seed=4).header)
        barrier, kept = threading.Barrier(2, timeout=30), [[0], [0]]

        def work(writer: int, record: Record = record, barrier: Any = barrier, kept: Any = kept) -> None:
            kept[writer] = write(opened[writer % stores], record, writer, barrier.wait)

        at_once([lambda w=writer: work(w) for writer in range(2)])
        shared(opened[0], record, kept)


def test_four_threads_on_different_matches_lose_nothing(store: Store) -> None:
    records = [play(case, 5, chatty=True).record for case in CASES[:2] + CASES[-2:]]
    for record in records:
        store.create(unfinished(record, 0, seed=5).header)

    def work(record: Record) -> None:
        while (done := len(store.load(record.header.id).steps)) < len(record.steps):
            outcome = record.header.outcome if done + 1 == len(record.steps) else None
            store.append(record.header.id, record.steps[done], outcome)

    at_once([lambda r=record: work(r) for record in records])
    assert [store.steps(record.header.id) for record in records] == [record.steps for record in records]
    assert {check(store.load(record.header.id)).verdict for record in records} == {Verdict.SAME}
