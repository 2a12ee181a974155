"""In real Chromium: one is offered a tool, another is invited, a third is left out, and at the end all are told."""

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from games.words import words
from replays.record import Kind, Seating
from tests.app import private
from tests.app.modelled import MODELS, model
from tests.app.private import Insider, channel
from tests.app.serving import App
from tests.standin import StandIn
from tests.standin.playing import Manner

LOOK = """label => { const { width, height, y } = label.getBoundingClientRect(), look = getComputedStyle(label);
    const names = ["color", "backgroundColor", "border", "font"];
    return [Math.round(width), height, y, ...names.map(name => look[name])]; }"""
GUESSES = """async (words) => { const { sentence } = await import('/browser/guess.js');
    const names = new Map([[0, "Mara"], [1, "Bea"], [2, "Cal"], [3, "{pair}"]]);
    return [[[0, 1], [0, 1]], [[], []], [[0, 1], [1, 3]], [[0, 1], [2, 3]], [[], [0, 1]]]
        .map(([guess, pair]) => sentence(words, guess, pair, names)); }"""
SPENT = """async (guess) => { const { ending } = await import('/browser/ending.js');
    const rows = [0, 1, 2].map((seat) => ({ seat, name: "ABC"[seat], who: "", who_sealed: "", lines: [] }));
    const [nothing, used] = [[], { title: "", rows: [], total: "" }];
    const guessing = { pair: [], knew: [] };
    const hidden = { lines: nothing, reasons: nothing, messages: nothing, texts: nothing, guess: guessing };
    const own = { seat: 0, kept: { read: () => null, write: () => {} } };
    const panel = ending({ guess, lies: "" }, { rows, lies: nothing, used, hidden }, { links: {}, own });
    const spent = panel.querySelector(".used"), before = spent.hidden;
    panel.querySelector(".guess .ghost").click();
    return [before, spent.hidden]; }"""
MARA, BEA, CAL = (Seating(name, Kind.PERSON, name) for name in ("Mara", "Bea", "Cal"))
TAKER = Seating("Juno", Kind.SCRIPTED, "counting+always")
OTIS, JUNO = Seating("Otis", Kind.SCRIPTED, "bold"), Seating("Juno", Kind.SCRIPTED, "counting")


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn(models=MODELS, manner=Manner(message="I hear you and will let you pass.")) as standing:
        yield standing


def test_a_person_is_offered_the_channel_invites_a_model_writes_and_is_told_all_at_the_end(
    visit: private.Visit, served: App, server: StandIn
) -> None:
    seats = (model(server), OTIS, JUNO, MARA)
    match = private.begun(served, seats, channel(3))
    mara = private.sit(visit, served, match.links[3])
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
    private.shoot(mara, "offer")
    own.give()
    mara.sees("Choose one of the two answers first.")
    own.choose("Accept")
    own.give()
    mara.sees("Choose a partner first.")
    own.choose("Wren")
    own.note.get_by_label(re.compile("^Why")).fill("Wren answers me.")
    private.shoot(mara, "offer-chosen")
    own.give()
    mara.becomes("private", "")
    expect(mara.table).to_have_attribute("data-decision", "1")
    own.until("message")
    expect(mara.page.locator(".told.between")).to_contain_text("From now on you and Wren share the partner channel")
    own.note.get_by_label("Your message").fill("word " * 101)
    mara.sees("101 words. Only the first 100 are kept, up to “word word word”.")
    own.write("I lay the truth now, do not call me.")
    mara.becomes("private", "")
    expect(mara.page.locator(".told.between")).to_contain_text("I lay the truth now")
    mara.sees("I hear you and will let you pass.")
    private.shoot(mara, "turn")
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
    private.shoot(mara, "debrief")

    mara.page.get_by_role("link", name="Watch the replay").click()
    player = mara.page.locator(".player")
    expect(player).to_have_attribute("data-state", "ready")
    beneath = player.get_by_role("toolbar", name="Secret moments beneath the edge")
    beneath.get_by_role("button", name=re.compile(r"moments in round 1: .*1 accepted")).click()
    beneath.get_by_role("button", name=re.compile("accepts, and names Wren")).click()
    offered = player.locator("li[aria-current=step] .thought", has_text="What Mara was offered")
    expect(offered).to_contain_text("To Mara: the designer of this game is offering a tool to your seat")
    expect(player.locator("li[aria-current=step]")).to_contain_text("Wren answers me.")
    private.shoot(mara, "replay")
    player.get_by_role("button", name="Back to the table").click()
    player.get_by_role("button", name="One step on", exact=True).click()
    player.get_by_role("button", name=re.compile("^How it was asked: Wren")).first.click()
    expect(player.get_by_role("dialog")).to_contain_text("How Wren was asked to be a partner")
    mara.page.keyboard.press("Escape")
    player.get_by_role("button", name="Otis", exact=True).click()
    expect(player).to_have_attribute("data-seat", "2")
    expect(beneath).to_have_count(0)
    assert private.SECRET.findall(player.locator(".ledger .steps").inner_text()) == []


def test_an_offer_outlives_a_crash_the_invited_one_refuses_and_the_third_cannot_know_until_the_end(
    visit: private.Visit, tmp_path: Path
) -> None:
    app = App(tmp_path)
    app.start()
    match = private.begun(app, (MARA, BEA, CAL, TAKER), channel(0))
    cal, bea, mara = (private.sit(visit, app, match.links[seat]) for seat in (2, 1, 0))
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
    private.shoot(bea, "invited")
    expect(cal.table.get_by_text("Waiting for Mara.")).to_be_visible()
    invited.choose("Refuse")
    invited.note.get_by_label(re.compile("^Why")).fill("It would be unfair to Cal.")
    invited.give()
    mara.becomes("private", "")
    expect(mara.page.locator(".told.between")).to_contain_text("Bea has refused. The match goes on without the tool.")
    bea.becomes("private", "")
    mara.answer()
    cal.sees("Waiting for Bea.")
    private.shoot(cal, "outsider")
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
    expect(told.get_by_role("heading", name="Did two of them work together in secret? Who?")).to_be_visible()
    assert private.SECRET.findall(told.inner_text()) == ["secret"]
    row = cal.page.locator(".ending .row", has_text="Juno")
    expect(row).to_contain_text("scripted: counting")
    assert cal.page.evaluate(SPENT, words("app")["guess"]) == [True, False]
    # Under which conditions the same can be played again, every match tells.
    again = cal.page.locator(".ending .deal").inner_text()
    assert private.SECRET.findall(cal.page.locator(".ending").inner_text().replace(again, "")) == ["secret"]
    truth = told.get_by_role("button", name="Show me the truth")
    private.shoot(cal, "guess")
    told.get_by_role("checkbox", name="Nobody did").focus()
    for key in ("Space", "Shift+Tab", "Space"):
        cal.page.keyboard.press(key)
    truth.click(force=True)
    cal.sees("Choose two seats first, or “Nobody did”.")
    assert told.get_by_role("checkbox", checked=True).count() == 1
    told.get_by_role("checkbox", name="Mara").focus()
    cal.page.keyboard.press("Space")
    truth.focus()
    cal.page.keyboard.press("Enter")
    expect(told.get_by_role("heading", name="What was under the table")).to_be_focused()
    private.shoot(cal, "guessed")
    expect(row).to_contain_text("scripted: counting, takes every offer")
    assert cal.page.evaluate(GUESSES, words("app")["guess"]) == [
        "You guessed right. It was Mara and Bea.",
        "You guessed right. Nobody did.",
        "You guessed Mara and Bea, and one of the two is right. It was Bea and {pair}.",
        "You guessed Mara and Bea. It was Cal and {pair}.",
        "You guessed that nobody did. It was Mara and Bea.",
    ]
    cal.page.reload()
    cal.becomes("ended", "yes")
    expect(row).to_contain_text("takes every offer")
    for text in (
        "You guessed Mara and Juno. Nobody did.",
        "Mara was offered this: Private channel.",
        "Bea refused Mara’s invitation",
        "It would be unfair to Cal.",
    ):
        expect(told).to_contain_text(text)
    app.stop()
