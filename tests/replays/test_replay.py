"""A replay shows each viewer what it saw at the table, with the same observations, and an analyst everything."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, compress
from operator import or_
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.core import ANALYST, Seat, Viewer
from games.decision import Failure, Step, Trace, TraceKind
from games.luck import SEED_BITS
from replays.check import Verdict, check
from replays.record import bound
from replays.refusal import RecordError
from replays.replay import Seen, as_seen, refold, viewers
from replays.store import Store
from tests.replays.played import Case, Played, both_games, every_case, every_sight, play, some, unfinished

seeds = st.integers(0, 2**SEED_BITS - 1)


def all_events(steps: list[Seen]) -> tuple[Any, ...]:
    return tuple(chain.from_iterable(seen.events for seen in steps))


@every_case
@some(8)
@given(seed=seeds)
def test_refolding_gives_what_happened(case: Case, seed: int) -> None:
    played = play(case, seed, chatty=True)
    start, *frames = refold(played.record)
    assert (start.seq, start.events) == (0, ())
    assert start.state == played.table.game.start(len(played.record.header.seats))
    assert [(frame.seq, frame.events) for frame in frames] == [(step.seq, step.events) for step in played.steps]
    assert frames[-1].state == played.table.state


@every_case
@some(8)
@given(seed=seeds)
def test_each_viewer_sees_again_what_the_table_showed_it(case: Case, seed: int) -> None:
    played = play(case, seed, chatty=True)
    for viewer in played.viewers:
        steps = list(as_seen(played.record, viewer))
        assert all_events(steps) == played.table.events(viewer)
        so_far = 0
        for seen in steps:
            so_far += len(seen.events)
            assert (so_far, *seen.observations) == played.shown[seen.seq][viewer]


@every_case
def test_an_analyst_sees_all_that_anybody_sees(case: Case) -> None:
    played = play(case, 3, chatty=True)
    steps = list(as_seen(played.record, ANALYST))
    happened = list(with_the_silent_ones(played))
    assert [seen.seq for seen in steps] == [step.seq for step in happened]
    for seen, step in zip(steps, happened, strict=True):
        assert seen.events == step.events
        assert seen.observations == tuple(played.shown[step.seq][viewer][1] for viewer in played.viewers)
        assert (seen.traces, seen.forced) == (step.traces, step.forced)


def with_the_silent_ones(played: Played) -> Iterator[Step]:
    """The steps of which something is told, with the texts of those before them of which nothing is."""
    traces, forced = list[Trace](), dict[Seat, Failure]()
    for step in played.steps:
        traces += step.traces
        forced |= step.forced
        if step.events:
            yield replace(step, traces=tuple(traces), forced=forced)
            traces, forced = [], {}


@every_sight
def test_a_viewer_counts_only_what_it_saw(case: Case) -> None:
    played = play(case, 4, chatty=True)
    for viewer in (*played.viewers, ANALYST):
        steps = list(as_seen(played.record, viewer))
        assert [seen.number for seen in steps] == list(range(1, len(steps) + 1))
        assert all(seen.events for seen in steps)
        hidden = [step.seq for step in played.steps if step.seq not in {seen.seq for seen in steps}]
        assert hidden == [step.seq for step in played.steps if not step.events]
        # Nobody is told that the starter is drawn, or what all have chosen before it is played.
        assert bool(hidden) == (case.game != "toy")


@every_case
def test_texts_are_for_those_they_are_for(case: Case) -> None:
    kinds: set[TraceKind] = set()
    for seed in range(4):
        played = play(case, seed, chatty=True)
        happened = {step.seq: step for step in with_the_silent_ones(played)}
        for viewer in (*played.viewers, ANALYST):
            for seen in as_seen(played.record, viewer):
                step = happened[seen.seq]
                public = [t.kind in (TraceKind.MANNER, TraceKind.HOUSE) for t in step.traces]
                mine = [viewer in (t.seat, ANALYST) for t in step.traces]
                assert seen.traces == tuple(compress(step.traces, map(or_, public, mine)))
                assert seen.forced == {seat: why for seat, why in step.forced.items() if viewer in (seat, ANALYST)}
                kinds |= {trace.kind for trace in seen.traces if viewer is not None and viewer != trace.seat}
    assert kinds == set(TraceKind)


@pytest.mark.parametrize("people", [False, True])
@both_games
def test_who_may_watch(case: Case, people: bool) -> None:
    record = play(case, 1, seats=3, people=people).record
    everybody: tuple[Viewer, ...] = (None, 0, 1, 2, ANALYST)
    assert viewers(record.header) == everybody
    assert viewers(unfinished(record, 4).header) == ((None,) if people else everybody)
    for view, viewer in {"public": None, "1": 0, "3": 2}.items():
        assert viewers(replace(record.header, view=view)) == (viewer,)


@both_games
def test_who_may_not_watch_is_refused(case: Case) -> None:
    record = play(case, 1, seats=3, people=True, chatty=True).record
    running = unfinished(record, 6)
    one_seat = replace(record, header=replace(record.header, view="2"))
    assert len(list(as_seen(running, None))) >= 4
    for closed, wanted in ((running, (0, 1, 2, ANALYST)), (one_seat, (None, 0, 2, ANALYST)), (record, (3, 99, -7))):
        for viewer in wanted:
            with pytest.raises(RecordError, match="not open") as refusal:
                list(as_seen(closed, viewer))
            assert str(refusal.value).isprintable()


@both_games
def test_a_running_match_without_people_is_watched_as_far_as_it_is(case: Case) -> None:
    record = play(case, 1, chatty=True).record
    for viewer in viewers(record.header):
        whole, part = list(as_seen(record, viewer)), list(as_seen(unfinished(record, 6), viewer))
        assert part == whole[: len(part)]
        assert part
        assert whole[len(part)].seq > 6


@every_case
def test_a_match_under_other_rules_is_shown_from_its_events(store: Store, case: Case) -> None:
    played: Played = play(case, 6, chatty=True, version=999)
    store.save(played.record)
    record = store.load(played.record.header.id)
    for viewer in played.viewers:
        steps = list(as_seen(record, viewer))
        assert all_events(steps) == played.table.events(viewer)
        assert {seen.observations for seen in steps} == {()}
    finding = check(record)
    assert (finding.id, finding.verdict) == (record.header.id, Verdict.OTHER_RULES)
    assert "999" in finding.detail
    assert bound(record.header).version != 999
    with pytest.raises(RecordError, match="version 999"):
        list(refold(record))
