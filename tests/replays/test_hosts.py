"""Whoever opened a table is known, keeps it in their list, and may delete what nobody else has a part in."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replays.record import Kind, Stop, Substitution, fresh_id
from replays.store import Cursor, NoSuchMatch, Store
from tests.replays.played import BOTH, play, some, unfinished, with_people

ADA, BEA = "a" * 64, "b" * 64
PLAYED = {people: with_people(play(BOTH[0], 1, seats=3), *people).record for people in ((), (0,), (0, 2))}


def match(store: Store, host: str | None, *people: int, created: int = 5) -> str:
    """A match that has just begun."""
    header = replace(unfinished(PLAYED[people], 0, seed=1).header, id=fresh_id(), created=created)
    store.create(header, host=host)
    return header.id


def listed(store: Store, person: str, running: bool = True) -> list[str]:
    return [header.id for header in store.mine(person, running=running)]


def test_the_host_is_whoever_opened_the_table(store: Store) -> None:
    mine, nobodys = match(store, ADA), match(store, None)
    assert [store.host(one) for one in (mine, nobodys, "unknown")] == [ADA, None, None]
    store.save(replace(PLAYED[()], header=replace(PLAYED[()].header, id=fresh_id())))
    assert [store.host(header.id) for header in store.page(outcome="ended")] == [None]


def test_a_host_holds_no_seat(store: Store) -> None:
    one = match(store, ADA, 0, 2)
    assert store.seats_of(ADA, one) == ()
    assert store.claimed(one) == frozenset()
    store.claim(BEA, one, 0)
    store.claim(ADA, one, 2)
    assert (store.seats_of(ADA, one), store.claimed(one), store.host(one)) == ((2,), {0, 2}, ADA)
    for seat in (-1, -2, 1):
        with pytest.raises(NoSuchMatch):
            store.claim(BEA, one, seat)


def test_a_host_has_the_match_in_the_list_with_a_seat_or_without(store: Store) -> None:
    watched, played = match(store, ADA, created=7), match(store, ADA, 0, created=6)
    store.claim(ADA, played, 0)
    assert listed(store, ADA) == [watched, played]
    assert listed(store, BEA) == listed(store, ADA, running=False) == []
    store.stop(watched, 0, Stop.PERSON)
    assert (listed(store, ADA), listed(store, ADA, running=False)) == ([played], [watched])
    store.substitute(played, Substitution(0, 0, Kind.SCRIPTED, "bold"))
    assert listed(store, ADA) == [played], "it is still the host's to stop"


def test_what_a_host_hides_is_hidden_for_the_host_alone(store: Store) -> None:
    one = match(store, ADA, 0)
    store.claim(BEA, one, 0)
    store.hide(ADA, one)
    assert (listed(store, ADA), listed(store, BEA)) == ([], [one])
    assert store.host(one) == ADA


def test_a_match_without_people_is_its_hosts_own(store: Store) -> None:
    watched, nobodys, mine, ours = match(store, ADA), match(store, None), match(store, ADA, 0), match(store, ADA, 0, 2)
    assert [store.sole(ADA, one) for one in (watched, nobodys, mine, ours)] == [True, False, True, False]
    assert not any(store.sole(BEA, one) for one in (watched, nobodys, mine, ours))
    store.claim(BEA, mine, 0)
    assert not store.sole(ADA, mine)
    assert not store.sole(BEA, mine), "somebody else opened it"
    store.stop(watched, 0, Stop.PERSON)
    store.delete(watched)
    assert store.host(watched) is None


@some(20)
@given(limit=st.integers(1, 9))
def test_a_hosts_list_comes_once_and_in_order(many: Store, limit: int) -> None:
    after, walked = None, list[str]()
    while page := many.mine(ADA, running=True, after=after, limit=limit):
        assert len(page) <= limit
        walked += [header.id for header in page]
        after = Cursor(page[-1].created, page[-1].id)
    assert walked == [
        header.id for header in many.page(limit=99) if many.host(header.id) == ADA or 0 in many.seats_of(ADA, header.id)
    ]
    assert len(walked) == len(set(walked)) > 9


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store.open(tmp_path_factory.mktemp("many"))
    for number in range(30):
        one = match(store, (ADA, BEA, None)[number % 3], *((0,) if number % 2 else ()), created=number // 4)
        if number % 4 == 1:
            store.claim(ADA, one, 0)
    return store
