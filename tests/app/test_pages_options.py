"""Setting a table of a game with options: what may be chosen in place of its numbers, and the clock of a step."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from app.facts import facts, rules, rules_title
from app.ui.live import spoken
from app.ui.numbers import TEXT
from games.secret_tools.conditions import Advantage, Condition
from games.words import words
from replays.record import Header, Kind
from replays.store import Store
from tests.app.arranged import browse_as
from tests.app.reading import press, said

Screen = Callable[..., AppTest]
CLOCK = TEXT["clock"]["title"]
TOOLS = words("app")["tools"]


@pytest.fixture(autouse=True)
def mine(monkeypatch: pytest.MonkeyPatch) -> None:
    browse_as(monkeypatch, "mine")


@pytest.fixture
def at(screen: Screen, kept: Store) -> AppTest:
    """Cleanup is chosen, after something of another game was."""
    at = screen()
    at.radio(key="preset-liars_bar").set_value("classic").run()
    at.segmented_control(key="seats-4").set_value(2).run()
    return at.selectbox[0].set_value("cleanup").run()


def only(kept: Store) -> Header:
    (header,) = kept.page()
    return header


def asked(at: AppTest) -> list[str]:
    return [control.label for control in at.segmented_control]


def test_the_page_speaks_of_the_game_that_is_chosen(at: AppTest) -> None:
    assert "a river, an orchard" in said(at).lower()
    assert "cards" not in said(at)
    assert "Seats at the table" not in asked(at), "there is one way only"


def test_what_can_be_chosen_is_asked_and_the_rest_is_told(at: AppTest) -> None:
    assert "A small river that all see" in at.radio(key="preset-cleanup").options
    assert "Cleanup · A small river that all see · 30 steps · Names are shown" in said(at)
    at.segmented_control(key="option-cleanup-length").set_value("50").run()
    assert "Cleanup · A small river that all see · 50 steps · Names are shown" in said(at)


def test_a_match_begins_at_once_by_the_usual_numbers(at: AppTest, kept: Store) -> None:
    press(at, "Sit down and play")
    header = only(kept)
    assert (header.game, header.preset, header.rules.steps, header.rules.identity) == ("cleanup", "paper", 30, "named")
    assert (len(header.seats), header.clock) == (4, None)


def test_what_is_chosen_is_kept_in_the_rules_of_the_match(at: AppTest, kept: Store) -> None:
    assert TEXT["cleanup"]["length"]["30"]["about"] in said(at)
    at.segmented_control(key="option-cleanup-length").set_value("50").run()
    assert TEXT["cleanup"]["length"]["50"]["about"] in said(at)
    at.segmented_control(key="option-cleanup-identity").set_value("anonymous").run()
    press(at, "Sit down at this table")
    header = only(kept)
    assert (header.rules.steps, header.rules.identity) == (50, "anonymous")
    assert rules(header) == "Cleanup · A small river that all see · 50 steps · Nobody is named"
    assert rules(replace(header, rules=replace(header.rules, steps=30, identity="named"))) == rules_title(
        "cleanup", "paper"
    )


def test_a_walled_map_is_taken_with_one_press_and_the_seats_it_has(at: AppTest, kept: Store) -> None:
    at.radio(key="preset-cleanup").set_value("classic-small").run()
    assert TEXT["cleanup"]["length"]["title"] not in asked(at), "it lasts as long as it lasts"
    press(at, "Sit down at this table")
    header = only(kept)
    assert (header.preset, len(header.seats), header.rules.steps) == ("classic-small", 4, 150)
    assert rules(header) == "Cleanup · A walled map for four"


def test_a_large_map_has_five_to_seven_seats(at: AppTest, kept: Store) -> None:
    at.radio(key="preset-cleanup").set_value("classic-short").run()
    assert at.segmented_control(key="seats-7").options == ["5", "6", "7"]
    at.segmented_control(key="seats-7").set_value(6).run()
    press(at, "Sit down at this table")
    header = only(kept)
    assert (header.preset, len(header.seats), header.rules.steps, header.rules.frozen) == ("classic-short", 6, 200, 10)


@pytest.mark.parametrize(("chosen", "seconds"), [(None, 20), ("40", 40), ("None", None)])
def test_two_people_have_a_clock_unless_they_want_none(
    at: AppTest, kept: Store, chosen: str | None, seconds: float | None
) -> None:
    assert CLOCK not in asked(at)
    at.segmented_control(key="kind-0").set_value(Kind.PERSON).run()
    assert CLOCK in asked(at)
    if chosen is not None:
        at.segmented_control(key="clock").set_value(chosen).run()
    for condition in (Condition.BASELINE, Condition.COACH, Condition.CHANNEL):
        at.radio(key="condition").set_value(condition).run()
        told = TOOLS["clock"] in said(at)
        assert told == (seconds is not None and condition is Condition.CHANNEL)
    assert TEXT["clock"][str(seconds)]["about"] in said(at)
    press(at, "Sit down at this table")
    header = only(kept)
    assert header.clock == seconds
    leaving = spoken(header)["leave_about"], spoken(header)["leave_now"]
    assert ("the table waits where you left it" in leaving[0]) == (seconds is None)
    assert ("your seat waits" in leaving[1]) == (seconds is None)
    assert ("seconds for each step" in " ".join(facts(header))) == (seconds is not None)


def test_where_players_take_turns_there_is_no_clock(screen: Screen, kept: Store) -> None:
    at = screen()
    at.segmented_control(key="kind-0").set_value(Kind.PERSON).run()
    assert CLOCK not in asked(at)
    press(at, "Sit down at this table")
    assert only(kept).clock is None


def test_the_rules_may_favour_the_pair_of_a_secret_tool(at: AppTest, kept: Store) -> None:
    title = TEXT["advantage"]["title"]
    at.radio(key="condition").set_value(Condition.COACH).run()
    assert title not in asked(at)
    at.radio(key="condition").set_value(Condition.CHANNEL).run()
    at.segmented_control(key="tool-advantage").set_value(Advantage.ALLY_ZAP).run()
    press(at, "Sit down at this table")
    tool = only(kept).tool
    assert tool is not None
    assert (tool.condition, tool.advantage) == (Condition.CHANNEL, Advantage.ALLY_ZAP)


def test_the_rules_of_liars_bar_favour_nobody(screen: Screen, kept: Store) -> None:
    at = screen()
    at.radio(key="condition").set_value(Condition.CHANNEL).run()
    assert TEXT["advantage"]["title"] not in asked(at)
