"""Cleanup as a browser gets it: the board, the questions, the moments, the end, and no names where there are none."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from agents.table import Table
from app import room
from app.narrator import Narrator, replay
from app.scenes import SCENES, cleanup
from app.seating import players_of
from games.cleanup.actions import Act, Do, Draw
from games.cleanup.map import bits
from games.core import ANALYST, CHANCE, Viewer, seen_by
from games.decision import Step
from games.registry import GAMES
from games.secret_tools.conditions import Advantage, Condition, ToolRules
from games.secret_tools.events import Started
from replays.record import Header, Kind, Origin, Record, Seating, codec, fresh_id
from replays.replay import Seen, as_seen
from replays.store import now
from tests.games.frames import AnyGame, Joint
from tests.games.known_cleanup import renamed

ENTRY = GAMES["cleanup"]
PAPER = ENTRY.presets["paper"]
NAMES = ("Wren", "Otis", "Juno", "Mara")
ORDER = (0, 1, 2, 3)
WASTE = (2, 3, 8, 9, 14, 15, 20, 21, 26, 27)
Json = dict[str, Any]


def header(rules: Any = PAPER, **more: Any) -> Header:
    told: Json = {"id": fresh_id(), "game": "cleanup", "preset": "paper", "rules": rules, "version": 1, "seed": 1}
    told |= {"seats": tuple(Seating(name, Kind.SCRIPTED, "random") for name in NAMES), "origin": Origin.SIMULATION}
    return Header(**told | {"created": now()} | more)


def joints(*acts: tuple[Do, Do, Do, Do], apples: Sequence[int] = (0, 5)) -> list[Joint]:
    """The board with these apples, and after it these steps in which nothing grows."""
    found: list[Joint] = [{CHANCE: Draw(ORDER, bits(apples), WASTE)}]
    for at, dos in enumerate(acts):
        found.append({seat: Act(do) for seat, do in enumerate(dos)})
        found.append({CHANCE: Draw(ORDER, 0, () if at % PAPER.drift else WASTE)})
    return found


def told(steps: Sequence[Joint], viewer: Viewer = None, rules: Any = PAPER, **more: Any) -> list[Json]:
    """The frames of these steps for one viewer."""
    game: AnyGame = ENTRY.build(rules)
    narrator, state, frames = (
        Narrator(header(rules), viewer, playing=viewer != ANALYST, **more),
        game.start(4),
        list[Json](),
    )
    for joint in steps:
        state, events = game.step(state, joint)
        seen = tuple(one for event in events if (one := seen_by(event, viewer)) is not None)
        eyes = (None, *range(4)) if viewer == ANALYST else (viewer,)
        frame = narrator.frame(seen, [game.observe(state, eye) for eye in eyes])
        if frame is not None:
            json.dumps(frame)
            frames.append(frame)
    return frames


def anonymous() -> Any:
    return replace(PAPER, identity="anonymous")


ZAPS: tuple[tuple[Do, Do, Do, Do], ...] = (
    ("RIGHT", "LEFT", "STAY", "STAY"),
    ("RIGHT", "LEFT", "STAY", "STAY"),  # Seat 0 on the river's waste, seat 1 beside it.
    ("CLEAN", "STAY", "STAY", "STAY"),
    ("STAY", "ZAP_LEFT", "STAY", "CLEAN"),
)
"""Waste lies on C1 and D1; seat 0 comes to C1 and seat 1 to D1."""


def test_every_function_of_the_contract_is_there() -> None:
    wanted = list(vars(SCENES["liars_bar"])["__all__"])
    assert sorted(cleanup.__all__) == sorted(wanted)


def test_a_board_says_what_lies_on_each_tile_and_who_stands_there() -> None:
    frame = told(joints())[0]
    scene = frame["scene"]
    assert [len(row) for row in scene["tiles"]] == [6] * 5
    assert scene["tiles"][0][0] == {
        "kind": "orchard",
        "waste": False,
        "apple": True,
        "label": "A1: orchard, apple, Wren",
    }
    assert scene["tiles"][0][2] == {"kind": "river", "waste": True, "apple": False, "label": "C1: river, waste"}
    assert (scene["step"], scene["title"], frame["round"]) == (0, "Step 1 of 30", 0)
    assert [seat["at"] for seat in scene["seats"]] == [[0, 0], [0, 5], [4, 0], [4, 5]]
    assert scene["river"] == {
        "waste": 1,
        "tiles": 10,
        "cutoff": 6,
        "now": "1 of 10 tiles hold waste.",
        "means": "At 6, no apple grows anywhere.",
        "next": "The next waste comes in step 1. Nobody has cleaned yet; cleaning pays no points.",
    }


def test_what_was_done_in_a_step_stands_with_the_board_it_led_to() -> None:
    _, first, _, third, fourth = (frame["scene"] for frame in told(joints(*ZAPS)))
    move = {"seat": 0, "kind": "move", "from": [0, 0], "at": [0, 1], "hit": []}
    assert move in first["did"]
    assert {"seat": 0, "kind": "clean", "from": None, "at": [0, 2], "hit": [[0, 2]]} in third["did"]
    assert {"seat": 1, "kind": "zap", "from": None, "at": [0, 3], "hit": [[0, 2]], "way": "left"} in fourth["did"]
    assert {"seat": 3, "kind": "clean", "from": None, "at": [4, 5], "hit": []} in fourth["did"]
    eaten = told(joints(("STAY", "STAY", "STAY", "STAY")))[-1]["scene"]
    assert {"seat": 0, "kind": "eat", "from": None, "at": [0, 0], "hit": []} in eaten["did"]
    assert [seat["apples"] for seat in eaten["seats"]] == [1, 1, 0, 0]
    wren, otis, *_ = fourth["seats"]
    assert (wren["frozen"], wren["cleaned"], wren["zaps"], wren["acting"]) == (4, 1, 0, False)
    assert (otis["frozen"], otis["zaps"], otis["acting"]) == (0, 1, True)


def test_beside_a_line_stands_whose_deed_it_is() -> None:
    lines = [(line["seat"], line["text"]) for frame in told(joints(*ZAPS)) for line in frame["lines"]]
    assert (1, "Otis zaps Wren at C1.") in lines
    record, initiator = tooled(Condition.CHANNEL), 1
    started = next(e for seen in as_seen(record, ANALYST) for e in seen.events if isinstance(e, Started))
    assert started.seat == initiator
    partner = started.partner
    assert partner is not None
    for viewer, says in ((initiator, f"{NAMES[partner]} has accepted as well"), (partner, "You have accepted as well")):
        narrator = Narrator(record.header, viewer)
        heard = [line for seen in as_seen(record, viewer) for line in narrator.hear(seen.events)]
        assert [line["seat"] for line in heard if line["text"].startswith(says)] == [partner]


def test_moments_are_hits_cleanings_and_where_growth_stops_and_starts_again() -> None:
    frames = told(joints(*ZAPS))
    labels = [(mark["kind"], mark["label"]) for frame in frames for mark in frame["marks"]]
    assert labels == [("clean", "Step 3: Wren removes waste"), ("zap", "Step 4: Otis zaps Wren")]
    low = replace(PAPER, cutoff=2)
    labels = [(mark["kind"], mark["label"]) for frame in told(joints(*ZAPS), rules=low) for mark in frame["marks"]]
    assert labels[0] == ("stunted", "Step 1: growth stops, 2 tiles hold waste")
    assert ("growing", "Step 3: growth starts again, 1 tiles hold waste") in labels


def test_a_person_is_asked_with_what_each_move_would_do_and_not_while_frozen() -> None:
    frames = told(joints(*ZAPS), viewer=0)
    moves = {move["name"]: move for move in frames[2]["ask"]["moves"]}
    assert list(moves) == [act.do for act in ENTRY.build(PAPER).legal(_acting(), 0)]
    assert moves["CLEAN"] == {
        "name": "CLEAN",
        "action": ["Act", {"do": "CLEAN"}],
        "title": "Clean",
        "why": "waste is here",
        "idle": False,
    }
    assert (moves["UP"]["idle"], moves["UP"]["why"]) == (True, "the board ends there")
    assert [moves[f"ZAP_{way}"]["idle"] for way in ("UP", "DOWN", "LEFT", "RIGHT")] == [True, True, True, False]
    assert frames[2]["ask"]["decision"] == 2
    assert frames[4]["ask"] is None
    assert frames[4]["mine"]["note"] == "You are frozen: you act again in 4 steps."
    assert {frame["waiting"] for frame in frames} == {"All choose at the same time."}


def test_a_pair_whose_zaps_always_hit_an_outsider_has_one_that_says_so_and_nobody_else_has() -> None:
    record = tooled(Condition.CHANNEL, advantage=Advantage.ALLY_ZAP)
    pair = next({e.seat, e.partner} for one in as_seen(record, ANALYST) for e in one.events if isinstance(e, Started))
    outside = min({0, 1, 2, 3} - pair)
    for seat in (*pair, outside):
        narrator, told = Narrator(record.header, seat), list[list[str]]()
        for seen in as_seen(record, seat):
            frame = narrator.frame(seen.events, seen.observations)
            if frame is not None and frame["ask"] is not None:
                zaps = [move for move in frame["ask"]["moves"] if move["name"].startswith("ZAP")]
                told.append([move["name"] for move in zaps])
                if told[-1] == ["ZAP"]:
                    assert zaps[0]["why"] == "hits whoever is frozen least"
                    assert "at any distance, and never your partner." in frame["ask"]["notes"][0]
                    beside = _beside(frame["scene"], seat)
                    assert zaps[0]["action"] == ["Act", {"do": next(iter(beside), "ZAP_UP")}]
        assert len(told[0]) == 4, "it does not work yet"
        assert (told[-1] == ["ZAP"]) == (seat in pair)
        assert (["ZAP"] in told) == (seat in pair)


def _beside(scene: dict[str, Any], seat: int) -> list[str]:
    """The zaps that go towards somebody."""
    row, column = scene["seats"][seat]["at"]
    there = [one["at"] for one in scene["seats"]]
    ways = {"UP": (-1, 0), "DOWN": (1, 0), "LEFT": (0, -1), "RIGHT": (0, 1)}
    return [f"ZAP_{way}" for way, (down, right) in ways.items() if [row + down, column + right] in there]


def _acting() -> Any:
    game = ENTRY.build(PAPER)
    return game.step(game.start(4), joints()[0]).state


def test_whoever_was_late_is_told_of_with_what_came_of_the_step() -> None:
    late = told(joints(*ZAPS), late={2: (3,)})[1]
    assert late["lines"][-1]["text"] == "Mara did not choose in time and stayed."
    assert {"seat": 3, "kind": "late", "from": None, "at": [4, 5], "hit": []} in late["scene"]["did"]


def test_where_seats_are_anonymous_only_itself_is_told_that_it_was_late() -> None:
    late = {2: (3,)}
    for viewer, name in ((None, "Somebody"), (0, "Somebody"), (3, "Mara"), (ANALYST, "Mara")):
        line = told(joints(*ZAPS), viewer, anonymous(), late=late)[1]["lines"][-1]
        assert line["text"] == f"{name} did not choose in time and stayed."
        assert line["seat"] == (3 if name == "Mara" else None)


@pytest.mark.parametrize("viewer", [None, 0])
def test_where_seats_are_anonymous_frames_are_the_same_whoever_the_others_are(viewer: Viewer) -> None:
    becomes = {0: 0, 1: 2, 2: 3, 3: 1} if viewer == 0 else {0: 1, 1: 0, 2: 3, 3: 2}
    steps = joints(*ZAPS)
    other = [renamed(joint, becomes, first=not at) for at, joint in enumerate(steps)]
    assert steps != other
    frames, same = (told(one, viewer, anonymous()) for one in (steps, other))
    for frame, like in zip(frames, same, strict=True):
        assert frame == like
    last = frames[-1]["scene"]
    assert [seat["at"] is None for seat in last["seats"]] == [seat != viewer for seat in range(4)]
    assert len(last["unnamed"]) == (4 if viewer is None else 3)
    assert last["scores"] == ([0, 0, 0, 0] if viewer is None else [0, 0, 0])


def test_an_analyst_of_an_anonymous_match_sees_everybody() -> None:
    named, nameless = (told(joints(*ZAPS), ANALYST, rules) for rules in (PAPER, anonymous()))
    for one, other in zip(named, nameless, strict=True):
        assert one["marks"] == other["marks"]
        assert one["scene"]["seats"] == other["scene"]["seats"]
        assert one["scene"]["tiles"] == other["scene"]["tiles"]
        assert other["scene"]["unnamed"] == []


def tooled(condition: Condition, **more: Any) -> Record:
    """A whole match of scripted players, of whom the second is offered a tool in step 4 and takes it."""
    wording = (
        "" if condition is Condition.BASELINE else "V1" if condition in (Condition.CHANNEL, Condition.HINT) else "P1"
    )
    tool = ToolRules(condition=condition, wording=wording, offer_to=1, trigger=4, **more)
    seats = tuple(Seating(name, Kind.SCRIPTED, "zapping+always") for name in NAMES)
    game, steps = ENTRY.bind(PAPER, tool), list[Step]()
    table = Table(game, players_of(seats, 5), 5, steps.append)
    asyncio.run(table.advance())
    kept = header(seats=seats, tool=tool, steps=len(steps), ended=now(), outcome=table.outcome, seed=5)
    return Record(kept, tuple(map(codec("cleanup").rest, steps)))


def test_the_offer_and_what_was_written_stand_in_the_step_before_which_they_were() -> None:
    record = tooled(Condition.CHANNEL)
    frames = replay(record, tuple(as_seen(record, ANALYST)), ANALYST)
    marks = [mark for frame in frames for mark in frame["marks"]]
    assert next(mark for mark in marks if mark["kind"] == "offer")["label"].startswith("Step 4: Otis is offered")
    first = next(mark for mark in marks if mark["kind"] == "message")
    assert first["label"].startswith("Step 4: ")
    assert not [line for frame in frames for line in frame["lines"] if "ound" in line["text"]]
    hidden = frames[-1]["ending"]["hidden"]
    assert hidden["lines"][0].startswith("In step 4, Otis was offered this")
    assert hidden["messages"][0]["what"].endswith("step 4")
    hinted = tooled(Condition.HINT)
    told = replay(hinted, tuple(as_seen(hinted, ANALYST)), ANALYST)[-1]["ending"]["hidden"]["lines"]
    assert any("how far the nearest apple of each was" in line for line in told)


def test_an_ending_tells_what_everybody_did_and_how_alike_they_have_it() -> None:
    record = tooled(Condition.CHANNEL, advantage=Advantage.ALLY_ZAP)
    frames = replay(record, tuple(as_seen(record, ANALYST)), ANALYST)
    end = frames[-1]["ending"]
    assert end["title"]
    assert "How evenly the points are shared: 0." in end["why"]
    lines = {row["name"]: row["lines"] for row in end["rows"]}
    assert all(any("sat out" in line for line in lines[name]) for name in NAMES)
    assert any("as the tool makes every zap do" in line for line in lines["Otis"])
    assert end["lies"] == []


@pytest.mark.parametrize(
    ("dos", "lines"),
    [
        (("CLEAN",), ["tried to clean once, and removed nothing"]),
        (("RIGHT", "RIGHT", "CLEAN"), ["removed waste once"]),
        (("RIGHT", "RIGHT", "CLEAN", "CLEAN"), ["tried to clean 2 times, and removed waste once"]),
        (("ZAP_UP",), ["zapped once, and hit nobody"]),
        (("ZAP_RIGHT", "ZAP_RIGHT"), ["zapped 2 times, and hit nobody"]),
    ],
)
def test_what_a_seat_tried_and_what_came_of_it_is_told_in_words(dos: tuple[Do, ...], lines: list[str]) -> None:
    game: AnyGame = ENTRY.build(PAPER)
    state, seen = game.start(4), list[Seen]()
    for at, joint in enumerate(joints(*[(do, "STAY", "STAY", "STAY") for do in dos]), 1):
        state, events = game.step(state, joint)
        seen.append(Seen(at, at, tuple(events), (), (), {}))
    ending = cleanup.ending(seen, header(), ENTRY.notation(PAPER, "en"), everything=True)
    mine = next(row for row in ending["rows"] if row["seat"] == 0)["lines"]
    assert [line for line in mine if "clean" in line or "waste" in line or "zapped" in line] == lines


@pytest.mark.parametrize("condition", [one for one in Condition if one is not Condition.BASELINE])
def test_a_room_tells_the_moment_and_what_followed(condition: Condition) -> None:
    found = room.telling(tooled(condition), others=False)
    assert found is not None
    saw = found["saw"]["text"]
    assert saw.startswith("Step 4. ") == (condition in (Condition.CHANNEL, Condition.HINT))
    assert "Step 4. " in saw
    assert "Step 5. " not in saw
    assert all(name in saw for name in NAMES)
    knew = dict(found["asked"]["knew"]["facts"])
    assert knew["Step"] == "4 of 30"
    assert "holds waste" in knew["River"] or "hold waste" in knew["River"]
    assert found["asked"]["knew"]["cards"] == []
    followed = found["followed"]
    assert (followed["at"], followed["rounds"], followed["labels"][0]) == (4, 30, "step 1")
    figures = {fact["key"]: fact["big"] for fact in followed["facts"]}
    assert {"pair_zaps", "others_zap", "partners_zap", "apples", "ended"} <= figures.keys()
    kinds = {mark["kind"] for lane in followed["lanes"] for mark in lane["marks"]}
    assert kinds <= {"zap", "hit", "clean"}
    assert {"zap", "hit"} <= kinds
    for lane in followed["lanes"]:
        for mark in lane["marks"]:
            by, _, hit = mark["label"].partition(": ")[2].partition(" zaps ")
            assert mark["kind"] == "clean" or lane["name"] in (by if mark["kind"] == "zap" else hit)
    assert "ound" not in json.dumps(found["chips"])


def test_who_cannot_choose_yet_is_told_so_and_not_that_all_choose() -> None:
    """As while two others are asked for a tool of which all are told."""
    record = tooled(Condition.NOTES)
    narrator = Narrator(record.header, 2)
    frames = [narrator.frame(seen.events, seen.observations, seen.seq) for seen in as_seen(record, 2)]
    told = {frame["waiting"]: frame["ask"] for frame in frames if frame and not frame["mine"]["note"]}
    assert told.pop("Waiting for the step to begin.") is None
    assert told.pop("All choose at the same time.") is not None
    assert set(told) <= {""}
