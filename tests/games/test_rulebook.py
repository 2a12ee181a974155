"""The rules as people read them say what the engine plays, in every number."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from games.liars_bar.presets import LiarsBarRules, Points
from games.liars_bar.rulebook import rulebook
from games.registry import GAMES
from tests.games.bar import CLASSIC, PAPER, PUBLISHED
from tests.games.cases import CASES, Case, every_case

UNUSUAL = 97


def numbers(rules: Any, *path: str) -> Iterator[tuple[str, ...]]:
    """The path to every number."""
    for field in fields(rules):
        value = getattr(rules, field.name)
        if is_dataclass(value):
            yield from numbers(value, *path, field.name)
        elif isinstance(value, int):
            yield (*path, field.name)


def changed(rules: Any, name: str, *path: str) -> Any:
    """The rules with an unusual number there."""
    return replace(rules, **{name: changed(getattr(rules, name), *path) if path else UNUSUAL})


def each_number() -> Iterator[Any]:
    """A stacked deal is only made for hands of 5."""
    for case in CASES:
        rules = case.entry.presets[case.preset]
        for path in numbers(rules):
            if (path, getattr(rules, "deal", None)) != (("hand",), "stacked"):
                yield pytest.param(case, path, id=f"{case}-{'.'.join(path)}")


@every_case
def test_every_preset_has_its_rules_as_text(case: Case) -> None:
    text = case.entry.rulebook(case.entry.presets[case.preset], "en")
    assert len(text) > 100
    assert not re.search(r"[{}]|None|\bTrue\b|\bFalse\b", text)


@pytest.mark.parametrize(("case", "path"), list(each_number()))
def test_another_number_in_the_rules_is_another_number_in_the_text(case: Case, path: tuple[str, ...]) -> None:
    rules = case.entry.presets[case.preset]
    texts = [case.entry.rulebook(these, "en") for these in (rules, changed(rules, *path))]
    assert [str(UNUSUAL) in text for text in texts] == [False, True]


def test_there_is_no_number_in_the_text_that_is_not_in_the_rules() -> None:
    """But for the 1 of "1 to 3 cards" and "1 in 6", which no rule can change."""
    points = {field.name: number for number, field in enumerate(fields(Points), 301)}
    rules = LiarsBarRules(
        copies=21, jokers=22, hand=23, most_laid=24, chambers=25, round_cap=26, say_limit=27, points=Points(**points)
    )
    derived = {3 * 21 + 22, 25 - 1}
    told = {int(number) for number in re.findall(r"\d+", rulebook(rules))}
    assert told == {*range(21, 28), *points.values(), *derived, 1}


def test_points_and_judged_plays_are_explained_only_where_there_are_any() -> None:
    for rules in (PAPER, PUBLISHED):
        assert "+2 to the caller, if the call was right" in rulebook(rules)
        assert "−2 for being shot dead, and nothing more" in rulebook(rules)
        assert "most points win" in rulebook(rules)
    assert "oints" not in rulebook(CLASSIC)
    assert "honest" not in rulebook(CLASSIC)
    assert "last survivor wins" in rulebook(CLASSIC)


@pytest.mark.parametrize(
    ("switch", "words"),
    [
        ({"deal": "stacked"}, "2 targets, 2 others and 1 Joker"),
        ({"revolver": "sixth_shot"}, "last chamber"),
        ({"runner_up": "third"}, "came third"),
    ],
)
def test_a_switch_is_told_exactly_where_it_is_on(switch: dict[str, Any], words: str) -> None:
    assert words not in rulebook(PAPER)
    assert words in rulebook(replace(PAPER, **switch))
    assert words in rulebook(PUBLISHED)


def test_the_river_of_cleanup_is_told_of_in_english() -> None:
    entry = GAMES["cleanup"]
    rules = entry.presets["paper"]
    assert "One river tile holds waste at first; another in step 1 and then every 5 steps." in entry.rulebook(
        rules, "en"
    )
    more = entry.rulebook(replace(rules, start_waste=3), "en")
    assert "3 river tiles hold waste at first; another" in more


def test_every_board_of_cleanup_says_how_its_places_are_called() -> None:
    entry = GAMES["cleanup"]
    for rules in entry.presets.values():
        assert "A1 is top left, B1 right of it" in entry.rulebook(rules, "en")


def test_where_every_live_round_is_in_the_last_chamber_the_text_does_not_say_it_could_be_in_any() -> None:
    text = rulebook(replace(PAPER, revolver="sixth_shot"))
    assert "1 in 6" not in text
    assert "a chamber nobody knows" not in text
