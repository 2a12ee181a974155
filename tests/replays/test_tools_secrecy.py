"""While people play, and until their series has ended, nothing that can be had of a match tells of a tool."""

import json
import re
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from games.core import ANALYST, Viewer
from games.model import ModelSettings
from games.secret_tools.conditions import Condition
from replays.exchange import lines, read
from replays.record import Header, Kind, Record, Seating, Series, Stop, Substitution, codec
from replays.refusal import RecordError
from replays.replay import as_seen, viewers
from replays.store import Store
from tests.replays.marks import marks
from tests.replays.played import Case, unfinished
from tests.replays.tooled import BAR, WORDING, conditions, inner, pair, play_tool, tool_of, with_traits

HIDDEN = [Condition.CHANNEL, Condition.HINT]
hidden = pytest.mark.parametrize("condition", HIDDEN, ids=str)
TELLING = re.compile(
    rb'#whisper|"tool|channel|hint|baseline|[Oo]ffer|Choose|Answer|Wrote|"Started|wording|condition|nowhere'
)
"""Words that nothing holds but what is told of a tool."""


def export(record: Record, viewer: Viewer = ANALYST) -> bytes:
    return b"\n".join(lines(record, viewer))


def steps_of_the_game(record: Record, steps: int) -> int:
    """How many of the first steps are steps of the game itself."""
    reader = codec(record.header.game)
    actions = [action for step in record.steps[:steps] for action in list(reader.actions(step).values())[:1]]
    return sum(not type(action).__module__.startswith("games.secret_tools") for action in actions)


@with_traits
@hidden
@pytest.mark.parametrize("series", [None, Series("evening", 1, 2)], ids=["alone", "in a series"])
def test_a_running_match_is_to_the_letter_one_without_a_tool(
    case: Case, condition: Condition, series: Series | None
) -> None:
    record = play_tool(case, tool_of(condition, audit=None), 5, people=True, series=series)
    bare = inner(record)
    assert len(record.steps) > len(bare.steps)
    for steps in range(len(record.steps) + 1):
        here, there = unfinished(record, steps), unfinished(bare, steps_of_the_game(record, steps))
        # What is said aloud in a game is heard by all, but a manner is marked with the step it was shown in.
        heard = [re.sub(rb',"traces":\[[^]]*\]', b"", export(r, None)) for r in (here, there)]
        assert heard[0] == heard[1]
        assert not TELLING.search(export(here, None))
        assert viewers(here.header) == (None,)
        assert here.header.tool_told is None
        for viewer in (0, 1, 2, 3, ANALYST):
            with pytest.raises(RecordError, match="not open"):
                export(here, viewer)
            with pytest.raises(RecordError, match="not open"):
                next(as_seen(here, viewer))


@with_traits
def test_nobody_hears_how_somebody_looked_in_private(case: Case) -> None:
    record = play_tool(case, tool_of(Condition.CHANNEL), 5, people=True)
    reader = codec(case.game)
    private = [s for s in record.steps if any(type(a).__name__ == "Write" for a in reader.actions(s).values())]
    texts = {trace.text.encode() for step in private for trace in step.traces}
    shown = export(unfinished(record, len(record.steps) - 1), None)
    assert texts
    assert b"#manner-" in shown
    assert not [text for text in texts if text in shown]


def everything(value: Any) -> bytes:
    return msgspec.json.encode(value)


@with_traits
@conditions
def test_what_was_whispered_reaches_the_pair_and_the_analyst_alone(case: Case, condition: Condition) -> None:
    record = play_tool(case, tool_of(condition), 5)
    insiders = pair(record)
    whispered = {mark for mark in marks(export(record)) if mark[0] == "whisper"}
    assert {seat for _, seat in whispered} == (insiders if condition in ("channel", "notes", "open_table") else set())
    for viewer in (None, 0, 1, 2, 3):
        written, seen = export(record, viewer), everything(list(as_seen(record, viewer)))
        assert not re.search(rb'"tool"|"actions"', written)
        assert WORDING.encode() not in written
        own = {("whisper", viewer)}
        open_to = whispered if condition == "open_table" or (condition == "channel" and viewer in insiders) else own
        for text in (written, seen):
            assert {mark for mark in marks(text) if mark[0] == "whisper"} == whispered & open_to
        assert (WORDING.encode() in seen) == (viewer in insiders and condition != "baseline")
        if viewer not in insiders and condition in ("baseline", *HIDDEN):
            assert not TELLING.search(written)
    if condition is not Condition.BASELINE:
        assert WORDING.encode() in export(record)


def test_a_leak_would_be_found() -> None:
    record = play_tool(BAR, tool_of(Condition.CHANNEL), 5)
    for viewer in pair(record):
        assert TELLING.search(export(record, viewer))
    assert TELLING.search(json.dumps({"tool": None}).encode())


@with_traits
def test_a_list_tells_of_a_tool_once_the_match_is_open(store: Store, case: Case) -> None:
    tool = tool_of(Condition.CHANNEL)
    ended = play_tool(case, tool, 1, people=True)
    running = unfinished(play_tool(case, tool, 2, people=True), 9)
    programs = unfinished(play_tool(case, tool, 3), 9)
    for record in (ended, running, programs):
        store.save(record)
    told = {header.id: header.tool_told for header in store.page()}
    assert told == {ended.header.id: tool, running.header.id: None, programs.header.id: tool}


def in_series(number: int, of: int = 3, *, people: bool = True, name: str = "evening") -> Record:
    tool = tool_of(Condition.CHANNEL)
    return play_tool(BAR, tool, number, people=people, series=Series(name, number, of))


def begin(store: Store, record: Record) -> Header:
    """The match as it is before its first step."""
    header = unfinished(record, 0, seed=record.header.seed).header
    store.create(header)
    return header


def finish(store: Store, record: Record) -> None:
    begin(store, record)
    for step in record.steps:
        store.append(record.header.id, step, record.header.outcome if step is record.steps[-1] else None)


def is_open(store: Store, record: Record) -> bool:
    header = store.header(record.header.id)
    whole = viewers(header) == (None, 0, 1, 2, 3, ANALYST)
    assert whole == (header.tool_told is not None) == (header.seed is not None) == header.open
    assert whole or viewers(header) == (None,)
    return whole


def test_matches_of_a_series_open_when_its_last_has_ended(store: Store) -> None:
    first, second, third = (in_series(number) for number in (1, 2, 3))
    other = in_series(1, name="morning")
    for record in (first, second, other):
        finish(store, record)
        assert not is_open(store, record)
    begin(store, third)
    assert [is_open(store, record) for record in (first, second)] == [False, False]
    with pytest.raises(RecordError, match="not open"):
        export(store.load(first.header.id))
    for step in third.steps:
        assert not is_open(store, first)
        store.append(third.header.id, step, third.header.outcome if step is third.steps[-1] else None)
    assert [is_open(store, record) for record in (first, second, third, other)] == [True, True, True, False]
    assert export(store.load(first.header.id)) == export(replace(first, header=store.header(first.header.id)))
    store.delete(third.header.id)
    assert is_open(store, first)


def test_a_series_ends_with_a_last_match_that_is_stopped_and_where_it_is_given_up(store: Store) -> None:
    first, second = in_series(1, 2), in_series(2, 2)
    finish(store, first)
    begin(store, second)
    store.stop(second.header.id, 0, Stop.PERSON)
    assert [is_open(store, record) for record in (first, second)] == [True, True]
    given_up, stopped = in_series(1, name="night"), in_series(2, name="night")
    finish(store, given_up)
    begin(store, stopped)
    store.stop(stopped.header.id, 0, Stop.PERSON)
    assert [is_open(store, record) for record in (given_up, stopped)] == [False, False]
    store.end_series("night")
    assert [is_open(store, record) for record in (given_up, stopped)] == [True, True]


def test_a_series_of_programs_is_open_from_the_beginning(store: Store) -> None:
    record = in_series(1, people=False)
    begin(store, record)
    assert viewers(store.header(record.header.id)) == (None, 0, 1, 2, 3, ANALYST)
    assert store.header(record.header.id).tool_told == record.header.tool


def seated(record: Record) -> Record:
    """The same with a person, a model that remembers, and a scripted player who accepts everything."""
    settings = ModelSettings(model="openai/x", memory="you were allied with #memory-1-0#")
    person, model, scripted, *others = record.header.seats
    seats = (
        replace(person, kind=Kind.PERSON),
        replace(model, kind=Kind.MODEL, player="openai/x", settings=settings),
        replace(scripted, player="cautious+always"),
        *others,
    )
    taken = (Substitution(0, 3, Kind.SCRIPTED, "bold+never"),)
    return replace(record, header=replace(record.header, seats=seats, substitutions=taken, models_shown=True))


def test_how_somebody_answers_offers_is_in_the_whole_match_alone_and_what_it_remembers_for_itself_too(
    store: Store,
) -> None:
    record = seated(in_series(1, 2))
    for shut in (unfinished(record, 9), record):
        text = export(shut, None)
        assert b'"cautious"' in text
        assert b'"bold"' in text
        assert not re.search(rb"always|never|#memory|allied", text)
    opened = replace(record, header=replace(record.header, series=None))
    assert all(word in export(opened) for word in (b"cautious+always", b"bold+never"))
    for viewer in (None, 0, 1, 2, 3):
        text = export(opened, viewer)
        assert all(word in text for word in (b'"cautious"', b'"bold"'))
        assert not re.search(rb"always|never", text)
    assert [b"#memory-1-0#" in export(opened, viewer) for viewer in (ANALYST, 1, 0, None)] == [True, True, False, False]
    assert read("in", export(opened)) == opened
    store.save(record)
    assert store.page(player="cautious+always") == []
    assert [header.id for header in store.page(player="openai/x")] == [record.header.id]
    assert store.series("evening") == [store.header(record.header.id)]
    store.end_series("evening")
    assert [header.id for header in store.page(player="cautious+always")] == [record.header.id]


SERIES = (None, Series("night", 1, 3), Series("night", 1, 3, over=True))
MODEL = Seating("Otis", Kind.MODEL, "openai/x", ModelSettings(model="openai/x"))


@pytest.mark.parametrize("people", [True, False])
@pytest.mark.parametrize("ended", [True, False])
@pytest.mark.parametrize("series", SERIES)
@pytest.mark.parametrize("shown", [True, False])
def test_who_plays_is_found_where_it_is_told_and_nowhere_else(
    store: Store, *, people: bool, ended: bool, series: Series | None, shown: bool
) -> None:
    record = in_series(1, people=people)
    plain, tooled = Seating("Juno", Kind.SCRIPTED, "cautious"), Seating("Pike", Kind.SCRIPTED, "bold+never")
    seats = (Seating("Wren", Kind.PERSON, "Wren"), MODEL, plain, tooled)
    record = replace(record, header=replace(record.header, seats=seats, models_shown=shown, series=series))
    store.save(record if ended else unfinished(record, 9))
    header = store.header(record.header.id)
    told = {who.player for who in header.told}
    for who in seats:
        assert bool(store.page(player=who.player)) == (who.player in told)
        assert store.page(player=who.name) == [header]
    assert header.open == (not people or (ended and (series is None or series.over)))
    assert (MODEL.player in told) == (header.open or shown) == (not header.concealed)
    assert (tooled.player in told) == header.open
    assert plain.player in told


def test_a_file_of_a_match_whose_series_goes_on_tells_no_model_and_can_be_read(store: Store) -> None:
    record = in_series(1, 2)
    record = replace(record, header=replace(record.header, seats=(MODEL, *record.header.seats[1:])))
    store.save(record)
    text = export(store.load(record.header.id), None)
    assert b"openai" not in text
    kept = read("in", text)
    assert kept.header.seats[0] == Seating(MODEL.name, Kind.MODEL, "")
    assert export(kept, None) == text
    head, *steps = text.splitlines()
    alone = {key: value for key, value in json.loads(head).items() if key != "series"}
    with pytest.raises(RecordError, match="name"):
        read("in", b"\n".join([json.dumps(alone).encode(), *steps]))
    store.end_series("evening")
    assert b"openai" in export(store.load(record.header.id), None)
