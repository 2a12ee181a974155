"""Tabs for newcomers: each is used again by the next, because the first page of a new one takes thrice the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from playwright.sync_api import Browser, Error, Page, ViewportSize

DESK: Final[ViewportSize] = {"width": 1280, "height": 1000}
PLAIN: Final[dict[str, Any]] = {"viewport": DESK, "color_scheme": "dark", "reduced_motion": "reduce"}
"""What a page can put on while it stands; whoever wants more gets a tab of its own."""


class Tabs:
    """The tabs of one browser, in contexts of their own: no two share cookies."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._free: list[Page] = []

    @contextmanager
    def lent(self, **options: Any) -> Iterator[Page]:
        """A tab without memory; `options` are Playwright's for a context."""
        wanted = PLAIN | options
        if wanted.keys() > PLAIN.keys():
            page = self.browser.new_context(**wanted).new_page()
            yield page
            page.context.close()
            return
        page = self._free.pop() if self._free else self.browser.new_context(**PLAIN).new_page()
        page.set_viewport_size(wanted["viewport"])
        page.emulate_media(color_scheme=wanted["color_scheme"], reduced_motion=wanted["reduced_motion"])
        yield page
        self._take_back(page)

    def _take_back(self, page: Page) -> None:
        """Empty it, unless it was closed or its server is gone."""
        for other in page.context.pages:
            if other is not page:
                other.close()
        try:
            page.unroute_all()
            page.mouse.move(0, 0)
            forget(page)
        except Error:
            page.context.close()
        else:
            self._free.append(page)


def forget(page: Page) -> None:
    """All that this tab and the server of its page have kept. Raises Error if that server does not answer."""
    page.goto(page.evaluate("location.origin + '/browser/tokens.css'"))
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page.context.clear_cookies()
    page.context.clear_permissions()
    page.goto("about:blank")
