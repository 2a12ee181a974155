"""How models were asked: a viewpoint is told of its own calls, analysts of all, and nobody of any too early."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from starlette.requests import Request

from app import watching
from app.routes import calls
from games.core import ANALYST
from games.decision import Failure
from games.model import Form, Purpose, Usage
from replays.record import Record, fresh_id
from replays.replay import as_seen
from replays.store import Store, now
from tests.app import questioned

Json = dict[str, Any]
MARKED = re.compile(r"#(asked|first|reply)-(\d)-\d+#")


def ask(match_id: str, seat: str, step: object) -> tuple[int, Json]:
    """What the route answers."""
    scope = {
        "type": "http",
        "method": "GET",
        "headers": [],
        "query_string": f"seat={seat}&step={step}".encode(),
        "path_params": {"match_id": match_id},
    }
    answer = calls(Request(scope))
    return answer.status_code, json.loads(bytes(answer.body))


def told(match_id: str, seat: str, step: object) -> list[Json]:
    status, answer = ask(match_id, seat, step)
    assert status == 200, answer
    assert answer["step"] == step
    return answer["decisions"]


@pytest.fixture
def played(kept: Store) -> Record:
    record = questioned.played()
    kept.save(record)
    return record


def owners(text: str) -> set[str]:
    return {owner for _, owner in MARKED.findall(text)}


def steps(record: Record, viewpoint: str = "all") -> list[Json]:
    return watching.told(record.header.id, viewpoint)["frames"]


def step_of(record: Record, tries: str) -> int:
    return next(
        frame["number"] for frame in steps(record) if any(tries in one["summary"] for one in frame["decisions"])
    )


def test_a_viewpoint_reads_its_own_calls_and_nobody_elses(played: Record) -> None:
    for seat in range(3):
        at = str(seat + 1)
        frames = steps(played, at)
        sent = [told(played.header.id, at, frame["number"]) for frame in frames]
        assert owners(json.dumps(sent)) == {str(seat)}
        assert {one["seat"] for frame in frames for one in frame["decisions"]} == {seat}
        assert [len(frame["decisions"]) for frame in frames] == [len(one) for one in sent]
    sent = [told(played.header.id, "all", frame["number"]) for frame in steps(played)]
    assert owners(json.dumps(sent)) == {"0", "1", "2"}
    for frame in steps(played, "public"):
        assert frame["decisions"] == []
        assert told(played.header.id, "public", frame["number"]) == []


def test_frames_themselves_hold_no_prompt_and_no_reply(played: Record) -> None:
    assert owners(json.dumps(steps(played))) == set()


def test_with_people_at_the_table_nothing_is_told_before_the_end(kept: Store) -> None:
    record = questioned.played(*questioned.seated(people=1))
    header = replace(record.header, id=fresh_id(), created=now(), steps=0, ended=None, outcome=None)
    kept.create(header)
    for step in record.steps[:9]:
        kept.append(header.id, step)
    for seat in ("1", "2", "all"):
        assert ask(header.id, seat, 5)[0] == 403
    assert owners(str(ask(header.id, "public", 5))) == set()
    for step in record.steps[9:]:
        kept.append(header.id, step, record.header.outcome if step is record.steps[-1] else None)
    assert owners(str([told(header.id, "all", n + 1) for n in range(len(record.steps) - 3)])) == {"0", "1"}


def test_a_match_of_models_alone_is_open_while_it_runs(kept: Store) -> None:
    record = questioned.played()
    header = replace(record.header, id=fresh_id(), created=now(), steps=0, ended=None, outcome=None)
    kept.create(header)
    for step in record.steps[:9]:
        kept.append(header.id, step)
    assert owners(str([told(header.id, "all", number) for number in range(1, 5)]))


@pytest.mark.parametrize("step", ["0", "-1", "999", "", "two", "1e3", "９", "1" * 5000])
def test_a_step_that_is_none_is_told(played: Record, step: str) -> None:
    status, answer = ask(played.header.id, "all", step)
    assert (status, answer) == (404, {"error": "There is no such step in this match as this viewpoint saw it."})


def test_an_unknown_match_and_viewpoint_are_told(played: Record) -> None:
    assert ask("nowhere", "all", 1)[0] == 404
    assert ask(played.header.id, "9", 1)[0] == 422


def test_a_decision_of_two_tries_is_told_try_by_try(played: Record) -> None:
    (one,) = told(played.header.id, "all", step_of(played, "2 tries"))
    assert (one["seat"], one["name"]) == (1, "Otis")
    assert one["title"] == "How Otis was asked for a move"
    assert one["summary"] == "2 tries, 2,480 tokens, 0.8 s"
    first, second = one["tries"]
    assert (first["title"], second["title"]) == ("Try 1", "Try 2")
    assert first["wrong"] == "Otis’s answer could not be read."
    assert first["detail"].startswith("line 1 column 3")
    assert [message["role"] for message in first["messages"]] == ["What it was told first", "What it was asked"]
    assert first["messages"][0]["text"] == questioned.SYSTEM
    assert first["same"] == ""
    assert first["schema"] == questioned.SCHEMA
    # What was sent just so before is not sent to the browser twice.
    assert second["same"] == "As before, with the same 2 messages first. Then:"
    assert [message["role"] for message in second["messages"]] == ["What it had answered", "What it was asked"]
    assert (second["schema"], second["wrong"]) == ("", "")
    assert second["reply"] == '{"move": "#reply-1-1#"}'
    facts = dict(second["facts"])
    assert facts["Model asked for"] == "hosted_vllm/Qwen/Qwen3-8B"
    assert facts["Model that answered"] == "served-1"
    assert facts["The answer’s form"] == "held to its form by the server"
    assert dict(second["checks"]) == {"Sent with it": "temperature 0.7, seed 1", "The server ended with": "stop"}
    assert facts["Tokens"] == "1,200 read (900 known from before), 40 written (12 of them thinking)"
    assert facts["Cost"] == "price not known"


def test_what_nobody_knows_is_not_made_up(played: Record) -> None:
    (one,) = told(played.header.id, "all", step_of(played, "3 tries"))
    assert one["summary"] == "3 tries, 1.2 s"
    assert [(one["reply"], one["same"]) for one in one["tries"]] == [
        ("", ""),
        ("", "The same once more."),
        ("", "The same once more."),
    ]
    assert {label for label, _ in one["tries"][0]["facts"]} == {"Model asked for", "Cost", "Time"}
    assert [label for label, _ in one["tries"][0]["checks"]] == ["Sent with it"]


@pytest.mark.parametrize("came", [{"reply": "{"}, {"finish": "stop"}, {"usage": Usage(0)}])
def test_of_an_answer_that_came_it_is_said_what_the_server_did_not_tell(kept: Store, came: Json) -> None:
    record = questioned.played()
    bare = questioned.called(0, 1, **{"reply": "", "finish": "", "served": "", "usage": Usage()} | came)
    first = next(step for step in record.steps if step.calls)
    kept.save(Record(record.header, tuple(replace(s, calls=(bare,)) if s is first else s for s in record.steps)))
    number = next(step.number for step in as_seen(record, ANALYST) if step.seq >= first.seq)
    (one,) = told(record.header.id, "all", number)
    facts = dict(one["tries"][0]["facts"])
    assert facts["Model that answered"] == "not told by the server"
    assert facts["Tokens"] == ("0 read" if "usage" in came else "not told by the server")
    assert facts["The answer’s form"]


def test_a_forced_move_says_why_in_words(played: Record) -> None:
    frame = steps(played)[step_of(played, "3 tries") - 1]
    (line,) = [line for line in frame["lines"] if line["kind"] == "forced"]
    assert line["text"] == "Otis took too long to answer. The table acted for Otis."
    odd = [replace(step, forced=step.forced.replace("timeout", "gave-up")) for step in played.steps]
    header = replace(played.header, id=fresh_id())
    watching.engine.store().save(Record(header, tuple(odd)))
    frame = steps(Record(header, ()))[frame["number"] - 1]
    assert frame["lines"][-1]["text"] == "Otis gave no answer that could be used, so the table acted for it."


def test_impressions_are_decisions_of_the_step_at_which_they_were_noted(kept: Store) -> None:
    record = questioned.played()
    draw = next(step for step in record.steps if step.seq > 3 and not step.calls)
    noted = tuple(questioned.called(seat, 90, purpose=Purpose.IMPRESSIONS) for seat in (0, 2))
    steps_ = tuple(replace(step, calls=noted) if step is draw else step for step in record.steps)
    kept.save(Record(record.header, steps_))
    frame = next(frame for frame in steps(record) if frame["seq"] == draw.seq)
    titles = [one["title"] for one in told(record.header.id, "all", frame["number"])]
    assert titles == [
        "How Wren was asked what it makes of the others",
        "How Juno was asked what it makes of the others",
    ]
    assert [one["title"] for one in frame["decisions"]] == titles


def test_two_decisions_of_a_seat_in_one_step_are_told_apart(kept: Store) -> None:
    record = questioned.played()
    first = next(step for step in record.steps if step.calls)
    both = (questioned.called(0, 1), questioned.called(0, 1, 2), questioned.called(0, 2))
    header = replace(record.header, id=fresh_id())
    kept.save(Record(header, tuple(replace(s, calls=both) if s is first else s for s in record.steps)))
    number = next(step.number for step in as_seen(kept.load(header.id), ANALYST) if step.calls)
    assert [len(one["tries"]) for one in told(header.id, "all", number)] == [2, 1]


def test_hostile_facts_travel_in_one_line(kept: Store) -> None:
    odd = questioned.called(
        0,
        1,
        served="a\n\u202eb",
        form=Form.PLAIN,
        settings={"x\n": "y" * 5000},
        usage=Usage(1),
        failure=Failure("of tomorrow", "\x1b[31m"),
    )
    record = questioned.played()
    first = next(step for step in record.steps if step.calls)
    kept.save(Record(record.header, tuple(replace(s, calls=(odd,)) if s is first else s for s in record.steps)))
    number = next(step.number for step in as_seen(record, ANALYST) if step.seq >= first.seq)
    (one,) = told(record.header.id, "all", number)
    facts = dict(one["tries"][0]["facts"])
    assert facts["Model that answered"] == "a\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}b"
    assert len(dict(one["tries"][0]["checks"])["Sent with it"]) < 300
    assert facts["Tokens"] == "1 read"
    assert one["tries"][0]["wrong"] == "The reply could not be used."
