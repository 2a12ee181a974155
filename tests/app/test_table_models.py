"""At a table with models: one that fails is replaced, the host stops the match, and what was used is told."""

import re

import pytest
from playwright.sync_api import expect

from tests.app import spoken
from tests.app.client import Client, at_table
from tests.app.far import Far
from tests.app.spoken import asked, ended, frame, person, respond, snapshot
from tests.app.tabs import Tabs

HOSTILE = '<img src=x onerror="window.harm = 1"><script>window.harm = 1</script>'
DIES = "Where Juno’s model runs, something is broken."
FIGURES = [["Decisions", "31"], ["Tokens read", "62,100"], ["Cost", "$0.0210"], ["Time", "1 min 2 s"]]


def used(**changes: str) -> dict[str, object]:
    row = {"seat": 2, "name": "Juno", "model": "model: openai/gpt-4.1-mini", "figures": FIGURES} | changes
    return {"title": "What the models used", "rows": [row], "total": "All together: 64,310 tokens, $0.0210."}


def watching(there: Far, host: bool = True) -> dict[str, object]:
    """How things stand for whoever watches a match without people."""
    there.data = {"seat": None, "host": host}
    return snapshot(frame(5, mine=None, scene=spoken.scene(you=None)))


def test_a_scripted_player_takes_the_seat_of_a_model_that_fails(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    failing = person(2, failing=DIES, stand_in=True)
    there.say({"kind": "people", "seats": [person(3), failing]})
    client.sees(DIES)
    expect(client.page.get_by_role("heading", name="Whose model does not answer")).to_be_visible()
    # It stands beside the hand too, until one acts: on a phone the table hides what is above it.
    client.sees(f"{DIES} Under “Whose model does not answer” you can let a scripted player sit in.")
    # The model is no person that one waits for.
    there.say(frame(6, waiting=""))
    client.is_(number=6)
    client.misses("The match begins when all people have come.")
    client.misses("Juno is away. The seat waits.")
    client.button("Let a scripted player sit in for Juno").click()
    assert there.hears() == {"do": "stand_in", "seat": 2}
    there.say({"kind": "people", "seats": [person(3)]})
    client.misses(DIES)
    there.say({"kind": "people", "seats": [person(3), person(1, here=False)]})
    expect(client.page.get_by_role("heading", name="Who is not here")).to_be_visible()


def test_where_nobody_is_named_each_way_to_fail_is_told_once(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    first, second = (person(None, failing=why, stand_in=True) for why in ("No key.", "No such model."))
    told = "{} Under “Whose model does not answer”"
    there.say({"kind": "people", "seats": [first]})
    client.sees(re.compile(re.escape(told.format("No key."))))
    there.say({"kind": "people", "seats": [first, second]})
    client.sees(re.compile(re.escape(told.format("No such model."))))


def test_who_only_watches_reads_what_fails_and_can_do_nothing(client: Client, there: Far) -> None:
    client.open(watching(there, host=False))
    there.say({"kind": "people", "seats": [person(2, failing=DIES, stand_in=False)]})
    client.sees(DIES)
    client.misses("you can let a scripted player sit in")
    expect(client.button(re.compile("sit in"))).to_have_count(0)
    client.button("Leave").click()
    client.sees("went to /home?")


@pytest.mark.parametrize("seated", [True, False])
def test_the_host_stops_the_match_after_a_question(client: Client, there: Far, seated: bool) -> None:
    there.data = {"host": True}
    client.open(snapshot(asked(5, respond())) if seated else watching(there))
    client.button("Leave").click()
    expect(client.button(re.compile("^Give up the seat"))).to_have_count(int(seated))
    way = "Leave for now" if seated else "Leave, and let it go on"
    expect(client.page.get_by_role("link", name=way)).to_have_attribute("href", "/home")
    client.button("Stop the match").click()
    client.sees("It ends here for everybody, and nobody wins.")
    expect(client.page.get_by_role("dialog", name="Stop the match").get_by_role("heading")).to_have_text(
        "Stop the match"
    )
    expect(client.button("Let it go on")).to_be_focused()
    client.button("Let it go on").click()
    expect(client.page.get_by_role("dialog", name="Leave the table").get_by_role("heading")).to_have_text(
        "Leave the table"
    )
    client.button("Stop the match").click()
    client.press("Escape")
    client.silent()
    client.button("Leave").click()
    client.misses("It ends here for everybody, and nobody wins.")
    client.button("Stop the match").click()
    client.button("Stop it for good").click()
    assert there.hears() == {"do": "stop"}
    client.silent()
    stopped = ended(title="The match was stopped", why="Nobody has won. What was played is kept.", used=used())
    question = asked(5, respond(), ending=stopped) if seated else frame(5, mine=None, ending=stopped)
    there.say(snapshot(question))
    client.is_(ended="yes", decision="")
    expect(client.page.get_by_role("heading", name="The match was stopped")).to_be_visible()
    expect(client.button("Call liar")).to_be_hidden()
    expect(client.button("Rematch")).to_have_count(1)
    client.press("c", "p")
    client.silent()
    client.button("Leave").click()
    client.sees("went to /home?")


def test_nobody_else_is_offered_to_stop_it(client: Client) -> None:
    client.open(snapshot(asked(5, respond())))
    client.button("Leave").click()
    expect(client.button("Stop the match")).to_have_count(0)


def test_a_refusal_to_stop_is_told(client: Client, there: Far) -> None:
    client.open(watching(there))
    client.button("Leave").click()
    client.button("Stop the match").click()
    client.button("Stop it for good").click()
    there.hears()
    there.say({"kind": "refused", "click": "", "text": "The match is over."})
    client.sees("The match is over.")


def test_who_watches_models_is_told_what_they_use_and_led_to_their_decisions(client: Client, there: Far) -> None:
    client.open(watching(there))
    expect(client.page.get_by_role("link", name="See how each decision was made")).to_be_hidden()
    there.say(
        {"kind": "spent", "text": "12 calls, 14,200 tokens"}, {"kind": "spent", "text": "13 calls, 15,400 tokens"}
    )
    client.sees("13 calls, 15,400 tokens")
    client.misses("12 calls, 14,200 tokens")
    link = client.page.get_by_role("link", name="See how each decision was made")
    expect(link).to_have_attribute("href", "/watch?match=m1&seat=all")
    expect(client.page.get_by_text("You are watching.")).to_be_visible()
    # After the end nobody watches any more, and the end itself tells what was used; late news changes nothing.
    there.say(frame(6, mine=None, scene=spoken.scene(you=None), ending=ended(used=used()), waiting=""))
    client.is_(ended="yes")
    there.say({"kind": "spent", "text": "14 calls, 16,600 tokens"}, {"kind": "notice", "text": "All is told."})
    client.sees("All is told.")
    expect(client.page.get_by_text("You are watching.")).to_be_hidden()
    expect(link).to_be_hidden()
    client.misses("14 calls, 16,600 tokens")


@pytest.mark.parametrize(("host", "people", "may"), [(True, False, True), (True, True, False), (False, False, False)])
def test_whoever_opened_a_match_of_models_alone_plays_it_again(
    client: Client, there: Far, host: bool, people: bool, may: bool
) -> None:
    there.data = {"seat": None, "host": host, "people": people}
    client.open(snapshot(frame(6, mine=None, scene=spoken.scene(you=None), ending=ended(), waiting="")))
    client.is_(ended="yes")
    for way in ("Rematch", "Same deal again"):
        expect(client.button(way)).to_have_count(int(may))
    if may:
        client.button("Same deal again").dblclick()
        assert there.hears() == {"do": "rematch", "same": True}
        client.silent()
        there.say({"kind": "moved", "url": "/table?match=m2", "text": "A new table is open."})
        client.sees("went to /table?match=m2")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_end_tells_what_the_models_used(tabs: Tabs, width: int) -> None:
    with at_table(tabs, viewport={"width": width, "height": 844}) as client:
        client.open(snapshot(frame(6, ending=ended(used=used()), waiting="")))
        part = client.page.locator(".used")
        expect(part.get_by_role("heading")).to_have_text("What the models used")
        expect(part).to_contain_text("model: openai/gpt-4.1-mini")
        for label, figure in FIGURES:
            row = part.locator("dl > div").filter(has=client.page.get_by_text(label, exact=True))
            expect(row.locator("dd")).to_have_text(figure)
        expect(part).to_contain_text("All together: 64,310 tokens, $0.0210.")
        assert client.page.evaluate("document.documentElement.scrollWidth") <= width


def test_whatever_a_model_is_called_is_only_text(client: Client, there: Far) -> None:
    client.open(watching(there))
    there.say({"kind": "people", "seats": [person(2, name=HOSTILE, failing=HOSTILE, stand_in=True)]})
    there.say({"kind": "spent", "text": HOSTILE}, {"kind": "notice", "text": HOSTILE})
    client.sees(HOSTILE)
    spent = used(name=HOSTILE, model=HOSTILE) | {"title": HOSTILE, "total": HOSTILE}
    there.say(frame(6, mine=None, scene=spoken.scene(spoken.seat(2, who=HOSTILE), you=None), ending=ended(used=spent)))
    client.is_(ended="yes")
    expect(client.page.locator(".used").get_by_role("heading", name=HOSTILE)).to_be_visible()
    assert client.page.evaluate("window.harm") is None
    assert client.page.locator("#host img, #host script").count() == 0
