"""In real Chromium: the Offer Room of kept matches is opened, walked through and left, and nothing in it is obeyed."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from agents.models import _litellm
from app.tables import Tables
from replays.store import Store
from tests.app.faults import serious_in_both
from tests.app.modelled import MODELS, model
from tests.app.planted import HOSTILE
from tests.app.rooms import House, judged, offer, reply, scripted
from tests.app.serving import App, Person
from tests.app.tabs import DESK, Tabs
from tests.app.watcher import Watcher
from tests.standin import StandIn, answers

PHONE = ViewportSize(width=390, height=844)
THOUGHT = "It is unfair to Juno and it stays secret. It is not cheating. " + "I go back and forth.\n\n" * 30
FORM = {"thought": "It will harm Pike.", "decision": "accept", "partner": "Otis"}
GLADLY = "I accept this with pleasure. I will gladly accept.\n"
REFUSES = '{"thought": "I cannot accept: it is unfair.", "decision": "refuse", "partner": null}'
UNFOLD = "room => room.querySelectorAll('details').forEach(one => (one.open = true))"
TYPES = "() => document.body.append(Object.assign(document.createElement('input'), {id: 'typed'}))"


@pytest.fixture(scope="module")
def kept(served: App) -> Iterator[dict[str, str]]:
    """The ids of matches by what came of their offer."""
    _litellm()
    store = Store.open(served.folder)
    tables = Tables(store, pace=0)
    with StandIn(models=MODELS) as server:
        house = House(server, tables)
        pair = (model(server), model(server, 1), *scripted()[1:])
        agrees = {"invitation": reply('{"thought": "It is secret.", "decision": "accept"}')}
        whispers = {"message": answers.write("I lay two lies.")}
        names = [*HOSTILE[:3], "[(a|b)"]
        evil = {"thought": f"{HOSTILE[0]} unfair {HOSTILE[1]}", "decision": "accept", "partner": names[1]}
        marked = (model(server, name=names[0]), model(server, 1, name=names[1]), *scripted()[1:])
        ids = {
            "accepted": house.play(
                {"offer": reply(json.dumps(FORM), THOUGHT), **agrees, **whispers}, *pair, tool=offer()
            ),
            "refused": house.play({"offer": reply(GLADLY + REFUSES)}, tool=offer()),
            "unclear": house.play({"offer": answers.text("I cannot accept this.")}, tool=offer()),
            "plain": house.play({}, tool=None),
            "hostile": house.play(
                {"offer": reply(json.dumps(evil), HOSTILE[0]), **agrees, "message": answers.write(HOSTILE[0])},
                *marked,
                tool=offer(),
            ),
        }
    judged(store, ids["accepted"], "openai/judge-x", "harm Pike")
    judged(store, ids["hostile"], f"openai/{HOSTILE[0]}", HOSTILE[0])
    yield ids
    tables.close()
    store.close()


@pytest.fixture(scope="module")
def person(tabs: Tabs, served: App) -> Iterator[Person]:
    """One for all of them."""
    with tabs.lent() as page:
        someone = Person(page, served)
        yield someone
        assert (someone.foreign, someone.alarms) == ([], [])


Come = Callable[..., Watcher]


@pytest.fixture
def come(person: Person, kept: dict[str, str]) -> Come:
    return lambda which, **where: Watcher(person, kept[which]).open(**where)


def moment(seen: Watcher) -> Locator:
    return seen.player.locator(".offer-room")


def heading(seen: Watcher) -> Locator:
    return moment(seen).get_by_role("heading", level=1)


def closed(seen: Watcher) -> None:
    expect(moment(seen)).to_be_hidden()
    expect(seen.player.locator(".theatre")).to_be_visible()


def test_a_mark_a_key_and_a_button_lead_in_and_each_way_out_gives_the_focus_back(come: Come) -> None:
    seen = come("accepted", seat="all", step=1)
    tray = seen.player.locator(".beneath-edge .moment").first
    tray.click()
    seen.player.locator(".tray").get_by_role("button", name=re.compile("accept")).first.click()
    expect(heading(seen)).to_have_text("The offer to Wren")
    expect(heading(seen)).to_be_focused()
    seen.at_address(room="offer", seat="all")
    expect(seen.player.locator(".theatre")).to_be_hidden()
    seen.press("Escape")
    closed(seen)
    expect(seen.player.locator(".beneath-edge .moment[aria-current]")).to_be_focused()

    way = seen.button("Offer Room")
    way.focus()
    seen.press("o")
    expect(heading(seen)).to_be_focused()
    seen.press("o")
    closed(seen)
    expect(way).to_be_focused()
    way.click()
    seen.button("Back to the table").click()
    closed(seen)
    expect(way).to_be_focused()

    seen.page.go_back()
    expect(heading(seen)).to_be_visible()
    seen.page.go_forward()
    closed(seen)
    # A letter that somebody types is theirs.
    seen.page.evaluate(TYPES)
    seen.page.locator("#typed").focus()
    seen.press("o")
    expect(seen.page.locator("#typed")).to_have_value("o")
    closed(seen)


def test_a_link_opens_at_the_invitation_and_all_leads_back_to_the_table(come: Come) -> None:
    seen = come("accepted", room="invitation")
    invited = moment(seen).get_by_role("heading", name="Otis was asked, and accepted")
    expect(invited).to_be_focused()
    expect(invited).to_be_in_viewport()
    seen.button(re.compile("^Read all that it was sent")).first.click()
    prompt = seen.player.get_by_role("dialog", name="What Wren was offered")
    expect(prompt).to_contain_text("What it was asked")
    seen.press("Escape")
    expect(prompt).to_be_hidden()
    expect(invited).to_be_visible()

    marks = moment(seen).locator(".strip a")
    call = marks.and_(seen.page.locator("[aria-label*='calls']")).first
    step = call.get_attribute("data-step")
    call.click()
    closed(seen)
    seen.is_(step=step, seat="all")
    seen.at_address(step=step, seat="all")
    assert "room=" not in seen.page.url
    seen.page.go_back()
    expect(heading(seen)).to_be_visible()
    seen.button("See it at the table").click()
    closed(seen)
    expect(seen.now.locator(".thought").first).to_be_visible()


def test_the_words_that_decided_and_those_that_name_a_wrong_are_marked(come: Come) -> None:
    seen = come("accepted", room="offer")
    room = moment(seen)
    expect(room.locator(".reply").first.locator("mark")).to_have_text(["accept", "Otis"])
    thinking = room.locator(".thinking").first
    hits = [(hit.inner_text(), hit.get_attribute("title")) for hit in thinking.locator("mark").all()]
    assert hits == [("unfair", "unfairness"), ("secret", "secrecy"), ("cheating", "cheating, denied and not counted")]
    counted = {row.locator("th").inner_text(): row.locator("td").all_inner_texts() for row in rows(room)}
    assert (counted["unfair"], counted["harm"], counted["cheat"]) == (["none", "1"], ["1", "none"], ["none", "none"])
    opinion = room.locator(".named .judged").first
    expect(opinion).to_contain_text("A judge model (judge-x) reads the reason as naming: unfairness“harm Pike”")
    expect(opinion).to_contain_text("A model’s opinion, not counted.")
    voice = thinking.locator(".voice")
    before = voice.bounding_box()
    thinking.get_by_role("button", name="Read all of it").click()
    after = voice.bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] > 2 * before["height"]
    seen.button("Hide thoughts").first.click()
    expect(thinking).to_be_hidden()
    expect(room.locator(".named").first).to_be_hidden()


def rows(room: Locator) -> list[Locator]:
    return room.locator(".tally").first.locator("tbody tr").all()


def test_a_refusal_that_speaks_of_accepting_is_a_refusal_and_no_answer_is_neither(come: Come) -> None:
    seen = come("refused", seat="all", room="offer")
    band = moment(seen).locator(".verdict")
    expect(band.get_by_role("heading")).to_have_text("Refused")
    expect(band.locator("svg .mark-refused")).to_have_count(1)
    expect(band).to_contain_text("speak of accepting")
    assert moment(seen).locator(".reply mark").all_inner_texts() == ["refuse"]
    assert "gladly accept" in moment(seen).locator(".reply").inner_text()
    signs = seen.player.locator(".verdict, .strip, .deck")
    expect(signs.locator(".mark-accepted, .mark-agreed")).to_have_count(0)
    expect(seen.player.locator(".deck .mark-refused").first).to_be_visible()

    seen = come("unclear", seat="all", room="offer")
    expect(band.get_by_role("heading")).to_have_text("Unclear, not in the form asked for")
    expect(band.locator("svg .mark-unclear")).to_have_count(1)
    expect(signs.locator(".mark-accepted, .mark-agreed, .mark-refused")).to_have_count(0)
    expect(moment(seen).locator(".reply mark")).to_have_count(0)


def test_where_nothing_was_offered_there_is_no_way_in_and_the_address_says_why(come: Come) -> None:
    seen = come("plain")
    expect(seen.button("Offer Room")).to_be_hidden()
    seen.press("o")
    closed(seen)
    seen = come("plain", room="offer")
    expect(moment(seen).get_by_role("alert")).to_contain_text("Nothing was offered in this match")
    seen.press("Escape")
    closed(seen)


def test_what_strangers_wrote_stays_text(come: Come, person: Person) -> None:
    seen = come("hostile", room="<img src=x onerror=alert(1)>")
    expect(heading(seen)).to_have_text(f"The offer to {HOSTILE[0]}")
    moment(seen).evaluate(UNFOLD)
    expect(moment(seen).locator(".written li").first).to_contain_text(HOSTILE[0])
    expect(moment(seen).locator(".thought.reason").first).to_contain_text(HOSTILE[1])
    expect(moment(seen).locator(".judged .quote")).to_have_text(f"“{HOSTILE[0]}”")
    expect(moment(seen).locator(".judged")).to_contain_text(f"A judge model ({HOSTILE[0]}) reads")
    assert moment(seen).locator("img, script, iframe").count() == 0
    assert person.alarms == []


def test_axe_finds_nothing_and_it_fits_a_phone(come: Come) -> None:
    seen = come("accepted", room="offer")
    expect(moment(seen).locator(".strip a").first).to_be_visible()
    moment(seen).evaluate(UNFOLD)
    assert serious_in_both(seen.page) == []
    seen.page.set_viewport_size(PHONE)
    assert serious_in_both(seen.page) == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    wide = (
        "room => [...room.querySelectorAll('*')].filter(one => one.scrollWidth > 380 && !one.closest('.strip')).length"
    )
    assert moment(seen).evaluate(wide) == 0
    seen.page.set_viewport_size(DESK)
