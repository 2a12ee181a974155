"""Walled maps of Cleanup as a browser gets them: the window, the map, what a seat remembers, and what it is asked."""

import re
from dataclasses import replace
from typing import Any

import pytest

from app.narrator import Narrator
from app.scenes import cleanup
from app.scenes.cleanup import treating
from app.ui.live import spoken
from games.cleanup.actions import ClassicDo
from games.cleanup.presets import ClassicRules
from games.core import ANALYST, Viewer
from games.registry import GAMES
from replays.measures.cleanup import counted
from replays.record import Header, Kind, Seating
from replays.replay import observed, visible
from tests.app.test_cleanup_scenes import header
from tests.games.ground import SMALL, Ground

NAMES = ("Wren", "Otis", "Juno", "Mara")
HIDDEN = replace(SMALL, identity="anonymous")
Json = dict[str, Any]


SEATS = tuple(Seating(name, Kind.SCRIPTED, "random") for name in NAMES)


class Looking:
    """One viewer of a board that a test has laid out."""

    def __init__(self, ground: Ground, viewer: Viewer = 0) -> None:
        self.ground, self.viewer = ground, viewer
        told: Header = header(ground.game.rules, preset="classic-small", seats=SEATS)
        self.narrator = Narrator(told, viewer, playing=viewer != ANALYST)

    def now(self) -> Json:
        return self.narrator.snapshot(observed(self.ground.game, self.ground.state, 4, self.viewer))

    def after(self, *done: ClassicDo, **drawn: Any) -> Json:
        """The frame of the next step."""
        self.ground.plays(*done, **drawn)
        seen = observed(self.ground.game, self.ground.state, 4, self.viewer)
        frame = self.narrator.frame(visible(self.ground.events, self.viewer), seen)
        assert frame is not None
        return frame


def moves(frame: Json) -> dict[str, Json]:
    return {move["name"]: move for move in frame["ask"]["moves"]}


def did(frame: Json, kind: str) -> list[Json]:
    return [one for one in frame["scene"]["did"] if one["kind"] == kind]


def ground(*stands: str, rules: ClassicRules = SMALL, **lies: str) -> Ground:
    return Ground(*(stands or ("D5 up", "D3 left")), rules=rules, **lies)


def test_a_window_turns_with_its_seat_and_shows_who_faces_where() -> None:
    up = Looking(ground("D5 up", "C4 left", waste="D2")).now()["scene"]
    assert (up["look"], len(up["tiles"]), {len(row) for row in up["tiles"]}) == ("window", 11, {11})
    assert up["tiles"][6][5] == "w", "three tiles ahead"
    assert up["seats"][0]["at"] == [9, 5]
    assert (up["seats"][1]["at"], up["seats"][1]["facing"]) == ([8, 4], 3)
    assert up["seats"][2]["at"] is None, "five tiles behind"
    right = Looking(ground("D5 right", "C4 left", waste="D2")).now()["scene"]
    assert right["tiles"][9][2] == "w", "three tiles to the left"
    # A phone shows this part of what is told of the river.
    assert right["river"]["means"].endswith("Cleaning pays no points.")
    assert right["here"] == {"facing": 1, "text": "You are at D5, facing east. Ahead is up."}
    assert (right["seats"][1]["at"], right["seats"][1]["facing"]) == ([10, 4], 2)


@pytest.mark.parametrize("facing", ["up", "right", "down", "left"])
def test_the_edges_of_a_window_name_its_tiles_as_sentences_do(facing: str) -> None:
    scene = Looking(ground(f"D5 {facing}", "D3 left")).now()["scene"]
    rows, columns, letters = scene["edges"].values()

    def place(row: int, column: int) -> str:
        return rows[row] + columns[column] if letters == "rows" else columns[column] + rows[row]

    assert place(9, 5) == "D5"
    ahead = {"up": "D4", "right": "E5", "down": "D6", "left": "C5"}
    aside = {"up": "E5", "right": "D6", "down": "C5", "left": "D4"}
    assert (place(8, 5), place(9, 6)) == (ahead[facing], aside[facing])
    seen = {place(r, c) for r, line in enumerate(scene["tiles"]) for c, tile in enumerate(line) if tile != " "}
    assert all(re.fullmatch("[A-I]([1-9]|1[0-5])", one) for one in seen)
    whole = Looking(ground(), ANALYST).now()["scene"]["edges"]
    assert whole == {"rows": [str(n) for n in range(1, 16)], "columns": [*"ABCDEFGHI"], "letters": "columns"}


def test_a_watcher_sees_the_whole_map_and_the_river_with_its_limit() -> None:
    scene = Looking(ground(waste="B2 C2"), None).now()["scene"]
    assert (scene["look"], len(scene["tiles"]), scene["known"], scene["beams"]) == ("map", 15, None, None)
    assert scene["here"] is None
    assert (scene["river"]["waste"], scene["river"]["tiles"], scene["river"]["cutoff"]) == (2, 20, 8)
    assert [seat["at"] for seat in scene["seats"]] == [[4, 3], [2, 3], [13, 3], [13, 5]]


def test_what_was_seen_is_remembered_as_it_was_then() -> None:
    looking = Looking(ground("D5 up", "D3 up", waste="D2"))
    first = looking.after("TURN_LEFT")["scene"]["known"]
    assert "?" in "".join(first["tiles"])
    assert first["you"] == [4, 3, 3]
    assert first["others"] == [[1, 2, 3]]
    seen = looking.after("TURN_RIGHT")["scene"]["known"]
    assert (seen["tiles"][1][3], seen["inside"]) == ("w", [[0, 0], [5, 8]])
    looking.after("TURN_RIGHT")
    looking.after("TURN_RIGHT")
    away = looking.after("FORWARD", "CLEAN")["scene"]["known"]
    assert away["you"] == [5, 3, 2]
    assert away["tiles"][13][2] == "*"
    assert away["tiles"][1][3] == "w", "as it was when it was seen"
    assert "".join(away["tiles"]).count("?") < "".join(first["tiles"]).count("?")


def test_whoever_comes_late_remembers_the_same_as_whoever_was_there() -> None:
    there, late = (Looking(ground("D5 up", "D3 up", waste="D2")) for _ in range(2))
    for do in ("TURN_LEFT", "FORWARD", "TURN_RIGHT"):
        there.after(do)
        late.ground.plays(do)
        late.narrator.hear(visible(late.ground.events, 0), observed(late.ground.game, late.ground.state, 4, 0))
    assert late.now()["scene"] == there.now()["scene"]


def test_beams_show_what_they_cover_and_hit_and_are_told_by_their_author() -> None:
    frame = Looking(ground("D5 up", "E4 right", waste="D4 C4 C3")).after("CLEAN", "STAY")
    (beam,) = did(frame, "beam")
    assert (beam["seat"], beam["what"], beam["at"], beam["hit"]) == (0, "CLEAN", [9, 5], [[8, 5], [8, 4]])
    assert [8, 5] in beam["tiles"]
    assert frame["scene"]["seats"][0]["cleaned"] == 2
    assert frame["scene"]["seats"][1]["cleaned"] is None
    assert [mark["label"] for mark in frame["marks"]] == ["Step 2: Wren removes 2 tiles of waste"]
    assert frame["scene"]["cooldowns"] == {"CLEAN": 1, "ZAP": 0}
    assert moves(frame)["CLEAN"]["blocked"] == "Cleaning is ready again in 1 step."


def test_whoever_is_hit_sees_nothing_until_it_is_back() -> None:
    board = ground("D5 up", "D3 left")
    looking = Looking(board, 1)
    frame = looking.after("ZAP")
    scene = frame["scene"]
    assert (scene["tiles"], scene["did"], frame["ask"]) == ([], [], None)
    assert scene["away"] == {"steps": 9, "text": "Wren zapped you. You return in 9 steps."}
    assert frame["mine"]["note"] == "You are out: nothing to choose until you return."
    assert scene["words"]["facing"]
    assert scene["known"]["you"] is None
    assert scene["here"] is None
    assert scene["seats"][0]["at"] is None
    other = Looking(ground("D5 up", "D3 left")).after("ZAP")
    assert did(other, "beam")[0]["hit"] == [did(other, "out")[0]["at"]] == [[7, 5]]
    assert (other["scene"]["seats"][1]["out"], other["scene"]["seats"][1]["at"]) == (9, None)
    for _ in range(8):
        frame = looking.after()
    assert frame["scene"]["away"]["steps"] == 1
    back = looking.after()
    assert back["scene"]["away"] is None
    assert did(back, "back")[0]["at"] == [9, 5]
    assert back["ask"] is not None


def test_a_watcher_of_walls_is_told_that_no_player_sees_as_much() -> None:
    told = header(SMALL, preset="classic-small", seats=SEATS)
    assert spoken(told)["watching"] == "You are watching: the whole map, which no player sees."
    assert spoken(replace(told, rules=GAMES["cleanup"].presets["paper"]))["watching"].endswith(
        "everybody sees is shown."
    )


def test_a_move_that_came_to_nothing_is_told_as_that_to_whoever_saw_where_it_began() -> None:
    looking = Looking(ground("B10 left"))
    told = [[line["text"] for line in looking.after("FORWARD")["lines"]][1] for _ in range(2)]
    assert told == ["Wren tries a step forward: now at B10.", "Wren stays at B10: the way is not free."]
    assert "Wren tries a step back: now at C10." in [line["text"] for line in looking.after("BACK")["lines"]]


def test_a_move_into_a_wall_does_nothing_and_says_so() -> None:
    looking = Looking(ground("B10 left", apples="C10"))
    asked = moves(looking.now())
    assert list(asked) == [act.do for act in GAMES["cleanup"].build(SMALL).legal(looking.ground.state, 0)]
    assert (asked["FORWARD"]["why"], asked["FORWARD"]["idle"]) == ("a wall is there", True)
    assert (asked["BACK"]["why"], asked["BACK"]["idle"]) == ("an apple is there", False)
    assert asked["ZAP"]["why"] == "nobody in reach"
    near = moves(Looking(ground("D5 up", "D3 left", waste="D4 C4 C3")).now())
    assert [near[beam]["why"] for beam in ("CLEAN", "ZAP")] == ["cleans 2 tiles, for no points", "somebody in reach"]
    looking.after("STAY")
    (bump,) = did(looking.after("FORWARD"), "move")
    assert bump["from"] == bump["at"] == [9, 5]


@pytest.mark.parametrize("viewer", [0, None])
def test_where_seats_are_anonymous_a_beam_has_no_author_and_nobody_a_name(viewer: Viewer) -> None:
    looking = Looking(ground("D5 up", "D3 left", "C5 up", rules=HIDDEN), viewer)
    frame = looking.after("STAY", "STAY", "ZAP")
    (hit,) = [one for one in did(frame, "beam") if one["hit"]]
    assert (hit["seat"], hit["at"], hit["tiles"]) == (None, None, [])
    named = [seat["name"] for seat in frame["scene"]["seats"] if seat["at"]]
    assert named == ([] if viewer is None else ["Wren"])
    assert len(frame["scene"]["unnamed"]) == (3 if viewer is None else 1)
    hit_one = Looking(ground("D5 up", "D3 left", rules=HIDDEN), 1).after("ZAP")["scene"]
    assert hit_one["away"]["text"] == "You are out. You return in 9 steps."
    assert not [line for line in frame["lines"] if "Juno" in line["text"] or "Otis" in line["text"]]


def test_an_analyst_of_an_anonymous_match_sees_everybody() -> None:
    boards = (ground("D5 up", "D3 left", rules=rules, waste="D2") for rules in (SMALL, HIDDEN))
    named, nameless = (Looking(board, ANALYST).after("ZAP", "STAY") for board in boards)
    assert named["scene"]["seats"] == nameless["scene"]["seats"]
    assert named["scene"]["did"] == nameless["scene"]["did"]
    assert named["marks"] == nameless["marks"]


def test_cleanings_and_what_they_remove_are_counted_apart() -> None:
    board, steps = ground("D5 up", "D4 up", waste="D3 C4 B2", apples="D14"), list[Any]()
    for done in (("CLEAN", "STAY"), ("STAY", "ZAP"), ("ZAP", "CLEAN")):
        board.plays(*done)
        steps.append((visible(board.events, ANALYST), {}))
    wren, otis, juno, _ = counted(board.game.rules, steps, 4)
    assert (wren.cleanings, wren.removed, wren.waste, wren.zaps, wren.hits) == (1, 1, 2, 1, 1)
    assert (otis.zaps, otis.hits, otis.cleanings, otis.removed) == (1, 0, 1, 0)
    assert juno.apples == 1
    assert wren.targets == {1: 1}


def test_a_zap_from_out_of_sight_is_marked_and_counted_by_the_seat_that_it_hit() -> None:
    board, steps = ground("D8 up", "D6 up"), list[Any]()
    told = header(board.game.rules, preset="classic-small", seats=SEATS)
    board.plays("ZAP")
    seen = visible(board.events, 1)
    assert [mark["label"] for mark in cleanup.marks(seen, told)] == ["Somebody zaps Otis"]
    assert [lane["kind"] for lane in treating.lanes(seen, 1, told)] == ["hit"]
    for _ in range(10):
        steps.append((visible(board.events, 1), {}))
        board.plays()
    otis = counted(board.game.rules, steps, 4)[1]
    assert (otis.steps, otis.sat_out, otis.free) == (10, 9, 1)


def test_a_seat_is_said_to_have_known_what_was_in_its_window() -> None:
    board = ground("D5 up", "D3 left", waste="D2", apples="C9")
    facts = dict(cleanup.knew(board.game.observe(board.state, 0), NAMES)["facts"])
    assert facts["In sight"].startswith("0 apples; river tiles with waste: 1.")
    assert facts["Others in sight"] == "Otis"
    assert "Juno" in facts
