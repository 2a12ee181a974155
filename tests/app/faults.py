"""What axe-core finds wrong with a page that is more than minor, in the colours it is in or in both."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

IN_COLOURS = """scheme => {
    const ground = getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor;
    return (ground.match(/\\d+/)[0] < 128) === (scheme === 'dark'); }"""


SETTLED = """() => !document.getAnimations().some(one =>
    one instanceof CSSTransition && one.playState === 'running')"""
"""Colours change by degrees, and are no fault on their way."""


COLOURS = ["color-contrast", "link-in-text-block"]
"""All rules of axe-core, of those that it runs unasked, to which it matters which colours a page has put on."""


def serious(page: Page, rules: list[str] | None = None) -> list[str]:
    """By these rules alone, if any are given."""
    options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] != "minor"]


def serious_in_both(page: Page) -> list[str]:
    """In light and in dark colours, which the page puts on while it stands; it keeps the dark ones."""
    found = []
    for scheme, rules in (("light", None), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(IN_COLOURS, arg=scheme)
        page.wait_for_function(SETTLED)
        found += serious(page, rules)
    return found
