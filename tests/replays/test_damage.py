"""A damaged row names itself and hides nothing else; a match is read as of one moment; an id is no proof of a match."""

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from replays.check import Verdict, check, check_all
from replays.exchange import lines, read
from replays.importers.bring_in import Report, bring_in
from replays.record import Record, Redacted
from replays.redaction import redact
from replays.refusal import RecordError
from replays.store import Store
from tests.replays.asked import asked
from tests.replays.changes import execute
from tests.replays.played import Case, both_games, play, unfinished


@pytest.mark.parametrize("column", ["rules='{'", "rules='{}'", "points='x'", "origin='elsewhere'", "clock='long'"])
@both_games
def test_a_damaged_match_is_named_and_the_others_are_listed(
    store: Store, tmp_path: Path, case: Case, column: str
) -> None:
    whole, damaged = (play(case, seed).record for seed in (1, 2))
    for record in (whole, damaged):
        store.save(record)
    execute(tmp_path, f"UPDATE match SET {column} WHERE id='{damaged.header.id}'")
    assert [header.id for header in store.page()] == [whole.header.id]
    with pytest.raises(RecordError):
        store.load(damaged.header.id)
    found = {finding.id: finding.verdict for finding in check_all(store)}
    assert found == {whole.header.id: Verdict.SAME, damaged.header.id: Verdict.DIFFERS}


def test_a_match_is_read_as_of_one_moment_while_it_is_played(store: Store, tmp_path: Path) -> None:
    record = play(Case("liars_bar", "published-code"), 3).record
    running = unfinished(record, 0, seed=3).header
    store.create(running)
    read = threading.Semaphore(0)

    def write() -> None:
        writer = Store.open(tmp_path)
        for step in record.steps:
            if step is record.steps[len(record.steps) // 2]:
                # However slow the reader is, it reads twice while there is more to come.
                assert all(read.acquire(timeout=60) for _ in range(2))
            writer.append(running.id, step, record.header.outcome if step is record.steps[-1] else None)

    playing = threading.Thread(target=write)
    playing.start()
    while playing.is_alive():
        assert check(store.load(running.id)).verdict is Verdict.SAME
        read.release()
    playing.join()
    assert store.header(running.id).outcome == record.header.outcome


@both_games
def test_a_viewpoint_cannot_name_another_winner(case: Case) -> None:
    record = play(case, 4).record
    head, *rest = lines(record, None)
    told = json.loads(head)
    told["end"]["winners"] = [(told["end"]["winners"][0] + 1) % len(told["seats"])]
    with pytest.raises(RecordError):
        read("match", b"\n".join([json.dumps(told).encode(), *rest]))


@both_games
def test_another_match_under_a_kept_id_is_refused(store: Store, tmp_path: Path, case: Case) -> None:
    record = play(case, 5).record
    store.save(record)
    other = Record(replace(record.header, seed=None, people=True), record.steps)
    for name, match in (("same", record), ("other", other)):
        (tmp_path / f"{name}.jsonl").write_bytes(b"\n".join(lines(match)))
    same, refused = (next(bring_in(store, [tmp_path / f"{name}.jsonl"])) for name in ("same", "other"))
    assert (same.id, same.new, same.refusal) == (record.header.id, False, None)
    assert refused.refusal is not None
    assert refused.refusal.code == "other-with-id"
    assert store.load(record.header.id) == record


@both_games
def test_a_fuller_copy_takes_the_place_of_a_thinner_one_that_agrees(store: Store, tmp_path: Path, case: Case) -> None:
    record = asked(play(case, 5, seats=3, chatty=True).record, 0)

    def bring(match: Record) -> Report:
        (tmp_path / "one.jsonl").write_bytes(b"\n".join(lines(match)))
        return next(bring_in(store, [tmp_path / "one.jsonl"]))

    thin = redact(record, [Redacted.PROMPTS, Redacted.THOUGHTS])
    assert bring(thin).new
    other = bring(redact(record, [Redacted.NAMES]))
    assert other.refusal is not None
    assert other.refusal.code == "other-copy"
    changed = replace(record.steps[-1], traces=(), calls=())
    assert bring(redact(Record(replace(record.header, seed_known=True), record.steps), [])).refusal is not None
    assert store.load(record.header.id) == thin
    fuller = bring(redact(record, [Redacted.PROMPTS]))
    assert (fuller.new, fuller.fuller) == (True, True)
    assert bring(record).fuller
    assert store.load(record.header.id) == record
    assert (bring(thin).new, bring(thin).refusal) == (False, None)
    assert bring(Record(record.header, (*record.steps[:-1], changed))).refusal is not None
    assert store.load(record.header.id) == record
