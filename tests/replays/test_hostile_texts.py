"""What is no record at all, or too deep, or cut off, is refused in one line; the others still come in."""

import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from replays.importers.bring_in import bring_in
from replays.store import Store
from tests.replays import foreign
from tests.replays.foreign import sample
from tests.replays.foreign_changes import first_turn
from tests.replays.refusing import counted, one_line, refuse

DEEP = 100_000


def nested(place: str, close: bool) -> bytes:
    deep = b"[" * DEEP + (b"]" * DEEP if close else b"")
    if place == "objects":
        return b'{"player_names":' + b'{"a":' * DEEP + (b"1" + b"}" * DEEP + b"}" if close else b"")
    document = deepcopy(sample())
    places: dict[str, tuple[Any, Any]] = {
        "unknown": (document, "x"),
        "rounds": (document, "rounds"),
        "a round": (document["rounds"], 1),
        "a turn": (document["rounds"][1]["play_history"], 0),
        "cards": (first_turn(document), "played_cards"),
        "text": (first_turn(document), "play_reason"),
        "opinions": (document["rounds"][0]["player_opinions"], "Ann"),
        "beside": (first_turn(document), "talk"),
    }
    node, key = places[place]
    node[key] = "HERE"
    return foreign.write(document).replace(b'"HERE"', deep)


@pytest.mark.parametrize("close", [True, False])
@pytest.mark.parametrize(
    "place", ["objects", "unknown", "rounds", "a round", "a turn", "cards", "text", "opinions", "beside"]
)
def test_nested_too_deep(place: str, close: bool, store: Store, tmp_path: Path) -> None:
    assert re.search(
        r"deep\.json: .*cannot be read: ", refuse(store, tmp_path / "in", "deep.json", nested(place, close))
    )


def with_text(raw: str) -> bytes:
    document = deepcopy(sample())
    first_turn(document)["play_reason"] = "HERE"
    return foreign.write(document).replace(b'"HERE"', raw.encode("utf-8", "surrogatepass"))


TEXTS = {
    "empty": (b"", "it is empty"),
    "blank": (b" \n\t", "it is empty"),
    "binary": (bytes(range(256)) * 50, "no match in a format"),
    "zeros": (bytes(5000), "no match in a format"),
    "not a match": (b'{"a": 1}', "no match in a format"),
    "a list": (b'["player_names"]', "no match in a format"),
    "utf-16": (json.dumps(sample()).encode("utf-16"), "no match in a format"),
    "two matches": (foreign.write({"player_names": []}) * 2, "cannot be read"),
    "no fields": (b'{"player_names": ["a", "b"]}', "cannot be read: Object missing required field"),
    "field twice": (with_text('"a", "player_name": "Bob"'), "the field “player_name” stands twice"),
    "field twice in disguise": (with_text(r'"a", "\u0070layer_name": "Bob"'), "the field “player_name” stands twice"),
    "unknown field twice": (with_text('"a", "x<\\n>": 1, "x<\\n>": 1'), "the field “x<�>” stands twice"),
    "NaN": (with_text("NaN"), "cannot be read"),
    "NaN beside": (with_text('"a", "x": NaN'), "cannot be read"),
    "infinite": (with_text('"a", "x": -Infinity'), "cannot be read"),
    "huge float": (with_text("1e999"), "round 1, turn 1: it cannot be read"),
    "huge number": (with_text("9" * 5000), "round 1, turn 1: it cannot be read"),
    "lone surrogate": (with_text(r'"\ud800"'), "cannot be read"),
    "lone surrogate inside": (with_text(r'"a\udc00b, more"'), "cannot be read"),
    "raw surrogate": (with_text('"\ud800"'), "round 1, turn 1: it cannot be read"),
    "not utf-8": (with_text('"HERE"').replace(b"HERE", b"\xff\xc0"), "round 1, turn 1: it cannot be read"),
    "control characters": (with_text('"a\nb"'), "cannot be read"),
    "comment": (with_text('"a" /* note */'), "cannot be read"),
    "more behind": (foreign.write(sample()) + b"{}", "cannot be read"),
    "too many parts": (with_text('"a", "x": [' + "[]," * 200_000 + "0]"), "more than 300000 parts"),
}


@pytest.mark.parametrize("case", TEXTS)
def test_texts_that_are_no_record(case: str, store: Store, tmp_path: Path) -> None:
    data, expected = TEXTS[case]
    assert expected in refuse(store, tmp_path / "in", "text.json", data)


def test_truncated_anywhere(store: Store, tmp_path: Path) -> None:
    data = foreign.write(sample())
    for percent in range(0, 100, 5):
        (tmp_path / f"cut{percent:02}.json").write_bytes(data[: len(data) * percent // 100])
    (tmp_path / "cut99.json").write_bytes(data[:-1])
    (tmp_path / "whole.json").write_bytes(data)
    *cut, whole = list(bring_in(store, [tmp_path]))
    assert whole.new
    assert len(cut) == 21
    for report in cut:
        assert re.search(r"cut\d\d\.json: it (cannot be read: Input data was truncated|is empty)", one_line(report))
    assert counted(store)["match"] == 1
