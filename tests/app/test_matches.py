"""The lists of matches without a browser: one's own, all of them, and what they must not tell."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from app.ui import copies, mine
from replays.record import Kind, Record, Redacted, Seating, Series, Substitution, fresh_id
from replays.redaction import redact
from replays.store import NoSuchMatch, Store
from tests.app.arranged import GUEST, MARA, browse_as, ended, running, seats, visitor, whole
from tests.app.reading import leads, links, press, said, sent
from tests.app.tooled import channel
from tests.app.tooled import record as tooled

Screen = Callable[..., AppTest]
ME = visitor("mine")


@pytest.fixture(autouse=True)
def browser_of_one_person(monkeypatch: pytest.MonkeyPatch) -> None:
    browse_as(monkeypatch, "mine")


def listed(at: AppTest, kind: str) -> list[str]:
    """The ids of the matches in a list: own or all."""
    return re.findall(rf"row-{kind}-([0-9a-z.]+)", sent(at))


def test_a_newcomer_is_told_that_nothing_is_kept(screen: Screen, kept: Store) -> None:
    at = screen("matches")
    assert "You have not sat down at a table yet." in said(at)
    assert "No matches are kept here yet." in said(at)
    assert links(at) == []


def test_own_matches_lead_back_to_the_seat_or_to_the_replay(screen: Screen, kept: Store) -> None:
    unfinished, done, strange = running(kept), ended(kept, *seats(MARA)), running(kept, *seats(MARA), seed=8)
    kept.claim(ME, unfinished.id, 2)
    kept.claim(ME, done.id, 2)
    kept.claim(visitor("another"), strange.id, 2)
    at = screen("matches")
    assert listed(at, "own") == [unfinished.id, done.id]
    back = leads(at, "Back to the table with Wren and Otis")
    assert back == {"page": "table", "match": unfinished.id, "seat": "3"}
    assert leads(at, "Wren, Otis and Mara are playing") == {"page": "table", "match": strange.id}
    first = next(link.proto for link in at.get("page_link") if done.id in link.proto.query_string)
    assert (first.page, first.query_string) == ("watch", f"match={done.id}")


def test_who_won_who_sat_there_and_when(screen: Screen, kept: Store) -> None:
    done = ended(kept, *seats(GUEST, MARA), preset="classic")
    at = screen("matches")
    assert done.outcome is not None
    (winner,) = done.outcome.winners
    assert links(at) == [f"{done.names[winner]} won"]
    assert "Wren (scripted: random), Otis (scripted: honest), Guest (a person), Mara (a person)" in said(at)
    at_minute = datetime.fromtimestamp(done.created / 1e6, UTC).astimezone()
    began = f"{at_minute.day} {at_minute:%B %Y, %H:%M}"
    assert f"{began} · Liar’s Bar · Last one alive wins · played at a table" in said(at)
    assert f"Match {done.id}" in said(at)
    assert "classic" not in said(at)


def test_who_took_a_seat_later_is_told(screen: Screen, kept: Store) -> None:
    header = running(kept)
    kept.substitute(header.id, Substitution(header.steps, 2, Kind.SCRIPTED, "cautious"))
    assert "Guest (a person, then scripted: cautious)" in said(screen("matches"))


def test_names_of_strangers_are_shown_as_they_are(screen: Screen, kept: Store) -> None:
    hostile = Seating(":red[x] **b**", Kind.MODEL, "![x](http://e.example)")
    record = whole(*seats(GUEST), preset="classic")
    assert record.header.outcome is not None
    (winner,) = record.header.outcome.winners
    named = tuple([hostile if seat == winner else seating for seat, seating in enumerate(record.header.seats)])
    kept.save(Record(replace(record.header, seats=named), record.steps))
    at = screen("matches")
    assert links(at) == [":red[x] **b** won"]
    assert "![x](http://e.example)" in said(at)
    # What is read as Markdown is sent escaped; what is sent as it is stands in a plain text.
    assert ":red[x]" not in "".join(link.proto.label for link in at.get("page_link"))
    assert not [shown for shown in (*at.markdown, *at.caption) if "![x](" in shown.value]


def test_the_list_is_narrowed_by_its_filters_and_grows(screen: Screen, kept: Store) -> None:
    for number in range(23):
        ended(kept, *seats(GUEST, scripted=1 + number % 2), seed=number % 2)
    at = screen("matches")
    assert len(listed(at, "all")) == 20
    press(at, "Show older matches")
    assert len(listed(at, "all")) == 23
    at.text_input(key="address-player").set_value("honest").run()
    assert len(listed(at, "all")) == 11
    assert at.query_params["player"] == "honest"
    assert "pages" not in at.query_params
    at.text_input(key="address-player").set_value("nobody").run()
    assert "No kept match fits." in said(at)
    assert len(listed(screen("matches", player="honest", game="liars_bar", pages="x"), "all")) == 11


@pytest.mark.parametrize("outcome", ["running", "ended", "last survivor", "round cap", "shared", "<b>"])
def test_the_list_is_narrowed_by_how_a_match_ended(screen: Screen, kept: Store, outcome: str) -> None:
    matches = [running(kept), *(ended(kept, seed=seed) for seed in range(6))]
    record = whole(*seats(GUEST))
    result = record.header.outcome
    assert result is not None
    for changed in (result._replace(reason="round cap"), result._replace(winners=(0, 2))):
        header = replace(record.header, id=fresh_id(), outcome=changed)
        kept.save(Record(header, record.steps))
        matches.append(header)
    wanted = {
        "running": [header.outcome is None for header in matches],
        "ended": [header.outcome is not None for header in matches],
        "shared": [header.outcome is not None and len(header.outcome.winners) > 1 for header in matches],
        "<b>": [True for _ in matches],
    }.get(outcome, [header.outcome is not None and header.outcome.reason == outcome for header in matches])
    at = screen("matches", outcome=outcome)
    expected = {header.id for header, want in zip(matches, wanted, strict=True) if want}
    assert expected
    assert set(listed(at, "all")) == expected
    if outcome != "<b>":
        at.selectbox(key="address-outcome").set_value("").run()
        assert len(listed(at, "all")) == len(matches)
        assert "outcome" not in at.query_params


def test_nothing_secret_of_a_running_match_is_sent(screen: Screen, kept: Store) -> None:
    header = running(kept)
    kept.claim(ME, header.id, 2)
    seed = kept.seed(header.id)
    assert seed is not None
    for at in (screen("matches"), screen("matches", player="Guest"), screen()):
        everything = sent(at)
        assert header.id in everything
        assert f"{seed:x}" not in everything
        assert str(seed) not in everything
        assert not re.search(r"\b(Queen|King|Ace|Joker)s?\b|\bsteps?\b", everything)


def test_no_seed_is_listed_after_the_end_either(screen: Screen, kept: Store) -> None:
    done = ended(kept)
    assert done.seed is not None
    assert f"{done.seed:x}" not in sent(screen("matches"))


def test_a_hidden_match_leaves_ones_own_list_only(screen: Screen, kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    done = ended(kept, *seats(GUEST, MARA))
    kept.claim(ME, done.id, 2)
    kept.claim(visitor("another"), done.id, 3)
    at = screen("matches")
    at.button(key=f"hide-{done.id}").click().run()
    assert "Hidden from your list." in said(at)
    assert (listed(at, "own"), listed(at, "all")) == ([], [done.id])
    browse_as(monkeypatch, "another")
    assert listed(screen("matches"), "own") == [done.id]


def test_a_press_in_a_page_that_was_drawn_for_somebody_else_does_nothing(
    screen: Screen, kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = ended(kept)
    kept.claim(ME, done.id, 2)
    for deed in ("hide", "delete"):
        browse_as(monkeypatch, "mine")
        at = screen("matches")
        pressed = at.button(key=f"{deed}-{done.id}")
        browse_as(monkeypatch, "another")
        pressed.click().run()
        assert not [button for button in at.button if button.label == "Delete it for good"]
    browse_as(monkeypatch, "mine")
    at = screen("matches")
    at.button(key=f"delete-{done.id}").click().run()
    browse_as(monkeypatch, "another")
    press(at, "Delete it for good")
    browse_as(monkeypatch, "mine")
    assert listed(screen("matches"), "own") == [done.id]


def test_what_one_played_alone_can_be_deleted_for_good(screen: Screen, kept: Store) -> None:
    done, other = ended(kept), ended(kept)
    kept.claim(ME, done.id, 2)
    at = screen("matches")
    at.button(key=f"delete-{done.id}").click().run()
    assert "Nobody can watch it again" in said(at)
    press(at, "Keep it")
    assert kept.header(done.id)
    at.button(key=f"delete-{done.id}").click().run()
    press(at, "Delete it for good")
    assert "The match is deleted." in said(at)
    assert listed(at, "all") == [other.id]
    with pytest.raises(NoSuchMatch):
        kept.header(done.id)


def test_what_is_not_ones_own_alone_cannot_be_deleted(screen: Screen, kept: Store) -> None:
    alone, shared, unfinished = ended(kept), ended(kept, *seats(GUEST, MARA)), running(kept)
    scripted = ended(kept, *seats(scripted=3))
    for header in (alone, shared, unfinished):
        kept.claim(ME, header.id, 2)
    kept.claim(visitor("another"), shared.id, 3)
    deletes = {button.key for button in screen("matches").button if button.label == "Delete"}
    assert deletes == {f"delete-{alone.id}"}
    for person, match_id in (
        *((ME, header.id) for header in (shared, unfinished, scripted)),
        (ME, "0nknown000"),
        (visitor("another"), alone.id),
        (None, alone.id),
    ):
        assert not mine.delete(person, match_id)
    assert len(kept.ids()) == 4
    assert mine.delete(ME, alone.id)
    assert len(kept.ids()) == 3


def test_older_ones_of_ones_own_are_shown_on_demand(screen: Screen, kept: Store) -> None:
    for _ in range(7):
        kept.claim(ME, ended(kept).id, 2)
    at = screen("matches")
    assert len(listed(at, "own")) == 5
    press(at, "Show older ones of mine")
    assert len(listed(at, "own")) == 7


def test_without_cookies_nobody_has_matches(screen: Screen, kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.claim(ME, running(kept).id, 2)
    browse_as(monkeypatch, None)
    at = screen("matches")
    assert "it cannot be told which matches are yours" in said(at)
    assert listed(at, "own") == []
    assert len(listed(at, "all")) == 1


def test_what_was_offered_is_listed_once_all_may_know_and_a_copy_can_be_removed(screen: Screen, kept: Store) -> None:
    record = tooled(channel())
    kept.save(record)
    sealed = Record(replace(record.header, id=fresh_id(), people=True, series=Series("one", 1, 3)), record.steps)
    kept.save(sealed)
    copy = redact(Record(replace(record.header, id=fresh_id()), record.steps), [Redacted.THOUGHTS])
    kept.save(copy)
    at = screen("matches")
    assert said(at).count("Private channel") == 2
    assert said(at).count(" accepted, with ") == 2
    assert "Left out of this copy: prompts, thoughts." in said(at)
    assert [button.key for button in at.button if button.key and button.key.startswith("remove-")] == [
        f"remove-{copy.header.id}"
    ]
    found = set(listed(screen("matches", condition="channel"), "all"))
    assert found == {record.header.id, copy.header.id}
    assert listed(screen("matches", condition="hint"), "all") == []
    assert not copies.remove(record.header.id)
    press(at, "Remove this copy")
    press(at, "Remove it")
    assert set(listed(at, "all")) == {record.header.id, sealed.header.id}
