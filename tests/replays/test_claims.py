"""Which person holds which seat: claims add up, open nothing else, and make a list of one's own."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replays.claims import SeatTaken
from replays.record import Header, Kind, Substitution, fresh_id
from replays.store import Cursor, NoSuchMatch, Store
from tests.replays.played import BOTH, play, some, unfinished, with_people

ADA, BEA = "a" * 64, "b" * 64
PLAYED = {people: with_people(play(BOTH[0], 1, seats=3), *people) for people in ((0,), (0, 2), ())}


def match(store: Store, *people: int, created: int = 5, ended: bool = False) -> str:
    """A match with people on these seats."""
    whole = PLAYED[people].record
    record = whole if ended else unfinished(whole, 0, seed=1)
    header = replace(record.header, id=fresh_id(), created=created)
    if ended:
        store.save(replace(record, header=header))
    else:
        store.create(header)
    return header.id


def test_a_claim_opens_its_own_seat_to_its_own_person(store: Store) -> None:
    one, other = match(store, 0, 2), match(store, 0, 2)
    assert store.claimed(one) == frozenset()
    store.claim(ADA, one, 2)
    assert store.seats_of(ADA, one) == (2,)
    assert store.claimed(one) == {2}
    for person, match_id in ((BEA, one), (ADA, other), ("", one), (ADA[:-1], one), (ADA.upper(), one), (ADA, "no")):
        assert store.seats_of(person, match_id) == ()
    assert store.claimed(other) == frozenset()


def test_a_person_may_hold_several_seats_but_a_seat_has_one_person(store: Store) -> None:
    one = match(store, 0, 2)
    for seat in (2, 0, 2):
        store.claim(ADA, one, seat)
    with pytest.raises(SeatTaken):
        store.claim(BEA, one, 2)
    assert store.seats_of(ADA, one) == (0, 2)
    assert store.seats_of(BEA, one) == ()
    assert store.claimed(one) == {0, 2}
    assert [header.id for header in store.mine(ADA, running=True)] == [one]
    assert store.mine(BEA, running=True) == []


@pytest.mark.parametrize("seat", [1, 3, -1, 99])
def test_only_a_persons_seat_of_a_match_that_is_there_can_be_claimed(store: Store, seat: int) -> None:
    one = match(store, 0, 2)
    for match_id in (one, "unknown"):
        with pytest.raises(NoSuchMatch):
            store.claim(ADA, match_id, seat)
    assert store.claimed(one) == frozenset()
    assert store.mine(ADA, running=True) == []


def test_a_seat_that_a_program_has_taken_is_nobodys(store: Store) -> None:
    one = match(store, 0, 2)
    store.claim(ADA, one, 0)
    store.claim(ADA, one, 2)
    store.substitute(one, Substitution(0, 2, Kind.SCRIPTED, "cautious"))
    assert store.seats_of(ADA, one) == (0,)
    assert store.claimed(one) == {0, 2}
    with pytest.raises(NoSuchMatch):
        store.claim(BEA, one, 2)
    assert [header.id for header in store.mine(ADA, running=True)] == [one]
    store.substitute(one, Substitution(0, 0, Kind.SCRIPTED, "cautious"))
    assert store.seats_of(ADA, one) == ()
    assert store.mine(ADA, running=True) == [], "nothing to go back to"
    assert store.header(one).persons == frozenset()


def test_what_is_hidden_is_hidden_for_one_person_until_they_claim_again(store: Store) -> None:
    one, other = match(store, 0, 2), match(store, 0, 2, created=4)
    for person, seat in ((ADA, 0), (BEA, 2)):
        store.claim(person, one, seat)
        store.claim(person, other, seat)
    store.hide(ADA, one)
    assert [header.id for header in store.mine(ADA, running=True)] == [other]
    assert [header.id for header in store.mine(BEA, running=True)] == [one, other]
    assert store.seats_of(ADA, one) == (0,)
    assert one in [header.id for header in store.page()]
    store.claim(ADA, one, 0)
    assert [header.id for header in store.mine(ADA, running=True)] == [one, other]


def test_a_match_is_one_persons_own_only_if_nobody_else_could_sit_there(store: Store) -> None:
    alone, together, watched = match(store, 0), match(store, 0, 2), match(store)
    for match_id in (alone, together, watched, "unknown"):
        assert not store.sole(ADA, match_id)
    store.claim(ADA, alone, 0)
    store.claim(ADA, together, 0)
    assert store.sole(ADA, alone)
    assert not store.sole(BEA, alone)
    assert not store.sole(ADA, together)
    store.claim(ADA, together, 2)
    assert not store.sole(ADA, together), "two seats were laid for two people"
    store.hide(ADA, alone)
    assert store.sole(ADA, alone)
    store.substitute(alone, Substitution(0, 0, Kind.SCRIPTED, "cautious"))
    assert store.sole(ADA, alone), "who has left it has still played it alone"


@some(40)
@given(limit=st.integers(1, 25), person=st.sampled_from([ADA, BEA, "nobody"]), running=st.booleans())
def test_the_list_of_a_person_comes_once_and_in_order(
    many: tuple[Store, dict[str, list[Header]]], limit: int, person: str, running: bool
) -> None:
    store, claimed = many
    fitting = [header for header in claimed.get(person, []) if (header.outcome is None) == running]
    fitting.sort(key=lambda h: (h.created, h.id), reverse=True)
    after, walked = None, list[Header]()
    while page := store.mine(person, running=running, after=after, limit=limit):
        assert len(page) <= limit
        walked += page
        assert len(walked) <= len(fitting)
        after = Cursor(page[-1].created, page[-1].id)
    assert walked == fitting


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, dict[str, list[Header]]]:
    """Many matches at few times; what each person sees of them."""
    folder: Path = tmp_path_factory.mktemp("many")
    store, rng = Store.open(folder), Random(3)
    seen: dict[str, list[Header]] = {ADA: [], BEA: []}
    for _ in range(60):
        one = match(store, 0, 2, created=rng.randrange(5), ended=rng.random() < 0.5)
        for person in (ADA, BEA):
            seats = [seat for seat in (0, 2) if rng.random() < 0.5 and seat not in store.claimed(one)]
            for seat in seats:
                store.claim(person, one, seat)
            if seats and rng.random() < 0.2:
                store.hide(person, one)
            elif seats:
                seen[person].append(store.header(one))
    assert all(5 < len(headers) < 60 for headers in seen.values())
    return store, seen
