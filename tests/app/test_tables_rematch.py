"""The next match of the same people: one of a kind, however often it is asked for."""

from pathlib import Path

import pytest

from app.house import Declined
from app.identity import join_path
from app.tables import Place, Tables
from tests.app import clicking
from tests.app.clicking import OTHER, PERSON, PROGRAM, begin, claim, do, follow, reopen, settled, to_the_end
from tests.replays.played import Case, both_games

tables = clicking.tables
BAR = Case("liars_bar", "paper")


@both_games
def test_the_next_match_seats_everybody_as_at_the_beginning(tables: Tables, case: Case) -> None:
    match_id, secret = begin(tables, case, PERSON, PROGRAM, OTHER, seed=77), tables.store.secret()
    ears = {viewer: follow(tables, match_id, viewer) for viewer in (0, 2, None)}
    for same in (True, False):
        with pytest.raises(Declined, match="running"):
            do(tables.rematch(Place(match_id, 0), same=same))
    do(tables.resign(Place(match_id, 2)))
    to_the_end(tables, [Place(match_id, 0)])
    before = tables.store.header(match_id)
    opened = {same: do(tables.rematch(Place(match_id, 0), same=same)) for same in (False, True)}
    assert len({match_id, *opened.values()}) == 3
    for same, other in opened.items():
        header = tables.store.header(other)
        assert (header.seats, header.rules, header.preset) == (before.seats, before.rules, before.preset)
        assert (header.substitutions, header.people, header.seed_known) == ((), True, same)
        assert (tables.store.seed(other) == 77) == same
        assert tables.store.claimed(other) == frozenset()
        assert settled(tables, other) == 0
        for seat in (0, 2):
            told = [message["url"] for message in ears[seat].told("moved")]
            assert told.count(join_path(secret, other, seat)) == 1
            assert len(told) == 2
    assert not ears[None].told("moved")


def test_there_is_one_next_match_of_a_kind_whoever_asks_and_how_often(tables: Tables, tmp_path: Path) -> None:
    match_id = begin(tables, BAR, PERSON, OTHER)
    to_the_end(tables, [Place(match_id, seat) for seat in (0, 1)])
    ears = [follow(tables, match_id, seat) for seat in (0, 1)]
    opened = {do(tables.rematch(Place(match_id, seat), same=False)) for seat in (0, 1, 0)}
    again = reopen(tmp_path)
    opened |= {do(again.rematch(Place(match_id, seat), same=False)) for seat in (0, 1)}
    assert len(opened) == 1
    assert len(tables.store.ids()) == 2
    assert [len(ear.told("moved")) for ear in ears] == [2, 2], "once for all, and once for each who asked again"
    (other,) = opened
    claim(again, other)
    to_the_end(again, [Place(other, seat) for seat in (0, 1)])
    assert do(again.rematch(Place(other, 0), same=False)) not in (match_id, other)
    again.close()


@pytest.mark.parametrize("seat", [1, -1, 2, 99])
def test_only_people_of_the_table_open_the_next_match(tables: Tables, seat: int) -> None:
    match_id = begin(tables, BAR, PERSON, PROGRAM)
    to_the_end(tables, [Place(match_id, 0)])
    with pytest.raises(Declined):
        do(tables.rematch(Place(match_id, seat), same=False))
    assert tables.store.ids() == [match_id]


def test_the_same_deal_is_the_same_deal(tables: Tables) -> None:
    match_id = begin(tables, BAR, PERSON, PROGRAM)
    place = Place(match_id, 0)
    start = events_of(tables, match_id)
    to_the_end(tables, [place])
    other = do(tables.rematch(place, same=True))
    claim(tables, other)
    tables.settle(other)
    assert events_of(tables, other)[: len(start)] == start


def events_of(tables: Tables, match_id: str) -> list[str]:
    return [step.events for step in tables.store.steps(match_id)]
