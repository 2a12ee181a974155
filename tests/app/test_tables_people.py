"""The people of a live table: a match waits until they have come, and everybody hears who is here."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.identity import join_path, joined_seat
from app.tables import Place, Tables
from games.core import Refused
from replays.check import Verdict, check
from replays.record import Kind, Substitution
from tests.app import clicking
from tests.app.clicking import (
    OTHER,
    PERSON,
    PROGRAM,
    act,
    begin,
    do,
    follow,
    people,
    reopen,
    settled,
    to_the_end,
)
from tests.replays.played import Case, both_games, play, unfinished, with_people

tables = clicking.tables
BAR = Case("liars_bar", "paper")


@both_games
def test_a_match_begins_when_everybody_has_come(tables: Tables, case: Case) -> None:
    match_id = tables.open(*case, (PROGRAM, PERSON, OTHER), seed=5)
    ear = follow(tables, match_id, 1)
    assert settled(tables, match_id) == 0
    tables.claim("ada", match_id, 1)
    tables.claim("ada", match_id, 1)
    assert settled(tables, match_id) == 0
    with pytest.raises(Refused):
        act(tables, Place(match_id, 1), None, 0)
    assert settled(tables, match_id) == 0
    tables.claim("bea", match_id, 2)
    assert settled(tables, match_id) > 0
    assert ear.told("frame")


@both_games
def test_a_match_that_has_begun_waits_for_nobody_to_come(tables: Tables, case: Case) -> None:
    record = unfinished(with_people(play(case, 3, seats=3), 0).record, 1, seed=3)
    tables.store.create(replace(record.header, steps=0))
    tables.store.append(record.header.id, record.steps[0])
    assert settled(tables, record.header.id) > 1 or case.game == "toy"
    assert tables._lives[record.header.id].table.waiting_for == {0}


@both_games
def test_somebody_who_claims_elsewhere_is_seen_when_anybody_connects(tables: Tables, case: Case) -> None:
    match_id = tables.open(*case, (PERSON, OTHER))
    for seat in (0, 1):
        tables.store.claim("a person", match_id, seat)
    assert settled(tables, match_id) > 0
    other = tables.open(*case, (PERSON, OTHER))
    for seat in (0, 1):
        tables.store.claim("a person", other, seat)
    ear = follow(tables, other)
    assert ear.until("frame")


def test_a_match_of_programs_begins_by_itself(tables: Tables) -> None:
    match_id = tables.open(*BAR, (PROGRAM, PROGRAM))
    ear = follow(tables, match_id)
    assert ear.until("snapshot")
    tables.settle(match_id)
    assert tables.store.header(match_id).outcome is not None


def test_a_program_can_begin_for_somebody_who_never_came(tables: Tables) -> None:
    match_id = tables.open(*BAR, (PERSON, OTHER))
    tables.claim("ada", match_id, 0)
    ear = follow(tables, match_id, 0)
    assert people(ear)[1]["stand_in"]
    do(tables.stand_in(Place(match_id, 0), 1))
    assert settled(tables, match_id) > 0
    assert tables.store.header(match_id).substitutions == (Substitution(0, 1, Kind.SCRIPTED, "cautious"),)
    to_the_end(tables, [Place(match_id, 0)])
    assert check(tables.store.load(match_id)).verdict is Verdict.SAME


def test_a_match_is_not_begun_by_a_restart(tables: Tables, tmp_path: Path) -> None:
    match_id = tables.open(*BAR, (PERSON, OTHER))
    tables.claim("ada", match_id, 0)
    again = reopen(tmp_path)
    assert settled(again, match_id) == 0
    again.claim("bea", match_id, 1)
    assert settled(again, match_id) > 0
    again.close()


def test_links_are_given_to_the_people_of_the_table_until_everybody_has_come(tables: Tables) -> None:
    match_id, secret = tables.open(*BAR, (PERSON, OTHER, PROGRAM)), tables.store.secret()
    tables.claim("ada", match_id, 0)
    ada, watcher = follow(tables, match_id, 0), follow(tables, match_id)
    link = join_path(secret, match_id, 1)
    assert people(ada) == [
        {"seat": 0, "name": "Ada", "here": True, "joined": True, "link": None, "stand_in": False},
        {"seat": 1, "name": "Bea", "here": False, "joined": False, "link": link, "stand_in": True},
    ]
    assert joined_seat(secret, match_id, 3, link.rsplit("/", 1)[1]) == 1
    hidden = [row | {"link": None, "stand_in": False} for row in people(ada)]
    assert people(watcher) == hidden
    tables.claim("bea", match_id, 1)
    assert people(ada)[1] == {
        "seat": 1,
        "name": "Bea",
        "here": False,
        "joined": True,
        "link": None,
        "stand_in": False,
    }
    for ear in (watcher, follow(tables, match_id), follow(tables, match_id, 2)):
        assert "/join/" not in "".join(ear.texts)


def test_everybody_hears_who_comes_and_goes_once(tables: Tables) -> None:
    match_id = begin(tables, BAR, PERSON, OTHER)
    ada, watcher = follow(tables, match_id, 0), follow(tables, match_id)
    bea = [follow(tables, match_id, 1) for _ in range(2)]
    assert [row["here"] for row in people(watcher)] == [True, True]
    told = len(ada.told("people"))
    bea[0].stop()
    follow(tables, match_id).stop()
    tables.settle(match_id)
    assert len(ada.told("people")) == told, "nothing has changed"
    bea[1].stop()
    tables.settle(match_id)
    assert [row["here"] for row in people(ada)] == [True, False]
    assert [row["here"] for row in people(watcher)] == [True, False]
    assert len(ada.told("people")) == told + 1
