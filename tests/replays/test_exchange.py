"""A complete export comes in again as it was, to the letter; one of a viewpoint is to be watched only."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from games.core import ANALYST, Viewer
from games.decision import Provenance, Trace, TraceKind
from games.luck import SEED_BITS
from replays.check import Verdict, check, verify
from replays.exchange import lines, read, recognises
from replays.record import Record, codec, viewpoint
from replays.refusal import RecordError
from replays.replay import as_seen, refold, viewers
from tests.replays.played import Case, Played, both_games, every_case, play, some, unfinished

seeds = st.integers(0, 2**SEED_BITS - 1)
SPEAKING = "\n\r\t\0 “✓” 😀 三毛 \u202e \u2028 </script> \x1b[31m \\ud800"
SEED = 2**127 + 2**60 + 12345


def export(record: Record, viewer: Viewer = ANALYST) -> bytes:
    return b"".join(line + b"\n" for line in lines(record, viewer))


def without_secrets(played: Played) -> dict[Viewer, bytes]:
    """All exports that are not complete."""
    return {viewer: export(played.record, viewer) for viewer in played.viewers}


@every_case
@some(10)
@given(seed=seeds, text=st.text(), chatty=st.booleans(), known=st.booleans(), people=st.booleans())
@example(seed=SEED, text=SPEAKING, chatty=True, known=True, people=True)
def test_a_complete_export_comes_in_again(
    case: Case, seed: int, text: str, chatty: bool, known: bool, people: bool
) -> None:
    record = play(case, seed, chatty=chatty, text=text, seed_known=known, people=people).record
    data = export(record)
    assert recognises(data)
    again = read("any name", data)
    assert again == record
    verify(again)
    assert export(again) == data
    assert len(data.splitlines()) >= len(record.steps) + 1 == data.count(b"\n")


@both_games
def test_a_very_long_text_comes_in_again(case: Case) -> None:
    record = play(case, 4).record
    told = Trace(0, TraceKind.THINKING, '字😀\n"' * 12_000, Provenance.NATIVE)
    assert len(told.text.encode()) > 100_000
    first, *rest = record.steps
    record = replace(record, steps=(replace(first, traces=(told, told)), *rest))
    assert read("any name", export(record)) == record


@both_games
def test_a_match_whose_seed_nobody_knows_comes_in_again(case: Case) -> None:
    record = play(case, 4, chatty=True).record
    record = replace(record, header=replace(record.header, seed=None))
    assert read("any name", export(record)) == record


@every_case
@some(5)
@given(seed=seeds)
def test_an_export_of_a_viewpoint_comes_in_as_that_viewpoint(case: Case, seed: int) -> None:
    played = play(case, seed, chatty=True, seed_known=True)
    before = played.record.header
    for viewer, data in without_secrets(played).items():
        record = read("any name", data)
        view = viewpoint(viewer)
        changed = {"id": f"{before.id}.{view}", "view": view, "steps": len(record.steps), "seed": None}
        assert record.header == replace(before, **changed)
        assert viewers(record.header) == (viewer,)
        assert {step.actions for step in record.steps} == {None}
        assert check(record).verdict is Verdict.VIEW_ONLY
        for there, here in zip(as_seen(played.record, viewer), as_seen(record, viewer), strict=True):
            assert here == replace(there, observations=(), seq=there.number)
        assert export(record, viewer) == data


@both_games
def test_a_viewpoint_cannot_become_another(case: Case) -> None:
    played = play(case, 3, chatty=True)
    for viewer, data in without_secrets(played).items():
        record = read("any name", data)
        for other in {*played.viewers, ANALYST} - {viewer}:
            with pytest.raises(RecordError, match="not open"):
                export(record, other)
        with pytest.raises(RecordError, match="one viewpoint"):
            list(refold(record))


@every_case
def test_an_export_of_a_viewpoint_holds_what_the_seat_saw_and_nothing_else(case: Case) -> None:
    played = play(case, SEED, seats=4, chatty=True, seed_known=True)
    reader = codec(case.game)
    for viewer, data in without_secrets(played).items():
        assert not any(seed in data for seed in (f"{SEED:x}".encode(), str(SEED).encode(), b"actions"))
        events = [event for step in read("any name", data).steps for event in reader.events(step)]
        assert tuple(events) == played.table.events(viewer)
    whole = export(played.record)
    assert f"{SEED:032x}".encode() in whole
    assert whole.count(b'"actions"') == len(played.steps)


@both_games
def test_a_running_match_is_exported_as_far_as_it_may_be_watched(case: Case) -> None:
    record = play(case, 5, chatty=True).record
    for people in (False, True):
        running = unfinished(record, 8, people=people)
        for viewer in (None, 0, 1, ANALYST):
            if people and viewer is not None:
                with pytest.raises(RecordError, match="not open"):
                    export(running, viewer)
                continue
            data = export(running, viewer)
            assert json.loads(data.splitlines()[0])["seed"] is None
            assert export(record, viewer).splitlines()[1 : data.count(b"\n")] == data.splitlines()[1:]
            with pytest.raises(RecordError, match="not ended"):
                read("any name", data)


@both_games
def test_our_own_exports_are_told_from_other_files(case: Case) -> None:
    assert recognises(export(play(case).record, None))
    assert not any(map(recognises, (b"", b"{}", b'{"game_id": 1}', b"\xff\0" * 5000)))


def test_the_form_is_the_documented_one() -> None:
    """Other programs read it: what the lines hold does not change without a new number."""
    played = play(Case("liars_bar", "paper"), 1, chatty=True)
    head, *rest = (json.loads(line) for line in lines(played.record))
    keys = "format schema viewpoint id game preset rules version seats origin created seed seed_known people steps end"
    assert list(head) == keys.split()
    assert (head["format"], head["schema"], head["viewpoint"]) == ("under-the-table match", 1, "all")
    assert head["seats"][0] == {"name": "Wren", "kind": "scripted", "player": "random"}
    assert set(head["end"]) == {"at", "reason", "points", "winners"}
    together: set[Any] = set().union(*rest)
    assert together == {"seq", "events", "actions", "forced", "traces"}
