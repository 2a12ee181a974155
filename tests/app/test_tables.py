"""Live tables: two clicks at once, a killed process, a store that cannot write; nothing is lost and nothing doubled."""

import resource
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from agents.core import View
from agents.table import Receipt
from app.tables import Opened, Place, Tables
from games.core import IllegalAction, Refused, StaleAction
from replays.check import Verdict, check
from replays.record import Kind, Origin, Seating
from replays.refusal import RecordError
from replays.replay import as_seen
from replays.store import NoSuchMatch, Store
from tests.replays.played import Case, both_games, every_case

PERSON = Seating("Ada", Kind.PERSON, "Ada")
PROGRAM = Seating("Otis", Kind.SCRIPTED, "random")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path)
    yield store
    store.close()


@pytest.fixture
def tables(store: Store) -> Tables:
    return Tables(store)


def begin(tables: Tables, case: Case, *seats: Seating, seed: int | None = None) -> Opened:
    return tables.open(*case, seats or (PROGRAM, PERSON, PROGRAM), seed)


def place_of(tables: Tables, opened: Opened, seat: int = 1) -> Place:
    place = Place(opened.match_id, seat)
    assert tables.place(opened.keys[seat]) == place
    return place


def due(view: View[Any, Any]) -> bool:
    """Whether this seat is to act."""
    return view.observation.seat in view.observation.waiting_for


def click(tables: Tables, place: Place, rng: Random, click_id: str = "") -> Receipt:
    """Something legal now."""
    view = tables.view(place)
    return tables.act(place, rng.choice(view.legal), view.observation.decision, click_id)


def to_the_end(tables: Tables, places: Sequence[Place], seed: int = 0) -> None:
    """Everybody clicks something until nobody is asked any more."""
    rng = Random(seed)
    while asked := [place for place in places if due(tables.view(place))]:
        for place in asked:
            click(tables, place, rng)


def at_once(*work: Callable[[], Any]) -> list[Any]:
    """What these return or raise when several threads start them at the same moment."""
    barrier, got = threading.Barrier(len(work)), [None] * len(work)

    def run(number: int) -> None:
        barrier.wait(10)
        try:
            got[number] = work[number]()
        except Refused as refusal:
            got[number] = refusal  # type: ignore[call-overload]

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return got


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
@pytest.mark.parametrize("seats", [(PERSON, PERSON), (PROGRAM, PERSON, PROGRAM), (PROGRAM, PROGRAM)])
def test_a_match_is_played_to_its_end_and_kept(tables: Tables, case: Case, seats: tuple[Seating, ...]) -> None:
    opened = begin(tables, case, *seats)
    people = [seat for seat, who in enumerate(seats) if who is PERSON]
    assert sorted(opened.keys) == people
    header = tables.store.header(opened.match_id)
    assert (header.origin, header.people, header.seed_known) == (Origin.TABLE, bool(people), False)
    assert (header.outcome is None, header.seed is None) == (bool(people), bool(people))
    to_the_end(tables, [place_of(tables, opened, seat) for seat in people])
    record = tables.store.load(opened.match_id)
    assert record.header.outcome is not None
    assert check(record).verdict is Verdict.SAME
    for viewer in (None, *range(len(seats))):
        told = [event for seen in as_seen(record, viewer) for event in seen.events]
        assert tables.events(opened.match_id, viewer) == tuple(told)


@both_games
def test_a_typed_seed_is_marked(tables: Tables, case: Case) -> None:
    header = tables.store.header(begin(tables, case, PROGRAM, PROGRAM, seed=7).match_id)
    assert (header.seed, header.seed_known) == (7, True)
    first, second = (begin(tables, case, PROGRAM, PROGRAM).match_id for _ in range(2))
    assert tables.store.header(first).seed != tables.store.header(second).seed


@both_games
def test_the_same_click_twice_is_one_click(tables: Tables, case: Case) -> None:
    opened = begin(tables, case)
    place = place_of(tables, opened)
    before = tables.view(place)
    at, action = before.observation.decision, before.legal[0]
    receipt = tables.act(place, action, at, "a click")
    kept, after = tables.store.steps(opened.match_id), tables.view(place)
    assert len(kept) > receipt.seq - 1 >= 0
    assert tables.act(place, action, at, "a click") == receipt
    assert tables.act(place, before.legal[-1], at, "a click") == receipt
    assert (tables.store.steps(opened.match_id), tables.view(place)) == (kept, after)


@both_games
def test_what_is_refused_changes_nothing(tables: Tables, case: Case) -> None:
    opened = begin(tables, case)
    place = place_of(tables, opened)
    view, kept = tables.view(place), tables.store.steps(opened.match_id)
    at, action = view.observation.decision, view.legal[0]
    text = "say" if hasattr(action, "say") else "note"
    wrong: list[tuple[type[Exception], Place, Any, int]] = [
        (StaleAction, place, action, at - 1),
        (StaleAction, place, action, at + 1),
        (IllegalAction, place, replace(action, **{text: "x" * 1000}), at),
        (Refused, Place(opened.match_id, 99), action, 0),
        (Refused, Place(opened.match_id, -1), action, 0),
        (NoSuchMatch, Place("unknown", 1), action, at),
    ]
    for refusal, where, what, number in wrong:
        with pytest.raises(refusal):
            tables.act(where, what, number)
        assert (tables.view(place), tables.store.steps(opened.match_id)) == (view, kept)
    to_the_end(tables, [place])
    assert check(tables.store.load(opened.match_id)).verdict is Verdict.SAME


@both_games
def test_of_two_clicks_at_once_exactly_one_is_accepted(tables: Tables, case: Case) -> None:
    opened = begin(tables, case)
    place = place_of(tables, opened)
    while due(view := tables.view(place)):
        at = view.observation.decision
        clicks = [partial(tables.act, place, view.legal[end], at, f"click {at} {end}") for end in (0, -1)]
        got = at_once(*clicks)
        assert {type(answer) for answer in got} == {Receipt, StaleAction}, got
        assert tables.view(place).observation.decision in (at + 1, None)
    record = tables.store.load(opened.match_id)
    assert record.header.outcome is not None
    assert check(record).verdict is Verdict.SAME


@both_games
def test_a_doubled_click_at_once_gets_one_answer(tables: Tables, case: Case) -> None:
    place = place_of(tables, begin(tables, case))
    while due(view := tables.view(place)):
        at = view.observation.decision
        first, second = at_once(*[partial(tables.act, place, view.legal[0], at, f"click {at}")] * 2)
        assert isinstance(first, Receipt)
        assert first == second
    assert check(tables.store.load(place.match_id)).verdict is Verdict.SAME


@both_games
def test_many_matches_at_once(tables: Tables, case: Case) -> None:
    def one(seed: int) -> str:
        opened = begin(tables, case)
        to_the_end(tables, [place_of(tables, opened)], seed)
        return opened.match_id

    ids = at_once(*[partial(one, seed) for seed in range(4)])
    assert len(set(ids)) == 4
    for match_id in ids:
        record = tables.store.load(match_id)
        assert record.header.outcome is not None
        assert check(record).verdict is Verdict.SAME


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
def test_a_secret_opens_its_own_seat_only(tables: Tables, case: Case) -> None:
    matches = [begin(tables, case, PERSON, PERSON) for _ in range(2)]
    keys = [key for opened in matches for key in opened.keys.values()]
    assert len(set(keys)) == 4
    assert all(len(key) >= 20 for key in keys)
    for opened in matches:
        for seat in opened.keys:
            place_of(tables, opened, seat)
    for key in ("", "unknown", keys[0][:-1], keys[0].swapcase(), matches[0].match_id):
        assert tables.place(key) is None
    with pytest.raises(NoSuchMatch):
        tables.view(Place("unknown", 0))
    with pytest.raises(NoSuchMatch):
        tables.events("unknown", None)


UNPLAYABLE = {
    "nobody of that name": (PERSON, replace(PROGRAM, player="nobody")),
    "alone": (PERSON,),
    "a crowd": (PERSON,) * 9,
}


@both_games
@pytest.mark.parametrize("seats", UNPLAYABLE.values(), ids=UNPLAYABLE)
def test_a_table_that_cannot_be_played_is_not_kept(tables: Tables, case: Case, seats: tuple[Seating, ...]) -> None:
    with pytest.raises((LookupError, ValueError)):
        begin(tables, case, *seats)
    assert tables.store.ids() == []


@both_games
def test_a_text_that_no_file_can_hold_is_refused(tables: Tables, case: Case) -> None:
    opened = begin(tables, case)
    place = place_of(tables, opened)
    view = tables.view(place)
    text = "say" if hasattr(view.legal[0], "say") else "note"
    with pytest.raises(RecordError):
        tables.act(place, replace(view.legal[0], **{text: "\ud800"}), view.observation.decision)
    assert tables.view(place) == view
    to_the_end(tables, [place])
    assert check(tables.store.load(opened.match_id)).verdict is Verdict.SAME


@both_games
def test_a_full_disk_loses_nothing(tables: Tables, tmp_path: Path, case: Case) -> None:
    opened, rng, lost = begin(tables, case), Random(1), 0
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
    opened, rng, lost = begin(tables, case), Random(1), 0
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
                assert Tables(Store.open(tmp_path)).view(place).events[: len(view.events)] == view.events
        tables.act(place, action, at, f"click {at}")
        assert tables.view(place) == Tables(Store.open(tmp_path)).view(place)
    assert lost > 1
    record = tables.store.load(opened.match_id)
    assert record.header.outcome is not None
    assert check(record).verdict is Verdict.SAME


@both_games
def test_no_table_is_opened_on_a_full_disk(tables: Tables, case: Case) -> None:
    with files_no_larger_than(0), pytest.raises(DBAPIError):
        begin(tables, case)
    assert tables.store.ids() == []
    to_the_end(tables, [place_of(tables, begin(tables, case))])
