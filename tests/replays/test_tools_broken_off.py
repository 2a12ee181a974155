"""A match that breaks off in the middle of an offer goes on from there, is stopped there, or by another player."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from games.core import CHANCE
from games.decision import Step
from games.luck import Luck
from games.secret_tools.actions import Verdict as Why
from games.secret_tools.conditions import Condition
from games.secret_tools.state import INVITE, OFFER, REPLY, WRITE, Stage
from replays.check import Verdict, check
from replays.exchange import lines, read
from replays.importers.bring_in import bring_in
from replays.record import Kind, Record, Stop, Substitution, bound, codec
from replays.replay import Frame, as_seen, refold, viewers
from replays.store import Store
from tests.replays.played import Case, unfinished
from tests.replays.tooled import (
    BAR,
    TOOLED,
    act,
    answering,
    by_turns_and_at_once,
    first,
    inner,
    play_tool,
    tool_of,
    willing,
    with_traits,
)

ROOT = Path(__file__).parents[2]
STAGES = (OFFER, INVITE, WRITE)
MIDDLES = [*product(TOOLED, STAGES), (BAR, REPLY)]
"""Where all write at once nobody replies."""
stages = pytest.mark.parametrize("stage", STAGES)


def begin(store: Store, record: Record, steps: int) -> str:
    """The match as it is after so many steps, with a person on every seat."""
    seats = tuple([replace(who, kind=Kind.PERSON) for who in record.header.seats])
    header = replace(unfinished(record, 0, seed=record.header.seed, people=True).header, seats=seats)
    store.create(header)
    for step in record.steps[:steps]:
        store.append(header.id, step)
    return header.id


def last(record: Record) -> Frame:
    return list(refold(record))[-1]


def play_on(store: Store, match_id: str) -> None:
    """From the state that the kept steps lead to, to the end."""
    record = store.load(match_id)
    game, seed = bound(record.header), store.seed(match_id)
    assert seed is not None
    frame = last(record)
    state, seq, reader = frame.state, frame.seq, codec(record.header.game)
    while acting := game.acting(state):
        draw = {CHANCE: game.chance(state, Luck(seed, game.luck(state)))} if CHANCE in acting else {}
        actions = draw or {seat: act(game, state, seat, seed, willing) for seat in sorted(acting)}
        state, events = game.step(state, actions)
        seq += 1
        store.append(match_id, reader.rest(Step(seq, actions, events)), game.outcome(state))


@with_traits
@stages
def test_a_match_that_breaks_off_between_question_and_answer_goes_on_there(
    store: Store, tmp_path: Path, case: Case, stage: Stage
) -> None:
    record = play_tool(case, tool_of(Condition.CHANNEL), 5)
    at = first(record, stage)
    match_id = begin(store, record, at)
    again = Store.open(tmp_path)
    kept = again.load(match_id)
    assert last(kept).state == list(refold(record))[at].state
    assert bound(kept.header).acting(last(kept).state) == codec(case.game).actions(record.steps[at]).keys()
    play_on(again, match_id)
    ended = again.load(match_id)
    assert check(ended).verdict is Verdict.SAME
    assert ended.header.outcome == record.header.outcome
    assert [(s.actions, s.events) for s in ended.steps] == [(s.actions, s.events) for s in record.steps]
    again.close()


KILLED = """
import os, sys
from pathlib import Path
import tests.replays.played
from replays.exchange import read
from replays.store import Store
from tests.replays.test_tools_broken_off import begin
folder, at = Path(sys.argv[1]), int(sys.argv[2])
begin(Store.open(folder), read("in", (folder / "in.jsonl").read_bytes()), at)
os.kill(os.getpid(), 9)
"""


@by_turns_and_at_once
def test_a_program_that_is_killed_between_offer_and_answer_loses_nothing(tmp_path: Path, case: Case) -> None:
    record = play_tool(case, tool_of(Condition.CHANNEL), 5)
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines(record)))
    for stage in (OFFER, INVITE):
        at = first(record, stage)
        killed = subprocess.run([sys.executable, "-c", KILLED, tmp_path, str(at)], check=False, cwd=ROOT)
        assert killed.returncode == -9
        store = Store.open(tmp_path)
        kept = store.load(record.header.id)
        assert last(kept).state.stage is stage
        assert check(kept).verdict is Verdict.SAME
        store.stop(record.header.id, at, Stop.PERSON)
        store.delete(record.header.id)
        store.close()


@pytest.mark.parametrize(("case", "stage"), MIDDLES, ids=str)
@pytest.mark.parametrize("why", Stop)
def test_a_match_is_stopped_in_the_middle(store: Store, tmp_path: Path, case: Case, stage: Stage, why: Stop) -> None:
    record = play_tool(case, tool_of(Condition.CHANNEL), 5)
    at = first(record, stage)
    match_id = begin(store, record, at)
    assert viewers(store.header(match_id)) == (None,)
    store.stop(match_id, at, why)
    kept = store.load(match_id)
    assert last(kept).state.stage is stage
    assert (kept.header.stopped, kept.header.outcome, kept.header.steps) == (why, None, at)
    assert kept.header.tool_told == record.header.tool
    assert check(kept).verdict is Verdict.SAME
    for viewer in viewers(kept.header):
        assert list(as_seen(kept, viewer))
    (tmp_path / "in.jsonl").write_bytes(written := b"\n".join(lines(kept)))
    assert json.loads(written.splitlines()[0])["stopped"]["why"] == why
    assert read("in", written) == kept
    store.delete(match_id)
    (report,) = bring_in(store, [tmp_path / "in.jsonl"])
    assert report.new
    assert store.load(match_id) == kept


def silent(case: Case) -> Iterator[tuple[Record, int]]:
    """Matches in which a seat does not answer at first, each with the step before which it was asked first."""
    for offers, invitations, stage in (([Why.TIMEOUT], [], OFFER), ([True], [Why.TIMEOUT, Why.ERROR], INVITE)):
        record = play_tool(case, tool_of(Condition.CHANNEL), 5, plan=answering([*offers], [*invitations]))
        yield record, first(record, stage)


@with_traits
def test_another_player_takes_the_seat_that_is_asked(store: Store, case: Case) -> None:
    for record, at in silent(case):
        match_id = begin(store, record, at)
        (seat,) = bound(record.header).acting(last(store.load(match_id)).state)
        taken = Substitution(at, seat, Kind.SCRIPTED, "bold+always")
        store.substitute(match_id, taken)
        for step in record.steps[at:]:
            store.append(match_id, step, record.header.outcome if step is record.steps[-1] else None)
        kept = store.load(match_id)
        assert kept.header.substitutions == (taken,)
        assert check(kept).verdict is Verdict.SAME
        again = read("in", b"\n".join(lines(kept)))
        assert again == kept
        for viewer in (None, *range(4)):
            data = b"\n".join(lines(kept, viewer))
            (told,) = read("in", data).header.substitutions
            # In the viewer's own count, which private steps do not change for those outside.
            assert told.after == sum(seen.seq <= at for seen in as_seen(kept, viewer))


def test_the_public_count_of_a_substitution_is_that_of_a_match_without_a_tool(store: Store) -> None:
    record, at = next(silent(BAR))
    bare = inner(record)
    reader = codec("liars_bar")
    actions = [action for step in record.steps[:at] for action in reader.actions(step).values()]
    game_steps = sum(not type(action).__module__.startswith("games.secret_tools") for action in actions)
    here, there = (
        replace(r, header=replace(r.header, substitutions=(Substitution(after, 1, Kind.SCRIPTED, "bold"),)))
        for r, after in ((record, at), (bare, game_steps))
    )
    heads = [json.loads(next(iter(lines(r, None)))) for r in (here, there)]
    assert heads[0]["substitutions"] == heads[1]["substitutions"]
