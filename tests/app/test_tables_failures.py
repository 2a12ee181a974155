"""Live tables of a killed process or on a full disk: nothing is lost and nothing doubled."""

import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from agents.core import View
from agents.table import Receipt
from app import work
from app.tables import Place, Tables
from games.core import Refused
from games.decision import Decision
from replays.check import Verdict, check
from tests.app import clicking
from tests.app.clicking import (
    PATIENCE,
    PERSON,
    PROGRAM,
    act,
    begin,
    click,
    do,
    due,
    follow,
    reopen,
    to_the_end,
    view,
)
from tests.replays.played import Case, both_games, every_case

tables = clicking.tables


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """The disk is full: no file of this process can be written behind this place."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def played_or(enough: Callable[[], bool], tables: Tables, place: Place) -> None:
    """Until the programs have played, or this is enough."""
    end = time.monotonic() + PATIENCE
    while not enough() and tables._lives[place.match_id]._work:
        assert time.monotonic() < end
        time.sleep(0.001)


@pytest.fixture
def again(tmp_path: Path) -> Iterator[Callable[[], Tables]]:
    """Starts the server anew over the same folder; the one before was killed."""
    opened: list[Tables] = []

    def reopened() -> Tables:
        opened.append(reopen(tmp_path))
        return opened[-1]

    yield reopened
    for one in opened:
        one.close()
        one.store.close()


@every_case
def test_a_killed_match_goes_on_as_if_nothing_had_happened(
    tables: Tables, again: Callable[[], Tables], case: Case
) -> None:
    whole, killed = (begin(tables, case, seed=11) for _ in range(2))
    to_the_end(tables, [Place(whole, 1)], seed=3)
    rng, place = Random(3), Place(killed, 1)
    while due(before := view(tables, place)):
        tables = again()
        after = view(tables, place)
        assert after == before
        assert after.observation.decision == before.observation.decision
        click(tables, place, rng)
    assert tables.store.steps(killed) == tables.store.steps(whole)
    assert view(again(), place) == view(tables, place)


def test_a_sealed_answer_that_was_not_kept_is_asked_for_again(tables: Tables, again: Callable[[], Tables]) -> None:
    match_id = begin(tables, Case("toy", "long"), PERSON, PROGRAM, PERSON)
    first, third = (Place(match_id, seat) for seat in (0, 2))
    before = view(tables, first)
    assert click(tables, first, Random(1)).sealed
    assert click(tables, first, Random(2)).sealed
    anew = again()
    assert view(anew, first) == before
    to_the_end(anew, [first, third])
    assert check(anew.store.load(match_id)).verdict is Verdict.SAME


@both_games
def test_a_full_disk_loses_nothing(tables: Tables, again: Callable[[], Tables], case: Case) -> None:
    rng, lost = Random(1), 0
    place = Place(begin(tables, case, seed=5), 1)
    while due(now := view(tables, place)):
        at, kept = now.observation.decision, tables.store.steps(place.match_id)
        action = rng.choice(now.legal)
        with files_no_larger_than(0), pytest.raises(DBAPIError):
            act(tables, place, action, at, f"click {at}")
        lost += 1
        assert (view(tables, place), tables.store.steps(place.match_id)) == (now, kept)
        assert view(again(), place) == now
        assert isinstance(act(tables, place, action, at, f"click {at}"), Receipt)
        assert tables.store.steps(place.match_id)[: len(kept)] == kept
    assert lost > 1
    assert check(tables.store.load(place.match_id)).verdict is Verdict.SAME


@both_games
def test_a_disk_that_fills_in_the_middle_is_tried_again_until_it_works(
    tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    """The click is kept; what programs and chance do after it is not, or only in part; and then it is, by itself."""
    monkeypatch.setattr(work, "FIRST", 0.01)
    rng, troubles = Random(1), 0
    place = Place(begin(tables, case, seed=5), 1)
    ear = follow(tables, place.match_id, 1)
    while due(now := view(tables, place)):
        at, action = now.observation.decision, rng.choice(now.legal)
        log = next(tmp_path.glob("*-wal")).stat().st_size
        with files_no_larger_than(log + 6 * 4096), suppress(DBAPIError):
            act(tables, place, action, at, f"click {at}")
            played_or(lambda before=troubles: len(ear.told("trouble")) > before, tables, place)
        assert check(tables.store.load(place.match_id)).verdict is Verdict.SAME
        act(tables, place, action, at, f"click {at}")
        troubles = len(ear.told("trouble"))
    assert troubles > 1
    record = tables.store.load(place.match_id)
    assert record.header.outcome is not None
    assert check(record).verdict is Verdict.SAME
    numbers = [frame["number"] for frame in ear.told("frame")]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


@both_games
def test_programs_whose_step_was_not_kept_play_on_after_a_restart(
    tables: Tables, tmp_path: Path, again: Callable[[], Tables], case: Case
) -> None:
    rng, lost = Random(1), 0
    place = Place(begin(tables, case, seed=5), 1)
    while due(now := view(tables, place)):
        kept = len(tables.store.steps(place.match_id))
        log = next(tmp_path.glob("*-wal")).stat().st_size
        ear = follow(tables, place.match_id)
        with files_no_larger_than(log + 6 * 4096), suppress(DBAPIError):
            act(tables, place, rng.choice(now.legal), now.observation.decision)
            played_or(lambda ear=ear: bool(ear.told("trouble")), tables, place)
            tables.close()
        lost += bool(ear.told("trouble")) and len(tables.store.steps(place.match_id)) > kept
        tables = again()
        assert due(view(tables, place)) or tables.store.header(place.match_id).outcome is not None
    assert lost > 1


@both_games
def test_no_table_is_opened_on_a_full_disk(tables: Tables, case: Case) -> None:
    with files_no_larger_than(0), pytest.raises(DBAPIError):
        begin(tables, case)
    assert tables.store.ids() == []
    to_the_end(tables, [Place(begin(tables, case), 1)])


@both_games
def test_nobody_is_replaced_on_a_full_disk(tables: Tables, case: Case) -> None:
    place = Place(begin(tables, case, seed=5), 1)
    before, ear = view(tables, place), follow(tables, place.match_id, 1)
    with files_no_larger_than(0), pytest.raises(DBAPIError):
        do(tables.resign(place))
    assert view(tables, place) == before
    assert tables.store.header(place.match_id).substitutions == ()
    assert not ear.told("notice")
    click(tables, place, Random(1))
    do(tables.resign(place))
    tables.settle(place.match_id)
    assert check(tables.store.load(place.match_id)).verdict is Verdict.SAME


@both_games
def test_two_servers_over_one_match_do_not_lose_or_double_a_step(
    tables: Tables, again: Callable[[], Tables], case: Case
) -> None:
    """Each finds that the other has played on when it wants to keep a step, and takes the match up again."""
    place, rng = Place(begin(tables, case, seed=5), 1), Random(4)
    both = [tables, again()]
    ear = follow(tables, place.match_id, 1)
    refused = 0
    while due(now := view(both[0], place)):
        try:
            act(both[0], place, rng.choice(now.legal), now.observation.decision)
        except Refused:
            refused += 1
        both.reverse()
    assert refused
    assert len(ear.told("snapshot")) > 1
    record = tables.store.load(place.match_id)
    assert check(record).verdict is Verdict.SAME
    tables.settle(place.match_id)
    numbers = [m["number"] for m in ear.messages if m["kind"] in ("snapshot", "frame")]
    assert numbers == sorted(numbers)


class Broken:
    """A program with a bug."""

    async def decide(self, view: View[Any, Any]) -> Decision:
        raise RuntimeError("broken")


@both_games
def test_a_program_that_breaks_stops_its_match_only_and_may_try_again(
    tables: Tables, case: Case, caplog: pytest.LogCaptureFixture
) -> None:
    place, other = (Place(begin(tables, case, seed=seed), 1) for seed in (5, 6))
    ear, table = follow(tables, place.match_id, 1), tables._lives[place.match_id].table
    whole = [table.players[seat] for seat in (0, 2)]
    for seat in (0, 2):
        tables._loop.wait(lambda seat=seat: table.replace(seat, Broken()))
    while not ear.told("trouble"):
        click(tables, place, Random(1))
        tables.settle(place.match_id)
    assert "RuntimeError: broken" in caplog.text
    assert ear.told("trouble")[0]["text"]
    to_the_end(tables, [other])
    for seat, player in zip((0, 2), whole, strict=True):
        tables._loop.wait(lambda seat=seat, player=player: table.replace(seat, player))
    to_the_end(tables, [place])
    for match_id in (place.match_id, other.match_id):
        assert check(tables.store.load(match_id)).verdict is Verdict.SAME
