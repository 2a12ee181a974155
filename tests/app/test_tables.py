"""Live tables: who may sit down, what is refused, and a match played to its end."""

from dataclasses import replace
from pathlib import Path
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
from tests.app.clicking import PERSON, PROGRAM, act, begin, do, events, saying, to_the_end, view
from tests.replays.changes import execute
from tests.replays.played import Case, both_games, every_case, play

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
    header = tables.store.header(begin(tables, case, PROGRAM, PROGRAM, seed=7))
    assert (header.seed, header.seed_known) == (7, True)
    first, second = (begin(tables, case, PROGRAM, PROGRAM, seed=None) for _ in range(2))
    assert tables.store.header(first).seed != tables.store.header(second).seed


@every_case
@pytest.mark.parametrize("seats", [(PERSON, PERSON), (PROGRAM, PERSON, PROGRAM), (PROGRAM, PROGRAM)])
def test_a_match_is_played_to_its_end_and_kept(tables: Tables, case: Case, seats: tuple[Seating, ...]) -> None:
    match_id = begin(tables, case, *seats, seed=None)
    people = [seat for seat, who in enumerate(seats) if who is PERSON]
    header = tables.store.header(match_id)
    assert (header.origin, header.people, header.seed_known) == (Origin.TABLE, bool(people), False)
    assert (header.outcome is None, header.seed is None) == (bool(people), bool(people))
    to_the_end(tables, [Place(match_id, seat) for seat in people])
    record = tables.store.load(match_id)
    assert record.header.outcome is not None
    assert check(record).verdict is Verdict.SAME
    for viewer in (None, *range(len(seats))):
        told = [event for seen in as_seen(record, viewer) for event in seen.events]
        assert events(tables, match_id, viewer) == tuple(told)


@both_games
def test_what_is_refused_changes_nothing(tables: Tables, case: Case) -> None:
    place = Place(begin(tables, case), 1)
    before, kept = view(tables, place), tables.store.steps(place.match_id)
    at, action = before.observation.decision, before.legal[0]
    wrong: list[tuple[type[Exception], Place, Any, int]] = [
        (StaleAction, place, action, at - 1),
        (StaleAction, place, action, at + 1),
        (IllegalAction, place, saying(action, "x" * 1000), at),
        (Refused, Place(place.match_id, 0), action, 0),
        (Refused, Place(place.match_id, 99), action, 0),
        (Refused, Place(place.match_id, -1), action, 0),
        (NoSuchMatch, Place("unknown", 1), action, at),
    ]
    for refusal, where, what, number in wrong:
        with pytest.raises(refusal):
            act(tables, where, what, number)
        assert (view(tables, place), tables.store.steps(place.match_id)) == (before, kept)
    to_the_end(tables, [place])
    assert check(tables.store.load(place.match_id)).verdict is Verdict.SAME


@both_games
def test_a_text_that_no_file_can_hold_is_refused(tables: Tables, case: Case) -> None:
    place = Place(begin(tables, case), 1)
    before = view(tables, place)
    with pytest.raises(RecordError):
        act(tables, place, saying(before.legal[0], "\ud800"), before.observation.decision)
    assert view(tables, place) == before
    to_the_end(tables, [place])
    assert check(tables.store.load(place.match_id)).verdict is Verdict.SAME


@both_games
def test_what_is_no_live_match_is_not_taken_up(tables: Tables, tmp_path: Path, case: Case) -> None:
    seen, other, short = (play(case, seed).record for seed in range(3))
    for record in (seen, other, short):
        tables.store.save(record)
    execute(tmp_path, "UPDATE match SET seed = NULL WHERE id = ?", seen.header.id)
    execute(tmp_path, "UPDATE match SET version = 99 WHERE id = ?", other.header.id)
    execute(tmp_path, "DELETE FROM step WHERE seq = 3 AND match_id = ?", short.header.id)
    for match_id, error in (("unknown", NoSuchMatch), (seen.header.id, NoSuchMatch)):
        with pytest.raises(error):
            do(tables.told(match_id, None))
    for match_id in (other.header.id, short.header.id):
        with pytest.raises(RecordError):
            do(tables.follow(match_id, None, print))
    assert not tables._lives
