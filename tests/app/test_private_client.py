"""What is asked in private, in a real browser: nothing is chosen beforehand, nothing is sent by mistake or lost."""

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.app.client import Client, at_table
from tests.app.far import Far
from tests.app.spoken import asked, frame, lay, line, respond, showdown, snapshot

Json = dict[str, Any]
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
    browser: Browser, scheme: Literal["light", "dark"], width: int
) -> None:
    between = {"title": "Between you and Wren", "text": ["You share it."], "messages": []}
    with at_table(browser, color_scheme=scheme, viewport={"width": width, "height": 900}) as client:
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
    client.sees("6 words. Only the first 5 are kept.")
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
