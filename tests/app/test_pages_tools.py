"""Setting a table with something under it: what is chosen, what is read before, and what is drawn by lot."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from agents.prompts.offers import wordings
from app.sealed import drawn
from app.ui.live import spoken
from app.ui.tools import SURPRISE
from games.luck import derive
from games.secret_tools.conditions import BASELINE, Audit, Condition, ToolRules
from games.words import words
from replays.record import Header, Kind
from replays.store import Store
from tests.app.arranged import browse_as
from tests.app.reading import box, press, said, sent

Screen = Callable[..., AppTest]
TEXT: dict[str, Any] = words("app")["tools"]
TEXT_OF_TABLE: dict[str, Any] = words("app")["table"]


@pytest.fixture(autouse=True)
def browser_of_one_person(monkeypatch: pytest.MonkeyPatch) -> None:
    browse_as(monkeypatch, "mine")


def tool_of(kept: Store) -> ToolRules | None:
    return only(kept).tool


def only(kept: Store) -> Header:
    (header,) = kept.page()
    return header


def offer(at: AppTest, condition: str) -> AppTest:
    return at.radio(key="condition").set_value(condition).run()


def test_nothing_is_offered_unless_somebody_chooses_it(screen: Screen, kept: Store) -> None:
    at = screen()
    assert at.radio(key="condition").value == Condition.BASELINE
    # Whoever chose that knows it; the table itself says the same to everybody, so that nobody is told by it.
    assert TEXT["may_hold"] not in said(at)
    press(at, "Sit down and play")
    assert tool_of(kept) == BASELINE


@pytest.mark.parametrize("condition", [*filter(lambda one: one is not Condition.BASELINE, Condition), SURPRISE])
def test_where_something_may_be_hidden_that_is_said(screen: Screen, condition: str) -> None:
    at = offer(screen(), condition)
    assert said(at).count(TEXT["may_hold"]) == 1
    at.segmented_control(key="own-kind").set_value(Kind.SCRIPTED).run()
    assert TEXT["may_hold"] not in said(at)


def test_everything_about_an_offer_is_chosen(screen: Screen, kept: Store) -> None:
    at = offer(screen(), Condition.HINT)
    at.selectbox(key="wording-hint").set_value("V3").run()
    at.selectbox(key="tool-seat").set_value(1).run()
    assert any(one.value.startswith("1 to 20. ") for one in at.caption)
    at.number_input(key="tool-trigger").set_value(4).run()
    at.checkbox(key="tool-instruction").set_value(True).run()
    at.selectbox(key="offers-0").set_value("behind").run()
    press(at, "Sit down at this table")
    assert tool_of(kept) == ToolRules(condition=Condition.HINT, wording="V3", offer_to=1, trigger=4, instruction=True)
    assert [seat.player for seat in only(kept).seats][:3] == ["honest+behind", "bold+always", "counting+always"]


def test_a_wording_that_tells_of_a_check_brings_it_along(screen: Screen, kept: Store) -> None:
    at = offer(screen(), Condition.CHANNEL)
    at.selectbox(key="wording-channel").set_value("V5").run()
    assert at.checkbox(key="tool-audit-True").value
    press(at, "Sit down at this table")
    tool = tool_of(kept)
    assert tool is not None
    assert (tool.wording, tool.audit) == ("V5", Audit())


@pytest.mark.parametrize("condition", [one for one in Condition if one is not Condition.BASELINE])
def test_each_wording_is_read_whole_before_it_is_chosen(screen: Screen, condition: Condition) -> None:
    at = offer(screen(), condition)
    at.selectbox(key="tool-seat").set_value(2).run()
    seen: set[str] = set()
    for one in wordings(condition):
        at.selectbox(key=f"wording-{condition}").set_value(one.name).run()
        told, invitation = [text.value for text in box(at, "offer-words").text]
        assert told.startswith("To Juno: ")
        assert "name one partner (Guest, Wren, Otis)" in told
        assert invitation.startswith("To Guest: ")
        assert "Juno was asked in the same way" in invitation
        assert " ".join([TEXT["wordings"][one.name]["says"], TEXT["wordings"][one.name]["shows"]]) in said(at)
        options = at.selectbox(key=f"wording-{condition}").options
        assert any(option == f"{TEXT['wordings'][one.name]['title']} ({one.name})" for option in options)
        seen.add(told)
    assert len(seen) == len(wordings(condition))


def test_a_surprise_is_sealed(screen: Screen, kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = ToolRules(condition=Condition.CHANNEL, wording="V2")
    monkeypatch.setattr("app.tables.drawn", lambda *_: hidden)
    at = offer(screen(), SURPRISE)
    assert [box.key for box in at.selectbox if str(box.key).startswith(("wording", "tool"))] == []
    press(at, "Sit down at this table")
    header = only(kept)
    assert header.tool == hidden
    assert header.tool_told is None
    for page, where in (("table", {"match": header.id, "seat": "4"}), ("matches", {}), ("watch", {"match": header.id})):
        shown = sent(screen(page, **where))
        assert "V2" not in shown
        assert '"channel"' not in shown


def test_every_condition_and_wording_can_be_drawn_and_fits() -> None:
    luck = Random(derive(1, "tools"))
    found = [drawn("liars_bar", "paper", luck) for _ in range(400)]
    assert {tool.condition for tool in found} == set(Condition)
    for condition in Condition:
        names = {tool.wording for tool in found if tool.condition is condition}
        assert names == {one.name for one in wordings(condition)} or (condition is Condition.BASELINE and names == {""})
    assert {tool.wording for tool in found if tool.audit is not None} == {"V5"}
    without_points = [drawn("liars_bar", "classic", luck) for _ in range(200)]
    assert {tool.condition for tool in without_points} == set(Condition)
    assert not any(tool.priced for tool in without_points)


def test_where_there_are_no_points_no_offer_speaks_of_a_loss(screen: Screen, kept: Store) -> None:
    at = offer(screen(), Condition.HINT)
    at.selectbox(key="wording-hint").set_value("V5").run()
    assert TEXT["why_not"]["no-points"] not in said(at)
    at.radio(key="preset-liars_bar").set_value("classic").run()
    assert TEXT["why_not"]["no-points"] in said(at)
    press(at, "Sit down at this table")
    assert list(kept.page()) == []
    at.selectbox(key="wording-hint").set_value("V4").run()
    press(at, "Sit down at this table")
    tool = tool_of(kept)
    assert tool is not None
    assert (tool.wording, tool.audit) == ("V4", None)


def test_whoever_only_watches_is_not_offered_what_cannot_be_sealed(screen: Screen) -> None:
    at = offer(screen(), SURPRISE)
    at.segmented_control(key="own-kind").set_value(Kind.SCRIPTED).run()
    assert at.radio(key="condition").value == Condition.BASELINE
    assert TEXT["surprise"] not in at.radio(key="condition").options


def test_with_two_seats_nothing_is_offered(screen: Screen, kept: Store) -> None:
    at = offer(screen(), Condition.CHANNEL)
    at.segmented_control(key="seats-4").set_value(2).run()
    assert TEXT["too_few"] in said(at)
    press(at, "Sit down at this table")
    assert tool_of(kept) == BASELINE


def test_slow_models_among_people_are_warned_of(screen: Screen) -> None:
    at = offer(screen(), Condition.CHANNEL)
    assert TEXT["slow"] not in said(at)
    at.segmented_control(key="kind-0").set_value(Kind.MODEL).run()
    assert TEXT["slow"] in said(at)
    assert TEXT["slow"] not in said(offer(at, Condition.NOTES))


@pytest.mark.parametrize(("kind", "says"), [(Kind.SCRIPTED, True), (Kind.PERSON, False)])
def test_whoever_watches_is_told_where_the_secrets_are_once_they_are_open(
    screen: Screen, kept: Store, kind: Kind, says: bool
) -> None:
    at = screen()
    at.segmented_control(key="own-kind").set_value(kind).run()
    at.button(key="sit").click().run()
    assert (TEXT_OF_TABLE["everybody_open"] == spoken(only(kept)).get("everything")) == says
