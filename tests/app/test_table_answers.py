"""What one chooses, types and presses at the table, and what of it lasts."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.app.client import Client
from tests.app.far import Far
from tests.app.spoken import asked, ended, frame, lay, line, mine, person, respond, snapshot

WHERE = """() => {
    const input = document.querySelector("#host").shadowRoot.activeElement;
    return [input?.id, input?.selectionStart];
}"""


def test_what_is_refused_stays_as_it_was_with_the_reason_beside_it(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, lay())))
    client.press("2", "4", "s")
    client.page.keyboard.type("Two Kings.")
    client.press("Enter", "l")
    sent = there.hears()
    assert sent["action"] == ["Play", {"cards": ["A", "Joker"], "say": "Two Kings."}]
    there.say({"kind": "refused", "click": sent["click"], "text": "You can say at most 3 characters."})
    client.sees("You can say at most 3 characters.")
    there.say(asked(6, lay(), line("Wren waits.", 0)))
    client.is_(number=6)
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


@pytest.mark.parametrize("confirmed", [True, False])
def test_the_cards_follow_the_pass_after_a_break_too(client: Client, there: Far, *, confirmed: bool) -> None:
    client.open(snapshot(asked(5, respond())))
    client.press("2", "p")
    passed = there.hears()
    there.greeting = [snapshot(asked(6, lay(8)), click=passed["click"] if confirmed else None)]
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
    expect(client.button(re.compile("^Lay "))).to_be_disabled()
    expect(client.page.get_by_text("1 to 3")).to_have_count(1)
    client.press("Enter")
    client.sees("Choose a card first.")
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
    before = client.page.evaluate(WHERE)
    assert before == ["say", 11]
    there.say(
        {"kind": "people", "seats": [person(3), person(1, here=False)]}, {"kind": "notice", "text": "Otis is away."}
    )
    there.say(asked(6, respond(), line("Otis waits.", 1)), snapshot(asked(7, respond())))
    client.is_(number=7)
    assert client.page.evaluate(WHERE) == before
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
    client.say.fill("Typed, and never said.")
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
