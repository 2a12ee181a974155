"""With a real server: whoever types goes on typing while the server is away, whatever Streamlit wants to say of it."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.app.serving import App, Person

NOTICED = """() => {
    window.dialogs = 0;
    new MutationObserver((changes) => {
        const added = changes.flatMap((change) => [...change.addedNodes]);
        window.dialogs += added.filter((node) => node.matches?.("[data-testid=stDialog]")).length;
    }).observe(document.body, { childList: true });
}"""


def test_typing_outlasts_a_server_that_is_away_for_long(visit: Callable[[], Person], served: App) -> None:
    person = visit()
    person.sit_down()
    assert person.asked()
    say = person.page.get_by_placeholder("Say something to the table")
    say.click()
    person.page.keyboard.type("Slow ")
    person.page.evaluate(NOTICED)
    served.stop()
    person.becomes("state", "lost")
    person.page.wait_for_function("window.dialogs > 0", timeout=40_000)
    expect(person.page.get_by_test_id("stDialog")).to_have_count(0)
    expect(say).to_be_focused()
    person.page.keyboard.type("and ")
    served.start()
    person.becomes("state", "open")
    person.page.keyboard.type("steady.")
    expect(say).to_have_value("Slow and steady.")
    person.sees("The connection dropped and came back. You are at the same step.")
