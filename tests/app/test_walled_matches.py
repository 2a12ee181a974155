"""Whole matches on the small walled map under every condition, and what everybody reads of them afterwards."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app import engine, moments, room, watching
from app.tables import Tables
from games.cleanup.sights import ZappedInSight
from games.core import ANALYST
from games.registry import GAMES
from games.secret_tools.conditions import Advantage, Condition, ToolRules
from games.secret_tools.events import Started
from replays.measures.cleanup import figures
from replays.offers import Role, offers
from replays.record import Kind, Seating
from replays.replay import as_seen

NAMES = ("Wren", "Otis", "Juno", "Mara")
PLAYERS = ("greedy", "cleaning", "zapping", "sharing")
ZAPS = PLAYERS.index("zapping")
SEATS = tuple(Seating(name, Kind.SCRIPTED, f"{player}+always") for name, player in zip(NAMES, PLAYERS, strict=True))
SMALL = GAMES["cleanup"].presets["classic-small"]


@pytest.fixture
def tables(tmp_path: Path) -> Iterator[Tables]:
    engine.close()
    yield engine.tables(tmp_path, 0)
    engine.close()


def tool(condition: Condition) -> ToolRules:
    usual = {Condition.BASELINE: "", Condition.CHANNEL: "V1", Condition.HINT: "V1"}
    return ToolRules(condition=condition, wording=usual.get(condition, "P1"), offer_to=1, trigger=4)


@pytest.mark.parametrize("condition", Condition)
def test_a_match_is_played_told_and_looked_into(tables: Tables, condition: Condition) -> None:
    match_id = tables.open("cleanup", "classic-small", SEATS, 7, tool=tool(condition))
    tables.settle(match_id)
    record = tables.store.load(match_id)
    assert record.header.outcome is not None
    seen = list(as_seen(record, ANALYST))
    assert not any(step.forced for step in seen)
    every, own, public = (watching.telling(record, viewer) for viewer in (ANALYST, 1, None))
    end = every["frames"][-1]["ending"]
    told = {row["name"]: row for row in end["dilemma"]["seats"]}
    found = figures(SMALL, [(step.events, step.forced) for step in seen], record.header.outcome)
    assert [(row["apples"], row["removed"]) for row in told.values()] == [(one.points, one.waste) for one in found]
    assert told["Otis"]["removed"] > told["Wren"]["removed"]
    assert end["dilemma"]["walled"]
    assert public["frames"][-1]["ending"]["dilemma"] == end["dilemma"]
    last = own["frames"][-1]
    assert "dilemma" not in last["ending"], "from its window a seat cannot know"
    assert [row["points"] for row in last["ending"]["rows"]] == [row["points"] for row in end["rows"]]
    assert {frame["scene"]["look"] for frame in own["frames"]} == {"window"}
    assert {frame["scene"]["look"] for frame in public["frames"]} == {"map"}
    offered = room.telling(record, others=False)
    assert (offered is None) == (condition is Condition.BASELINE)
    if offered is not None:
        facts = dict(offered["asked"]["knew"]["facts"])
        assert facts["Step"] == "4 of 150"
        assert "In sight" in facts
        keys = {fact["key"] for fact in offered["followed"]["facts"]}
        assert {"pair_zaps", "apples", "removed"} <= keys


def test_hints_tell_the_pair_what_both_see_and_nobody_else(tables: Tables) -> None:
    match_id = tables.open("cleanup", "classic-small", SEATS, 7, tool=tool(Condition.HINT))
    tables.settle(match_id)
    record = tables.store.load(match_id)
    pair = {hint["seat"] for frame in watching.telling(record, ANALYST)["frames"] for hint in frame["read"]}
    assert 1 in pair
    for seat in range(4):
        text = json.dumps(watching.telling(record, seat)["frames"])
        assert ("river tiles that you two see" in text) == (seat in pair)


@pytest.mark.parametrize("identity", ["named", "anonymous"])
def test_whoever_zaps_its_partner_is_found_by_the_gallery_and_stands_in_its_lane(tables: Tables, identity: Any) -> None:
    rules, offered = replace(SMALL, identity=identity), replace(tool(Condition.CHANNEL), offer_to=ZAPS)
    match_id = tables.open("cleanup", "classic-small", SEATS, 7, tool=offered, rules=rules)
    tables.settle(match_id)
    record = tables.store.load(match_id)
    row = next(row for row in offers(record) if row.role is Role.OFFER)
    steps = list(as_seen(record, ANALYST))
    began = next(step.seq for step in steps for event in step.events if isinstance(event, Started))
    zaps = [(step.seq, e.by, e.seat) for step in steps for e in step.events if isinstance(e, ZappedInSight)]
    betrayals = [seq for seq, by, hit in zaps if (by, hit) == (ZAPS, row.named)]
    assert moments.noted(record, row).betrayed == sum(seq >= began for seq in betrayals) > 0
    told = room.telling(record, others=False)
    assert told is not None
    lanes = {lane["seat"]: [mark["kind"] for mark in lane["marks"]] for lane in told["followed"]["lanes"]}
    for seat, kinds in lanes.items():
        assert kinds.count("hit") == len({seq for seq, _, hit in zaps if hit == seat})
        assert kinds.count("zap") == len({seq for seq, by, _ in zaps if by == seat})
    assert sum(kinds.count("clean") for kinds in lanes.values()) > 0


def test_the_rules_of_the_walled_maps_do_nothing_for_a_pair() -> None:
    traits = GAMES["cleanup"].traits
    assert traits is not None
    for name, rules in GAMES["cleanup"].presets.items():
        assert (Advantage.ALLY_ZAP in traits.advantages(rules)) == (name == "paper")


def test_a_length_is_chosen_only_where_it_is_offered(tables: Tables) -> None:
    for rules in (replace(SMALL, steps=50), replace(SMALL, frozen=5)):
        with pytest.raises(ValueError, match="rules"):
            tables.open("cleanup", "classic-small", SEATS, 7, rules=rules)
    assert tables.open("cleanup", "classic-small", SEATS, 7, rules=replace(SMALL, identity="anonymous"))
