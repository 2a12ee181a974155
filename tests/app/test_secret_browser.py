"""In real Chromium: one is offered a tool, another is invited, a third is left out, and at the end all are told."""

import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from replays.record import Kind, Seating
from tests.app import private
from tests.app.modelled import MODELS, model
from tests.app.private import Insider, channel
from tests.app.serving import App, Person
from tests.standin import StandIn
from tests.standin.playing import Manner

LOOK = """label => { const { width, height, y } = label.getBoundingClientRect(), look = getComputedStyle(label);
    const names = ["color", "backgroundColor", "border", "font"];
    return [Math.round(width), height, y, ...names.map(name => look[name])]; }"""
Visit = Callable[..., Person]
MARA, BEA, CAL = (Seating(name, Kind.PERSON, name) for name in ("Mara", "Bea", "Cal"))
OTIS, JUNO = Seating("Otis", Kind.SCRIPTED, "bold"), Seating("Juno", Kind.SCRIPTED, "counting")
WIDE = [{"width": 1280, "height": 1000}, {"width": 390, "height": 844}]


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn(models=MODELS, manner=Manner(message="I hear you and will let you pass.")) as standing:
        yield standing


def shoot(person: Person, name: str) -> None:
    """For whoever wants to look: as a desktop and as a phone, dark and light."""
    if not (folder := os.environ.get("SHOTS")):
        return
    for size in WIDE:
        person.page.set_viewport_size({"width": size["width"], "height": size["height"]})
        for scheme in ("dark", "light"):
            person.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            person.page.wait_for_timeout(300)
            high = person.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
            person.page.set_viewport_size({"width": size["width"], "height": max(size["height"], high)})
            person.page.wait_for_timeout(300)
            person.page.screenshot(path=str(Path(folder) / f"{name}-{size['width']}-{scheme}.png"))
            person.page.set_viewport_size({"width": size["width"], "height": size["height"]})
    person.page.set_viewport_size({"width": WIDE[0]["width"], "height": WIDE[0]["height"]})


def sit(visit: Visit, app: App, path: str) -> Person:
    person = visit(app)
    person.go(path)
    person.becomes("state", "open")
    return person


def test_a_person_is_offered_the_channel_invites_a_model_writes_and_is_told_all_at_the_end(
    visit: Visit, served: App, server: StandIn
) -> None:
    seats = (model(server), OTIS, JUNO, MARA)
    match = private.begun(served, seats, channel(3))
    mara = sit(visit, served, match.links[3])
    mara.hurry()
    own = Insider(mara)
    own.asked("offer")
    expect(own.note.get_by_role("heading", name="Something for you, Mara")).to_be_visible()
    assert "the designer of this game is offering a tool to your seat" in own.note.inner_text()
    accept, refuse = own.option("Accept"), own.option("Refuse")
    assert not accept.is_checked()
    assert not refuse.is_checked()
    looks = [own.way(name).evaluate(LOOK) for name in ("Accept", "Refuse")]
    assert looks[0] == looks[1]
    expect(mara.cards.first).to_be_visible()
    expect(mara.page.get_by_label("Say something to the table")).to_be_hidden()
    shoot(mara, "offer")
    own.give()
    mara.sees("Choose one of the two answers first.")
    own.choose("Accept")
    own.give()
    mara.sees("Choose a partner first.")
    own.choose("Wren")
    own.note.get_by_label(re.compile("^Why")).fill("Wren answers me.")
    shoot(mara, "offer-chosen")
    own.give()
    mara.becomes("private", "")
    expect(mara.table).to_have_attribute("data-decision", "1")
    own.until("message")
    expect(mara.page.locator(".told.between")).to_contain_text("From now on you and Wren share the partner channel")
    own.note.get_by_label("Your message").fill("word " * 101)
    mara.sees("101 words. Only the first 100 are kept.")
    own.write("I lay the truth now, do not call me.")
    mara.becomes("private", "")
    expect(mara.page.locator(".told.between")).to_contain_text("I lay the truth now")
    mara.sees("I hear you and will let you pass.")
    shoot(mara, "turn")
    while own.goes_on():
        pass
    end = mara.page.locator(".ending .under")
    expect(end).to_contain_text("What was under the table")
    expect(end).to_contain_text("Mara was offered this: Private channel.")
    expect(end).to_contain_text("Wren answers me.")
    expect(end).to_contain_text("I lay the truth now, do not call me.")
    expect(end).to_contain_text("I hear you and will let you pass.")
    end.get_by_text("What Mara was offered").click()
    expect(end).to_contain_text("To say it plainly, this is a secret tool.")
    shoot(mara, "debrief")

    mara.page.get_by_role("link", name="Watch the replay").click()
    player = mara.page.locator(".player")
    expect(player).to_have_attribute("data-state", "ready")
    beneath = player.get_by_role("toolbar", name="Secret moments beneath the edge")
    beneath.get_by_role("button", name=re.compile(r"moments in round 1: .*1 accepted")).click()
    beneath.get_by_role("button", name=re.compile("accepts, and names Wren")).click()
    offered = player.locator("li[aria-current=step] .thought", has_text="What Mara was offered")
    expect(offered).to_contain_text("To Mara: the designer of this game is offering a tool to your seat")
    expect(player.locator("li[aria-current=step]")).to_contain_text("Wren answers me.")
    shoot(mara, "replay")
    player.get_by_role("button", name="One step on", exact=True).click()
    player.get_by_role("button", name=re.compile("^How it was asked: Wren")).first.click()
    expect(player.get_by_role("dialog")).to_contain_text("How Wren was asked to be a partner")
    mara.page.keyboard.press("Escape")
    player.get_by_role("button", name="Otis", exact=True).click()
    expect(player).to_have_attribute("data-seat", "2")
    expect(beneath).to_have_count(0)
    assert private.SECRET.findall(player.locator(".ledger .steps").inner_text()) == []


def test_an_offer_outlives_a_crash_the_invited_one_refuses_and_the_third_cannot_know_until_the_end(
    visit: Visit, tmp_path: Path
) -> None:
    app = App(tmp_path)
    app.start()
    match = private.begun(app, (MARA, BEA, CAL), channel(0))
    cal, bea, mara = (sit(visit, app, match.links[seat]) for seat in (2, 1, 0))
    own = Insider(mara)
    own.asked("offer")
    own.choose("Accept")
    own.choose("Bea")
    cal.sees("Waiting for Mara.")
    app.stop(signal.SIGKILL)
    for person in (mara, bea, cal):
        person.becomes("state", "lost")
    app.start()
    for person in (mara, bea, cal):
        person.becomes("state", "open")
    own.asked("offer")
    expect(own.option("Accept")).to_be_checked()
    own.give()

    mara.sees("Waiting for Bea’s answer.")
    invited = Insider(bea)
    invited.asked("invitation")
    assert "Mara was asked in the same way, agreed, and names you as partner" in invited.note.inner_text()
    shoot(bea, "invited")
    expect(cal.table.get_by_text("Waiting for Mara.")).to_be_visible()
    invited.choose("Refuse")
    invited.note.get_by_label(re.compile("^Why")).fill("It would be unfair to Cal.")
    invited.give()
    mara.becomes("private", "")
    expect(mara.page.locator(".told.between")).to_contain_text("Bea has refused. The match goes on without the tool.")
    bea.becomes("private", "")
    mara.answer()
    cal.sees("Waiting for Bea.")
    shoot(cal, "outsider")
    heard = private.messages(cal)
    assert len(heard) > 3
    assert {message.get("private") for message in heard} == {None}
    assert private.SECRET.findall(private.content(heard)) == []
    assert private.SECRET.findall(cal.table.inner_text()) == []
    assert cal.page.locator(".secret-note").evaluate("note => note.childNodes.length") == 0
    assert private.SECRET.findall(private.content(private.messages(bea)))

    for person in (mara, bea):
        person.page.get_by_role("button", name="Leave").click()
        person.page.get_by_role("button", name="Give up the seat: a scripted player plays on").click()
    cal.play_out()
    told = cal.page.locator(".ending .under")
    for text in ("Mara was offered this: Private channel.", "Bea refuses", "It would be unfair to Cal."):
        expect(told).to_contain_text(text)
    app.stop()
