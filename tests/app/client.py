"""Somebody in front of a table whose far side a test plays."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Error, Locator, Page, expect

from tests.app.far import Far
from tests.app.serving import wait_for
from tests.app.tabs import Tabs

SCREEN = {"width": 1280, "height": 900}
SETTLED = """async () => {
  await document.fonts.ready;
  const root = document.querySelector("#host").shadowRoot;
  const places = () => JSON.stringify([...root.querySelectorAll("button")].map((one) => one.getBoundingClientRect()));
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  for (let before = null, still = 0; still < 5; before = places()) {
    await frame();
    still = places() === before ? still + 1 : 0;
  }
}"""


class Client:
    """Somebody in front of the table."""

    def __init__(self, page: Page, there: Far) -> None:
        self.page, self.there = page, there
        self.errors: list[str] = []
        page.on("pageerror", self._failed)
        self.table = page.locator(".live-table")

    def leave(self) -> None:
        """Somebody else will sit before this tab."""
        self.page.remove_listener("pageerror", self._failed)

    def _failed(self, error: Error) -> None:
        self.errors.append(str(error))

    def open(self, *greeting: dict[str, Any]) -> "Client":
        """Come to a table that greets like this."""
        self.there.greeting = list(greeting)
        self.page.goto(self.there.url)
        self.is_(state="open")
        return self

    def settle(self) -> None:
        """Until every font is there and nothing moves any more: only then can anything be measured."""
        self.page.evaluate(SETTLED)

    def is_(self, **data: str | int) -> None:
        for name, value in data.items():
            wait_for(self.page, ".live-table", name, str(value))

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


@contextmanager
def at_table(tabs: Tabs, **how: Any) -> Iterator[Client]:
    """A browser without memory, and a far side of its own; in the end the page must have had no error."""
    far = Far()
    far.start()
    with tabs.lent(**({"viewport": SCREEN, "reduced_motion": "no-preference"} | how)) as page:
        client = Client(page, far)
        yield client
        client.leave()
    far.stop()
    assert client.errors == []
