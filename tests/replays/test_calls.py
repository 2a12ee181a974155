"""What models were asked is kept with the match, goes out and comes in with it, and is shown to whom it belongs."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from games.core import ANALYST, Viewer
from games.decision import Provenance, Step, Trace, TraceKind
from games.model import Message, Purpose
from replays.check import Verdict, check
from replays.exchange import lines, read
from replays.importers.bring_in import bring_in
from replays.record import Kind, Record, Substitution, codec
from replays.redaction import without_servers
from replays.refusal import RecordError
from replays.replay import as_seen, viewers
from replays.store import FILE, Store
from tests.replays.asked import asked, with_models
from tests.replays.changes import execute
from tests.replays.marks import MARK
from tests.replays.played import Case, both_games, play, some, unfinished, with_people


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(tmp_path_factory.mktemp("kept"))
    yield store
    store.close()


def export(record: Record, viewer: Viewer = ANALYST) -> bytes:
    return b"".join(line + b"\n" for line in lines(record, viewer))


def marked(data: object) -> set[tuple[str, int]]:
    """The kinds of marked texts in anything, and whose they are."""
    return {(kind, int(seat)) for kind, seat in MARK.findall(str(data))}


@both_games
@some(60)
@given(data=st.data(), seed=st.integers(0, 9))
def test_a_match_of_models_goes_to_the_store_and_out_and_comes_back_the_same(
    kept: Store, case: Case, data: st.DataObject, seed: int
) -> None:
    record = data.draw(with_models(play(case, seed, chatty=True).record))
    kept.save(record)
    loaded = kept.load(record.header.id)
    text = export(record)
    again = read("any name", text)
    for one in (loaded, again):
        assert one == record
        # The letter too: an enum that came back as plain text would be equal, and so would 1 for 1.0.
        assert repr((one.steps, one.header.seats, one.header.limits)) == repr(
            (record.steps, record.header.seats, record.header.limits)
        )
    assert export(again) == export(loaded) == text
    assert check(again).verdict is Verdict.SAME
    kept.delete(record.header.id)


@both_games
@some(15)
@given(data=st.data(), seed=st.integers(0, 9))
def test_step_by_step_is_the_same_as_whole(kept: Store, case: Case, data: st.DataObject, seed: int) -> None:
    record = data.draw(with_models(play(case, seed, chatty=True).record))
    header = record.header
    kept.create(replace(header, steps=0, ended=None, outcome=None, stopped=None))
    for step in record.steps:
        outcome = header.outcome if step is record.steps[-1] else None
        kept.append(header.id, step, outcome)
    if header.stopped is not None:
        kept.stop(header.id, len(record.steps), header.stopped)
    loaded = kept.load(header.id)
    assert loaded == replace(record, header=replace(header, ended=loaded.header.ended))
    kept.delete(header.id)


@both_games
def test_nothing_of_a_deleted_match_stays(store: Store, tmp_path: Path, case: Case) -> None:
    store.save(asked(play(case, 2, seats=3, chatty=True).record, 0, 2))
    (header,) = store.page()
    store.delete(header.id)
    with store._reader.connect() as connection:
        for table in ("call", "prompt", "step", "match"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0


def test_a_text_is_kept_once_however_often_it_is_sent(store: Store, tmp_path: Path) -> None:
    """Sixty calls with prompts of six thousand characters, of which half stay the same."""
    record = asked(play(Case("liars_bar", "paper"), 2, seats=3).record, 0)
    (call, *_), rules = next(step.calls for step in record.steps if step.calls), "r" * 3000
    parts = [f"{number} " * 600 for number in range(1000, 1060)]
    made = [replace(call, messages=(Message("system", rules), Message("user", text))) for text in parts]
    store._writer.dispose()
    before = (tmp_path / FILE).stat().st_size
    steps = tuple(replace(step, calls=tuple(made[at::10])) for at, step in enumerate(record.steps[:10]))
    header = replace(unfinished(record, 0).header, seed=1)
    store.create(header)
    for step in steps:
        store.append(header.id, step)
    store._writer.dispose()
    grown = (tmp_path / FILE).stat().st_size - before
    distinct = len(rules) + sum(map(len, parts))
    sent = sum(len(m.content) for one in made for m in one.messages)
    assert (sent, distinct) == (360_000, 183_000)
    # SQLite gives a text of half a page and more a page of its own.
    assert grown < 1.6 * distinct, f"{grown:,} bytes for {distinct:,}"
    assert store.steps(header.id) == steps


def test_lists_do_not_read_calls_and_a_match_without_models_asks_for_no_prompts(store: Store) -> None:
    store.save(asked(play(Case("liars_bar", "paper"), 2).record, 0))
    plain = play(Case("liars_bar", "paper"), 3).record
    store.save(plain)
    read_from: list[str] = []
    event.listen(store._reader, "before_cursor_execute", lambda *args: read_from.append(args[2]))
    assert len(store.page(player="random")) + len(store.page()) + len(store.ids()) == 6
    store.header(plain.header.id)
    assert not any("FROM call" in sql or "FROM prompt" in sql for sql in read_from)
    store.load(plain.header.id)
    assert not any("FROM prompt" in sql for sql in read_from)


DAMAGED = {
    "a prompt is gone": "DELETE FROM prompt WHERE rowid = 1",
    "another purpose": "UPDATE call SET purpose = 'gossip'",
    "another form": "UPDATE call SET form = 'song'",
    "messages that are none": "UPDATE call SET messages = '[7]'",
    "settings that are none": "UPDATE call SET settings = '[]'",
    "settings of a seat that are none": "UPDATE seating SET settings = '{}' WHERE seat = 0",
    "limits that are none": "UPDATE match SET limits = '[]'",
    "a reason that is none": "UPDATE match SET reason = 'boredom', points = NULL",
}


@pytest.mark.parametrize("change", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_row_is_refused_in_one_line(store: Store, tmp_path: Path, change: str) -> None:
    record = asked(play(Case("liars_bar", "paper"), 2).record, 0)
    store.save(record)
    execute(tmp_path, change)
    with pytest.raises(RecordError, match="damaged") as refusal:
        store.load(record.header.id)
    assert str(refusal.value).isprintable()


@both_games
def test_a_seat_reads_what_its_own_model_was_asked_and_an_analyst_everything(case: Case) -> None:
    record = asked(play(case, 2, seats=3, chatty=True).record, 0, 2)
    every = [call for step in record.steps for call in step.calls]
    assert {call.seat for call in every} == {0, 2}
    for viewer in viewers(record.header):
        found = [call for seen in as_seen(record, viewer) for call in seen.calls]
        assert found == [call for call in every if viewer in (call.seat, ANALYST)]


@both_games
def test_an_export_of_a_viewpoint_holds_the_calls_of_its_seat_alone(store: Store, tmp_path: Path, case: Case) -> None:
    record = asked(play(case, 2, seats=3, chatty=True).record, 0, 2)
    private = {"system", "prompt", "reply"}
    for viewer in (None, 0, 1, 2):
        data = export(record, viewer)
        mine = {(kind, seat) for kind, seat in marked(data) if kind in private}
        assert mine == {(kind, viewer) for kind in private if viewer in (0, 2)}
        again = read("any name", data)
        assert again.header.seats == without_servers(record).header.seats
        assert export(again, viewer) == data
        file = tmp_path / "one.jsonl"
        file.write_bytes(data)
        (report,) = bring_in(store, [file])
        assert report.new
        assert store.load(report.id or "") == again


def test_what_stands_beside_a_step_that_nobody_saw_stands_beside_the_next() -> None:
    """Liar's Bar draws who starts unseen, and there the models note what they make of the others."""
    record = asked(play(Case("liars_bar", "paper"), 2, seats=3).record, 0, 1)
    _, hidden, _, first, *_ = record.steps
    assert hidden.events == "[]"
    (call,) = first.calls[:1]
    notes = [replace(call, seat=seat, purpose=Purpose.IMPRESSIONS) for seat in (0, 1)]
    traces = [Trace(seat, TraceKind.IMPRESSION, "sly", Provenance.ASKED_FOR, 2) for seat in (0, 1)]
    steps = list(record.steps)
    steps[1] = replace(hidden, calls=tuple(notes), traces=tuple(traces))
    record = replace(record, steps=tuple(steps))
    for viewer, wanted in {None: [], 0: [0], 1: [1], 2: [], ANALYST: [0, 1]}.items():
        seen = [one for one in as_seen(record, viewer) if one.seq < 4]
        assert [one.seq for one in seen if one.calls or one.traces] == ([3] if wanted else [])
        assert [call.seat for one in seen for call in one.calls] == wanted
        assert [trace.seat for one in seen for trace in one.traces] == wanted
        if viewer != ANALYST:
            assert export(read("any name", export(record, viewer)), viewer) == export(record, viewer)


@pytest.mark.parametrize("field", ["reply", "schema", "served", "finish", "messages", "settings", "detail"])
def test_a_call_that_no_file_can_hold_is_refused(field: str) -> None:
    alone = "half \ud800 a character"
    (call, *_) = next(s.calls for s in asked(play(Case("toy", "long"), 2).record, 0).steps if s.calls)
    values: dict[str, Any] = {"messages": (Message("user", alone),), "settings": {"x": alone}}
    broken = {"failure": ("empty", alone)} if field == "detail" else {field: values.get(field, alone)}
    with pytest.raises(RecordError):
        codec("toy").rest(Step(1, {}, (), calls=(replace(call, **broken),)))


@both_games
def test_while_people_play_nobody_is_told_which_model_sits_where(store: Store, case: Case) -> None:
    played = with_people(play(case, 2, seats=3, chatty=True), 1)
    secrets = {"model", "url", "persona"}
    for shown in (False, True):
        whole = asked(replace(played, record=play(case, 2, seats=3, people=True).record).record, 0, 2, shown=shown)
        names = [who.player for who in whole.header.seats if who.kind is Kind.MODEL]
        running = unfinished(whole, len(whole.steps) // 2)
        store.create(unfinished(running, 0, seed=2).header)
        for step in running.steps:
            store.append(running.header.id, step)
        kept = store.load(running.header.id)
        assert kept.header.concealed is not shown
        told = {kind for kind, _ in marked(export(kept, None)) if kind in secrets}
        assert told == (secrets - {"url"} if shown else set())
        assert ("url" in export(kept, None).decode()) is shown
        assert [who.kind for who in kept.header.told] == [who.kind for who in whole.header.seats]
        assert [who.name for who in kept.header.told] == list(whole.header.names)
        for name in names:
            for narrowed in ({}, {"outcome": "running"}, {"game": case.game}):
                assert [h.id for h in store.page(player=name, **narrowed)] == [running.header.id] * shown
        assert store.page(player=kept.header.names[0])[0].id == running.header.id
        for step in whole.steps[len(running.steps) :]:
            store.append(running.header.id, step, whole.header.outcome if step is whole.steps[-1] else None)
        assert [h.id for h in store.page(player=names[0])] == [running.header.id]
        assert {kind for kind, _ in marked(export(store.load(running.header.id), None)) if kind in secrets} >= {"model"}
        store.delete(running.header.id)


def test_a_concealed_model_hides_nobody_else(store: Store) -> None:
    """The same player is found where it sits openly, and where it is no model."""
    played = asked(play(Case("toy", "long"), 2, seats=3, people=True).record, 0)
    name = played.header.seats[0].player
    ids = []
    for ended, kind in ((True, Kind.MODEL), (False, Kind.SCRIPTED), (False, Kind.MODEL)):
        seats = (replace(played.header.seats[0], kind=kind), *played.header.seats[1:])
        record = play(Case("toy", "long"), 2, seats=3, people=True).record
        record = replace(record, header=replace(record.header, seats=seats))
        store.create((record if ended else unfinished(record, 0)).header)
        ids.append(record.header.id)
    assert {header.id for header in store.page(player=name)} == set(ids[:2])


def test_the_form_of_a_call_is_the_documented_one() -> None:
    """Other programs read it: what the lines hold does not change without a new number."""
    record = asked(play(Case("liars_bar", "paper"), 1, seats=3).record, 0, 1, shown=True)
    steps = [step for step in record.steps if step.calls]
    assert any(call.attempt > 1 for step in steps for call in step.calls)
    head, *rest = (json.loads(line) for line in lines(record))
    player = head["seats"][0]
    assert list(player) == ["name", "kind", "player", "settings"]
    asking = "model base_url temperature top_p thinking max_tokens persona impressions"
    assert list(player["settings"]) == asking.split()
    assert head["limits"] == {"money": 1.5, "tokens": None, "seconds": 120.0}
    assert head["models_shown"] is True
    first, second, *_ = [call for line in rest for call in line.get("calls", ())]
    assert first["messages"][0] == ["system", "the rules #system-0-0#"]
    keys = "seat purpose attempt messages form asked settings schema served reply finish usage cost seconds"
    assert [key for key in first if key != "failure"] == keys.split()
    assert first["schema"] == '{"type":"object"}'
    same = next(call for line in rest for call in line.get("calls", ()) if call["seat"] == 0 and call is not first)
    assert same["messages"][0] == ["system", 0]
    assert same["schema"] == 2
    assert second["usage"] == [100, 10, 60, None]


def test_a_seat_that_a_program_took_keeps_the_calls_of_its_model() -> None:
    record = asked(play(Case("liars_bar", "paper"), 2, seats=3).record, 0)
    record = replace(record, header=replace(record.header, substitutions=(Substitution(9, 0, Kind.SCRIPTED, "bold"),)))
    assert read("any name", export(record)) == record


def test_a_file_may_write_every_text_out() -> None:
    """As another program would that does not number texts, or numbers only some."""
    record = asked(play(Case("liars_bar", "paper"), 2, seats=3).record, 0, 2)
    data = export(record)
    every = [json.loads(line) for line in data.splitlines()]
    texts: list[str] = []

    def out(written: str | int) -> str:
        text = texts[written] if isinstance(written, int) else written
        texts.extend([] if text in texts or not text else [text])
        return text

    numbers = 0
    for number, call in enumerate(call for line in every[1:] for call in line.get("calls", ())):
        plain = {
            "messages": [[role, out(text)] for role, text in call["messages"]],
            "schema": out(call["schema"]),
            "reply": out(call["reply"]),
        }
        if number % 3:
            call |= plain
        numbers += number % 3 == 0
    assert numbers > 2
    written = b"\n".join(json.dumps(line).encode() for line in every)
    assert len(written) > len(data)
    assert read("any name", written) == record
