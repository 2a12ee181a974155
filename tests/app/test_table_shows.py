"""What is shown when: reveals, frames that wait, tabs nobody looks at, and long waiting."""

from playwright.sync_api import expect

from tests.app.client import Client
from tests.app.far import Far
from tests.app.spoken import asked, frame, lay, line, respond, showdown, snapshot

HIDDEN = """hidden => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
}"""
NUMBERS = """() => {
    const table = document.querySelector("#host").shadowRoot.querySelector(".live-table");
    window.numbers = [];
    new MutationObserver(() => window.numbers.push(table.dataset.number))
        .observe(table, { attributes: true, attributeFilter: ["data-number"] });
}"""


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
    expect(client.table).to_have_attribute("data-number", "8", timeout=2000)
    client.is_(reveal="")
    client.page.evaluate(HIDDEN, False)
    client.sees("Seven.")
    there.say(frame(9, reveal=showdown()))
    client.is_(reveal="playing", number=8)


def test_a_snapshot_wins_over_what_waits(client: Client, there: Far) -> None:
    client.open(snapshot(frame(5)))
    there.say(frame(6, line("Six.", 1), reveal=showdown()), frame(7, line("Seven.", 1)))
    client.is_(reveal="playing")
    client.page.evaluate(NUMBERS)
    there.say(snapshot(asked(9, respond()), line("All of it.", 1)))
    client.is_(reveal="", number=9, decision=7)
    assert client.page.evaluate("window.numbers") == ["6", "9"]
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


def test_the_focus_waits_at_the_way_on_and_is_led_back(client: Client, there: Far) -> None:
    client.open(snapshot(asked(5, respond())))
    client.button("Call liar").focus()
    client.press("Enter")
    there.hears()
    there.say(frame(6, reveal=showdown()), asked(7, lay(9), round=4))
    expect(client.button("Skip")).to_be_focused()
    client.press("Space")
    expect(client.button("Go on")).to_be_focused()
    client.press("Enter")
    client.is_(decision=9)
    expect(client.page.get_by_text("Lay 1 to 3 cards. Choose one to begin.")).to_be_focused()


def test_whoever_types_goes_on_typing_through_a_reveal(client: Client, there: Far) -> None:
    client.open(snapshot(frame(5)))
    client.say.press_sequentially("Well")
    there.say(frame(6, reveal=showdown()))
    client.is_(reveal="playing")
    client.say.press_sequentially(", well ")
    client.is_(reveal="", number=6)
    expect(client.say).to_be_focused()
    expect(client.say).to_have_value("Well, well ")
