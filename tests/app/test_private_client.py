"""What is asked in private, in a real browser: nothing is chosen beforehand, nothing is sent by mistake or lost."""

import re
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from games.words import words
from tests.app.client import Client, at_table
from tests.app.far import Far
from tests.app.spoken import asked, frame, lay, line, respond, showdown, snapshot
from tests.app.tabs import Tabs

Json = dict[str, Any]
IN_ITS_BOX = """line => { const box = line.closest("[role=log]").getBoundingClientRect();
    return line.getBoundingClientRect().bottom <= box.bottom + 1; }"""
SIDEWAYS = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


def private(ask: Json | None = None, **changes: Any) -> Json:
    return {"ask": ask, "waiting": "", "between": None, "open": None} | changes


def offer(decision: int = 7, *, accept_first: bool = True) -> Json:
    partners = [
        {"seat": seat, "name": name, "action": ["Answer", {"accept": True, "partner": seat}]}
        for seat, name in ((2, "Juno"), (0, "Wren"))
    ]
    accept = {"accept": True, "title": "Accept", "action": None, "partners": partners}
    refuse = {"accept": False, "title": "Refuse", "action": ["Answer", {"accept": False}], "partners": []}
    return {
        "kind": "offer",
        "decision": decision,
        "title": "Something for you, Mara",
        "text": ["To Mara: a tool is on offer.", "The choice is yours."],
        "options": [accept, refuse] if accept_first else [refuse, accept],
        "note": "There is no clock.",
    }


def message(decision: int = 8, limit: int = 5) -> Json:
    told = {"kind": "message", "decision": decision, "title": "A message to Wren", "text": ["Write."], "limit": limit}
    return told | {"label": "Your message", "send": "Send it", "nothing": "Send nothing"}


def between(*theirs: str) -> Json:
    """What stands between Mara and Wren, who has written this."""
    said = [{"seat": 0, "name": "Wren", "text": text} for text in theirs]
    return {"title": "Between you and Wren", "text": ["You share the channel. " * 30], "messages": said}


def faults(client: Client) -> list[str]:
    """What axe finds, without what is asked of a whole page."""
    found = Axe().run(client.page).response["violations"]
    return [f"{one['id']}: {one['nodes']}" for one in found if one["id"] not in ("landmark-one-main", "region")]


def offered(number: int, ask: Json) -> Json:
    return frame(number, private=private(ask), waiting="Your turn.")


def test_nothing_is_chosen_and_both_answers_take_one_press_more(client: Client, there: Far) -> None:
    client.open(snapshot(offered(5, offer(accept_first=False))))
    client.is_(private="offer", decision=7)
    ways = client.page.get_by_role("radio")
    assert [one.is_checked() for one in ways.all()] == [False, False]
    assert [one.get_attribute("value") for one in ways.all()] == ["false", "true"]
    give = client.button("Give this answer")
    expect(give).to_be_disabled()
    expect(client.cards.first).to_be_visible()
    expect(client.say).to_be_hidden()
    client.press("c", "p", "l")
    give.click(force=True)
    client.sees("Choose one of the two answers first.")
    client.silent()
    client.page.get_by_text("Accept", exact=True).click()
    client.misses("Choose one of the two answers first.")
    expect(give).to_be_disabled()
    client.page.get_by_text("Refuse", exact=True).click()
    expect(client.page.get_by_role("radio", name="Juno")).to_be_hidden()
    give.click()
    assert there.hears() | {"click": ""} == {
        "do": "act",
        "at": 7,
        "click": "",
        "action": ["Answer", {"accept": False}],
    }


def test_a_partner_a_reason_and_a_press_by_keyboard_alone(client: Client, there: Far) -> None:
    client.open(snapshot(offered(5, offer())))
    client.page.get_by_role("radio", name="Accept").focus()
    client.press("Space", "Tab", "Space", "ArrowDown", "Tab")
    client.page.keyboard.type("Wren plays well.")
    client.press("Enter")
    client.silent()
    client.press("Tab", "Enter")
    sent = there.hears()
    assert (sent["action"], sent["reason"]) == (["Answer", {"accept": True, "partner": 0}], "Wren plays well.")
    client.press("Enter")
    client.sees("Your answer is on its way.")
    client.silent()


def test_what_is_chosen_and_typed_lasts_through_a_reload_and_a_refusal(client: Client, there: Far) -> None:
    client.open(snapshot(offered(5, offer())))
    client.page.get_by_text("Accept", exact=True).click()
    client.page.get_by_text("Juno", exact=True).last.click()
    client.page.get_by_label("Why?").fill("Because.")
    client.page.reload()
    client.is_(private="offer")
    expect(client.page.get_by_role("radio", name="Juno")).to_be_checked()
    expect(client.page.get_by_label("Why?")).to_have_value("Because.")
    client.button("Give this answer").click()
    there.say({"kind": "refused", "click": there.hears()["click"], "text": "It could not be written down."})
    client.sees("It could not be written down.")
    expect(client.page.get_by_role("radio", name="Juno")).to_be_checked()
    client.button("Give this answer").click()
    assert there.hears()["action"] == ["Answer", {"accept": True, "partner": 2}]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_what_is_asked_has_no_fault_that_axe_finds_and_fits(
    tabs: Tabs, scheme: Literal["light", "dark"], width: int
) -> None:
    between = {"title": "Between you and Wren", "text": ["You share it."], "messages": []}
    with at_table(tabs, color_scheme=scheme, viewport={"width": width, "height": 900}) as client:
        client.open(snapshot(frame(5, private=private(offer(), between=between), waiting="Your turn.")))
        client.page.get_by_text("Accept", exact=True).click()
        assert faults(client) == []
        client.there.say(snapshot(offered(6, message())))
        client.is_(private="message")
        assert faults(client) == []
        assert not client.page.evaluate(SIDEWAYS)
        for part in client.page.locator(".secret-note :is(button:not(.slot), .way)").all():
            box = part.bounding_box()
            assert box is None or min(box["width"], box["height"]) >= 44


def test_another_question_begins_empty(client: Client, there: Far) -> None:
    client.open(snapshot(offered(5, offer())))
    client.page.get_by_text("Accept", exact=True).click()
    there.say(snapshot(offered(5, offer(decision=9))))
    client.is_(decision=9)
    assert [one.is_checked() for one in client.page.get_by_role("radio").all()] == [False, False]


def test_words_are_counted_and_a_message_is_sent_or_left_out(client: Client, there: Far) -> None:
    client.open(snapshot(offered(5, message())))
    box = client.page.get_by_label("Your message")
    expect(client.button("Send it")).to_be_disabled()
    box.fill("  one two\nthree ")
    client.sees("3 of 5 words")
    box.fill("one two three four five six")
    client.sees("6 words. Only the first 5 are kept, up to “three four five”. The rest is cut.")
    box.press("Enter")
    client.silent()
    client.button("Send it").click()
    sent = there.hears()
    assert sent["action"] == ["Write", {"text": "one two three four five six"}]
    there.say({"kind": "done", "click": sent["click"]}, snapshot(offered(6, message(decision=9))))
    client.is_(decision=9)
    expect(box).to_have_value("")
    client.button("Send nothing").click()
    assert there.hears()["action"] == ["Write", {"text": ""}]


def test_nothing_is_sent_by_a_key_only_where_nothing_was_typed(client: Client, there: Far) -> None:
    client.open(snapshot(offered(5, message())))
    box = client.page.get_by_label("Your message")
    box.fill("one")
    client.press("Enter")
    client.page.get_by_role("heading", name="A message to Wren").click()
    client.press("Escape")
    client.silent()
    box.fill("")
    client.press("Escape")
    client.silent()
    client.page.get_by_role("heading", name="A message to Wren").click()
    client.press("Escape")
    for n in (9, 10):
        sent = there.hears()
        assert sent["action"] == ["Write", {"text": ""}]
        there.say({"kind": "done", "click": sent["click"]}, offered(n, message(decision=n)))
        client.is_(decision=n)
        if n == 9:
            box.press("Enter")


def test_nothing_is_written_until_the_partner_writes(client: Client, there: Far) -> None:
    """Through a reload as well; what goes out for it is what the button sends, and nothing else."""
    ask = message() | {"partner": "Wren"}
    client.open(snapshot(frame(5, private=private(ask, between=between("Hm.")), waiting="Your turn.")))
    client.button("Write nothing until Wren does").click()
    by_button = there.hears()
    there.say({"kind": "done", "click": by_button["click"]})
    there.say(asked(6, lay(9), private=private(between=between("Hm."))))
    client.is_(decision=9)
    client.sees("You write nothing until Wren does.")
    there.say(frame(7, private=private(ask | {"decision": 10}, between=between("Hm.")), waiting="Your turn."))
    by_itself = there.hears()
    assert by_itself | {"click": ""} == by_button | {"at": 10, "click": ""}
    client.is_(number=7, private="")
    expect(client.page.locator(".secret-note")).to_be_hidden()
    there.say(frame(8, private=private(ask | {"decision": 10}, between=between("Hm.")), waiting="Your turn."))
    client.is_(number=8)
    client.silent()
    there.say({"kind": "done", "click": by_itself["click"]})
    there.greeting = [snapshot(frame(9, private=private(ask | {"decision": 11}, between=between("Hm."))))]
    client.page.reload()
    again = there.hears()
    assert (again["at"], again["action"]) == (11, by_button["action"])
    client.silent()
    # What could not be written down is asked after all.
    there.say({"kind": "refused", "click": again["click"], "text": "It could not be written down."})
    client.is_(private="message")
    client.misses("You write nothing until Wren does.")
    client.button("Write nothing until Wren does").click()
    there.say({"kind": "done", "click": there.hears()["click"]})
    there.say(frame(10, private=private(ask | {"decision": 12}, between=between("Hm.", "Well?"))))
    client.is_(private="message", decision=12)
    expect(client.page.locator(".secret-note .said")).to_have_text(re.compile("Well[?]$"))
    client.silent()
    client.button("Write nothing until Wren does").click()
    there.say({"kind": "done", "click": there.hears()["click"]})
    there.say(asked(11, lay(13), private=private(between=between("Hm.", "Well?"))))
    client.is_(decision=13)
    client.button("Write again").click()
    there.say(frame(12, private=private(ask | {"decision": 14}, between=between("Hm.", "Well?"))))
    client.is_(private="message", decision=14)
    client.silent()


def test_nothing_is_cut_that_was_not_told_before(client: Client, there: Far) -> None:
    client.open(snapshot(offered(5, message())))
    box = client.page.get_by_label("Your message")
    box.fill("我们一起玩吧")
    client.sees("6 words. Only the first 5 are kept, up to “一起玩”. The rest is cut.")
    box.fill("word " * 1600)
    client.sees("1600 words. Only the first 5 are kept, up to “word word word”. The rest is cut.")
    box.fill("x" * 8001)
    client.sees("This is longer than 8000 characters and cannot be sent. Shorten it.")
    client.button("Send it").click(force=True)
    client.silent()
    there.say(snapshot(offered(6, offer(decision=9))))
    client.page.get_by_label("Why?").fill("x" * 390)
    client.sees("10 left")


def test_an_answer_that_cannot_be_sent_is_told_where_it_was_given(client: Client, there: Far) -> None:
    client.open(snapshot(offered(5, message())))
    there.drop()
    there.down = True
    client.is_(state="lost")
    client.page.get_by_label("Your message").fill("Hello.")
    client.button("Send it").click()
    status = client.page.locator(".secret-note .status")
    expect(status).to_have_text(words("app")["table"]["offline"])
    there.down = False
    client.is_(state="open")
    client.button("Send it").click()
    expect(status).to_have_text("Your answer is on its way.")


@pytest.mark.parametrize(("asked_of", "letter"), [("message", False), ("letter", True)])
def test_only_what_is_private_is_violet(client: Client, asked_of: str, letter: bool) -> None:
    client.open(snapshot(offered(5, message() | {"kind": asked_of})))
    client.is_(private=asked_of)
    note = client.page.locator(".secret-note")
    violet = note.evaluate("""note => getComputedStyle(note).backgroundColor === (() => {
        const probe = note.parentNode.appendChild(document.createElement("i"));
        probe.style.background = "var(--u-bg)";
        return getComputedStyle(probe).backgroundColor; })()""")
    assert violet is not letter
    expect(note.get_by_text("nobody else can see this")).to_be_visible(visible=not letter)


@pytest.mark.parametrize(
    ("written", "waits", "replied", "told"),
    [
        ("Shall we?", True, "", True),
        ("Shall we?", False, "", True),
        ("", True, "", True),
        ("Shall we?", True, "Yes.", False),
        ("", False, "Hm.", False),
    ],
)
def test_a_reply_that_is_empty_is_told(
    client: Client, there: Far, written: str, waits: bool, replied: str, told: bool
) -> None:
    """Whether or not one was seen waiting for it."""
    mine = [{"seat": 3, "name": "Mara", "text": written}] if written else []
    theirs = [{"seat": 0, "name": "Wren", "text": replied}] if replied else []
    between = {"title": "Between you and Wren", "text": ["You share the channel."], "messages": []}
    client.open(snapshot(frame(5, private=private(message(), between=between))))
    if waits:
        waiting = private(between=between | {"messages": mine}, waiting="Waiting for Wren’s reply.")
        there.say(snapshot(frame(6, private=waiting)))
        client.sees("Waiting for Wren’s reply.")
        client.misses("Nothing was written back.")
    there.say(snapshot(asked(6, lay(9), private=private(between=between | {"messages": [*mine, *theirs]}))))
    client.is_(decision=9)
    if told:
        client.sees("Nothing was written back.")
    else:
        client.misses("Nothing was written back.")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_a_long_offer_is_read_beside_the_table_with_the_answers_at_hand(tabs: Tabs, width: int, height: int) -> None:
    long = offer() | {"text": ["A long paragraph about a tool. " * 12] * 6}
    with at_table(tabs, viewport={"width": width, "height": height}, reduced_motion="reduce") as client:
        told = [line(f"Round {n}. Wren lays a card face down, and Juno lets it pass.") for n in range(40)]
        client.open(snapshot(frame(4), *told))
        client.there.say(offered(5, long))
        sign = client.page.get_by_text("The text goes on.")
        expect(sign).to_be_visible()
        expect(sign).to_be_in_viewport()
        if width > 1000:
            accept = client.page.get_by_text("Accept", exact=True)
            client.settle()
            before = [accept.bounding_box(), client.page.locator(".letter").bounding_box()]
            accept.click()
            assert [accept.bounding_box(), client.page.locator(".letter").bounding_box()] == before
            for part in (".board", "div.hand", ".secret-note h2", ".secret-note .give"):
                expect(client.page.locator(part).first).to_be_in_viewport(ratio=1)
        client.page.locator(".secret-note .voice p").last.evaluate("text => text.scrollIntoView({ block: 'end' })")
        client.page.get_by_text("There is no clock.").scroll_into_view_if_needed()
        expect(sign).to_be_hidden()
        if width > 1000:
            expect(client.page.locator(".board")).to_be_in_viewport(ratio=1)
        # The list has been wider and narrow again meanwhile; the newest line is in sight until somebody scrolls.
        client.there.say(frame(6, line("Otis calls Juno a liar."), private=private()))
        last = client.page.get_by_role("log").get_by_text("Otis calls Juno a liar.")
        last.wait_for()
        assert last.evaluate(IN_ITS_BOX)
        client.page.get_by_role("log").evaluate("box => { box.scrollTop = box.scrollHeight }")
        client.page.wait_for_timeout(100)
        client.there.say(frame(7, line("Juno pulls the trigger."), private=private()))
        client.page.get_by_role("log").get_by_text("Juno pulls the trigger.").wait_for()
        assert client.page.get_by_text("Round 0.").evaluate(IN_ITS_BOX)


def test_a_hint_is_read_from_its_beginning(tabs: Tabs) -> None:
    told = {"title": "Between you and Wren", "text": [f"Line {n}. " * 9 for n in range(9)], "messages": []}
    with at_table(tabs, viewport={"width": 390, "height": 844}) as client:
        client.open(snapshot(frame(5, private=private(between=told))))
        assert client.page.locator(".told.between .voice").evaluate("box => box.scrollTop") == 0
        first = client.page.get_by_text("Line 0.").first
        first.scroll_into_view_if_needed()
        expect(first).to_be_in_viewport()


def test_cards_chosen_before_a_private_question_wait_for_one_more_press(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    client.press("2", "3")
    client.button("Pass, lay 2").click()
    there.say({"kind": "done", "click": there.hears()["click"]}, offered(6, message(decision=8)))
    client.is_(private="message")
    client.button("Send nothing").click()
    assert there.hears()["action"] == ["Write", {"text": ""}]
    there.say(asked(7, lay(9), private=private()))
    client.is_(private="", decision=9)
    client.silent()
    assert client.chosen == [1, 2]
    client.button("Lay 2").click()
    assert there.hears()["action"] == ["Play", {"cards": ["Q", "Joker"], "say": ""}]


def test_a_private_question_comes_after_the_showdown_before_it(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    there.say(frame(6, line("Mara calls Juno a liar.", 3, "Called"), reveal=showdown()))
    client.is_(reveal="playing")
    there.say(snapshot(offered(6, offer())))
    client.page.wait_for_timeout(300)
    client.is_(reveal="playing", private="")
    client.press("Space", "Space")
    client.is_(reveal="", private="offer")


def test_whoever_takes_no_part_has_nothing_of_it_on_the_page(client: Client, there: Far) -> None:
    client.open(snapshot(frame(5, private=None)))
    note = client.page.locator(".secret-note")
    assert note.evaluate("note => [note.hidden, note.childNodes.length]") == [True, 0]
    there.say(snapshot(offered(5, offer())))
    client.is_(private="offer")
    there.say(frame(6, private=None))
    client.is_(private="", number=6)
    assert note.evaluate("note => [note.hidden, note.childNodes.length]") == [True, 0]


def test_what_stands_between_two_is_told_as_text(client: Client) -> None:
    evil = "<img src=x onerror=alert(1)> **bold**"
    written = [{"seat": 0, "name": "Wren", "text": evil}]
    told = {"title": "Between you and Wren", "text": ["You share the channel."], "messages": written}
    client.open(snapshot(frame(5, private=private(between=told, waiting="Waiting for Wren’s reply."))))
    client.sees(evil)
    client.sees("Waiting for Wren’s reply.")
    client.sees("You share the channel.")
    assert client.page.locator(".told img").count() == 0
