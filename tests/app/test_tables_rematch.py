"""The next match of the same people: one of a kind, however often it is asked for."""

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from app.house import Declined
from app.identity import join_path
from app.rematches import deals, declined, others
from app.tables import Place, Tables
from games.secret_tools.conditions import BASELINE, Condition, ToolRules
from replays.record import Series
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


def test_the_same_deal_is_played_under_another_condition(tables: Tables) -> None:
    match_id = begin(tables, BAR, PERSON, PROGRAM, OTHER, seed=77)
    ears = {viewer: follow(tables, match_id, viewer) for viewer in (0, 2, None)}
    with pytest.raises(Declined, match="running"):
        do(tables.rematch(Place(match_id, 0), same=True, condition=Condition.COACH))
    assert others(tables.store.header(match_id)) == []
    to_the_end(tables, [Place(match_id, 0), Place(match_id, 2)])
    before = tables.store.header(match_id)
    assert [condition for condition, _ in others(before)] == ["channel", "hint", "notes", "coach", "open_table"]
    opened = {c: do(tables.rematch(Place(match_id, 0), same=False, condition=c)) for c in Condition}
    assert len({match_id, *opened.values()}) == 1 + len(Condition)
    for condition, other in opened.items():
        header = tables.store.header(other)
        assert header.tool is not None
        assert (header.tool.condition, header.tool.trigger) == (condition, BASELINE.trigger)
        assert bool(header.tool.wording) == (condition is not Condition.BASELINE)
        assert (header.seed_known, header.series, header.rules) == (True, None, before.rules)
        assert tables.store.seed(other) == 77
        answers = "random" if condition is Condition.BASELINE else "random+always"
        assert [one.player for one in header.seats] == ["Ada", answers, "Bea"]
        again = do(tables.rematch(Place(match_id, 2), same=True, condition=condition))
        assert again == other
    assert [len(ears[seat].told("moved")) for seat in (0, 2, None)] == [6, 12, 0]


def test_what_was_offered_is_offered_again_as_it_was_under_another_condition(tables: Tables) -> None:
    tool = ToolRules(condition=Condition.CHANNEL, wording="V3", offer_to=1, trigger=2, instruction=True)
    match_id = tables.open(*BAR, (replace(PROGRAM, player="random+neutral"), PROGRAM, PROGRAM), seed=7, tool=tool)
    tables.settle(match_id)
    for condition, wording in ((Condition.HINT, "V3"), (Condition.COACH, "P0")):
        header = tables.store.header(do(tables.rematch(Place(match_id, None), same=True, condition=condition)))
        assert header.tool == replace(tool, condition=condition, wording=wording)
        assert [one.player for one in header.seats] == ["random+neutral", "random", "random"]
    plain = tables.store.header(do(tables.rematch(Place(match_id, None), same=True, condition=Condition.BASELINE)))
    assert plain.tool == replace(BASELINE, offer_to=1, trigger=2)
    tables.settle(plain.id)
    offered, without = tables.store.header(match_id), tables.store.header(plain.id)
    assert tables.store.twin(offered) == without
    assert offered in tables.store.twins(without)


@pytest.mark.parametrize("over", [False, True])
@pytest.mark.parametrize(
    ("same", "condition"), [(True, Condition.HINT), (True, None), (False, None)], ids=["condition", "same", "new"]
)
def test_as_long_as_its_series_goes_on_no_match_follows(
    tables: Tables, over: bool, same: bool, condition: Condition | None
) -> None:
    series = Series("a-series", 1, 2)
    match_id = tables.open(*BAR, (PROGRAM, PROGRAM, PROGRAM), seed=7, series=series)
    before = tables.store.header(match_id)
    tables.settle(match_id)
    if over:
        tables.store.end_series(series.id)
    header = tables.store.header(match_id)
    assert bool(others(header)) == over
    # It is said before anybody asks, and before its last match that one can.
    assert bool(declined(header)) == (not over)
    assert declined(before).startswith("This match belongs to a series")
    assert declined(replace(before, ended=None, series=replace(series, number=2))) == ""
    with nullcontext() if over else pytest.raises(Declined, match="series"):
        do(tables.rematch(Place(match_id, None), same=same, condition=condition))
    assert len(tables.store.ids()) == 1 + over


def test_nothing_is_offered_among_two(tables: Tables) -> None:
    match_id = tables.open(*BAR, (PROGRAM, PROGRAM), seed=7)
    tables.settle(match_id)
    assert deals(tables.store.header(match_id)) == []
    with pytest.raises(Declined):
        do(tables.rematch(Place(match_id, None), same=True, condition=Condition.HINT))


def events_of(tables: Tables, match_id: str) -> list[str]:
    return [step.events for step in tables.store.steps(match_id)]
