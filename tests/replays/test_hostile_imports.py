"""A record that the rules do not allow, or that holds what a record cannot, is refused and says where."""

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import replays.importers
from games.words import words
from replays import names
from replays.check import verify
from replays.exchange import lines
from replays.importers import liars_bar_llm
from replays.record import Record
from replays.refusal import RecordError
from replays.store import Store
from tests.replays import foreign
from tests.replays.foreign import housed, sample
from tests.replays.foreign_changes import BROKEN_RULES, HOUSE, not_held, rename
from tests.replays.refusing import fuzzed, one_line, refusal, refuse


@pytest.mark.parametrize("case", BROKEN_RULES)
def test_what_the_rules_do_not_allow_is_refused_with_round_and_turn(case: str) -> None:
    change, expected = BROKEN_RULES[case]
    document = deepcopy(sample())
    change(document)
    assert re.search(expected, refusal(document))


def test_a_refusal_of_the_rules_names_the_file(store: Store, tmp_path: Path) -> None:
    not_held(document := deepcopy(sample()))
    assert re.search(
        r"in/m\.json: round 1, turn 1: \w+ lays cards",
        refuse(store, tmp_path / "in", "m.json", foreign.write(document)),
    )


@pytest.mark.parametrize("lie", [True, False])
@pytest.mark.parametrize("case", HOUSE)
def test_a_house_call_that_was_none_is_refused(case: str, lie: bool) -> None:
    change, expected = HOUSE[case]
    document = deepcopy(housed(lie))
    change(document["rounds"][0])
    assert re.match(rf"round 1, turn \d+: .*({expected})", refusal(document))


def test_who_shoots_after_a_house_call() -> None:
    document = deepcopy(housed(lie=False))
    document["rounds"][0]["round_result"]["shooter_name"] = "Bob"
    assert "nobody shoots, and the record has a shot" in refusal(document)
    document = deepcopy(housed(lie=True))
    document["rounds"][0]["round_result"]["shooter_name"] = "无"
    assert "shoots, and the record names another" in refusal(document)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", "no name"),
        (" \u3000", "no name"),
        ("x" * 41, "longer than 40"),
        ("<script>alert(1)</script>", "one of < > &"),
        ("&lt;b&gt;", "one of < > &"),
        ("a\nb", "do not show"),
        ("a\0b", "do not show"),
        ("\x1b[31mred", "do not show"),
        ("a\u202eb", "do not show"),
        ("a\u2066b", "do not show"),
        ("a\u200bb", "do not show"),
        ("a\ufeffb", "do not show"),
        ("a\u3164", "do not show"),
        ("\ufe0f", "do not show"),
        ("a\u00a0b", "do not show"),
        (" a", "do not show"),
        ("a\u2028b", "do not show"),
    ],
)
def test_names_that_deceive(name: str, expected: str) -> None:
    assert expected in refusal(rename(deepcopy(sample()), name))


@pytest.mark.parametrize(
    "name", ["DeepSeek", "o3-mini", "三毛", "O'Neil 😀", "Ötzi", "عمر", "无", "{0}", "%s", "x" * 40]
)
def test_names_that_do_not(name: str) -> None:
    verify(liars_bar_llm.read("m", foreign.write(rename(deepcopy(sample()), name))))


NULL_ALLOWED = {"play_thinking", "challenge_reason", "challenge_thinking", "next_player"}
WRONG: list[Any] = [None, True, 0, -1, 10**30, 0.5, "x", [], ["x"], [[]], {}, {"x": 1}]


def nodes(node: Any, *path: Any) -> Iterator[tuple[Any, ...]]:
    yield path
    below = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in below:
        yield from nodes(value, *path, key)


def test_wrong_types_in_every_field() -> None:
    document = foreign.find(lambda d: len(d["rounds"]) <= 3 and bool(list(foreign.house_calls(d))), 2, 0.2)
    meant = liars_bar_llm.read("m", foreign.write(document), created=0)
    tried = 0
    for path in list(nodes(document))[1:]:
        node: Any = document
        for key in path[:-1]:
            node = node[key]
        before = node[path[-1]]
        for wrong in WRONG:
            if type(wrong) is type(before) or (wrong is None and path[-1] in NULL_ALLOWED):
                continue
            tried += 1
            node[path[-1]] = wrong
            try:
                record = liars_bar_llm.read("m", foreign.write(document), created=0)
            except RecordError as error:
                one_line(error)
            else:
                assert record == meant, (path, wrong)
        node[path[-1]] = before
    assert tried > 1000


@settings(max_examples=500, deadline=None)
@given(fuzzed(foreign.write(housed(lie=True))))
def test_no_noise_makes_anything_but_a_refusal(data: bytes) -> None:
    try:
        record: Record = liars_bar_llm.read("m", data)
    except RecordError as error:
        one_line(error)
    else:
        verify(record)


def test_an_export_that_breaks_the_rules_is_refused_in_words(store: Store, tmp_path: Path) -> None:
    record = liars_bar_llm.read("m", foreign.write(foreign.play(5, 2)))
    data = b"\n".join(lines(record))
    swapped = re.sub(rb'\[\[([01]),"Play"', lambda found: b'[[%d,"Play"' % (1 - int(found[1])), data, count=1)
    line = refuse(store, tmp_path / "in", "export.jsonl", swapped)
    assert "export.jsonl: the rules refuse one of its steps: It is not your turn." in line


def test_every_refusal_has_its_sentence() -> None:
    folder = Path(replays.importers.__path__[0])
    files = [*folder.glob("*.py"), Path(names.__file__)]
    codes = {
        code
        for file in files
        for code in re.findall(r'(?:RecordError|check_size)\(\s*"([a-z-]+)"', file.read_text("utf-8"))
    }
    assert len(codes) > 40
    # Those of the engine that a record can meet.
    codes |= {"not-in-hand", "wrong-count", "impossible-deal", "too-many-of-a-card"}
    codes |= {"impossible-starter", "impossible-revolvers", "in-turn", "in-round", "missing-file", "unreadable-file"}
    assert codes <= words("replays")["refusal"].keys()
