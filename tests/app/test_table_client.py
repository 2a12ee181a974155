"""The table in a real browser, with the far side of its wire in the test: breaks, refusals, and what goes twice."""

import time
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from games.words import words
from tests.app.client import Client
from tests.app.far import PATIENCE, Far
from tests.app.spoken import asked, frame, line, respond, snapshot


def test_it_comes_back_by_itself_waiting_longer_each_time_and_says_so(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    assert there.wanted == ["/api/matches/m1/live?seat=4"]
    there.down = True
    there.drop()
    client.is_(state="lost")
    client.sees("The connection dropped. Trying again.")
    expect(client.button("Call liar")).to_be_disabled()
    client.press("c")
    until = time.monotonic() + PATIENCE
    while len(there.tries) < 4:
        assert time.monotonic() < until
        client.page.wait_for_timeout(20)
    first, second = (after - before for before, after in pairwise(there.tries[1:]))
    assert first >= 0.5
    assert second >= 1

    there.down = False
    client.is_(state="open", decision=7)
    client.sees("The connection dropped and came back. You are at the same step.")
    expect(client.button("Call liar")).to_be_enabled()
    client.silent()
    client.press("c")
    assert there.hears()["action"] == ["Call", {"say": ""}]
    client.misses("You are at the same step.")


def test_it_does_not_wait_longer_than_five_seconds(client: Client, there: Far) -> None:
    client.page.goto(there.url)
    pauses = client.page.evaluate(
        "import('/browser/line.js').then(({ pause }) => [0, 1, 2, 3, 4, 5, 6, 60].map(pause))"
    )
    assert pauses == [250, 500, 1000, 2000, 4000, 5000, 5000, 5000]


def test_an_answer_that_nobody_confirmed_is_sent_again_with_the_same_click(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    client.button("Call liar").click()
    first = there.hears()
    there.drop()
    again = there.hears()
    assert again == first
    assert first["do"] == "act"
    assert first["at"] == 7
    there.say({"kind": "done", "click": first["click"]}, frame(6, line("Mara calls Juno a liar.", 3, "Called")))
    client.is_(number=6)
    there.drop()
    client.is_(state="lost")
    client.is_(state="open")
    client.silent()


@pytest.mark.parametrize("settled", ["done", "snapshot"])
def test_an_answer_that_was_taken_is_not_sent_again(client: Client, there: Far, settled: str) -> None:
    client.open(snapshot(asked(5, respond())))
    client.button("Call liar").click()
    click = there.hears()["click"]
    if settled == "done":
        there.say({"kind": "done", "click": click})
    there.greeting = [snapshot(frame(6), click=click)]
    there.drop()
    client.is_(number=6, state="open")
    client.silent()


@pytest.mark.parametrize(
    ("code", "why", "watch"),
    [(4404, "unknown", 0), (4403, "not_yours", 1), (4410, "given_up", 1), (1008, "foreign", 0)],
)
def test_it_stops_where_the_table_will_never_answer(
    client: Client, there: Far, code: int, why: str, watch: int
) -> None:
    there.closing = code
    client.page.goto(there.url)
    client.is_(state="gone")
    client.sees(words("app")["table"]["gone"][why])
    expect(client.page.get_by_role("link", name="Watch this table")).to_have_count(watch)
    client.page.wait_for_timeout(600)
    assert len(there.tries) == 1
    client.page.get_by_role("link", name="To the first page").click()
    client.sees("went to /home?")


def test_a_double_click_sends_once(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    client.button("Pass").dblclick()
    client.press("c", "p")
    assert there.hears()["action"] == ["Pass", {"say": ""}]
    client.silent()
    expect(client.button("Call liar")).to_be_disabled()


def test_it_lets_go_of_everything_when_it_is_taken_away(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    client.page.evaluate("window.table.close()")
    expect(client.table).to_have_count(0)
    client.press("c", "?")
    client.silent()
    there.drop()
    client.page.wait_for_timeout(600)
    assert len(there.tries) == 1


def test_trouble_and_notices_are_told_and_nothing_is_lost(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    client.press("2")
    there.say({"kind": "trouble", "text": "The disk is full."}, {"kind": "beat"}, {"kind": "what is this"})
    client.sees("The disk is full.")
    assert client.chosen == [1]
    there.say(asked(6, respond()))
    client.misses("The disk is full.")
    assert client.chosen == [1]
    there.say({"kind": "notice", "text": "Otis has left. A scripted player plays on."})
    client.sees("Otis has left. A scripted player plays on.")
