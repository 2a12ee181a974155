"""Another player takes a seat: kept beside the match, shown to whoever may watch, and carried by every export."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.core import ANALYST
from games.registry import GAMES
from replays.check import Verdict, check, verify
from replays.exchange import lines, read
from replays.record import Kind, Record, Seating, Substitution
from replays.refusal import RecordError
from replays.replay import as_seen
from replays.store import NoSuchMatch, Store
from replays.writing import AlreadyKept
from tests.replays.changes import execute
from tests.replays.hostile import head
from tests.replays.played import BOTH, Case, both_games, every_case, play, some, unfinished, with_people

CAUTIOUS = Substitution(3, 0, Kind.SCRIPTED, "cautious")


def taken(record: Record, *substitutions: Substitution) -> Record:
    """The match with these changes of players."""
    return replace(record, header=replace(record.header, substitutions=substitutions))


def export(record: Record, viewer: Any = ANALYST) -> bytes:
    return b"".join(line + b"\n" for line in lines(record, viewer))


def running(store: Store, case: Case, steps: int = 5) -> Record:
    """A match that two people have begun."""
    played = with_people(play(case, 2, seats=3), 0, 1)
    store.create(unfinished(played.record, 0, seed=2).header)
    for step in played.record.steps[:steps]:
        store.append(played.record.header.id, step)
    return played.record


def test_the_last_to_take_a_seat_sits_there_under_the_first_ones_name() -> None:
    record = with_people(play(BOTH[0], 1, seats=3), 0, 2).record
    record = taken(record, CAUTIOUS, Substitution(4, 2, Kind.MODEL, "llama"), Substitution(9, 0, Kind.SCRIPTED, "bold"))
    header = record.header
    first, second, third = header.names
    assert header.seated == (
        Seating(first, Kind.SCRIPTED, "bold"),
        Seating(second, Kind.SCRIPTED, "random"),
        Seating(third, Kind.MODEL, "llama"),
    )
    assert header.seats[0].kind is Kind.PERSON
    assert header.persons == frozenset()
    assert taken(record, CAUTIOUS).header.persons == {2}
    assert taken(record).header.seated == header.seats


@both_games
def test_a_substitution_is_kept_with_the_match_and_read_with_it(store: Store, case: Case) -> None:
    record = running(store, case)
    match_id, later = record.header.id, replace(CAUTIOUS, after=6)
    store.substitute(match_id, replace(CAUTIOUS, after=5))
    store.append(match_id, record.steps[5])
    store.substitute(match_id, replace(later, seat=1))
    expected = (replace(CAUTIOUS, after=5), replace(later, seat=1))
    assert store.header(match_id).substitutions == expected
    assert store.load(match_id).header.substitutions == expected
    assert [header.substitutions for header in store.page()] == [expected]
    assert store.load(match_id).steps == record.steps[:6]
    assert check(store.load(match_id)).verdict is Verdict.SAME


@both_games
def test_a_whole_match_is_kept_with_its_substitutions(store: Store, case: Case) -> None:
    record = taken(with_people(play(case, 2, seats=3), 0, 1).record, CAUTIOUS, replace(CAUTIOUS, seat=1))
    store.save(record)
    assert store.load(record.header.id) == record


@both_games
def test_a_substitution_out_of_its_turn_changes_nothing(store: Store, case: Case) -> None:
    record = running(store, case)
    match_id, now = record.header.id, replace(CAUTIOUS, after=5)
    wrong: list[tuple[str, Substitution, type[Exception]]] = [
        (match_id, replace(now, after=4), AlreadyKept),
        (match_id, replace(now, after=6), NoSuchMatch),
        (match_id, replace(now, seat=3), NoSuchMatch),
        (match_id, replace(now, seat=-1), NoSuchMatch),
        ("unknown", now, NoSuchMatch),
    ]
    for where, one, error in wrong:
        with pytest.raises(error):
            store.substitute(where, one)
    assert store.header(match_id).substitutions == ()
    store.substitute(match_id, now)
    with pytest.raises(AlreadyKept):
        store.substitute(match_id, replace(now, player="bold"))
    for step in record.steps[5:-1]:
        store.append(match_id, step)
    store.append(match_id, record.steps[-1], record.header.outcome)
    with pytest.raises(AlreadyKept):
        store.substitute(match_id, replace(now, after=len(record.steps)))
    assert store.header(match_id).substitutions == (now,)


@every_case
@some(10)
@given(data=st.data(), seed=st.integers(0, 99))
def test_an_export_carries_who_took_a_seat(case: Case, data: st.DataObject, seed: int) -> None:
    played = with_people(play(case, seed, chatty=True, seed_known=True), 0, 1)
    steps, seats = len(played.record.steps), len(played.record.header.seats)
    places = data.draw(st.sets(st.tuples(st.integers(0, steps - 1), st.integers(0, seats - 1)), max_size=4))
    players = st.sampled_from(["cautious", "三毛", "O'Neil 😀"])
    changes = [Substitution(*place, data.draw(st.sampled_from(Kind)), data.draw(players)) for place in sorted(places)]
    record = taken(played.record, *changes)
    text = export(record)
    again = read("any name", text)
    assert again == record
    verify(again)
    assert export(again) == text
    assert (b'"substitutions"' in text) == bool(changes)
    for viewer in (None, *range(seats)):
        told = export(record, viewer)
        seen = read("any name", told)
        assert export(seen, viewer) == told
        counts = [one.seq for one in as_seen(record, viewer)]
        last = {(sum(seq <= one.after for seq in counts), one.seat): (one.kind, one.player) for one in changes}
        found = {(one.after, one.seat): (one.kind, one.player) for one in seen.header.substitutions}
        assert found == last
        assert seen.header.seated == record.header.seated


def test_where_nobody_is_named_a_viewpoint_carries_its_own_seat_only() -> None:
    rules = replace(GAMES["cleanup"].presets["paper"], identity="anonymous")
    record = with_people(play(Case("cleanup", "paper"), 2, rules=rules), 0, 1).record
    first, second = (taken(record, Substitution(3, seat, Kind.SCRIPTED, "cautious")) for seat in (0, 1))
    assert read("any name", export(first)).header.substitutions == first.header.substitutions
    for viewer in (None, 2, 3):
        assert export(first, viewer) == export(second, viewer) == export(record, viewer)
    for viewer, one, other in ((0, first, second), (1, second, first)):
        (own,) = read("any name", export(one, viewer)).header.substitutions
        assert own.seat == viewer
        assert export(other, viewer) == export(record, viewer)


@both_games
def test_a_match_without_substitutions_is_written_as_ever(case: Case) -> None:
    record = play(case, 1).record
    assert b"substitution" not in export(record)
    old = json.loads(export(record).splitlines()[0])
    old["substitutions"] = []
    assert read("any name", b"\n".join([json.dumps(old).encode(), *export(record).splitlines()[1:]])) == record


def one(**changes: Any) -> Callable[[list[bytes]], list[bytes]]:
    return head(substitutions=[{"after": 3, "seat": 0, "kind": "scripted", "player": "cautious"} | changes])


FIRST, SECOND = ({"after": after, "seat": 0, "kind": "scripted", "player": "cautious"} for after in (3, 4))
EDITS = {
    "a seat that is not there": one(seat=3),
    "a seat before the first": one(seat=-1),
    "a huge seat": one(seat=2**60),
    "a step before the first": one(after=-1),
    "after the last step": lambda ls: one(after=len(ls) - 1)(ls),
    "a huge step": one(after=10**30),
    "a step as a word": one(after="3"),
    "half a step": one(after=2.5),
    "a kind that is none": one(kind="ghost"),
    "a player with markup": one(player="<b>x</b>"),
    "a player with a terminal's command": one(player="\x1b[31mred"),
    "a player written backwards": one(player="\u202eabc"),
    "a player of a page": one(player="x" * 500),
    "no player": one(player=""),
    "an extra key": one(more=1),
    "no seat": head(substitutions=[{"after": 3, "kind": "scripted", "player": "cautious"}]),
    "out of order": head(substitutions=[SECOND, FIRST]),
    "the same twice": head(substitutions=[FIRST, FIRST]),
    "no list": head(substitutions={"after": 3}),
    "null": head(substitutions=None),
    "a number": head(substitutions=7),
}


@both_games
@pytest.mark.parametrize("viewer", [ANALYST, None, 1])
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_export_that_was_edited_is_refused(
    case: Case, viewer: Any, edit: Callable[[list[bytes]], list[bytes]]
) -> None:
    text = export(with_people(play(case, 2, seats=3, chatty=True), 0, 1).record, viewer).splitlines()
    assert read("any name", b"\n".join(one()(text))).header.substitutions
    with pytest.raises(RecordError) as refusal:
        read("any name", b"\n".join(edit(text)))
    assert str(refusal.value).isprintable()


@pytest.mark.parametrize("damage", ["kind = 'ghost'", "seat = 7", "seat = -1"])
def test_a_damaged_row_is_named(store: Store, tmp_path: Path, damage: str) -> None:
    record, whole = running(store, BOTH[0]), play(BOTH[0], 3).record
    store.save(whole)
    store.substitute(record.header.id, replace(CAUTIOUS, after=5))
    execute(tmp_path, f"UPDATE substitution SET {damage}")
    with pytest.raises(RecordError):
        store.load(record.header.id)
    assert [header.id for header in store.page()] == [whole.header.id]
