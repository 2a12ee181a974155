"""Whole matches of models: kept with every call, resumed where a killed server left them, ended at their limits."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.seating import UnknownPlayer
from app.tables import Tables
from games.decision import Provenance, TraceKind
from games.model import Limits, Purpose, Usage
from replays.check import Verdict, check
from replays.record import Kind, Record, Seating, Stop
from replays.usage import usage
from tests.app import clicking, modelled
from tests.app.clicking import PROGRAM, follow, reopen
from tests.app.modelled import MODELS, calls, forced, models, never, over, paid, sent
from tests.replays.played import Case, both_games, play, unfinished
from tests.standin import StandIn

tables, server = clicking.tables, modelled.server
BAR, TOY = Case("liars_bar", "paper"), Case("toy", "long")


@pytest.fixture
def again(tmp_path: Path) -> Iterator[Tables]:
    """A second server over the same folder."""
    other = reopen(tmp_path)
    yield other
    other.close()
    other.store.close()


@both_games
def test_a_match_of_models_is_kept_with_every_call_as_it_was_made(tables: Tables, server: StandIn, case: Case) -> None:
    match_id = tables.open(*case, models(server, impressions=True), limits=Limits(seconds=30), seed=3)
    record = over(tables, match_id)
    assert record.header.outcome is not None
    assert check(record).verdict is Verdict.SAME
    assert forced(record) == []
    kept = calls(record)
    assert sorted(call.messages for call in kept) == sorted(sent(asked) for asked in server.asked)
    assert {call.asked for call in kept} == {f"openai/{name}" for name in MODELS[:3]}
    moves = [call for call in kept if call.purpose is Purpose.MOVE]
    reasons = [trace for step in record.steps for trace in step.traces if trace.kind is TraceKind.REASON]
    assert [trace.seat for trace in reasons] == [call.seat for call in moves]
    assert {trace.provenance for trace in reasons} == {Provenance.ASKED_FOR}
    noted = {call.seat for call in kept if call.purpose is Purpose.IMPRESSIONS}
    assert noted == (set(range(3)) if case.game == "liars_bar" else set())


def test_models_that_act_at_once_are_asked_at_once(tables: Tables, server: StandIn) -> None:
    server.answers = never
    match_id = tables.open(*TOY, models(server, 4), seed=3)
    server.until(lambda one: one.in_flight == 4)
    tables._loop.ask(tables._live(match_id).stop()).result(10)


def test_impressions_of_a_round_are_asked_at_once_and_read_later(tables: Tables, server: StandIn) -> None:
    server.delay = 0.02
    record = over(tables, tables.open(*BAR, models(server, impressions=True), seed=3))
    assert server.peak == 3
    notes = [trace.text for step in record.steps for trace in step.traces if trace.kind is TraceKind.IMPRESSION]
    assert notes
    newest = [trace.text for trace in record.steps[-2].traces if trace.kind is TraceKind.IMPRESSION]
    assert all(any(text in asked.prompt for asked in server.asked) for text in newest)


def like(record: Record) -> Any:
    """The match without its id and its times."""
    timeless = [tuple(replace(call, seconds=0.0, usage=Usage()) for call in step.calls) for step in record.steps]
    steps = [replace(step, calls=made) for step, made in zip(record.steps, timeless, strict=True)]
    return record.header.seats, record.header.outcome, steps


@pytest.mark.parametrize("after", [0, 1, 9])
def test_a_killed_server_resumes_the_match_as_if_nothing_had_happened(
    tables: Tables, again: Tables, server: StandIn, after: int
) -> None:
    seats = models(server, impressions=True)
    whole = over(tables, tables.open(*BAR, seats, seed=5))
    before = len(server.asked)
    server.answers = lambda asked: never(asked) if asked.number > before + after else None
    match_id = tables.open(*BAR, seats, seed=5)
    server.until(lambda one: one.in_flight > 0 and len(one.asked) > before + after)
    tables.close()
    server.until(lambda one: one.in_flight == 0)
    assert again.store.header(match_id).ended is None
    server.answers = ()
    follow(again, match_id)
    assert like(over(again, match_id)) == like(whole)


def test_as_many_tokens_as_allowed_end_the_match_politely(tables: Tables, server: StandIn) -> None:
    match_id = tables.open(*BAR, models(server), limits=Limits(tokens=10_000), seed=3)
    ear = follow(tables, match_id)
    record = over(tables, match_id)
    header = record.header
    assert (header.stopped, header.outcome, header.ended is not None) == (Stop.TOKENS, None, True)
    assert check(record).verdict is Verdict.SAME
    used = sum((one.read or 0) + (one.written or 0) for one in usage(record))
    last = calls(record)[-1].usage
    assert used >= 10_000 > used - (last.read or 0) - (last.written or 0), "the last call reached it"
    assert len(calls(record)) == len(server.asked)
    ending = ear.told("snapshot")[-1]["ending"]
    assert "limit for tokens" in ending["title"]
    assert "10,000" in ending["why"]
    assert not ear.told("trouble")
    assert ear.told("people")[-1]["seats"] == []
    late = follow(tables, match_id)
    assert late.told("snapshot")[0]["ending"] == ending
    tables.settle(match_id)
    assert len(server.asked) == len(calls(record)), "whoever comes later lets nobody play on"


def test_as_much_money_as_allowed_ends_a_match_that_is_resumed(tables: Tables, server: StandIn) -> None:
    """What was paid before stands in the record."""
    limits = Limits(money=0.5)
    record = unfinished(play(BAR, 3, seats=3).record, 4, seed=3, seats=models(server), limits=limits)
    tables.store.create(replace(record.header, steps=0))
    for step, cost in zip(record.steps, (0.1, 0.2, 0.1, 0.1), strict=True):
        tables.store.append(record.header.id, replace(step, calls=(paid(0, cost),)))
    ear = follow(tables, record.header.id)
    tables.settle(record.header.id)
    header = tables.store.header(record.header.id)
    assert (header.stopped, header.steps) == (Stop.MONEY, 4)
    ending = ear.told("snapshot")[-1]["ending"]
    assert "limit for money" in ending["title"]
    assert "$0.50" in ending["why"]
    assert ear.told("spent")[0]["text"].endswith("4 calls, at least 0 tokens, $0.50.")
    assert server.asked == []


def test_without_limits_nothing_ends_a_match_early(tables: Tables, server: StandIn) -> None:
    record = over(tables, tables.open(*BAR, (*models(server, 2), PROGRAM), seed=3))
    assert record.header.limits is None
    assert record.header.outcome is not None


def test_what_cannot_be_asked_is_not_begun(tables: Tables) -> None:
    with pytest.raises(UnknownPlayer):
        tables.open(*BAR, (PROGRAM, Seating("Wren", Kind.MODEL, "random")), seed=3)
    assert tables.store.ids() == []
