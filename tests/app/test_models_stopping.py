"""A match that is stopped: by whoever has opened the table and by nobody else, and then no model is asked any more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.house import Declined
from app.tables import Place, Tables
from games.model import Limits
from replays.check import Verdict, check
from replays.record import Stop
from replays.usage import usage
from tests.app import clicking, modelled
from tests.app.clicking import (
    OTHER,
    PERSON,
    PROGRAM,
    Ear,
    act,
    begin,
    claim,
    do,
    follow,
    people,
    reopen,
    somebody,
    view,
)
from tests.app.modelled import HOST, calls, model, models, never
from tests.replays.played import Case, both_games
from tests.standin import StandIn, answers

tables, server = clicking.tables, modelled.server
BAR, TOY = Case("liars_bar", "paper"), Case("toy", "long")


@pytest.fixture
def again(tmp_path: Path) -> Iterator[Tables]:
    """A second server over the same folder."""
    other = reopen(tmp_path)
    yield other
    other.close()
    other.store.close()


def stop(tables: Tables, match_id: str) -> None:
    do(tables.stop(Place(match_id, None, host=True)))


def told_the_end(ear: Ear) -> None:
    """The last that it was told of the table is that the match was stopped."""
    last = [message for message in ear.messages if message["kind"] in ("snapshot", "frame")][-1]
    assert last["kind"] == "snapshot"
    assert last["ending"]["title"] == "The match was stopped"
    assert people(ear) == []
    assert not ear.told("trouble")


@both_games
def test_a_stopped_match_leaves_no_call_running(tables: Tables, server: StandIn, case: Case) -> None:
    server.answers = never
    match_id = tables.open(*case, models(server), host=HOST, seed=3)
    ears = [follow(tables, match_id), follow(tables, match_id)]
    together = 1 if case.game == "liars_bar" else 3
    server.until(lambda one: one.in_flight == together)
    stop(tables, match_id)
    server.until(lambda one: one.in_flight == 0)
    assert server.left == together
    record = tables.store.load(match_id)
    assert (record.header.stopped, record.header.outcome) == (Stop.PERSON, None)
    assert check(record).verdict is Verdict.SAME
    if case.game == "liars_bar":
        for ear in (*ears, follow(tables, match_id)):
            told_the_end(ear)
    tables.settle(match_id)
    assert len(server.asked) == together
    assert tables.store.load(match_id) == record


def test_what_a_decision_that_was_cut_short_has_used_is_kept(tables: Tables, server: StandIn) -> None:
    babble = answers.text("I will not say.")
    server.answers = lambda asked: babble if len(server.asked) < 3 else never(asked)
    match_id = tables.open(*BAR, models(server), host=HOST, seed=3)
    ear = follow(tables, match_id)
    server.until(lambda one: len(one.asked) == 3 and one.in_flight == 1)
    before = calls(tables.store.load(match_id))
    stop(tables, match_id)
    told_the_end(ear)
    record = tables.store.load(match_id)
    assert before == []
    assert [(call.attempt, call.reply, call.failure and call.failure.code) for call in calls(record)] == [
        (1, "I will not say.", "unreadable"),
        (2, "I will not say.", "unreadable"),
    ]
    assert [call for step in record.steps[:-1] for call in step.calls] == []
    (used,) = [used for used in usage(record) if used.calls]
    assert used.read == sum(call.usage.read or 0 for call in calls(record)) > 0
    assert check(record).verdict is Verdict.SAME


def test_a_match_that_is_over_cannot_be_stopped(tables: Tables, server: StandIn) -> None:
    match_id = begin(tables, BAR, PROGRAM, PROGRAM)
    other = tables.open(*BAR, (PERSON, OTHER), host=HOST, seed=3)
    stop(tables, other)
    for ended in (match_id, other):
        before = tables.store.header(ended)
        with pytest.raises(Declined, match="over"):
            stop(tables, ended)
        assert tables.store.header(ended) == before


def test_nobody_but_the_host_can_stop_a_match(tables: Tables, server: StandIn) -> None:
    server.answers = never
    match_id = tables.open(*BAR, (PERSON, *models(server, 2)), host=HOST, seed=3)
    claim(tables, match_id)
    for place in (Place(match_id, 0), Place(match_id, 1), Place(match_id, None)):
        with pytest.raises(Declined, match="opened"):
            do(tables.stop(place))
    assert tables.store.header(match_id).ended is None
    do(tables.stop(Place(match_id, 0, host=True)))
    assert tables.store.header(match_id).stopped is Stop.PERSON


def test_a_person_is_told_and_can_do_nothing_more(tables: Tables, server: StandIn) -> None:
    match_id = tables.open(*BAR, (PERSON, *models(server, 2)), host=somebody(0), seed=3)
    claim(tables, match_id)
    place = Place(match_id, 0)
    ear, asked = follow(tables, match_id, 0), view(tables, place)
    stop(tables, match_id)
    told_the_end(ear)
    assert ear.told("snapshot")[-1]["ask"] is None
    for work in (
        lambda: act(tables, place, asked.legal[0] if asked.legal else None, asked.observation.decision),
        lambda: do(tables.resign(place)),
        lambda: do(tables.stand_in(place, 1)),
    ):
        with pytest.raises(Declined, match="over"):
            work()
    assert not any(row["stand_in"] for row in people(ear))


def test_what_is_sealed_in_a_stopped_match_keeps_it_from_being_forgotten_no_more(tables: Tables) -> None:
    match_id = begin(tables, TOY, PERSON, OTHER)
    act(tables, Place(match_id, 0), view(tables, Place(match_id, 0)).legal[0], 0)
    live = tables._lives[match_id]
    assert not live.idle
    stop(tables, match_id)
    assert live.idle


def test_another_server_that_plays_the_match_notices_that_it_was_stopped(
    tables: Tables, again: Tables, server: StandIn
) -> None:
    server.answers = [answers.slow(0.5)]
    match_id = tables.open(*BAR, models(server), host=HOST, seed=3)
    ear = follow(tables, match_id)
    server.until(lambda one: one.in_flight == 1)
    stop(again, match_id)
    tables.settle(match_id)
    told_the_end(ear)
    record = tables.store.load(match_id)
    assert record.header.stopped is Stop.PERSON
    assert check(record).verdict is Verdict.SAME
    assert len(server.asked) == len(calls(record)) + 1, "the last was asked in vain"


def test_a_click_at_another_server_than_the_one_where_the_match_was_stopped_is_declined(
    tables: Tables, again: Tables
) -> None:
    match_id = begin(tables, BAR, PERSON, OTHER)
    places = [Place(match_id, seat) for seat in (0, 1)]
    views = [view(tables, place) for place in places]
    ear = follow(tables, match_id, 0)
    stop(again, match_id)
    for place, seen in zip(places, views, strict=True):
        if seen.legal:
            with pytest.raises(Declined, match="over"):
                act(tables, place, seen.legal[0], seen.observation.decision)
    told_the_end(ear)


def test_the_next_match_keeps_settings_limits_and_host(tables: Tables, server: StandIn) -> None:
    server.answers = never
    seats = (model(server, 0, temperature=0.25, persona="Kind."), model(server, 1, impressions=True))
    limits = Limits(tokens=70_000, seconds=7)
    match_id = tables.open(*BAR, seats, limits=limits, models_shown=True, host=HOST, seed=3)
    host, watcher = follow(tables, match_id, host=True), follow(tables, match_id)
    for place in (Place(match_id, None, host=True), Place(match_id, 0)):
        with pytest.raises(Declined, match="running"):
            do(tables.rematch(place, same=False))
    stop(tables, match_id)
    other = do(tables.rematch(Place(match_id, None, host=True), same=False))
    header = tables.store.header(other)
    assert (header.seats, header.limits, header.models_shown, header.people) == (seats, limits, True, False)
    assert tables.store.host(other) == HOST
    assert (header.stopped, header.ended) == (None, None)
    assert [message["url"] for message in host.told("moved")] == [f"/table?match={other}"]
    assert not watcher.told("moved")
    server.until(lambda one: one.in_flight == 1)
    stop(tables, other)
