"""The first page without a browser: sitting down, setting the table, and what hinders it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from streamlit.testing.v1 import AppTest

from app import engine, session
from app.people import character
from games.luck import derive
from games.registry import GAMES
from replays.record import Header, Kind, Origin
from replays.store import Store
from tests.app.arranged import GUEST, MARA, browse_as, ended, running, seats, visitor
from tests.app.reading import box, clean, leads, links, press, said

Screen = Callable[..., AppTest]
FULL = OperationalError("INSERT", {}, Exception("database or disk is full"))


@pytest.fixture(autouse=True)
def browser_of_one_person(monkeypatch: pytest.MonkeyPatch) -> None:
    browse_as(monkeypatch, "mine")


def only_match(kept: Store) -> Header:
    (header,) = kept.page()
    return header


def own_name(at: AppTest) -> Any:
    return at.text_input(key="own-name")


def beside(at: AppTest, seat: int) -> list[str]:
    """The errors in the box of a seat."""
    return [clean(error.value) for error in box(at, f"chair-{seat}").error]


def test_one_press_seats_a_newcomer_among_three_scripted_players(screen: Screen, kept: Store) -> None:
    at = screen()
    assert [button.label for button in at.button if button.proto.type == "primary"] == ["Sit down and play"]
    for name, persona in (("Wren", "honest"), ("Otis", "bold"), ("Juno", "counting")):
        assert f"**{name}**" in said(at)
        assert f"scripted: {persona}" in said(at)
        assert character(persona) in said(at)
    press(at, "Sit down and play")
    header = only_match(kept)
    assert [(seat.name, seat.kind) for seat in header.seats] == [
        ("Wren", Kind.SCRIPTED),
        ("Otis", Kind.SCRIPTED),
        ("Juno", Kind.SCRIPTED),
        ("Guest", Kind.PERSON),
    ]
    assert (header.preset, header.seed_known, header.origin) == ("paper", False, Origin.TABLE)
    assert dict(at.query_params) == {"match": header.id, "seat": "4"}
    assert kept.seats_of(visitor("mine"), header.id) == (3,)
    assert kept.seats_of(visitor("another"), header.id) == ()


def test_both_games_stand_on_the_first_page_and_each_is_one_press_away(screen: Screen, kept: Store) -> None:
    at = screen()
    press(at, "Or play Cleanup: a river, an orchard, and apples")
    assert [title.value for title in at.title] == ["A river, an orchard, and those who share them"]
    assert at.selectbox(key="game").value == "cleanup"
    assert "The same as “Sit down and play” at the top" in said(at)
    press(at, "Or play Liar’s Bar: cards, lies, and a trigger to pull")
    press(at, "Or play Cleanup: a river, an orchard, and apples")
    press(at, "Sit down and play")
    assert only_match(kept).game == "cleanup"


def test_the_choices_are_taken(screen: Screen, kept: Store) -> None:
    at = screen()
    own_name(at).set_value("  Mara ").run()
    at.radio(key="preset-liars_bar").set_value("classic").run()
    at.segmented_control(key="seats-4").set_value(3).run()
    assert [box.label for box in at.selectbox] == ["Game", "Character at seat 1", "Character at seat 2"]
    at.selectbox(key="character-liars_bar-0").set_value("grudging").run()
    at.text_input(key="name-0").set_value("Ada").run()
    at.segmented_control(key="kind-1").set_value(Kind.PERSON).run()
    assert [box.label for box in at.selectbox] == ["Game", "Character at seat 1"]
    assert "Joins by a link" in said(at)
    at.text_input(key="name-1").set_value("Bo").run()
    next(field for field in at.text_input if field.label == "Seed").set_value("7").run()
    press(at, "Sit down at this table")
    header = only_match(kept)
    assert [(seat.name, seat.kind, seat.player) for seat in header.seats] == [
        ("Ada", Kind.SCRIPTED, "grudging"),
        ("Bo", Kind.PERSON, "Bo"),
        ("Mara", Kind.PERSON, "Mara"),
    ]
    assert (header.preset, header.seed_known) == ("classic", True)
    assert kept.seed(header.id) == derive(derive(0, "typed/7"), "match/0")
    assert (at.query_params["seat"], kept.seats_of(visitor("mine"), header.id)) == ("3", (2,))


def test_each_set_of_rules_has_a_plain_title_and_a_caption(screen: Screen, kept: Store) -> None:
    radio = screen().radio(key="preset-liars_bar")
    presets = list(GAMES["liars_bar"].presets)
    assert len(radio.options) == len(presets) == len(list(filter(None, radio.proto.captions)))
    assert not set(radio.options) & set(presets)


@pytest.mark.parametrize("name", ["<b>Mara</b>", "Mara & Co", "Ma\u200bra", "Ma\nra", "![x](http://e.example)>"])
def test_a_name_that_will_not_do_is_refused_at_its_field_before_anything_is_pressed(
    screen: Screen, kept: Store, name: str
) -> None:
    at = screen()
    own_name(at).set_value(name).run()
    (refusal,) = beside(at, 3)
    assert refusal.startswith("This name will not do: ")
    assert refusal.endswith((". Leave these signs out.", "letters, figures, signs and single blanks."))
    assert beside(at, 0) == []
    press(at, "Sit down and play")
    assert "The match cannot begin yet. This name will not do: " in said(at)
    assert own_name(at).value == name
    assert kept.page() == []
    own_name(at).set_value("Mara").run()
    assert not at.error
    press(at, "Sit down and play")
    assert only_match(kept).names[-1] == "Mara"


def test_two_equal_names_are_refused_at_both_fields(screen: Screen, kept: Store) -> None:
    at = screen()
    own_name(at).set_value("wren").run()
    assert beside(at, 3) == ["Two seats are called “wren”. Change one of them."]
    assert beside(at, 0) == ["Two seats are called “Wren”. Change one of them."]
    assert beside(at, 1) == []
    press(at, "Sit down at this table")
    assert kept.page() == []
    at.text_input(key="name-0").set_value("Ada").run()
    assert not at.error


def test_a_match_that_cannot_be_written_down_has_not_begun(
    screen: Screen, kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = screen()

    def failing(*_: Any, **__: Any) -> None:
        raise FULL

    with monkeypatch.context() as broken:
        broken.setattr(Store, "create", failing)
        press(at, "Sit down and play")
    assert "could not be written down, so it has not begun" in said(at)
    assert kept.page() == []
    press(at, "Sit down and play")
    assert only_match(kept).people


@pytest.mark.parametrize(("moment", "matches"), [(0, 2), (3600, 1)])
def test_a_second_visit_begins_another_match_and_a_row_of_presses_does_not(
    screen: Screen, kept: Store, monkeypatch: pytest.MonkeyPatch, moment: int, matches: int
) -> None:
    monkeypatch.setattr(session, "MOMENT", moment)
    at = screen()
    press(at, "Sit down and play")
    at.switch_page("screens/play.py").run()
    press(at, "Sit down and play")
    assert len(kept.page()) == matches


def test_ones_own_name_is_remembered_for_the_next_match(screen: Screen, kept: Store) -> None:
    at = screen()
    own_name(at).set_value("Mara").run()
    at.text_input(key="name-0").set_value("Ada").run()
    press(at, "Sit down and play")
    at.switch_page("screens/play.py").run()
    assert (own_name(at).value, at.text_input(key="name-0").value) == ("Mara", "")


def test_without_cookies_nobody_is_seated_and_it_is_said_why(
    screen: Screen, kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    seated = screen()
    browse_as(monkeypatch, None)
    at = screen()
    assert "Your browser keeps no cookies" in said(at)
    assert "Allow cookies for this address" in said(at)
    assert all(button.disabled for button in at.button)
    # A press that was under way reaches a button that is off by then.
    press(seated, "Sit down and play")
    assert "Your browser keeps no cookies" in said(seated)
    assert kept.page() == []


def test_the_way_back_is_to_the_newest_unfinished_match_of_this_browser(screen: Screen, kept: Store) -> None:
    older, newer, done, anothers = running(kept), running(kept, *seats(MARA, GUEST)), ended(kept), running(kept)
    assert "Back to your table" not in links(screen())
    for header, who, seat in ((older, "mine", 2), (newer, "mine", 3), (done, "mine", 2), (anothers, "another", 2)):
        kept.claim(visitor(who), header.id, seat)
    at = screen()
    assert leads(at, "Back to your table") == {"page": "table", "match": newer.id, "seat": "4"}
    assert "With Wren, Otis and Mara, since" in said(at)


def test_a_link_that_opens_no_seat_is_explained(screen: Screen, kept: Store) -> None:
    assert "This link leads to no seat." in said(screen(join="unknown"))
    assert "This link leads to no seat." not in said(screen())


def test_the_menu_leads_to_every_page_but_the_open_one(screen: Screen, kept: Store) -> None:
    for name, others in (
        ("play", ["Matches", "Offers"]),
        ("matches", ["Play", "Offers"]),
        ("offers", ["Play", "Matches"]),
    ):
        assert [link.proto.label for link in screen(name).get("page_link")][:2] == others


def test_the_tables_of_this_process_are_those_of_the_page(screen: Screen, kept: Store) -> None:
    press(screen(), "Sit down and play")
    assert engine.store() is kept
