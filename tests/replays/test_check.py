"""A match that was not touched follows from its actions; whatever is changed in the database is found and named."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from agents.table import Table
from games.core import CHANCE
from replays.check import BAD, Verdict, check, check_all
from replays.record import Record, codec
from replays.store import Store
from tests.replays.changes import CHANGES, Change, edit, execute
from tests.replays.played import CASES, Case, Played, Program, both_games, every_case, play, unfinished


@every_case
def test_what_was_not_touched_is_the_same(store: Store, case: Case) -> None:
    matches = [play(case, seed, chatty=True).record for seed in range(5)]
    for seeds in ({"seed_known": True}, {"seed": None}):
        record = play(case, 9, chatty=True).record
        matches.append(replace(record, header=replace(record.header, **seeds)))
    matches.append(unfinished(play(case, 9, chatty=True).record, 3))
    for record in matches:
        store.save(record)
    findings = {finding.id: (finding.verdict, finding.detail) for finding in check_all(store)}
    assert findings == {record.header.id: (Verdict.SAME, "") for record in matches}
    assert Verdict.DIFFERS in BAD


@every_case
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_was_changed_is_found_and_named(store: Store, tmp_path: Path, case: Case, change: Change) -> None:
    played = play(case, 2, seats=3, chatty=True)
    store.save(played.record)
    assert check(store.load(played.record.header.id)).verdict is Verdict.SAME
    step = edit(tmp_path, change, played)
    finding = check(store.load(played.record.header.id))
    assert (finding.id, finding.verdict) == (played.record.header.id, Verdict.DIFFERS)
    assert finding.detail
    assert finding.detail.isprintable()
    assert step is None or f"step {step}" in finding.detail


@every_case
def test_only_the_changed_match_is_named(store: Store, tmp_path: Path, case: Case) -> None:
    first, second = (play(one, 3, chatty=True).record for one in (case, CASES[0]))
    for record in (first, second):
        store.save(record)
    execute(tmp_path, "UPDATE match SET reason = 'boredom' WHERE id = ?", first.header.id)
    assert [finding.id for finding in check_all(store) if finding.verdict in BAD] == [first.header.id]


@both_games
def test_a_lost_step_of_a_running_match_is_found(store: Store, tmp_path: Path, case: Case) -> None:
    record = unfinished(play(case, 2, chatty=True).record, 6)
    store.save(record)
    execute(tmp_path, "DELETE FROM step WHERE seq = 6")
    assert check(store.load(record.header.id)).verdict is Verdict.DIFFERS


def drawn_otherwise(played: Played, steps: int) -> Record:
    """The match up to a step, and from there on another that keeps all rules but draws from another seed."""
    header, more = played.record.header, []
    programs = [Program(seat, 1, chatty=False, text="") for seat in range(len(header.seats))]
    actions = [step.actions for step in played.steps[:steps]]
    table = Table.resume(played.table.game, programs, 77, more.append, actions)
    asyncio.run(table.advance())
    rest: tuple[Any, ...] = tuple(map(codec(header.game).rest, more))
    return Record(replace(header, outcome=table.outcome, steps=steps + len(rest)), played.record.steps[:steps] + rest)


@every_case
def test_a_draw_that_is_not_of_the_seed_is_found(store: Store, case: Case) -> None:
    played = play(case, 12, seats=4)
    drawn = [step.seq for step in played.steps if CHANCE in step.actions]
    for before in [seq - 1 for seq in drawn if seq > 2]:
        forged = drawn_otherwise(played, before)
        finding = check(forged)
        assert finding.verdict is Verdict.DIFFERS
        assert "the draw is not the one of the seed" in finding.detail
        assert int(finding.detail.split("step ")[1].split(":")[0]) > before
        # Without the seed nothing speaks against it.
        assert check(replace(forged, header=replace(forged.header, seed=None))).verdict is Verdict.SAME
