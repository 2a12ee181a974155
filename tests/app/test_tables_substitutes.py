"""Programs that take the seats of people: of those who leave, and of those who are away; for good, and as kept."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest

from agents.scripted import personas
from app.house import Declined
from app.seating import stand_in
from app.tables import AWAY, Place, Tables
from games.core import IllegalAction
from games.registry import GAMES
from replays.check import Verdict, check
from replays.exchange import lines, read
from replays.record import Kind, Seating, Substitution
from replays.store import NoSuchMatch, Store
from tests.app import clicking
from tests.app.clicking import (
    OTHER,
    PERSON,
    PROGRAM,
    act,
    begin,
    click,
    do,
    due,
    follow,
    people,
    reopen,
    settled,
    to_the_end,
    view,
)
from tests.replays.played import Case, both_games

tables = clicking.tables
BAR = Case("liars_bar", "paper")


@dataclass
class Clock:
    now: float = 1000

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def clocked(tmp_path: Path, clock: Clock) -> Iterator[Tables]:
    """Tables whose seconds a test counts."""
    store = Store.open(tmp_path)
    made = Tables(store, pace=0, clock=clock)
    yield made
    made.close()
    store.close()


@both_games
@pytest.mark.parametrize("clicks", [0, 1, 3])
def test_whoever_leaves_is_replaced_for_good_and_the_substitute_survives_every_restart(
    tables: Tables, tmp_path: Path, case: Case, clicks: int
) -> None:
    """Two of the same match: one is played through, the server of the other is killed at every turn."""
    whole, killed = (begin(tables, case, PROGRAM, PERSON, OTHER, seed=21) for _ in range(2))
    for match_id in (whole, killed):
        rng = Random(clicks)
        for place in [Place(match_id, seat) for seat in (1, 2)] * clicks:
            if due(view(tables, place)):
                click(tables, place, rng)
        after = settled(tables, match_id)
        do(tables.resign(Place(match_id, 1)))
        tables.settle(match_id)
        header = tables.store.header(match_id)
        assert header.substitutions == (Substitution(after, 1, Kind.SCRIPTED, stand_in(case.game)),)
        assert [who.name for who in header.seated] == [who.name for who in header.seats]
        assert header.people
    to_the_end(tables, [Place(whole, 2)], seed=9)
    rng, place, server = Random(9), Place(killed, 2), tables
    while due(view(server, place)):
        server.close()
        server = reopen(tmp_path)
        click(server, place, rng)
    server.settle(killed)
    server.close()
    record = server.store.load(killed)
    assert record.header.outcome is not None
    assert record.steps == server.store.steps(whole)
    assert check(record).verdict is Verdict.SAME
    assert read("any name", b"\n".join(lines(record))) == record


def test_everybody_is_told_who_has_left_and_nothing_is_taken_from_them_any_more(tables: Tables) -> None:
    match_id = begin(tables, BAR, PROGRAM, PERSON, OTHER, seed=21)
    ears = [follow(tables, match_id, viewer) for viewer in (None, 1, 2)]
    do(tables.resign(Place(match_id, 1)))
    tables.settle(match_id)
    for ear in ears:
        assert ear.told("notice")[0]["text"] == "Ada has left. A scripted player (cautious) plays on."
        assert [row["seat"] for row in people(ear)] == [2]
    gone = Place(match_id, 1)
    with pytest.raises(IllegalAction):
        act(tables, gone, None, view(tables, gone).observation.decision)


def test_whoever_has_left_sees_what_everybody_sees_from_then_on(tables: Tables) -> None:
    match_id = begin(tables, BAR, PERSON, OTHER, seed=4)
    left, watcher = follow(tables, match_id, 0), follow(tables, match_id)
    assert left.messages[-1]["kind"] == "people"
    assert any(message.get("mine") for message in left.messages)
    do(tables.resign(Place(match_id, 0)))
    told = len(left.texts)
    to_the_end(tables, [Place(match_id, 1)])
    start = next(i for i, text in enumerate(left.texts) if '"kind":"notice"' in text) - 1
    assert start < told
    assert left.messages[start]["kind"] == "snapshot"
    assert left.messages[start]["you"] is None
    assert left.texts[start:] == watcher.texts[-len(left.texts[start:]) :]
    assert follow(tables, match_id, 0).texts == follow(tables, match_id).texts


def test_a_substitute_is_the_last_persona_of_the_game() -> None:
    assert stand_in("liars_bar") == personas("liars_bar")[-1] == "cautious"
    assert stand_in("toy") == "random"


def test_nobody_takes_the_seat_of_one_who_is_here_or_was_a_moment_ago(clocked: Tables, clock: Clock) -> None:
    match_id = begin(clocked, BAR, PERSON, OTHER, PROGRAM, seed=4)
    ada, bea = follow(clocked, match_id, 0), follow(clocked, match_id, 1)
    by = Place(match_id, 0)

    def refused(seat: int, code: str, place: Place = by) -> None:
        clocked.settle(match_id)
        before = clocked.store.load(match_id)
        with pytest.raises(Declined) as declined:
            do(clocked.stand_in(place, seat))
        assert declined.value.why.code == code
        assert str(declined.value).endswith(".")
        assert clocked.store.load(match_id) == before

    clock.now += 10 * AWAY
    refused(1, "not-away")
    refused(0, "own-seat")
    for seat in (2, -1, 99):
        refused(seat, "no-person")
    for seat in (2, -1, 99):
        refused(1, "no-seat", Place(match_id, seat))
    bea.stop()
    clocked.settle(match_id)
    clock.now += AWAY - 1
    refused(1, "not-away")
    assert not people(follow(clocked, match_id, 0))[1]["stand_in"]
    clock.now += 1
    assert people(follow(clocked, match_id, 0))[1]["stand_in"]
    do(clocked.stand_in(by, 1))
    assert ada.told("notice")[0]["text"] == "A scripted player (cautious) plays on for Bea."
    refused(1, "no-person")
    refused(0, "no-seat", Place(match_id, 1))
    to_the_end(clocked, [by])
    assert check(clocked.store.load(match_id)).verdict is Verdict.SAME
    refused(1, "ended")


def test_who_comes_back_in_time_keeps_the_seat(clocked: Tables, clock: Clock) -> None:
    match_id = begin(clocked, BAR, PERSON, OTHER)
    follow(clocked, match_id, 0)
    for _ in range(3):
        follow(clocked, match_id, 1).stop()
        clocked.settle(match_id)
        clock.now += AWAY - 1
        with pytest.raises(Declined, match="Bea"):
            do(clocked.stand_in(Place(match_id, 0), 1))


def test_a_restart_gives_everybody_their_time_anew(clocked: Tables, clock: Clock, tmp_path: Path) -> None:
    match_id = begin(clocked, BAR, PERSON, OTHER)
    again = Tables(Store.open(tmp_path), pace=0, clock=clock)
    follow(again, match_id, 0)
    with pytest.raises(Declined):
        do(again.stand_in(Place(match_id, 0), 1))
    clock.now += AWAY
    do(again.stand_in(Place(match_id, 0), 1))
    again.close()


def test_it_is_told_by_itself_when_somebody_has_been_away_for_long(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    tables = Tables(store, pace=0, away=0.1)
    match_id = begin(tables, BAR, PERSON, OTHER)
    ada, bea = follow(tables, match_id, 0), follow(tables, match_id, 1)
    time.sleep(0.2)
    bea.stop()
    tables.settle(match_id)
    told = len(ada.told("people"))
    assert not people(ada)[1]["stand_in"]
    ada.until("people", told + 1)
    assert people(ada)[1] == {
        "seat": 1,
        "name": "Bea",
        "here": False,
        "joined": True,
        "link": None,
        "stand_in": True,
    }
    tables.close()
    store.close()


@both_games
def test_programs_alone_play_to_the_end_when_everybody_has_left(tables: Tables, case: Case) -> None:
    match_id = begin(tables, case, PERSON, OTHER)
    for seat in (0, 1):
        do(tables.resign(Place(match_id, seat)))
        with pytest.raises(Declined):
            do(tables.resign(Place(match_id, seat)))
    tables.settle(match_id)
    record = tables.store.load(match_id)
    assert record.header.outcome is not None
    assert check(record).verdict is Verdict.SAME
    with pytest.raises(NoSuchMatch):
        do(tables.resign(Place("unknown", 0)))


def test_what_a_person_had_sealed_is_void_when_a_program_takes_the_seat(tables: Tables) -> None:
    match_id = begin(tables, Case("toy", "long"), PERSON, OTHER)
    first = Place(match_id, 0)
    assert click(tables, first, Random(3)).sealed
    do(tables.resign(first))
    to_the_end(tables, [Place(match_id, 1)])
    record = tables.store.load(match_id)
    assert record.header.substitutions[0].after == 1
    assert check(record).verdict is Verdict.SAME


def unnamed(tables: Tables) -> str:
    """A match without names, to which three people have come."""
    preset = next(iter(GAMES["cleanup"].presets))
    rules = replace(GAMES["cleanup"].presets[preset], identity="anonymous")
    seats = [Seating(name, Kind.PERSON, name) for name in ("Wren", "Otis", "Juno")]
    seats += [Seating("Pike", Kind.SCRIPTED, "random")] * (GAMES["cleanup"].game(preset).seats[0] - 3)
    match_id = tables.open("cleanup", preset, seats, seed=5, rules=rules)
    clicking.claim(tables, match_id)
    return match_id


def without_names(clocked: Tables, clock: Clock, away: int) -> list[object]:
    """What the others are told in a match without names in which somebody goes, and a program comes."""
    match_id = unnamed(clocked)
    ears = [follow(clocked, match_id, viewer) for viewer in (0, None)]
    follow(clocked, match_id, 3 - away)
    follow(clocked, match_id, away).stop()
    place = Place(match_id, 0)
    for seat in (away, 3 - away, None):
        with pytest.raises(Declined):
            do(clocked.stand_in(place, seat))
    settled(clocked, match_id)
    assert people(ears[0]) == [
        {"seat": None, "name": "", "here": False, "joined": True, "link": None, "away": 1, "stand_in": False}
    ]
    clock.now += AWAY
    with pytest.raises(Declined):
        do(clocked.stand_in(place, away))
    do(clocked.stand_in(place, None))
    assert clocked.store.header(match_id).substitutions[0].seat == away
    assert people(ears[0]) == []
    return [ear.texts for ear in ears]


def test_where_seats_are_anonymous_nobody_is_told_who_is_away_nor_for_whom_a_program_plays(
    clocked: Tables, clock: Clock
) -> None:
    first, second = (without_names(clocked, clock, away) for away in (1, 2))
    assert first == second


def test_programs_that_come_for_several_come_at_once(clocked: Tables, clock: Clock) -> None:
    match_id = unnamed(clocked)
    ear = follow(clocked, match_id, 0)
    settled(clocked, match_id)
    clock.now += AWAY
    before = len(ear.messages)
    do(clocked.stand_in(Place(match_id, 0), None))
    assert [one.seat for one in clocked.store.header(match_id).substitutions] == [1, 2]
    assert [message["kind"] for message in ear.messages[before:]][:4] == ["snapshot", "notice", "notice", "people"]
    assert [line["kind"] for line in ear.messages[before]["log"]].count("substitution") == 2
