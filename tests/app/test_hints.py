"""The hints of a match with hints for two: they are told to whoever got them and to analysts, and nowhere else."""

import json
from dataclasses import replace
from typing import Any

import pytest

from app import ledger, watching
from app.room import telling
from games.core import ANALYST, Seat, Viewer
from games.secret_tools.conditions import Condition, ToolRules
from games.secret_tools.events import Started
from games.secret_tools.view import Observation, inner
from replays.exchange import lines
from replays.record import Kind, Record, Seating, Substitution
from replays.replay import as_seen
from tests.replays.played import Case
from tests.replays.tooled import BAR, play_tool

Json = dict[str, Any]
CASES = [BAR, Case("cleanup", "paper")]
WORDS = {"liars_bar": "hold", "cleanup": "no new apples"}
"""A part of a hint that is no name and no number."""


@pytest.fixture(scope="module", params=CASES, ids=[case.game for case in CASES])
def record(request: pytest.FixtureRequest) -> Record:
    """Both accept; the first is a model, the second a scripted player."""
    made = play_tool(request.param, ToolRules(condition=Condition.HINT, wording="V0", trigger=2), 3)
    started = next(e for seen in as_seen(made, ANALYST) for e in seen.events if isinstance(e, Started))
    assert started.seat is not None
    kinds = {started.seat: Kind.MODEL}
    seats = [Seating(one.name, kinds.get(n, Kind.SCRIPTED), "random") for n, one in enumerate(made.header.seats)]
    return replace(made, header=replace(made.header, seats=tuple(seats)))


def pair(record: Record) -> tuple[Seat, Seat]:
    (started,) = [e for seen in as_seen(record, ANALYST) for e in seen.events if isinstance(e, Started)]
    assert started.seat is not None
    assert started.partner is not None
    return started.seat, started.partner


def hints(record: Record, viewer: Viewer) -> list[tuple[int, Seat, str]]:
    """Those of the frames: the step, whose it is, and the text."""
    frames = watching.telling(record, viewer)["frames"]
    return [
        (frame["number"], one["seat"], one["text"])
        for frame in frames
        for one in frame["read"]
        if "Hint to" in one["title"]
    ]


def given(record: Record, viewer: Viewer) -> list[tuple[int, Seat]]:
    """When a seat of this viewer's had a hint that it did not have before."""
    found, last = [], dict[Seat, Any]()
    for seen in as_seen(record, viewer):
        for o in seen.observations:
            if isinstance(o, Observation) and o.seat is not None and o.private is not None and o.private.hint:
                if o.private.hint != last.get(o.seat):
                    found.append((seen.number, o.seat))
                last[o.seat] = o.private.hint
    return found


def test_each_hint_stands_once_where_it_was_given_and_reads_as_it_was_read(record: Record) -> None:
    two = pair(record)
    for viewer in (ANALYST, *two):
        found = hints(record, viewer)
        assert [(number, seat) for number, seat, _ in found] == given(record, viewer)
        assert len(found) > 2
        assert {seat for _, seat, _ in found} == ({*two} if viewer == ANALYST else {viewer})
        assert all(
            WORDS[record.header.game] in text and record.header.names[two[two[0] == seat]] in text
            for _, seat, text in found
        )


def test_outsiders_and_the_table_are_told_no_hint_anywhere(record: Record) -> None:
    for viewer in (None, *({*range(len(record.header.seats))} - {*pair(record)})):
        told = json.dumps([watching.telling(record, viewer), ledger.telling(record, viewer)], ensure_ascii=False)
        exported = b"".join(lines(record, viewer)).decode()
        assert given(record, viewer) == hints(record, viewer) == []
        for text in (told, exported):
            assert "Hint to" not in text
            assert not any(sentence in text for _, _, whole in hints(record, ANALYST) for sentence in whole.split("\n"))


def test_the_ledger_and_the_room_hold_them_and_say_who_does_not_read_them(record: Record) -> None:
    rows, found = ledger.telling(record, ANALYST)["rows"], hints(record, ANALYST)
    assert [(row["step"], one["seat"], one["text"]) for row in rows for one in row["whispered"]] == found
    room = telling(record, others=False)
    assert room is not None
    followed = room["followed"]
    assert [(one["step"], one["seat"], one["text"]) for one in followed["whispers"]] == found
    assert followed["messages"]["title"] == f"hints: {len(found)}"
    due = {seen.number: seen.observations[0] for seen in as_seen(record, ANALYST)}
    board = record.header.game == "cleanup"
    for one in followed["whispers"]:
        now = inner(due[one["step"]])
        assert one["round"] == (now.board.step if board else now.round), "it is filed under the one it was given for"
    assert len(followed["labels"]) == followed["rounds"]
    first, second = pair(record)
    titles = {(one["seat"], one["title"]) for row in rows for one in row["whispered"]}
    names = record.header.names
    assert titles == {
        (first, f"Hint to {names[first]}"),
        (second, f"Hint to {names[second]}, a scripted player; those do not read hints"),
    }


def test_a_program_that_takes_a_seat_over_reads_none_from_then_on(record: Record) -> None:
    first, _ = pair(record)
    own = [number for number, seat, _ in hints(record, ANALYST) if seat == first]
    seqs = {seen.number: seen.seq for seen in as_seen(record, ANALYST)}
    taken = Substitution(seqs[own[2]], first, Kind.SCRIPTED, "random")
    changed = replace(record, header=replace(record.header, substitutions=(taken,)))
    rows = ledger.telling(changed, ANALYST)["rows"]
    titles = ["scripted" in one["title"] for row in rows for one in row["whispered"] if one["seat"] == first]
    assert titles == [n >= 2 for n in range(len(own))]
