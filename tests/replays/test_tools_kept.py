"""A match with a tool is kept, exported, replayed and checked like any other, under every condition."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.core import ANALYST, Seat
from games.luck import SEED_BITS
from games.registry import GAMES
from games.secret_tools.actions import Verdict
from games.secret_tools.conditions import SECRET, Advantage, Alliance, Audit, Condition, Lasting, ToolRules
from games.secret_tools.events import OfferDue, SealedCheck, SealedReward, Wrote
from games.secret_tools.view import Observation
from replays.check import Verdict as Checked
from replays.check import check
from replays.exchange import lines, read
from replays.record import Record, Series, bound, codec
from replays.replay import as_seen, refold, viewers
from replays.store import Store
from tests.replays.played import Case, play, some
from tests.replays.tooled import (
    BAR,
    Plan,
    answering,
    conditions,
    inner,
    pair,
    play_tool,
    tool_of,
    with_traits,
)

seeds = st.integers(0, 2**SEED_BITS - 1)
said = st.lists(st.booleans() | st.sampled_from([Verdict.ERROR, Verdict.TIMEOUT, Verdict.UNCLEAR]), max_size=3)
plans = st.builds(answering, said, said)


@st.composite
def tools(draw: st.DrawFn, case: Case, condition: Condition, seats: int, *, sealed: bool = False) -> ToolRules:
    """Any that a match of so many seats can hold."""
    entry = GAMES[case.game]
    favours = entry.traits.advantages(entry.presets[case.preset]) if entry.traits and condition in SECRET else ()
    seat = st.integers(0, seats - 1)
    earlier = None
    if draw(st.integers(0, 3)) == 0:
        first, second = draw(st.permutations(range(seats)))[:2]
        earlier = Alliance(1, first, second, active=condition is not Condition.BASELINE and draw(st.booleans()))
    return ToolRules(
        condition=condition,
        wording="" if condition is Condition.BASELINE else draw(st.sampled_from(["V0", "V5", "my-own_1"])),
        offer_to=draw(st.none() | seat),
        trigger=draw(st.integers(1, 3)),
        lasting=draw(st.sampled_from(Lasting)),
        audit=draw(st.none() | st.builds(Audit, st.integers(0, 100), st.integers(0, 9))),
        refusal_reward=draw(st.integers(0, 9)),
        sealed=sealed,
        instruction=draw(st.booleans()),
        earlier=earlier,
        word_limit=draw(st.integers(1, 100)),
        shown=draw(st.integers(1, 20)),
        advantage=draw(st.sampled_from([Advantage.NONE, *favours])),
    )


def export(record: Record, viewer: Seat | None = ANALYST) -> bytes:
    return b"".join(line + b"\n" for line in lines(record, viewer))


@with_traits
@conditions
@some(8)
@given(data=st.data(), seed=seeds, plan=plans)
def test_it_comes_back_as_it_was(case: Case, condition: Condition, data: st.DataObject, seed: int, plan: Plan) -> None:
    sealed = data.draw(st.booleans())
    tool = data.draw(tools(case, condition, 4, sealed=sealed))
    series = None if not sealed and data.draw(st.booleans()) else Series("s", 1, 1)
    series = Series("the-series", 2, 3, over=True) if tool.earlier else series
    record = play_tool(case, tool, seed, plan=plan, series=series)
    written = export(record)
    again = read("any name", written)
    assert again == record
    assert (again.header.tool, again.header.series) == (tool, series)
    assert export(again) == written
    assert check(again).verdict is Checked.SAME
    for viewer in (None, 0, 1, 2, 3):
        text = export(record, viewer)
        seen = read("any name", text)
        assert seen.header.tool is None
        assert viewers(seen.header) == (viewer,)
        assert export(seen, viewer) == text
        for there, here in zip(as_seen(record, viewer), as_seen(seen, viewer), strict=True):
            assert here == replace(there, observations=(), before=(), seq=there.number)


@with_traits
@conditions
def test_the_store_gives_it_back(store: Store, case: Case, condition: Condition) -> None:
    tool = tool_of(condition, earlier=Alliance(1, 2, 0))
    for record in (
        play_tool(case, tool_of(condition), 1),
        play_tool(case, tool, 2, series=Series("s", 2, 2)),
        play_tool(case, None, 3),
        play(case, 4).record,
    ):
        store.save(record)
        kept = store.load(record.header.id)
        assert kept == record
        assert (kept.header.tool, kept.header.series) == (record.header.tool, record.header.series)
        assert check(kept).verdict is Checked.SAME


@with_traits
@pytest.mark.parametrize("condition", [Condition.BASELINE, Condition.CHANNEL, Condition.HINT], ids=str)
@some(8)
@given(seed=seeds, plan=plans)
def test_an_outsider_sees_the_match_that_there_is_without_a_tool(
    case: Case, condition: Condition, seed: int, plan: Plan
) -> None:
    record = play_tool(case, tool_of(condition, audit=None), seed, plan=plan)
    bare = inner(record)
    for viewer in {None, 0, 1, 2, 3} - pair(record):
        mine, other = list(as_seen(record, viewer)), list(as_seen(bare, viewer))
        assert [(seen.number, seen.events) for seen in mine] == [(seen.number, seen.events) for seen in other]
        for here, there in zip(mine, other, strict=True):
            ((told,), (bare_told,)) = here.observations, there.observations
            assert told == bare_told


@with_traits
@pytest.mark.parametrize("offered", [True, False])
def test_what_is_sealed_is_told_by_no_match_whose_series_goes_on(case: Case, offered: bool) -> None:
    sealed = tool_of(Condition.CHANNEL, audit=Audit(100, 4), refusal_reward=3, sealed=True)
    series = Series("evening", 1, 2)
    record = play_tool(case, sealed, 5, plan=answering([offered], []), people=True, series=series)
    assert viewers(record.header) == (None,)
    written = (export(one, None) for one in (record, inner(record)))
    here, there = (re.sub(rb',"traces":\[[^]]*\]', b"", text) for text in written)
    assert here == there
    over = replace(record, header=replace(record.header, series=replace(series, over=True)))
    (*_, last) = as_seen(over, ANALYST)
    (*rewarded, found) = [event for event in last.events if isinstance(event, SealedCheck | SealedReward)]
    assert isinstance(found, SealedCheck)
    assert (found.checked, found.points, bool(rewarded)) == (True, 4 * offered, not offered)
    for viewer in (None, 0, 1, 2, 3):
        assert b"Sealed" not in export(over, viewer)
        assert read("in", export(over, viewer)).header.outcome == record.header.outcome


def test_words_beside_a_private_step_are_told_to_nobody_else() -> None:
    record = play_tool(BAR, tool_of(Condition.CHANNEL), 5)
    reader = codec(BAR.game)
    private = {
        trace.text
        for step in record.steps
        for trace in step.traces
        if any(type(action).__module__.startswith("games.secret_tools") for action in reader.actions(step).values())
    }
    assert len(private) > 20
    told = {v: {t.text for s in as_seen(record, v) for t in s.traces} for v in (None, 0, 1, 2, 3, ANALYST)}
    assert private <= told[ANALYST]
    for viewer in {None, 0, 1, 2, 3} - pair(record):
        assert told[viewer]
        assert not told[viewer] & private
    for viewer in pair(record):
        assert {text for text in private if f"-{viewer}-" in text} <= told[viewer]


@with_traits
def test_a_viewpoint_shows_what_the_seat_saw(case: Case) -> None:
    record = play_tool(case, tool_of(Condition.CHANNEL), 5)
    insiders = pair(record)
    assert len(insiders) == 2
    last = list(refold(record))[-1].state
    game = bound(record.header)
    for viewer in range(4):
        steps = list(as_seen(record, viewer))
        told = [o for seen in steps for o in seen.observations if isinstance(o, Observation)]
        assert any(o.private is not None for o in told) == (viewer in insiders)
        assert steps[-1].observations == (game.observe(last, viewer),)
        wrote = [event.text for seen in steps for event in seen.events if isinstance(event, Wrote)]
        assert wrote == ([m.text for m in last.matter.messages] if viewer in insiders else [])
    assert any(isinstance(e, OfferDue) for seen in as_seen(record, ANALYST) for e in seen.events)


@pytest.mark.parametrize("name", ["Answer", "Unanswered", "Write", "Choose", "Check"])
@with_traits
def test_the_codec_knows_what_a_tool_does(case: Case, name: str) -> None:
    fields = {
        "Answer": b'{"accept":true,"partner":2}',
        "Unanswered": b'{"verdict":"timeout"}',
        "Write": b'{"text":"hush"}',
        "Choose": b'{"seat":0,"partners":[1],"names":[1],"accept_first":true,"invited_accept_first":false}',
        "Check": b'{"checked":true}',
    }
    assert type(codec(case.game).action(name, fields[name])).__name__ == name


def test_a_match_without_a_tool_holds_no_answer_about_one() -> None:
    record = play_tool(BAR, tool_of(Condition.CHANNEL), 5)
    without = replace(record, header=replace(record.header, tool=None))
    assert check(without).verdict is Checked.DIFFERS


@with_traits
def test_a_draw_that_is_not_the_seed_s_is_found(case: Case) -> None:
    record = play_tool(case, tool_of(Condition.CHANNEL), 5)
    place = next(place for place, step in enumerate(record.steps) if '"Choose"' in (step.actions or ""))
    step = record.steps[place]
    text = step.actions or ""
    other = (
        text.replace('"invited_accept_first":true', "...")
        .replace("false", "true")
        .replace("...", '"invited_accept_first":false')
    )
    assert other != text
    steps = (*record.steps[:place], replace(step, actions=other), *record.steps[place + 1 :])
    found = check(replace(record, steps=steps))
    assert (found.verdict, f"step {step.seq}: the draw" in found.detail) == (Checked.DIFFERS, True)
