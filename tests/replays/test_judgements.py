"""Judgements lie beside the matches that have ended: they go with them, and are in no record, export or measure."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from games.core import ANALYST
from games.decision import TraceKind
from games.failure import Failure
from games.model import Purpose
from games.opinion import Opinion
from games.secret_tools.conditions import Condition
from replays.exchange import lines, read
from replays.judgements import Judgement
from replays.record import Record
from replays.refusal import RecordError
from replays.store import FILE, NoSuchMatch, Store
from tests.replays.asked import asked
from tests.replays.played import BOTH, play, unfinished
from tests.replays.tooled import BAR, play_tool, tool_of

MARK = "a-quotation-that-is-nowhere-else"
YES = Opinion(unfair=True, harm=False, secret=True, quote=f"{MARK} 🎭\n<b>")
LATE = Failure("timeout", "no answer in 1.0 s")


@pytest.fixture
def kept(store: Store) -> Record:
    record = play_tool(BAR, tool_of(Condition.CHANNEL))
    store.save(record)
    return record


def judgement(match: Record, **changes: Any) -> Judgement:
    usual: Mapping[str, Any] = {
        "match": match.header.id,
        "seq": 3,
        "seat": 1,
        "kind": TraceKind.REASON,
        "asked": "openai/judge",
        "template": 1,
        "served": "judge-2026",
        "answer": YES,
        "read": 10**10,
        "written": 7,
        "cost": 0.25,
        "created": 10**15,
    }
    return Judgement(**usual | changes)


def everything(folder: Path, but: str = "") -> str:
    """All that the database holds; `but`: a table that is left out."""
    with closing(sqlite3.connect(folder / FILE)) as connection:
        return "\n".join([line for line in connection.iterdump() if not (but and f'INTO "{but}"' in line)])


def test_what_is_kept_comes_back_text_by_text_and_judge_by_judge(store: Store, kept: Record) -> None:
    different = [
        judgement(kept),
        judgement(kept, asked="openai/other", created=10**15 + 1),
        judgement(kept, template=2, created=10**15 + 2),
        judgement(kept, kind=TraceKind.THINKING, answer=None, failure=LATE, served="", cost=None, read=None),
        judgement(kept, seat=2),
        judgement(kept, seq=4, answer=Opinion(unfair=False, harm=False, secret=False, invented=True)),
    ]
    for one in reversed(different):
        store.keep_judgement(one)
    assert store.judgements(kept.header.id) == different
    assert store.judgements("nobody") == []


def test_an_answer_takes_the_place_of_a_failure_and_nothing_that_of_an_answer(store: Store, kept: Record) -> None:
    failed, answered = judgement(kept, answer=None, failure=LATE), judgement(kept, created=10**15 + 1)
    for one, there in ((failed, failed), (answered, answered), (failed, answered), (judgement(kept), answered)):
        store.keep_judgement(one)
        assert store.judgements(kept.header.id) == [there]


def test_nothing_is_kept_of_a_match_that_is_running_or_gone(store: Store) -> None:
    running = unfinished(play(BOTH[0]).record, 0)
    store.create(running.header)
    for match in (running, play(BOTH[0], 2).record):
        with pytest.raises(NoSuchMatch):
            store.keep_judgement(judgement(match))
        assert store.judgements(match.header.id) == []


def test_it_is_deleted_with_its_match_and_only_with_it(store: Store, kept: Record, tmp_path: Path) -> None:
    other = replace(kept, header=replace(kept.header, id="another"))
    store.save(other)
    for match in (kept, other):
        store.keep_judgement(judgement(match))
    store.delete(kept.header.id)
    assert store.judgements(kept.header.id) == []
    assert store.judgements("another") == [judgement(other)]
    store.delete("another")
    assert MARK not in everything(tmp_path)


def test_no_record_and_no_export_knows_of_it(store: Store, kept: Record, tmp_path: Path) -> None:
    store.keep_judgement(judgement(kept))
    assert MARK in everything(tmp_path)
    assert MARK not in everything(tmp_path, but="judgement")
    assert store.load(kept.header.id) == kept
    assert MARK.encode() not in b"\n".join(lines(store.load(kept.header.id), ANALYST))


def test_a_file_with_a_judges_calls_is_refused() -> None:
    record = asked(play(BOTH[0], chatty=True).record, 0)
    good = b"\n".join(lines(record, ANALYST))
    assert read("", good).steps == record.steps
    bad = good.replace(b'"purpose":"move"', f'"purpose":"{Purpose.JUDGEMENT}"'.encode())
    assert bad != good
    with pytest.raises(RecordError, match="judge"):
        read("", bad)
