"""The table in a real browser, with the far side of its wire in the test: what is hard to provoke with a real server."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.app import spoken
from tests.app.far import Far
from tests.app.spoken import asked, ended, frame, lay, line, mine, person, respond, showdown, snapshot

HOSTILE = '<img src=x onerror="window.harm = 1"><script>window.harm = 1</script>'
HIDDEN = """hidden => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
}"""


class Client:
    """Somebody in front of the table."""

    def __init__(self, page: Page, there: Far) -> None:
        self.page, self.there = page, there
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.table = page.locator(".live-table")

    def open(self, *greeting: dict[str, Any]) -> "Client":
        """Come to a table that greets like this."""
        self.there.greeting = list(greeting)
        self.page.goto(self.there.url)
        self.is_(state="open")
        return self

    def is_(self, **data: str | int) -> None:
        for name, value in data.items():
            expect(self.table).to_have_attribute(f"data-{name}", str(value))

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=name)

    @property
    def cards(self) -> Locator:
        return self.page.get_by_role("checkbox")

    @property
    def chosen(self) -> list[int]:
        return [i for i, card in enumerate(self.cards.all()) if card.is_checked()]

    @property
    def say(self) -> Locator:
        return self.page.get_by_label("Say something to the table")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    def misses(self, text: str) -> None:
        expect(self.page.get_by_text(text).filter(visible=True)).to_have_count(0)

    def silent(self) -> None:
        """Nothing more has been sent."""
        self.page.wait_for_timeout(150)
        assert self.there.heard.empty(), self.there.heard.get()


@pytest.fixture
def there() -> Iterator[Far]:
    far_side = Far()
    far_side.start()
    yield far_side
    far_side.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="dark")
    yield opened
    opened.close()


@pytest.fixture
def client(context: BrowserContext, there: Far) -> Iterator[Client]:
    someone = Client(context.new_page(), there)
    yield someone
    assert someone.errors == []


def test_it_comes_back_by_itself_waiting_longer_each_time_and_says_so(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    assert there.wanted == ["/api/matches/m1/live?seat=4"]
    there.down = True
    there.drop()
    client.is_(state="lost")
    client.sees("The connection dropped. Trying again.")
    expect(client.button("Call liar")).to_be_disabled()
    client.press("c")
    client.page.wait_for_timeout(4200)
    gaps = [after - before for before, after in zip(there.tries[1:], there.tries[2:], strict=False)]
    assert len(gaps) == 3
    for gap, wanted in zip(gaps, (0.5, 1, 2), strict=True):
        assert wanted <= gap < wanted + 0.4

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
        "async () => { const { pause } = await import('/browser/line.js'); return [0, 1, 2, 3, 4, 5, 6, 60].map(pause) }"
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
    ("code", "words"),
    [(4404, "There is no such table here."), (4403, "This seat belongs to somebody else."), (1008, "another address")],
)
def test_it_stops_where_the_table_will_never_answer(client: Client, there: Far, code: int, words: str) -> None:
    there.closing = code
    client.page.goto(there.url)
    client.is_(state="gone")
    client.sees(re.compile(words))
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


def test_what_is_refused_stays_as_it_was_with_the_reason_beside_it(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, lay())))
    client.press("2", "4", "s")
    client.page.keyboard.type("Two Kings.")
    client.press("Enter", "l")
    sent = there.hears()
    assert sent["action"] == ["Play", {"cards": ["A", "Joker"], "say": "Two Kings."}]
    there.say({"kind": "refused", "click": sent["click"], "text": "You can say at most 3 characters."})
    client.sees("You can say at most 3 characters.")
    assert client.chosen == [1, 3]
    expect(client.say).to_have_value("Two Kings.")
    expect(client.button("Lay 2")).to_be_enabled()
    client.press("4")
    client.misses("You can say at most 3 characters.")
    client.press("l")
    again = there.hears()
    assert again["action"] == ["Play", {"cards": ["Joker"], "say": "Two Kings."}]
    assert again["click"] != sent["click"]


def test_one_screen_answers_both_questions(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    client.press("2", "3", "s")
    client.page.keyboard.type("Queens, if you ask.")
    client.press("Enter")
    client.sees("Your Joker and Queen go down.")
    client.sees("One is a lie.")
    client.button("Pass, lay 2").click()
    passed = there.hears()
    assert passed["action"] == ["Pass", {"say": ""}]
    there.say(
        asked(6, lay(8), line("Mara lets Juno’s play pass.", 3, "Passed")), {"kind": "done", "click": passed["click"]}
    )
    played = there.hears()
    assert (played["at"], played["action"]) == (8, ["Play", {"cards": ["Q", "Joker"], "say": "Queens, if you ask."}])
    there.say(frame(7, line("Mara lays 2 cards face down. 3 left.", 3), mine=mine("K", "A", "A")))
    client.is_(number=7, decision="")
    expect(client.say).to_have_value("")
    expect(client.cards).to_have_count(3)
    client.silent()


def test_the_cards_follow_the_pass_after_a_break_too(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    client.press("2", "p")
    passed = there.hears()
    there.greeting = [snapshot(asked(6, lay(8)), click=passed["click"])]
    there.drop()
    assert there.hears()["action"] == ["Play", {"cards": ["Joker"], "say": ""}]
    client.silent()


@pytest.mark.parametrize(
    "after",
    [
        asked(7, lay(9), round=4, mine=mine("A", "A", "A", "K", "Q")),
        asked(7, lay(9), round=4),
        asked(7, respond(9)),
        asked(7, lay(9), mine=mine("A", "A")),
    ],
    ids=["new round", "new round, same cards", "another question", "other cards"],
)
def test_a_choice_does_not_outlast_its_hand(client: Client, there: Far, after: dict[str, Any]) -> None:
    """A house call after the pass discards it."""
    client.open(snapshot(asked(5, respond())))
    client.press("2", "p")
    there.hears()
    there.say(frame(6, line("The house calls.", None, "HouseCalled"), round=after["round"], mine=after["mine"]))
    there.say(after)
    client.is_(number=7, decision=9)
    assert client.chosen == []
    client.silent()


def test_where_a_house_call_follows_cards_cannot_be_chosen_and_the_words_go_with_the_pass(
    client: Client, there: Far
) -> None:
    client.open(snapshot(asked(5, respond(then_lay=False))))
    client.press("1", "s")
    client.page.keyboard.type("So be it. ")
    client.press("Enter", "p")
    assert client.chosen == []
    assert there.hears()["action"] == ["Pass", {"say": "So be it."}]


def test_a_fourth_card_cannot_be_chosen_and_says_so(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, lay())))
    expect(client.button("Choose 1 to 3 cards")).to_be_disabled()
    client.press("Enter")
    client.sees("You can lay 1 to 3 cards. Choose one to begin.")
    client.press("1", "2", "3", "4")
    assert client.chosen == [0, 1, 2]
    client.sees("You can lay at most 3 cards. Put one back first.")
    client.cards.nth(1).click()
    client.misses("Put one back first.")
    expect(client.button("Lay 2: 1 true, 1 not")).to_be_enabled()
    client.silent()


def test_letters_are_letters_while_one_types_and_enter_sends_nothing(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    client.say.click()
    client.page.keyboard.type("cp1 l?")
    client.press("Enter")
    expect(client.say).to_have_value("cp1 l?")
    expect(client.say).not_to_be_focused()
    assert client.chosen == []
    client.silent()
    client.press("Control+c", "Enter", "Space")
    client.silent()
    client.press("c")
    assert there.hears()["action"] == ["Call", {"say": "cp1 l?"}]


def test_the_counter_shows_near_the_end_and_nothing_goes_over_it(client: Client) -> None:
    client.open(snapshot(asked(5, respond(say_limit=50))))
    client.say.fill("123456789")
    client.misses("41 left")
    client.say.fill("1234567890")
    client.sees("40 left")
    client.say.press_sequentially("x" * 60)
    client.sees("0 left")
    assert len(client.say.input_value()) == 50


def test_focus_caret_and_choice_survive_frames_of_the_same_question(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    client.press("2", "s")
    client.page.keyboard.type("Both of them.")
    client.press("ArrowLeft", "ArrowLeft")
    where = "() => { const input = document.querySelector('#host').shadowRoot.activeElement; return [input?.id, input?.selectionStart] }"
    before = client.page.evaluate(where)
    assert before == ["say", 11]
    there.say(
        {"kind": "people", "seats": [person(3), person(1, here=False)]}, {"kind": "notice", "text": "Otis is away."}
    )
    there.say(asked(6, respond(), line("Otis waits.", 1)), snapshot(asked(7, respond())))
    client.is_(number=7)
    assert client.page.evaluate(where) == before
    client.press("Enter")
    client.cards.nth(3).focus()
    there.say(asked(8, respond(), line("Otis still waits.", 1)))
    client.is_(number=8)
    expect(client.cards.nth(3)).to_be_focused()
    client.press("Space")
    assert client.chosen == [1, 3]


def test_the_focus_stays_at_the_question_when_the_pressed_button_goes(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    client.button("Pass").focus()
    client.press("Enter")
    there.hears()
    there.say(asked(6, lay(8)))
    client.is_(number=6)
    expect(client.page.get_by_text("Lay 1 to 3 cards. Choose one to begin.")).to_be_focused()
    client.press("1", "Enter")
    assert there.hears()["action"] == ["Play", {"cards": ["K"], "say": ""}]


def test_a_draft_comes_back_after_a_reload_for_the_same_question_only(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    client.press("2", "5", "s")
    client.page.keyboard.type("Hm.")
    client.page.reload()
    client.is_(decision=7)
    assert client.chosen == [1, 4]
    expect(client.say).to_have_value("Hm.")
    expect(client.button("Pass, lay 2")).to_be_enabled()
    there.greeting = [snapshot(asked(9, respond(10)))]
    client.page.reload()
    client.is_(decision=10)
    assert client.chosen == []
    expect(client.say).to_have_value("")
    client.silent()


def test_a_draft_is_of_one_seat_and_goes_at_the_end(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    client.press("2")
    there.data = {"seat": 2}
    client.page.reload()
    client.is_(decision=7)
    assert client.chosen == []
    there.data = {}
    client.page.reload()
    client.is_(decision=7)
    assert client.chosen == [1]
    there.say(frame(6, ending=ended(), waiting=""))
    client.is_(ended="yes")
    assert (
        client.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('undertable:draft:m1:3'))") == []
    )


def test_what_is_typed_while_one_waits_is_there_when_one_is_asked(client: Client, there: Far) -> None:
    client.open(snapshot(frame(5)))
    client.say.fill("Next, please.")
    client.page.reload()
    client.is_(number=5)
    expect(client.say).to_have_value("Next, please.")
    there.say(asked(6, respond()))
    client.is_(decision=7)
    expect(client.say).to_have_value("Next, please.")


def test_nothing_is_shown_before_the_reveal_that_leads_to_it(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    client.press("c")
    there.hears()
    there.say(frame(6, line("Mara calls Juno a liar.", 3, "Called"), reveal=showdown()))
    there.say(
        frame(7, line("Round 4. Everyone claims Aces.", None, "RoundStarted"), round=4), asked(8, lay(9), round=4)
    )
    client.is_(reveal="playing", number=5, decision="")
    client.misses("Mara calls Juno a liar.")
    client.misses("Round 4. Everyone claims Aces.")
    client.press("c", "1")
    client.silent()
    client.press("Space")
    client.is_(reveal="playing")
    client.sees("Click.")
    client.button("Go on").click()
    client.is_(reveal="", number=8, decision=9)
    client.sees("Round 4. Everyone claims Aces.")
    client.button("What the round was worth").click()
    client.sees("+2 called a lie")


def test_a_reveal_goes_on_by_itself(client: Client, there: Far) -> None:
    client.open(snapshot(frame(5)))
    there.say(frame(6, reveal=showdown()), frame(7))
    client.is_(reveal="playing", number=5)
    client.is_(reveal="", number=7)


def test_a_table_that_is_far_behind_catches_up_at_once(client: Client, there: Far) -> None:
    client.open(snapshot(frame(5)))
    there.say(frame(6, reveal=showdown()))
    client.is_(reveal="playing")
    there.say(*(frame(n, line(f"Line {n}.", 1), reveal=showdown()) for n in range(7, 13)))
    client.is_(reveal="playing", number=5)
    there.say(frame(13, line("Line 13.", 1)))
    client.is_(number=13, reveal="")
    for n in range(7, 14):
        client.sees(f"Line {n}.")


def test_a_hidden_tab_has_caught_up_when_one_looks_again(client: Client, there: Far) -> None:
    client.open(snapshot(frame(5)))
    there.say(frame(6, line("Six.", 1), reveal=showdown()))
    client.is_(reveal="playing")
    client.page.evaluate(HIDDEN, True)
    client.is_(reveal="", number=6)
    there.say(frame(7, line("Seven.", 1), reveal=showdown()), frame(8, line("Eight.", 1)))
    client.is_(number=8, reveal="")
    client.page.evaluate(HIDDEN, False)
    client.sees("Seven.")
    there.say(frame(9, reveal=showdown()))
    client.is_(reveal="playing", number=8)


def test_a_snapshot_wins_over_what_waits(client: Client, there: Far) -> None:
    client.open(snapshot(frame(5)))
    there.say(frame(6, line("Six.", 1), reveal=showdown()), frame(7, line("Seven.", 1)))
    client.is_(reveal="playing")
    there.say(snapshot(asked(9, respond()), line("All of it.", 1)))
    client.is_(reveal="", number=9, decision=7)
    client.sees("All of it.")
    expect(client.page.get_by_role("log").get_by_role("listitem")).to_have_count(1)


def test_long_waiting_is_explained_after_twenty_seconds(client: Client, there: Far) -> None:
    client.page.clock.install()
    client.open(snapshot(frame(5)))
    client.sees("Waiting for Wren.")
    client.page.clock.run_for(19_000)
    client.sees("Waiting for Wren.")
    client.page.clock.run_for(1_100)
    client.sees("Wren is taking longer than usual. Nothing is lost.")
    there.say(asked(6, respond()))
    client.is_(number=6)
    client.page.clock.run_for(30_000)
    client.misses("Wren is taking longer than usual. Nothing is lost.")


def test_trouble_and_notices_are_told_and_nothing_is_lost(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    client.press("2")
    there.say({"kind": "trouble", "text": "The disk is full."}, {"kind": "beat"}, {"kind": "what is this"})
    client.sees("The disk is full.")
    assert client.chosen == [1]
    there.say({"kind": "notice", "text": "Otis has left. A scripted player plays on."})
    expect(client.page.get_by_role("log")).to_contain_text("Otis has left.")


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
    there.say({"kind": "moved", "url": "/table?match=m2&seat=4", "text": "Mara has opened a new table."})
    client.sees("went to /table?match=m2&seat=4")


def test_others_are_offered_the_new_table(client: Client, there: Far) -> None:
    client.open(snapshot(frame(6, ending=ended(), waiting="")))
    there.say({"kind": "moved", "url": "/table?match=m2&seat=4", "text": "Juno has opened a new table."})
    client.sees("Juno has opened a new table.")
    client.page.wait_for_timeout(200)
    assert client.page.url == f"{there.url}/"
    client.page.get_by_role("link", name="Go to the new table").click()
    client.sees("went to /table?match=m2&seat=4")


def test_who_has_not_come_is_invited_and_who_is_away_can_be_stood_in_for(
    client: Client, there: Far, context: BrowserContext
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    client.open(snapshot(frame(5)))
    missing = person(1, here=False, joined=False, link="/join/m1/abc", stand_in=True)
    there.say({"kind": "people", "seats": [person(3), missing, person(2, here=False)]})
    client.sees("Otis has not come yet. Send this link:")
    client.sees("Juno is away. The seat waits.")
    client.button("Copy the link to Otis’s seat").click()
    client.sees("The link to Otis’s seat is copied.")
    assert client.page.evaluate("navigator.clipboard.readText()") == f"{there.url}/join/m1/abc"
    client.button("Let a scripted player sit in for Otis").click()
    assert there.hears() == {"do": "stand_in", "seat": 1}
    there.say({"kind": "people", "seats": [person(3), person(1), person(2)]})
    client.misses("Juno is away. The seat waits.")
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
    there.closing = 4403
    there.drop(4403)
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
def test_nothing_is_wider_than_the_screen_and_all_can_be_hit(browser: Browser, there: Far, width: int) -> None:
    opened = browser.new_context(viewport={"width": width, "height": 844}, has_touch=True, reduced_motion="reduce")
    client = Client(opened.new_page(), there)
    client.open(snapshot(asked(5, respond()), line("Juno lays 2 cards face down. 3 left.", 2)))
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
    assert there.hears()["action"] == ["Pass", {"say": ""}]
    opened.close()


def test_it_lets_go_of_everything_when_it_is_taken_away(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    client.page.evaluate("window.table.close()")
    expect(client.table).to_have_count(0)
    client.press("c", "?")
    client.silent()
    client.page.wait_for_timeout(600)
    assert len(there.tries) == 1
