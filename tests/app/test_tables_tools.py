"""Matches with a tool at live tables: told to those who take part, kept over a crash, the same game as without one."""

import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from agents.prompts.offers import WordingError
from app.tables import Place, Tables
from games.core import ANALYST, CHANCE
from games.decision import Provenance, Trace, TraceKind
from games.secret_tools.actions import Answer, Choose
from games.secret_tools.conditions import BASELINE, Alliance, Condition, ToolRules
from games.secret_tools.rules import ACTIONS
from replays.record import Kind, Record, Seating, Series, bound, codec
from replays.store import Store
from tests.app import clicking
from tests.app.clicking import act, claim, click, follow, reopen, to_the_end, view
from tests.replays.played import Case

tables = clicking.tables
BAR = Case("liars_bar", "paper")
NAMES = ("Wren", "Otis", "Juno", "Pike")
CHANNEL = ToolRules(condition=Condition.CHANNEL, wording="V1", offer_to=0, trigger=1)


def people(count: int = 4) -> list[Seating]:
    return [Seating(name, Kind.PERSON, name) for name in NAMES[:count]]


def scripted(offers: str, turned: int = 0) -> list[Seating]:
    """The same characters, on other seats if `turned`."""
    players = ("counting", "bold", "grudging", "cautious")
    players = players[turned:] + players[:turned]
    return [Seating(name, Kind.SCRIPTED, f"{who}+{offers}") for name, who in zip(NAMES, players, strict=True)]


def opened(tables: Tables, tool: ToolRules | None = CHANNEL, seed: int = 5) -> str:
    match_id = tables.open(*BAR, people(), seed, tool=tool)
    claim(tables, match_id)
    tables.settle(match_id)
    return match_id


def until_the_offer(tables: Tables, match_id: str) -> None:
    """Everybody plays until the first seat is asked."""
    rng = Random(3)
    while (seen := view(tables, Place(match_id, 0)).observation).private is None:
        (seat,) = seen.waiting_for
        click(tables, Place(match_id, seat), rng)


def played(tables: Tables, tool: ToolRules | None, offers: str, seed: int = 7, turned: int = 0) -> Record:
    match_id = tables.open(*BAR, scripted(offers, turned), seed, tool=tool)
    tables.settle(match_id)
    return tables.store.load(match_id)


def of_the_game(record: Record) -> list[Any]:
    """What was done and drawn in the game itself."""
    joints = [codec(record.header.game).actions(step) for step in record.steps]
    return [joint for joint in joints if not any(isinstance(action, ACTIONS) for action in joint.values())]


def test_every_new_match_holds_a_tool_and_the_baseline_is_one(tables: Tables) -> None:
    header = tables.store.header(opened(tables, None))
    assert header.tool == BASELINE
    with pytest.raises(WordingError):
        tables.open(*BAR, people(), tool=ToolRules(condition=Condition.CHANNEL, wording="V99"))
    with pytest.raises(ValueError, match="seat"):
        tables.open(*BAR, people(), tool=ToolRules(condition=Condition.CHANNEL, wording="V1", offer_to=4))
    assert len(tables.store.ids()) == 1


@pytest.mark.parametrize("condition", [Condition.CHANNEL, Condition.HINT])
@pytest.mark.parametrize("seed", [7, 8, 9])
def test_a_refused_offer_leaves_the_game_as_it_would_have_been(tables: Tables, condition: Condition, seed: int) -> None:
    """The same deals, chambers and moves of scripted players as in the baseline of the same seed."""
    plain = played(tables, None, "never", seed)
    refused = played(tables, ToolRules(condition=condition, wording="V0", trigger=2), "never", seed)
    answers = [a for step in refused.steps for a in codec("liars_bar").actions(step).values() if isinstance(a, Answer)]
    assert answers == [Answer(accept=False)]
    assert of_the_game(refused) == of_the_game(plain)
    assert refused.header.outcome == plain.header.outcome


def test_the_same_round_has_the_same_draws_under_every_condition(tables: Tables) -> None:
    """Even where the play differs: of each draw that two matches have in common for the same living players."""
    found: dict[str, dict[str, Any]] = {}
    plays = set[str]()
    for turned, condition in enumerate(Condition):
        wording = {Condition.BASELINE: "", Condition.CHANNEL: "V0", Condition.HINT: "V0"}.get(condition, "P1")
        tool = ToolRules(condition=condition, wording=wording, trigger=1)
        record = played(tables, tool, "always", turned=turned % 4)
        plays.add(repr(of_the_game(record)))
        game = bound(record.header)
        state: Any = game.start(4)
        for step in record.steps:
            actions = codec("liars_bar").actions(step)
            if CHANCE in actions:
                alive = getattr(state.inner, "alive", ())
                found.setdefault(f"{game.luck(state)} {alive}", {})[condition] = actions[CHANCE]
            state, _ = game.step(state, actions)
    assert len(plays) > 1
    shared = {name: draws for name, draws in found.items() if len(draws) > 1}
    assert len(shared) > 3
    assert any(isinstance(draw, Choose) for draws in shared.values() for draw in draws.values())
    for name, draws in shared.items():
        assert len(set(map(repr, draws.values()))) == 1, name


def test_those_who_take_part_are_told_when_they_are_asked(tables: Tables) -> None:
    match_id = opened(tables)
    ears = {viewer: follow(tables, match_id, viewer) for viewer in (None, 0, 1, 2)}
    until_the_offer(tables, match_id)
    before = {viewer: len(ear.texts) for viewer, ear in ears.items()}
    offer = [m for m in ears[0].messages if m.get("private")][-1]
    assert offer["private"]["ask"]["kind"] == "offer"
    assert offer["ask"] is None
    assert offer["private"]["ask"]["decision"] == view(tables, Place(match_id, 0)).observation.decision
    act(tables, Place(match_id, 0), Answer(accept=True, partner=1), offer["private"]["ask"]["decision"])
    invitation = ears[1].messages[-1]
    assert invitation["kind"] == "snapshot", "nothing has happened yet, but that it is asked"
    assert invitation["private"]["ask"]["kind"] == "invitation"
    assert ears[0].messages[-1]["private"]["waiting"]
    act(tables, Place(match_id, 1), Answer(accept=True), invitation["private"]["ask"]["decision"])
    assert ears[0].messages[-1]["private"]["ask"]["kind"] == "message"
    for viewer in (None, 2):
        assert len(ears[viewer].texts) == before[viewer]
        assert not any(message.get("private") for message in ears[viewer].messages)


def test_whoever_resigns_sees_what_everybody_sees_and_nothing_more(tables: Tables) -> None:
    match_id = opened(tables)
    until_the_offer(tables, match_id)
    insider, watcher = follow(tables, match_id, 0), follow(tables, match_id)
    assert insider.messages[0]["private"]["ask"]
    told = len(insider.texts), len(watcher.texts)
    clicking.do(tables.resign(Place(match_id, 0)))
    tables.settle(match_id)
    ours, theirs = insider.texts[told[0] :], watcher.texts[told[1] :]
    assert ours == theirs
    assert ours
    assert not any(json.loads(text).get("private") for text in ours)
    assert clicking.do(tables.told(match_id, 0)) == clicking.do(tables.told(match_id, None))


def test_an_offer_outlives_the_server(tmp_path: Path) -> None:
    """Killed between the offer and the answer: whoever comes back is asked the same."""
    store = Store.open(tmp_path)
    first = Tables(store, pace=0)
    match_id = opened(first)
    until_the_offer(first, match_id)
    before = {seat: view(first, Place(match_id, seat)) for seat in range(4)}
    asked = clicking.do(first.told(match_id, 0))
    second = reopen(tmp_path)
    for seat in range(4):
        assert view(second, Place(match_id, seat)) == before[seat]
    assert clicking.do(second.told(match_id, 0)) == asked
    at = before[0].observation.decision
    clicking.do(second.act(Place(match_id, 0), Answer(accept=True, partner=2), at, "a click", "They are behind."))
    assert view(second, Place(match_id, 2)).observation.private is not None
    traces = [trace for step in second.store.load(match_id).steps for trace in step.traces]
    assert traces == [Trace(0, TraceKind.REASON, "They are behind.", Provenance.ASKED_FOR)]
    for tables in (first, second):
        tables.close()
        tables.store.close()


def test_a_rematch_has_the_same_tool_and_no_series(tables: Tables) -> None:
    earlier = replace(CHANNEL, earlier=Alliance(1, 0, 2))
    match_id = tables.open(*BAR, people(), 5, tool=earlier, series=Series("row", 2, 2))
    claim(tables, match_id)
    to_the_end(tables, [Place(match_id, seat) for seat in range(4)])
    again = clicking.do(tables.rematch(Place(match_id, 1), same=False))
    header = tables.store.header(again)
    assert (header.tool, header.series) == (CHANNEL, None)


def test_after_a_surprise_comes_another_one(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody has been told by then what it was; the same deal again is the same match."""
    lots = iter([CHANNEL, replace(CHANNEL, condition=Condition.HINT), BASELINE, CHANNEL])
    for place in ("app.tables.drawn", "app.rematches.drawn"):
        monkeypatch.setattr(place, lambda *_: next(lots))
    match_id, found = tables.open(*BAR, people(), 5, surprise=True), list[Any]()
    for same in (False, False, True):
        found.append(tables.store.header(match_id).tool)
        claim(tables, match_id)
        to_the_end(tables, [Place(match_id, seat) for seat in range(4)])
        match_id = clicking.do(tables.rematch(Place(match_id, 1), same=same))
    found.append(tables.store.header(match_id).tool)
    assert [tool.condition for tool in found] == ["channel", "hint", "baseline", "baseline"]


def test_an_analyst_follows_a_match_without_people_and_no_other(tables: Tables) -> None:
    with_people = opened(tables)
    assert follow(tables, with_people, ANALYST).texts[0] == follow(tables, with_people).texts[0]
    match_id = tables.open(*BAR, scripted("always"), 5, tool=CHANNEL)
    ear = follow(tables, match_id, ANALYST)
    tables.settle(match_id)
    kinds = {line["kind"] for message in ear.messages for line in message.get("lines", message.get("log", []))}
    assert {"OfferAnswered", "InvitationAnswered", "Started", "Wrote"} <= kinds
