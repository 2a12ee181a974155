"""Live tables of a killed process or on a full disk: nothing is lost and nothing doubled."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

import pytest
from sqlalchemy.exc import DBAPIError

from agents.table import Receipt
from app.tables import Tables
from replays.check import Verdict, check
from replays.store import Store
from tests.app import clicking
from tests.app.clicking import PERSON, PROGRAM, begin, click, due, place_of, to_the_end
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


@every_case
def test_a_killed_match_goes_on_as_if_nothing_had_happened(tables: Tables, tmp_path: Path, case: Case) -> None:
    whole, killed = (begin(tables, case, seed=11) for _ in range(2))
    to_the_end(tables, [place_of(tables, whole)], seed=3)
    rng, place = Random(3), place_of(tables, killed)
    while due(view := tables.view(place)):
        tables = Tables(Store.open(tmp_path))
        assert tables.place(killed.keys[1]) == place
        again = tables.view(place)
        assert again == view
        assert again.observation.decision == view.observation.decision
        click(tables, place, rng)
    assert tables.store.steps(killed.match_id) == tables.store.steps(whole.match_id)
    assert Tables(Store.open(tmp_path)).view(place) == tables.view(place)


def test_a_sealed_answer_that_was_not_kept_is_asked_for_again(tables: Tables, tmp_path: Path) -> None:
    opened = begin(tables, Case("toy", "long"), PERSON, PROGRAM, PERSON)
    first, third = (place_of(tables, opened, seat) for seat in (0, 2))
    before = tables.view(first)
    assert click(tables, first, Random(1)).sealed
    assert click(tables, first, Random(2)).sealed
    again = Tables(Store.open(tmp_path))
    assert again.view(first) == before
    to_the_end(again, [first, third])
    assert check(again.store.load(opened.match_id)).verdict is Verdict.SAME


@both_games
def test_a_full_disk_loses_nothing(tables: Tables, tmp_path: Path, case: Case) -> None:
    opened, rng, lost = begin(tables, case, seed=5), Random(1), 0
    place = place_of(tables, opened)
    while due(view := tables.view(place)):
        at, kept = view.observation.decision, tables.store.steps(opened.match_id)
        action = rng.choice(view.legal)
        with files_no_larger_than(0), pytest.raises(DBAPIError):
            tables.act(place, action, at, f"click {at}")
        lost += 1
        assert (tables.view(place), tables.store.steps(opened.match_id)) == (view, kept)
        assert Tables(Store.open(tmp_path)).view(place) == view
        assert isinstance(tables.act(place, action, at, f"click {at}"), Receipt)
        assert tables.store.steps(opened.match_id)[: len(kept)] == kept
    assert lost > 1
    assert check(tables.store.load(opened.match_id)).verdict is Verdict.SAME


@both_games
def test_a_disk_that_fills_in_the_middle_loses_nothing(tables: Tables, tmp_path: Path, case: Case) -> None:
    opened, rng, lost = begin(tables, case, seed=5), Random(1), 0
    place = place_of(tables, opened)
    while due(view := tables.view(place)):
        at, action = view.observation.decision, rng.choice(view.legal)
        log = next(tmp_path.glob("*-wal")).stat().st_size
        # The click is kept; what programs and chance do after it is not, or only in part.
        for pages in (6, 12):
            try:
                with files_no_larger_than(log + pages * 4096):
                    tables.act(place, action, at, f"click {at}")
            except DBAPIError:
                lost += 1
                assert check(tables.store.load(opened.match_id)).verdict is Verdict.SAME
        tables.act(place, action, at, f"click {at}")
        assert tables.view(place) == Tables(Store.open(tmp_path)).view(place)
    assert lost > 1
    record = tables.store.load(opened.match_id)
    assert record.header.outcome is not None
    assert check(record).verdict is Verdict.SAME


@both_games
def test_programs_whose_step_was_not_kept_play_on_after_a_restart(tables: Tables, tmp_path: Path, case: Case) -> None:
    opened, rng, lost = begin(tables, case, seed=5), Random(1), 0
    place = place_of(tables, opened)
    while due(view := tables.view(place)):
        kept = len(tables.store.steps(opened.match_id))
        log = next(tmp_path.glob("*-wal")).stat().st_size
        with files_no_larger_than(log + 6 * 4096), suppress(DBAPIError):
            tables.act(place, rng.choice(view.legal), view.observation.decision)
        lost += len(tables.store.steps(opened.match_id)) > kept
        tables = Tables(Store.open(tmp_path))
        again = tables.view(place)
        assert due(again) or tables.store.header(opened.match_id).outcome is not None
    assert lost > 1


@both_games
def test_no_table_is_opened_on_a_full_disk(tables: Tables, case: Case) -> None:
    with files_no_larger_than(0), pytest.raises(DBAPIError):
        begin(tables, case)
    assert tables.store.ids() == []
    to_the_end(tables, [place_of(tables, begin(tables, case))])
