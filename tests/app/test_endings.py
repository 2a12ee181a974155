"""How a match with models ends: stopped or played out, who sat where, and what was used."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from app import narrator, watching
from app.narrator import Narrator, ending
from games.core import ANALYST
from games.liars_bar.events import Laid
from games.secret_tools.conditions import Audit, ToolRules
from replays.record import Header, Kind, Record, Stop, Substitution, fresh_id
from replays.replay import Seen, as_seen
from replays.store import Store, now
from tests.app import arranged, questioned, tooled

Json = dict[str, Any]


@pytest.fixture
def played(kept: Store) -> Record:
    record = questioned.played()
    kept.save(record)
    return record


def steps(record: Record, viewpoint: str = "all") -> list[Json]:
    return watching.told(record.header.id, viewpoint)["frames"]


@pytest.mark.parametrize(
    ("why", "title", "says"),
    [
        (Stop.PERSON, "The match was stopped", "Nobody has won."),
        (Stop.TOKENS, "The limit for tokens is reached", "may use 100,000 tokens"),
        (Stop.MONEY, "The limit for money is reached", "Nobody has won."),
    ],
)
def test_a_stopped_match_ends_with_the_reason_and_no_winner(kept: Store, why: Stop, title: str, says: str) -> None:
    record = questioned.stopped(questioned.played(), why)
    kept.save(record)
    ending = steps(record)[-1]["ending"]
    assert ending["title"] == title
    assert says in ending["why"]
    assert not any(row["won"] for row in ending["rows"])
    scored = {row["seat"]: row["points"] for row in steps(record, "public")[-1]["ending"]["rows"]}
    *before, last = [frame["scene"]["title"] for frame in steps(record)]
    assert last == f"Stopped in round {steps(record)[-1]['round']}"
    assert not any(title.startswith("Stopped") for title in before)
    board = {seat["seat"]: seat["points"].split()[0] for seat in steps(record)[-1]["scene"]["seats"]}
    assert {seat: points.lstrip("+") for seat, points in scored.items()} == board


def test_the_end_tells_those_who_see_everything_what_was_used(played: Record) -> None:
    used = steps(played)[-1]["ending"]["used"]
    assert [row["name"] for row in used["rows"]] == ["Wren", "Otis", "Juno"]
    otis = dict(used["rows"][1]["figures"])
    assert used["rows"][1]["model"] == "model: hosted_vllm/Qwen/Qwen3-8B"
    own = [call for step in played.steps for call in step.calls if call.seat == 1]
    assert otis["Asked again"] == "3"
    assert otis["Table acted"] == "1"
    # One of its calls was given up, and nobody knows what it had used by then.
    assert otis["Tokens read"] == f"at least {sum(call.usage.read or 0 for call in own):,}"
    assert otis["Cost"] == "not known"
    assert dict(used["rows"][0]["figures"])["Cost"].startswith("$0.0")
    assert "at least $" in used["total"]
    assert steps(played, "1")[-1]["ending"]["used"] is None
    assert steps(played, "public")[-1]["ending"]["used"] is None


@pytest.mark.parametrize("models_shown", [True, False])
def test_which_model_sits_where_is_told_at_the_end_unless_it_was_shown(kept: Store, models_shown: bool) -> None:
    record = questioned.played(*questioned.seated(people=1), models_shown=models_shown)
    kept.save(record)
    header = replace(record.header, id=fresh_id(), created=now(), steps=0, ended=None, outcome=None)
    kept.create(header)
    for step in record.steps[:9]:
        kept.append(header.id, step)
    known, hidden = ["gpt-4.1-mini", "Qwen3-8B"], ["a model", "a model"]
    running = watching.told(header.id, "public")
    assert players(running) == {*(known if models_shown else hidden), "a person"}
    assert any(model in json.dumps(running) for model in known) == models_shown
    assert players(watching.told(record.header.id, "public")) == {*known, "a person"}


def players(story: Json) -> set[str]:
    return {seat["who"] for frame in story["frames"] for seat in frame["scene"]["seats"]}


def test_whoever_plays_on_for_a_model_is_told_as_such(kept: Store) -> None:
    taken = Substitution(9, 1, Kind.SCRIPTED, "cautious")
    record = questioned.played(substitutions=(taken,))
    kept.save(record)
    told = [line["text"] for frame in steps(record) for line in frame["lines"] if line["kind"] == "substitution"]
    assert told == ["A scripted player (cautious) plays on for Otis."]
    # The table has not acted for it there: that is another kind of moment.
    marks = {
        kind: [m["label"] for f in steps(record) for m in f["marks"] if m["kind"] == kind]
        for kind in ("taken", "forced")
    }
    assert marks == {"taken": told, "forced": ["The table acted for Otis"]}


def test_a_lie_that_the_table_laid_is_told_as_the_tables() -> None:
    record = questioned.played()
    plain = ending(record)
    step = next(s for s in as_seen(record, ANALYST) if any(isinstance(e, Laid) and e.seat == 2 for e in s.events))
    steps = [replace(s, forced='[[2,"timeout","late"]]') if s.seq == step.seq else s for s in record.steps]
    told = ending(Record(record.header, tuple(steps)))
    assert plain is not None
    assert told is not None
    changed = [(a["text"], b["text"]) for a, b in zip(plain["lies"], told["lies"], strict=True) if a != b]
    assert changed == [
        (
            "Round 1, Aces: Juno laid Queen and Queen. Wren called it.",
            "Round 1, Aces: Juno laid Queen and Queen (the table laid it). Wren called it.",
        )
    ]


def test_of_a_model_that_was_never_asked_only_that_is_told(kept: Store) -> None:
    record = questioned.stopped(questioned.played(), Stop.PERSON, 3)
    kept.save(record)
    used = steps(record)[-1]["ending"]["used"]
    assert [dict(row["figures"]) for row in used["rows"]] == [{"Decisions": "0"}] * 3
    assert used["total"] == ""


def test_who_comes_to_a_stopped_table_is_asked_for_nothing() -> None:
    record = questioned.played(*questioned.seated(people=1))
    heard = tuple(as_seen(record, 2))
    heard = heard[: 1 + max(n for n, step in enumerate(heard) if 2 in step.observations[0].waiting_for)]
    running, stopped = (shot(replace(record.header, outcome=None, stopped=why), heard) for why in (None, Stop.PERSON))
    assert running["ask"] is not None
    assert running["waiting"] == "Your turn."
    assert (stopped["ask"], stopped["waiting"]) == (None, "")
    number = running["round"]
    assert (running["scene"]["title"], stopped["scene"]["title"]) == (f"Round {number}", f"Stopped in round {number}")
    first = shot(replace(record.header, outcome=None, stopped=Stop.PERSON), heard[:1])
    assert first["scene"]["title"] == "Stopped before the first round"


def shot(header: Header, heard: Sequence[Seen]) -> Json:
    """How things stand for seat 2 after these steps."""
    narrator = Narrator(header, 2)
    for step in heard:
        narrator.hear(step.events)
    return narrator.snapshot(heard[-1].observations)


def test_without_models_nothing_is_said_of_them(kept: Store) -> None:
    header = arranged.ended(kept)
    assert watching.told(header.id, "all")["frames"][-1]["ending"]["used"] is None


REWARD, CHECK = "+2 refused what was offered", "−4 found by the check"


@pytest.mark.parametrize(
    ("tool", "offers", "besides"),
    [
        (tooled.channel(refusal_reward=2), "never", {"Otis": REWARD}),
        (tooled.channel(refusal_reward=2, sealed=True), "never", {}),
        (tooled.channel(wording="V5", audit=Audit(percent=100, points=4)), "always", {"Wren": CHECK, "Otis": CHECK}),
        (tooled.channel(wording="V5", audit=Audit(percent=100, points=4)), "never", {}),
        (tooled.channel(wording="V5", audit=Audit(percent=100, points=4), sealed=True), "always", {}),
    ],
)
def test_the_lines_of_a_seat_add_up_to_its_points(tool: ToolRules, offers: str, besides: dict[str, str]) -> None:
    record = tooled.record(tool, offers)
    for viewer in (None, ANALYST):
        rows = narrator.replay(record, tuple(as_seen(record, viewer)), viewer)[-1]["ending"]["rows"]
        assert [sum(map(points_of, row["lines"])) for row in rows] == [points_of(row["points"]) for row in rows]
        found = {row["name"]: line for row in rows for line in row["lines"] if line in (REWARD, CHECK)}
        assert found == besides


def points_of(line: str) -> int:
    """What a line gives: "+2 let an honest play pass, 3 times" gives 6."""
    each = int(line.split(maxsplit=1)[0].replace("−", "-"))
    times = re.search(r", (\d+) times$", line)
    return each * (int(times[1]) if times else 1)


def test_how_a_player_answers_offers_is_told_apart_from_who_it_is() -> None:
    record = tooled.record(tooled.channel())
    told = ending(record)
    assert told is not None
    (otis,) = [row for row in told["rows"] if row["name"] == "Otis"]
    assert (otis["who_sealed"], otis["who"]) == ("scripted: bold", "scripted: bold, takes every offer")
    # Whoever comes back to the table after the end may still be asked to guess.
    plates = shot(record.header, tuple(as_seen(record, 2)))["scene"]["seats"]
    assert [seat["who"] for seat in plates][1] == "scripted: bold"
