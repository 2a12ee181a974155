"""The page around the player: what is wrong with an address is said, and the page itself tells nothing of the match."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from replays.importers.bring_in import bring_in
from replays.store import Store
from tests.app import arranged, planted
from tests.app.reading import leads, links, said, sent
from tests.replays import foreign

Screen = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def a_stranger(monkeypatch: pytest.MonkeyPatch) -> None:
    arranged.browse_as(monkeypatch, None)


def player(at: AppTest) -> dict[str, Any]:
    """What the component on the page is told."""
    (component,) = at.get("bidi_component")
    (told,) = json.loads(component.proto.json)
    return told


@pytest.mark.parametrize("match", ["nowhere", "", "<img src=x>", "a" * 5000])
def test_an_address_that_leads_to_no_match_is_told(screen: Screen, match: str) -> None:
    at = screen("watch", match=match)
    assert (f"There is no match “{match[:39]}" if match else "No match was named.") in said(at)
    assert "All matches" in links(at)
    assert not at.get("bidi_component")


def test_the_address_is_handed_on(screen: Screen, kept: Store) -> None:
    header = arranged.ended(kept)
    told = player(screen("watch", match=header.id, seat="2", step="17"))
    assert (told["match"], told["seat"], told["step"], told["notice"]) == (header.id, "2", "17", "")
    assert player(screen("watch", match=header.id))["seat"] == "public"
    assert player(screen("watch", match=header.id, seat=header.names[2].upper()))["seat"] == "3"


@pytest.mark.parametrize("seat", ["9", "0", "-1", "<img>", "nobody"])
def test_a_viewpoint_that_is_none_is_told_and_the_table_shown(screen: Screen, kept: Store, seat: str) -> None:
    told = player(screen("watch", match=arranged.ended(kept).id, seat=seat))
    assert told["seat"] == "public"
    assert f"“{seat}” is no viewpoint of this match" in told["notice"]
    assert told["notice"].endswith(" Shown is what the whole table saw.")


def test_a_running_match_with_people_leads_to_its_table(screen: Screen, kept: Store) -> None:
    header = arranged.running(kept)
    for seat in ("3", "all"):
        told = player(screen("watch", match=header.id, seat=seat))
        assert told["seat"] == "public"
        assert told["notice"].startswith("This viewpoint opens when the match has ended. Shown is")
    at = screen("watch", match=header.id)
    assert player(at)["notice"] == ""
    assert "This match is being played now." in said(at)
    assert leads(at, "Watch it live at the table") == {"page": "table", "match": header.id}


@pytest.mark.parametrize("people", [True, False])
def test_what_is_over_or_has_nobody_to_join_leads_to_no_table(screen: Screen, kept: Store, people: bool) -> None:
    header = arranged.ended(kept) if people else arranged.running(kept, *arranged.seats(scripted=3))
    at = screen("watch", match=header.id, seat="all")
    assert "being played now" not in said(at)
    assert player(at)["notice"] == ""


def test_the_page_itself_is_sent_nothing_of_the_match(screen: Screen, kept: Store, tmp_path: Any) -> None:
    (tmp_path / "match.json").write_bytes(foreign.write(planted.recorded()))
    (report,) = bring_in(kept, [tmp_path / "match.json"])
    record = kept.load(report.id or "")
    page = sent(screen("watch", match=record.header.id, seat="all"))
    assert planted.owners([page.encode()]) == {}
    assert not any(line in page for seat in range(3) for line in planted.sentences(record, seat))


def test_a_page_that_is_asked_for_again_keeps_its_player(screen: Screen, kept: Store) -> None:
    header = arranged.ended(kept)
    at = screen("watch", match=header.id, seat="all", step="3")
    (before,) = at.get("bidi_component")
    at.query_params["step"] = "9"
    at.run()
    (after,) = at.get("bidi_component")
    assert after.proto.id == before.proto.id
    assert player(at)["step"] == "9"
