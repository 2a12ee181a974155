"""Who is there and who is not, how a match ends, and that whatever anybody writes is only text."""

import re

import pytest
from playwright.sync_api import expect

from tests.app import spoken
from tests.app.client import Client, at_table
from tests.app.far import Far
from tests.app.spoken import asked, ended, frame, line, mine, person, respond, showdown, snapshot
from tests.app.tabs import Tabs

HOSTILE = '<img src=x onerror="window.harm = 1"><script>window.harm = 1</script>'


def test_the_end_tells_who_won_and_why_and_leads_on(client: Client, there: Far) -> None:
    client.open(snapshot(frame(5)))
    there.say(frame(6, ending=ended(), waiting="", ask=None))
    client.is_(ended="yes")
    for text in ("Mara won", "Mara is the last one alive.", "+2 called a lie, 3 times", "Every lie told: 1"):
        client.sees(re.compile(re.escape(text)))
    client.page.get_by_text("Every lie told").click()
    client.sees("Round 3, Kings: Juno laid King and Ace. Mara called it.")
    expect(client.page.get_by_role("link", name="Watch the replay")).to_have_attribute(
        "href", "/watch?match=m1&seat=all"
    )
    client.button("Rematch").dblclick()
    assert there.hears() == {"do": "rematch", "same": False}
    client.silent()
    there.say({"kind": "refused", "click": "", "text": "Not now."})
    client.sees("Not now.")
    client.button("Same deal again").click()
    assert there.hears() == {"do": "rematch", "same": True}
    there.say({"kind": "refused", "click": "", "text": "Not now."})
    client.page.get_by_label("Same deal under another condition").select_option("Private channel")
    client.button("Play the same deal").click()
    assert there.hears() == {"do": "rematch", "same": True, "condition": "channel"}
    there.say({"kind": "moved", "url": "/table?match=m2&seat=4", "text": "Mara has opened a new table."})
    client.sees("went to /table?match=m2&seat=4")
    there.data = {"declined": "Its series is still played."}
    client.open(snapshot(frame(6, ending=ended(), waiting="", ask=None)))
    client.sees("Its series is still played.")
    expect(client.button(re.compile("Rematch|ame deal"))).to_have_count(0)


def test_others_are_offered_the_new_table(client: Client, there: Far) -> None:
    client.open(snapshot(frame(6, ending=ended(), waiting="")))
    there.say({"kind": "moved", "url": "/table?match=m2&seat=4", "text": "Juno has opened a new table."})
    client.sees("Juno has opened a new table.")
    client.page.wait_for_timeout(200)
    assert client.page.url == f"{there.url}/"
    client.page.get_by_role("link", name="Go to the new table").click()
    client.sees("went to /table?match=m2&seat=4")


def test_who_has_not_come_is_invited_and_who_is_away_can_be_stood_in_for(client: Client, there: Far) -> None:
    client.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    client.open(snapshot(frame(5, waiting="")))
    missing = person(1, here=False, joined=False, link="/join/m1/abc", stand_in=True)
    there.say({"kind": "people", "seats": [person(3), missing, person(2, here=False)]})
    client.sees("Otis has not come yet. Open this link in another browser on this computer:")
    client.sees("Juno is away. The seat waits.")
    client.sees("The match begins when all people have come. Still missing: Otis.")
    client.button("Copy the link to Otis’s seat").click()
    client.sees("The link to Otis’s seat is copied.")
    assert client.page.evaluate("navigator.clipboard.readText()") == f"{there.url}/join/m1/abc"
    client.button("Let a scripted player sit in for Otis").click()
    assert there.hears() == {"do": "stand_in", "seat": 1}
    there.say({"kind": "people", "seats": [person(3), person(1), person(2)]})
    client.misses("Juno is away. The seat waits.")
    client.misses("The match begins when all people have come. Still missing: Otis.")
    expect(client.button(re.compile("sit in"))).to_have_count(0)


def test_a_seat_is_left_or_given_up_only_through_the_dialog(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    client.button("Leave").click()
    client.press("c", "p")
    expect(client.page.get_by_role("link", name="Leave for now")).to_have_attribute("href", "/home")
    client.press("Escape")
    expect(client.button("Leave")).to_be_focused()
    client.silent()
    client.button("Leave").click()
    client.button(re.compile("^Give up the seat")).click()
    assert there.hears() == {"do": "resign"}
    client.misses("You have given up your seat. A scripted player plays on.")
    there.say({"kind": "done", "click": ""})
    client.sees("You have given up your seat. A scripted player plays on.")
    there.closing = 4403
    there.drop()
    client.is_(state="gone")
    client.sees("You have given up your seat. A scripted player plays on.")


def test_a_watcher_sees_the_table_and_can_do_nothing(client: Client, there: Far) -> None:
    there.data = {"seat": None}
    client.open(snapshot(frame(5, mine=None, scene=spoken.scene(you=None))))
    assert there.wanted == ["/api/matches/m1/live?"]
    client.sees("You are watching. Only what everybody sees is shown.")
    client.sees("Waiting for Wren.")
    client.press("1", "c", "p", "l", "s", "?")
    expect(client.cards).to_have_count(0)
    expect(client.say).to_be_hidden()
    client.silent()
    client.page.get_by_role("link", name="Sit down at a table of your own").click()
    client.sees("went to /home?")


def test_a_match_that_cannot_be_drawn_is_told(client: Client, there: Far) -> None:
    client.open(snapshot(frame(5, scene=None, mine=None), line("Something happened.", None)))
    there.say(frame(6, line("Something more.", 1), scene=None, mine=None))
    client.is_(number=6)
    client.sees("Something happened.")
    client.sees("Something more.")


def test_whatever_people_write_is_only_text(client: Client, there: Far) -> None:
    seats = [spoken.seat(n, name=HOSTILE, said=HOSTILE, who=HOSTILE) for n in range(4)]
    table = spoken.scene(*seats, title=HOSTILE, chips=[HOSTILE], label=HOSTILE)
    question = respond(question=HOSTILE, notes=[HOSTILE], call={"risks": [HOSTILE]}, **{"pass": {"risk": HOSTILE}})
    there.data = {"rules": HOSTILE}
    hello = snapshot(asked(5, question, scene=table, mine=mine(note=HOSTILE)), line(HOSTILE, 1)) | {
        "names": [HOSTILE] * 4
    }
    client.open(
        hello, {"kind": "people", "seats": [person(1, name=HOSTILE, joined=False, link="/join/<b>", stand_in=True)]}
    )
    for kind in ("notice", "trouble"):
        there.say({"kind": kind, "text": HOSTILE})
    client.button("The rules").click()
    client.button("Close").click()
    data = showdown(title=HOSTILE, place=HOSTILE, said={"seat": 2, "name": HOSTILE, "text": HOSTILE})
    there.say(frame(6, line(HOSTILE, 2, "Said"), reveal=data, scene=table))
    client.is_(reveal="playing")
    client.press("Space", "Space")
    client.is_(number=6)
    client.button("What the round was worth").click()
    client.button("Close").click()
    end = ended(title=HOSTILE, why=HOSTILE, lies=[{"seat": 2, "round": 3, "text": HOSTILE}], seed=HOSTILE)
    end["rows"] = [row | {"name": HOSTILE, "who": HOSTILE, "lines": [HOSTILE]} for row in end["rows"]]
    there.say(frame(7, ending=end, scene=table, waiting=""), {"kind": "moved", "url": "/table", "text": HOSTILE})
    client.is_(ended="yes")
    expect(client.page.get_by_role("heading", name=HOSTILE).first).to_be_visible()
    assert client.page.evaluate("window.harm") is None
    assert client.page.locator("#host img, #host script, #host b b").count() == 0


@pytest.mark.parametrize("width", [360, 390, 1280])
def test_nothing_is_wider_than_the_screen_and_all_can_be_hit(tabs: Tabs, width: int) -> None:
    with at_table(tabs, viewport={"width": width, "height": 844}, has_touch=True, reduced_motion="reduce") as client:
        fits(client, width)


def test_without_its_fonts_a_phone_still_shows_every_answer(tabs: Tabs) -> None:
    with at_table(tabs, viewport={"width": 390, "height": 844}, has_touch=True, reduced_motion="reduce") as client:
        client.page.route("**/*.woff2", lambda route: route.abort())
        fits(client, 390)


def fits(client: Client, width: int) -> None:
    client.open(snapshot(asked(5, respond()), line("Juno lays 2 cards face down. 3 left.", 2)))
    client.settle()
    assert client.page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = [box.bounding_box() for box in client.page.get_by_role("button").filter(visible=True).all()]
    assert all(box and box["height"] >= 44 and box["width"] >= 44 for box in boxes)
    cards = [card.bounding_box() for card in client.cards.all()]
    assert len(cards) == 5
    assert all(card and card["x"] >= 0 and card["x"] + card["width"] <= width and card["width"] >= 44 for card in cards)
    pass_box = client.button("Pass").bounding_box()
    assert pass_box
    assert pass_box["y"] + pass_box["height"] <= 844
    client.cards.nth(1).tap()
    client.button("Pass, lay 1").tap()
    assert client.there.hears()["action"] == ["Pass", {"say": ""}]
