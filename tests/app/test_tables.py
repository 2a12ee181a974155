"""Live tables: who may sit down, what a seat's secret opens, what is refused, and a match played to its end."""

from dataclasses import replace
from typing import Any

import pytest

from app.tables import Place, Tables
from games.core import IllegalAction, Refused, StaleAction
from replays.check import Verdict, check
from replays.record import Origin, Seating
from replays.refusal import RecordError
from replays.replay import as_seen
from replays.store import NoSuchMatch
from tests.app import clicking
from tests.app.clicking import PERSON, PROGRAM, begin, place_of, saying, to_the_end
from tests.replays.played import Case, both_games, every_case

tables = clicking.tables
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
def test_a_typed_seed_is_marked(tables: Tables, case: Case) -> None:
    header = tables.store.header(begin(tables, case, PROGRAM, PROGRAM, seed=7).match_id)
    assert (header.seed, header.seed_known) == (7, True)
    first, second = (begin(tables, case, PROGRAM, PROGRAM).match_id for _ in range(2))
    assert tables.store.header(first).seed != tables.store.header(second).seed


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


@both_games
def test_what_is_refused_changes_nothing(tables: Tables, case: Case) -> None:
    opened = begin(tables, case)
    place = place_of(tables, opened)
    view, kept = tables.view(place), tables.store.steps(opened.match_id)
    at, action = view.observation.decision, view.legal[0]
    wrong: list[tuple[type[Exception], Place, Any, int]] = [
        (StaleAction, place, action, at - 1),
        (StaleAction, place, action, at + 1),
        (IllegalAction, place, saying(action, "x" * 1000), at),
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
def test_a_text_that_no_file_can_hold_is_refused(tables: Tables, case: Case) -> None:
    opened = begin(tables, case)
    place = place_of(tables, opened)
    view = tables.view(place)
    with pytest.raises(RecordError):
        tables.act(place, saying(view.legal[0], "\ud800"), view.observation.decision)
    assert tables.view(place) == view
    to_the_end(tables, [place])
    assert check(tables.store.load(opened.match_id)).verdict is Verdict.SAME
