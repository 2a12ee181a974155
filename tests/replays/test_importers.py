"""Foreign records come in whole: the same match, every text unchanged, once."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from games.decision import TraceKind
from games.liars_bar.actions import Play, arrange
from games.liars_bar.events import HouseCalled, Shot
from replays.check import Verdict, check, verify
from replays.exchange import lines
from replays.importers import liars_bar_llm
from replays.importers.bring_in import bring_in
from replays.record import Kind, Origin, Record, codec
from replays.replay import refold
from replays.store import Store
from tests.replays import foreign
from tests.replays.foreign import Document


def read(document: Document) -> Record:
    data = foreign.write(document)
    assert liars_bar_llm.recognises(data)
    return liars_bar_llm.read("match.json", data, created=0)


def assert_same(record: Record, document: Document) -> None:
    """The record holds every text, every hand after every play, and the winner of the document."""
    verify(record)
    names = record.header.names
    assert list(names) == document["player_names"]
    kept = [
        (names[t.seat], t.kind.value, t.text, None if t.about is None else names[t.about])
        for step in record.steps
        for t in step.traces
    ]
    assert kept == foreign.texts(document)
    assert record.header.outcome is not None
    assert [names[seat] for seat in record.header.outcome.winners] == [document["winner"]]

    reader = codec("liars_bar")
    left: list[tuple[str, Any]] = []
    for step, frame in zip(record.steps, list(refold(record))[1:], strict=True):
        for seat, action in reader.actions(step).items():
            if isinstance(action, Play):
                left.append((names[seat], frame.state.hands[seat]))
        left += [(names[e.seat], ()) for e in frame.events if isinstance(e, HouseCalled)]
    assert left == [
        (turn["player_name"], arrange(tuple(turn["remaining_cards"])))
        for told in document["rounds"]
        for turn in told["play_history"]
    ]


def test_the_public_records_come_in_whole_and_once(public_records: list[Path], store: Store) -> None:
    reports = list(bring_in(store, [public_records[0].parent]))
    assert [(report.name, report.refusal, report.new) for report in reports] == [
        (str(path), None, True) for path in public_records
    ]
    for path, report in zip(public_records, reports, strict=True):
        assert report.id is not None
        record = store.load(report.id)
        assert check(record).verdict is Verdict.SAME
        assert_same(record, json.loads(path.read_text("utf-8")))

    again = list(bring_in(store, public_records))
    assert [(report.id, report.refusal, report.new) for report in again] == [(r.id, None, False) for r in reports]
    assert len(store.ids()) == len(public_records)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.integers(2, 4), st.sampled_from([0.05, 0.4, 0.9]))
def test_any_match_by_the_rules_comes_in(seed: int, seats: int, calls: float) -> None:
    document = foreign.play(seed, seats, calls)
    assert_same(read(document), document)


@pytest.mark.parametrize("lie", [True, False])
@pytest.mark.parametrize("nobody", ["无", "No one", "none", "", None])
def test_house_calls_of_every_dialect(lie: bool, nobody: str | None) -> None:
    for seed in range(200):
        document = foreign.play(seed, 2, 0.1, nobody)
        for told, turn in foreign.house_calls(document):
            if turn["challenge_result"] is lie and (not lie or len(turn["played_cards"]) > 3):
                record = read(document)
                assert_same(record, document)
                step, events = _house_step(record, told["round_id"])
                assert [t.text for t in step.traces if t.kind is TraceKind.HOUSE] == [
                    "最后一人，自动出牌",
                    "系统自动质疑",
                ]
                assert any(isinstance(event, Shot) for event in events) is lie
                return
    pytest.fail("no such house call")


def _house_step(record: Record, number: int) -> tuple[Any, Any]:
    return next(
        (step, frame.events)
        for step, frame in zip(record.steps, list(refold(record))[1:], strict=True)
        if any(isinstance(event, HouseCalled) for event in frame.events)
        and (frame.state.round == number + 1 or frame.state.phase == "ended")
    )


def test_an_answer_is_explained_by_the_one_who_gave_it() -> None:
    record = read(foreign.play(1))
    reader = codec("liars_bar")
    for step in record.steps:
        (actor,) = reader.actions(step)
        own = {t.seat for t in step.traces if t.kind in (TraceKind.REASON, TraceKind.THINKING, TraceKind.MANNER)}
        assert own <= {actor}


def test_the_header_says_where_it_comes_from() -> None:
    header = read(foreign.play(1, 4)).header
    assert (header.origin, header.preset, header.created, header.ended) == (Origin.IMPORTED, "classic", 0, 0)
    assert header.seed is None
    assert [(s.name, s.kind, s.player) for s in header.seats] == [(n, Kind.MODEL, n) for n in foreign.NAMES]


def test_what_is_not_needed_may_be_missing_or_more() -> None:
    document = foreign.play(3)
    plain = json.loads(foreign.write(document))
    del plain["game_id"]
    plain["version"] = {"of": ["another", "program"]}
    for told in plain["rounds"]:
        for turn in told["play_history"]:
            turn["talk"] = "hello"
    assert read(plain) == read(document)
    assert liars_bar_llm.read("a", b"\xef\xbb\xbf" + foreign.write(document), created=0) == read(document)
    for told in plain["rounds"]:
        del told["player_opinions"]
        for turn in told["play_history"]:
            for text in ("play_reason", "behavior", "play_thinking", "challenge_reason", "challenge_thinking"):
                del turn[text]
    silent = read(plain)
    assert not any(step.traces for step in silent.steps)
    assert [step.actions for step in silent.steps] == [step.actions for step in read(document).steps]


def test_folders_zips_and_named_files(tmp_path: Path, store: Store) -> None:
    folder = tmp_path / "in"
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    texts = [foreign.write(foreign.play(seed)) for seed in range(4)]
    (folder / "b.json").write_bytes(texts[0])
    (folder / "deep" / "er" / "a.JSON").write_bytes(texts[1])
    (folder / "notes.txt").write_text("not a record")
    (folder / ".hidden" / "c.json").write_text("not looked at")
    with zipfile.ZipFile(folder / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x/c.json", texts[2])
        archive.writestr("__MACOSX/x/._c.json", b"\0")
        archive.writestr("README.md", "not a record")
    (named := tmp_path / "record").write_bytes(texts[3])

    reports = list(bring_in(store, [folder, str(named)]))
    assert [(r.name, r.refusal, r.new) for r in reports] == [
        (f"{folder}/all.zip/x/c.json", None, True),
        (f"{folder}/b.json", None, True),
        (f"{folder}/deep/er/a.JSON", None, True),
        (str(named), None, True),
    ]
    assert str(reports[0]) == f"{folder}/all.zip/x/c.json: {reports[0].id}"


def test_our_own_export_comes_in_by_the_same_way(tmp_path: Path, store: Store) -> None:
    (tmp_path / "a.json").write_bytes(foreign.write(foreign.play(5)))
    (first,) = bring_in(store, [tmp_path / "a.json"])
    assert first.id is not None
    record = store.load(first.id)
    (tmp_path / "a.jsonl").write_bytes(b"".join(line + b"\n" for line in lines(record)))
    store.delete(first.id)
    (second,) = bring_in(store, [tmp_path / "a.jsonl"])
    assert (second.id, second.new) == (first.id, True)
    assert store.load(first.id) == record
