"""The store keeps a match step by step or whole, refuses what does not belong, and tells no secret."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from games.core import Outcome
from replays.record import Kind, Record, StepRecord, Substitution
from replays.store import FILE, NoSuchMatch, Store
from replays.writing import AlreadyKept
from tests.replays.played import Case, Played, both_games, every_case, play, unfinished, with_people


def rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, read without the store."""
    with sqlite3.connect(folder / FILE) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}


def begin(store: Store, played: Played, steps: int) -> str:
    """Keep a match that is running and has so many steps."""
    record = played.record
    store.create(unfinished(record, 0, seed=record.header.seed).header)
    for step in record.steps[:steps]:
        store.append(record.header.id, step)
    return record.header.id


def finish(store: Store, played: Played, steps: int) -> None:
    """Keep the rest of a match of which so many steps are there."""
    *middle, last = played.record.steps[steps:]
    for step in middle:
        store.append(played.record.header.id, step)
    store.append(played.record.header.id, last, played.record.header.outcome)


def but_for_the_clock(record: Record) -> Record:
    """The record without the time of its end, which the store takes from the clock."""
    return unfinished(record, len(record.steps), outcome=record.header.outcome, seed=record.header.seed)


@every_case
def test_a_match_kept_whole_is_loaded_as_it_was(store: Store, case: Case) -> None:
    matches = [play(case, seed, chatty=True).record for seed in range(6)]
    for record in matches:
        store.save(record)
    assert [store.load(record.header.id) for record in matches] == matches
    assert [store.header(record.header.id) for record in matches] == [record.header for record in matches]


@every_case
def test_step_by_step_is_the_same_as_whole(store: Store, case: Case) -> None:
    for seed in range(4):
        played = play(case, seed, chatty=True)
        match_id = begin(store, played, 0)
        for count, step in enumerate(played.record.steps[:-1], 1):
            store.append(match_id, step)
            if count % 10 == 1:
                assert store.load(match_id) == unfinished(played.record, count)
        store.append(match_id, played.record.steps[-1], played.record.header.outcome)
        kept = store.load(match_id)
        assert but_for_the_clock(kept) == but_for_the_clock(played.record)
        assert kept.header.ended is not None
        assert kept.header.ended >= kept.header.created


@both_games
@pytest.mark.parametrize("place", ["again", "gap", "far behind", "first again", "zero", "negative"])
def test_a_step_out_of_its_turn_changes_nothing(store: Store, tmp_path: Path, case: Case, place: str) -> None:
    played = play(case, chatty=True)
    match_id, steps = begin(store, played, 5), played.record.steps
    seq = {"again": 5, "gap": 7, "far behind": 10**6, "first again": 1, "zero": 0, "negative": -1}[place]
    step, before = StepRecord(seq, steps[5].actions, steps[5].events, "[]", steps[5].traces), rows(tmp_path)
    for outcome in (None, played.record.header.outcome):
        with pytest.raises((AlreadyKept, NoSuchMatch)):
            store.append(match_id, step, outcome)
        assert rows(tmp_path) == before
    finish(store, played, 5)
    assert store.steps(match_id) == steps


@both_games
def test_each_refusal_has_its_name(store: Store, tmp_path: Path, case: Case) -> None:
    played = play(case, chatty=True)
    match_id, last = begin(store, played, 5), len(played.record.steps)
    with pytest.raises(AlreadyKept):
        store.append(match_id, played.record.steps[4])
    with pytest.raises(AlreadyKept):
        store.create(played.record.header)
    finish(store, played, 5)
    before = rows(tmp_path)
    with pytest.raises(AlreadyKept):
        store.save(played.record)
    with pytest.raises(NoSuchMatch):
        store.append(match_id, StepRecord(last + 1, "[]", "[]", "[]"), Outcome("over", (1.0,), (0,)))
    for ask in (store.header, store.load, store.delete):
        with pytest.raises(NoSuchMatch):
            ask("unknown")
    assert rows(tmp_path) == before
    assert store.steps("unknown") == ()
    assert store.seed("unknown") is None


@both_games
def test_an_unknown_match_takes_no_step(store: Store, tmp_path: Path, case: Case) -> None:
    before = rows(tmp_path)
    with pytest.raises(NoSuchMatch):
        store.append("unknown", play(case, chatty=True).record.steps[0])
    assert rows(tmp_path) == before


@both_games
def test_the_seed_is_in_no_header_before_the_end(store: Store, case: Case) -> None:
    played = play(case, seed=2**127 + 5)
    match_id, seed = begin(store, played, 5), played.record.header.seed

    def seeds() -> list[int | None]:
        found = [store.header(match_id), store.load(match_id).header, *store.page(), *store.page(player="random")]
        return [header.seed for header in found]

    assert seeds() == [None] * 4
    assert store.seed(match_id) == seed
    finish(store, played, 5)
    assert seeds() == [seed] * 4


def test_the_secret_of_a_house_is_made_once_and_is_another_in_each(store: Store, tmp_path: Path) -> None:
    secret = store.secret()
    assert len(secret) == 32
    assert store.secret() == secret
    store.close()
    again, other = Store.open(tmp_path), Store.open(tmp_path / "other")
    assert again.secret() == secret
    assert other.secret() != secret
    again.close()
    other.close()


@both_games
def test_only_a_finished_match_is_deleted_and_whole(store: Store, tmp_path: Path, case: Case) -> None:
    other = with_people(play(case, 1, chatty=True), 0, 1).record
    store.save(replace(other, header=replace(other.header, substitutions=(Substitution(1, 0, Kind.SCRIPTED, "x"),))))
    store.claim("somebody", other.header.id, 1)
    before, played = rows(tmp_path), with_people(play(case, 2, chatty=True), 0, 1)
    match_id = begin(store, played, 5)
    store.claim("somebody", match_id, 1)
    store.claim("somebody else", match_id, 0)
    store.substitute(match_id, Substitution(5, 0, Kind.SCRIPTED, "random"))
    with pytest.raises(NoSuchMatch):
        store.delete(match_id)
    assert store.steps(match_id) == played.record.steps[:5]
    finish(store, played, 5)
    store.delete(match_id)
    assert rows(tmp_path) == before
    assert all(before[table] for table in ("match", "seating", "step", "trace", "claim", "substitution"))


@both_games
def test_what_was_kept_is_there_after_reopening(store: Store, tmp_path: Path, case: Case) -> None:
    ended, running = play(case, 1, chatty=True), play(case, 2, chatty=True)
    store.save(ended.record)
    match_id = begin(store, running, 7)
    store.close()
    again = Store.open(tmp_path)
    assert again.load(ended.record.header.id) == ended.record
    finish(again, running, 7)
    assert again.steps(match_id) == running.record.steps
    again.close()
