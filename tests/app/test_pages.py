"""The pages without a browser: forms, messages, and addresses that lead nowhere."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from streamlit.testing.v1 import AppTest

from app import engine
from app.seating import scripted_seats
from app.tables import Place
from app.ui.people import character
from app.ui.plain import JOINER
from games.core import Outcome
from games.luck import derive
from games.registry import GAMES
from replays.exchange import lines, read
from replays.record import Header, Kind, Origin, Record, Seating, fresh_id
from replays.store import Store, now

Screen = Callable[..., AppTest]
GUEST = Seating("Guest", Kind.PERSON, "Guest")
FULL = OperationalError("INSERT", {}, Exception("database or disk is full"))


def said(at: AppTest) -> str:
    """Everything on the page that a person reads."""
    assert not at.exception
    parts = [*at.title, *at.header, *at.text, *at.markdown, *at.caption, *at.error, *at.warning, *at.info]
    return re.sub(rf"\\(?=[!-~])|{JOINER}", "", "\n".join(str(part.value) for part in parts))


def press(at: AppTest, label: str) -> AppTest:
    (button,) = [button for button in at.button if re.match(label, button.label)]
    return button.click().run()


def viewpoints(at: AppTest) -> list[str]:
    """Whose eyes one may look through."""
    return at.segmented_control[0].options


def only_match(kept: Store) -> Header:
    (header,) = kept.page()
    return header


def sit(kept: Store, seed: int | None = None, others: tuple[str, ...] = ("honest", "bold")) -> tuple[str, Place]:
    """A person's secret at a new table, and the seat it opens."""
    opened = engine.tables().open("liars_bar", "paper", (*scripted_seats(others), GUEST), seed)
    (key,) = opened.keys.values()
    return key, Place(opened.match_id, len(others))


def running(kept: Store) -> tuple[str, Place]:
    return sit(kept)


def to_the_end(kept: Store) -> tuple[str, Place]:
    key, place = sit(kept)
    while (view := engine.tables().view(place)).legal:
        engine.tables().act(place, view.legal[0], view.observation.decision)
    return key, place


def test_one_press_seats_a_newcomer_among_three_scripted_players(screen: Screen, kept: Store) -> None:
    at = screen()
    assert [button.label for button in at.button] == ["Sit down and play"]
    for name, persona in (("Wren", "honest"), ("Otis", "bold"), ("Juno", "counting")):
        assert f"{name}, scripted: {persona}. {character(persona)}" in said(at)
    press(at, "Sit down")
    header = only_match(kept)
    assert [(seat.name, seat.kind) for seat in header.seats] == [
        ("Wren", Kind.SCRIPTED),
        ("Otis", Kind.SCRIPTED),
        ("Juno", Kind.SCRIPTED),
        ("Guest", Kind.PERSON),
    ]
    assert (header.preset, header.seed_known, header.origin) == ("paper", False, Origin.TABLE)
    assert engine.tables().place(at.query_params["key"]) == Place(header.id, 3)
    assert all(f"scripted: {who}" in said(at) for who in ("honest", "bold", "counting"))


def test_the_choices_are_taken(screen: Screen, kept: Store) -> None:
    at = screen()
    at.text_input[0].set_value("  Mara ").run()
    at.radio[0].set_value("classic").run()
    at.segmented_control[0].set_value(2).run()
    assert len(at.selectbox) == 1
    at.selectbox[0].set_value("grudging").run()
    at.text_input[1].set_value("7").run()
    press(at, "Sit down")
    header = only_match(kept)
    assert [(seat.name, seat.player) for seat in header.seats] == [("Wren", "grudging"), ("Mara", "Mara")]
    assert (header.preset, header.seed_known) == ("classic", True)
    assert kept.seed(header.id) == derive(derive(0, "typed/7"), "match/0")


@pytest.mark.parametrize(
    "name", ["<b>Mara</b>", "Mara & Co", "Ma\u200bra", "Ma\nra", "wren", "![x](http://e.example)>"]
)
def test_a_name_that_will_not_do_is_refused_and_stays_typed(screen: Screen, kept: Store, name: str) -> None:
    at = screen()
    at.text_input[0].set_value(name).run()
    press(at, "Sit down")
    assert [error.value for error in at.error if error.value.startswith("With this name the match cannot begin")]
    assert at.text_input[0].value == name
    assert kept.page() == []
    at.text_input[0].set_value("Mara").run()
    press(at, "Sit down")
    assert only_match(kept).names[-1] == "Mara"


def test_a_match_that_cannot_be_written_down_has_not_begun(
    screen: Screen, kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = screen()
    with monkeypatch.context() as broken:
        broken.setattr(Store, "create", failing)
        press(at, "Sit down")
    assert "could not be written down, so it has not begun" in said(at)
    assert kept.page() == []
    press(at, "Sit down")
    assert only_match(kept).people


def failing(*_: Any, **__: Any) -> None:
    raise FULL


def test_an_answer_that_cannot_be_written_down_has_not_happened(
    screen: Screen, kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, place = running(kept)
    at = screen("table", key=key)
    at.text_input[0].set_value("hello").run()
    if at.button_group:
        at.button_group[0].set_value([0]).run()
    before = engine.tables().view(place).observation
    answer = "Let it pass|Lay 1"
    with monkeypatch.context() as broken:
        broken.setattr(Store, "append", failing)
        press(at, answer)
    assert "could not be written down, so it has not happened" in said(at)
    assert engine.tables().view(place).observation == before
    assert at.text_input[0].value == "hello"
    press(at, answer)
    assert not at.error
    assert "“hello”" in said(at)


def test_a_table_can_be_left_and_found_again(screen: Screen, kept: Store) -> None:
    key, _ = running(kept)
    at = screen("table", key=key)
    del at.query_params["key"]
    at.switch_page("screens/play.py").run()
    assert "Back to your table" in [link.proto.label for link in at.get("page_link")]


def test_the_end_says_who_won_and_leads_on(screen: Screen, kept: Store) -> None:
    key, place = to_the_end(kept)
    at = screen("table", key=key)
    outcome = kept.header(place.match_id).outcome
    assert isinstance(outcome, Outcome)
    assert re.search(r"(won|share the win)\.", said(at))
    assert all(f"{points:d} point".replace("-", "−") in said(at) for points in map(int, outcome.points))
    assert at.get("page_link")[0].proto.label == "Watch it again"
    press(at, "Play again")
    assert len(kept.page()) == 2
    assert at.query_params["key"] != key


def test_an_unknown_secret_leads_to_a_new_match(screen: Screen, kept: Store) -> None:
    at = screen("table", key="<script>")
    assert "This address leads to no seat at any table here." in said(at)
    assert [link.proto.label for link in at.get("page_link")] == ["To a new match"]


def test_a_table_with_a_player_nobody_has_is_told(screen: Screen, kept: Store) -> None:
    seats = (Seating("Wren", Kind.SCRIPTED, "from a later version"), GUEST)
    rules = GAMES["liars_bar"].presets["paper"]
    times = {"created": now(), "seed": 1, "people": True}
    header = Header(
        id=fresh_id(),
        game="liars_bar",
        preset="paper",
        rules=rules,
        version=1,
        seats=seats,
        origin=Origin.TABLE,
        **times,
    )
    kept.create(header, {1: "strange"})
    assert "a player this program does not have" in said(screen("table", key="strange"))
    kept.create(replace(header, id=fresh_id(), version=99), {1: "newer"})
    assert "begun under other rules" in said(screen("table", key="newer"))


def test_the_list_is_narrowed_and_grows(screen: Screen, kept: Store) -> None:
    for number in range(23):
        engine.tables().open("liars_bar", "paper", scripted_seats(("honest", "random", "bold")[: 3 - number % 2]))
    at = screen("matches")
    assert len(at.get("page_link")) == 20
    press(at, "Show older")
    assert len(at.get("page_link")) == 23
    at.text_input[0].set_value("bold").run()
    assert len(at.get("page_link")) == 12
    assert at.query_params["player"] == "bold"
    at.text_input[0].set_value("nobody").run()
    assert "No kept match fits." in said(at)
    assert len(screen("matches", player="bold", game="liars_bar", pages="x").get("page_link")) == 12


def test_no_seed_is_told_before_the_end(screen: Screen, kept: Store) -> None:
    _, place = sit(kept, seed=0xABCDEF0123)
    for at in (screen("matches"), screen("watch", match=place.match_id)):
        assert "running" in said(at)
        assert "abcdef0123" not in said(at)
    _, ended = to_the_end(kept)
    seed = f"seed {kept.header(ended.match_id).seed:032x}"
    for at in (screen("matches"), *(screen("watch", match=ended.match_id, seat=seat) for seat in ("public", "1", "3"))):
        assert seed not in said(at)
    assert seed in said(screen("watch", match=ended.match_id, seat="all"))


def test_a_running_match_with_people_is_watched_from_the_table_only(screen: Screen, kept: Store) -> None:
    _, place = running(kept)
    for seat in ("public", "3", "all"):
        at = screen("watch", match=place.match_id, seat=seat)
        assert viewpoints(at) == ["The table"]
        assert ("opens when the match has ended" in said(at)) == (seat != "public")
        assert "Guest is dealt 5 cards." in said(screen("watch", match=place.match_id, seat=seat, step="2"))


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ({"match": "nowhere"}, "There is no match “nowhere” here."),
        ({"match": ""}, "There is no match “” here."),
        ({"seat": "9"}, "is no viewpoint of this match"),
        ({"seat": "<img>"}, "is no viewpoint of this match"),
        ({"step": "0"}, "There is no step “0” here."),
        ({"step": "9" * 400}, "There is no step “999"),
        ({"step": "-1"}, "There is no step “-1” here."),
        ({"step": "two"}, "There is no step “two” here."),
    ],
    ids=str,
)
def test_an_address_that_is_wrong_is_told(screen: Screen, kept: Store, where: dict[str, str], sentence: str) -> None:
    _, place = to_the_end(kept)
    assert sentence in said(screen("watch", **({"match": place.match_id} | where)))


def test_one_viewpoint_and_other_rules_are_told_in_sentences(screen: Screen, kept: Store) -> None:
    _, place = to_the_end(kept)
    record = kept.load(place.match_id)
    kept.save(Record(replace(record.header, id="0lder00000", version=99), record.steps))
    assert "under other rules than this program plays" in said(screen("watch", match="0lder00000", seat="all"))
    one = read("one", b"\n".join(lines(record, 0)))
    kept.save(Record(replace(one.header, id="0ne0000000"), one.steps))
    at = screen("watch", match="0ne0000000")
    assert viewpoints(at) == ["Wren"]
    assert "This match came in as one viewpoint only." in said(at)
    assert "the match came in as one viewpoint" in said(at)
    assert "is dealt" in said(screen("watch", match="0ne0000000", step="2"))
