"""A match that is ended before its end has no winner, is open like an ended one, and goes out and comes in again."""

from dataclasses import replace
from pathlib import Path

import pytest

from games.core import ANALYST
from replays.check import Verdict, check, verify
from replays.exchange import lines, read
from replays.importers.bring_in import bring_in
from replays.record import Kind, Record, Stop, Substitution
from replays.refusal import RecordError
from replays.replay import as_seen, viewers
from replays.store import NoSuchMatch, Store, now
from replays.writing import AlreadyKept
from tests.replays.asked import asked
from tests.replays.played import Case, both_games, play, unfinished, with_people

every_reason = pytest.mark.parametrize("why", Stop)


def export(record: Record, viewer: int | None = ANALYST) -> bytes:
    return b"".join(line + b"\n" for line in lines(record, viewer))


def running(store: Store, case: Case, steps: int = 6) -> Record:
    """A match between a person and two models, of so many steps."""
    played = asked(with_people(play(case, 2, seats=3, chatty=True), 1).record, 0, 2)
    store.create(unfinished(played, 0, seed=2).header)
    for step in played.steps[:steps]:
        store.append(played.header.id, step)
    return played


@both_games
@every_reason
def test_a_stopped_match_has_ended_without_a_winner(store: Store, case: Case, why: Stop) -> None:
    record, before = running(store, case), now()
    match_id = record.header.id
    assert viewers(store.header(match_id)) == (None,)
    store.stop(match_id, 6, why)
    kept = store.load(match_id)
    header = kept.header
    assert (header.outcome, header.stopped, header.steps, header.seed) == (None, why, 6, 2)
    assert before <= (header.ended or 0) <= now()
    assert not header.concealed
    assert kept.steps == record.steps[:6]
    assert viewers(header) == (None, 0, 1, 2, ANALYST)
    assert [len(list(as_seen(kept, viewer))) > 0 for viewer in viewers(header)] == [True] * 5
    assert check(kept).verdict is Verdict.SAME
    assert [h.id for h in store.page(outcome="stopped")] == [h.id for h in store.page(outcome="ended")] == [match_id]
    assert [h.id for h in store.page(outcome=why)] == [match_id]
    assert store.page(outcome="running") == store.page(outcome="shared") == []
    store.delete(match_id)
    assert store.page() == []


@both_games
def test_a_stop_out_of_its_turn_changes_nothing(store: Store, case: Case) -> None:
    record = running(store, case)
    match_id = record.header.id
    for where, after, error in ((match_id, 5, AlreadyKept), (match_id, 7, NoSuchMatch), ("unknown", 6, NoSuchMatch)):
        with pytest.raises(error):
            store.stop(where, after, Stop.PERSON)
    assert store.header(match_id).ended is None
    store.append(match_id, record.steps[6])
    store.stop(match_id, 7, Stop.PERSON)
    stopped = store.load(match_id)
    with pytest.raises(AlreadyKept):
        store.stop(match_id, 7, Stop.MONEY)
    with pytest.raises(NoSuchMatch):
        store.append(match_id, record.steps[7])
    with pytest.raises(AlreadyKept):
        store.substitute(match_id, Substitution(7, 0, Kind.SCRIPTED, "bold"))
    assert store.load(match_id) == stopped


@both_games
def test_a_match_that_has_come_to_its_end_is_not_stopped(store: Store, case: Case) -> None:
    record = play(case, 2).record
    store.save(record)
    with pytest.raises(AlreadyKept):
        store.stop(record.header.id, len(record.steps), Stop.PERSON)
    assert store.load(record.header.id) == record


@both_games
@pytest.mark.parametrize("steps", [0, 1, 6])
def test_a_stopped_match_goes_out_and_comes_in_again(store: Store, tmp_path: Path, case: Case, steps: int) -> None:
    record = running(store, case, steps)
    # Somebody took a seat, and then there was no step any more.
    store.substitute(record.header.id, Substitution(steps, 2, Kind.SCRIPTED, "bold"))
    store.stop(record.header.id, steps, Stop.TOKENS)
    record = store.load(record.header.id)
    other = Store.open(tmp_path / "other")
    for viewer in viewers(record.header):
        file = tmp_path / "match.jsonl"
        file.write_bytes(export(record, viewer))
        (report,) = bring_in(other, [file])
        assert report.new, report
        again = other.load(report.id or "")
        assert export(again, viewer) == file.read_bytes()
        assert (again.header.stopped, again.header.ended) == (Stop.TOKENS, record.header.ended)
        if viewer == ANALYST:
            assert again == record
            (report,) = bring_in(other, [file])
            assert not report.new
            assert report.refusal is None
    other.close()


def stopped(case: Case, **changes: object) -> Record:
    record = asked(play(case, 2, seats=3).record, 0)
    return Record(replace(record.header, outcome=None, stopped=Stop.PERSON, **changes), record.steps)


@both_games
def test_a_match_cannot_be_stopped_after_its_end(case: Case) -> None:
    record = stopped(case)
    with pytest.raises(RecordError, match="outcome"):
        verify(record)
    for viewer in (None, 0):
        with pytest.raises(RecordError, match="outcome"):
            read("any name", export(record, viewer))


@both_games
def test_an_export_that_ends_in_two_ways_is_refused(case: Case) -> None:
    record = play(case, 2).record
    whole, end = export(record), b'"end":{'
    both = whole.replace(b'"end":{', b'"stopped":{"at":5,"why":"limit-money"},"end":{', 1)
    assert both != whole
    reason = record.header.outcome
    assert reason is not None
    named = whole.replace(b'"reason":"%s"' % reason.reason.encode(), b'"reason":"stopped"', 1)
    assert named != whole
    neither = export(Record(replace(stopped(case).header, stopped=None, ended=None), record.steps))
    assert end not in neither
    for data, words in ((both, "both"), (named, "both"), (neither, "not ended")):
        with pytest.raises(RecordError, match=words):
            read("any name", data)


@both_games
def test_nobody_takes_a_seat_later_than_the_stop(case: Case) -> None:
    record = stopped(case)
    short = Record(replace(record.header, steps=5), record.steps[:5])
    for after, good in ((5, True), (6, False)):
        data = export(
            replace(short, header=replace(short.header, substitutions=(Substitution(after, 1, Kind.SCRIPTED, "x"),)))
        )
        if good:
            assert export(read("any name", data)) == data
            continue
        with pytest.raises(RecordError, match="takes a seat"):
            read("any name", data)
