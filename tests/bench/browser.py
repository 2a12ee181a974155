"""What a person waits for, in a real Chromium: `python -m tests.bench.browser`.

The baselines stand beside: an empty round trip to the server for a click, and one frame of a 60 Hz screen for a replay.
"""

import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, expect

from games.secret_tools.conditions import Condition
from replays.record import Record
from replays.store import Store
from tests.app.conftest import launched
from tests.app.serving import ROOTS, App, Person
from tests.app.tabs import DESK
from tests.app.wire import ADA, BEA, Wire, begun, first_legal
from tests.app.wire import Browser as Screenless
from tests.bench import frames
from tests.bench.matches import modelled
from tests.bench.timing import show
from tests.replays.tooled import tool_of

CLICKS: Final = 40
STARTS: Final = 5
WATCH: Final = f"""() => {{ {ROOTS} window.seen = [];
    new MutationObserver(() => requestAnimationFrame(() =>
        window.seen.push([table.dataset.number, performance.timeOrigin + performance.now()])
    )).observe(table, {{attributes: true, attributeFilter: ['data-number', 'data-reveal']}}); }}"""
"""Notes when each step of the table, or the showdown it brings, has been drawn, in milliseconds since 1970."""
CLICK: Final = f"""() => new Promise(done => {{ {ROOTS}
    const seen = button => !button.hidden && button.getAttribute('aria-disabled') !== 'true';
    const root = table.getRootNode(), began = performance.now();
    const pass = [...root.querySelectorAll('.answer.pass')].find(seen);
    new MutationObserver((_, self) => {{
        self.disconnect();
        requestAnimationFrame(() => done(performance.now() - began));
    }}).observe(table, {{attributes: true, attributeFilter: ['data-number', 'data-reveal']}});
    if (pass) pass.click();
    else {{ root.querySelector('[role=checkbox]').click(); root.querySelector('.answer.lay').click(); }} }})"""
"""Answers, and gives the milliseconds until the table with that step, or its showdown, has been drawn."""
PING: Final = """async () => {
    const began = performance.now();
    await fetch('/browser/dom.js');
    return performance.now() - began;
}"""


def starts(browser: Browser) -> list[float]:
    """Milliseconds from the command to a first page on which one can sit down."""
    found: list[float] = []
    for _ in range(STARTS):
        app, page = App(Path(tempfile.mkdtemp())), browser.new_page()
        began = time.perf_counter()
        app.start()
        page.goto(app.url)
        expect(page.get_by_role("button", name="Sit down and play")).to_be_enabled()
        found.append((time.perf_counter() - began) * 1000)
        page.close()
        app.stop()
    return found


def clicks(browser: Browser, app: App) -> tuple[list[float], list[float]]:
    """Milliseconds from a click to the table with it, and of an empty round trip."""
    person = Person(browser.new_context(viewport=DESK, reduced_motion="reduce").new_page(), app)
    found: list[float] = []
    pings: list[float] = []
    while len(found) < CLICKS:
        person.sit_down()
        while person.asked() and len(found) < CLICKS:
            pings.append(person.page.evaluate(PING))
            found.append(person.page.evaluate(CLICK))
    return found, pings


def events(browser: Browser, app: App) -> list[float]:
    """Milliseconds from another person's click to this browser's table with it: the step is kept in between."""
    found: list[float] = []
    match = begun(app, (ADA, BEA))
    person = Person(browser.new_context(viewport=DESK, reduced_motion="reduce").new_page(), app)
    other = Screenless(app)
    other.open(match.links[1])
    wire: Wire = other.follow(match.id, 1)
    person.go(match.links[0])
    person.at_table()
    person.page.evaluate(WATCH)
    while len(found) < CLICKS and not (now := wire.newest)["ending"]:
        if now["ask"]:
            seen = len(person.page.evaluate("window.seen"))
            began = time.time() * 1000
            wire.act(now["ask"]["decision"], first_legal(now))
            person.page.wait_for_function("seen => window.seen.length > seen", arg=seen)
            found.append(person.page.evaluate("seen => window.seen[seen][1]", seen) - began)
        elif person.told("decision"):
            person.answer()
    return found


def replay(browser: Browser, app: App, record: Record) -> list[list[str]]:
    """How soon a step of a kept match is drawn."""
    store = Store.open(app.folder)
    store.save(record)
    store.close()
    page = browser.new_context(viewport=DESK, reduced_motion="reduce").new_page()
    page.goto(f"{app.url}/watch?match={record.header.id}&seat=all&step=1")
    return frames.rows(page.locator(".player[data-state=ready]"))


def row(what: str, found: Sequence[float], goal: str, baseline: float) -> list[str]:
    median, late = statistics.median(found), statistics.quantiles(found, n=20)[-1]
    return [what, f"{median:.1f}", f"{late:.1f}", goal, f"{median / baseline:.1f}"]


def main() -> None:
    record = modelled(tool_of(Condition.CHANNEL))
    with launched() as browser:
        first = starts(browser)
        app = App(Path(tempfile.mkdtemp()))
        app.start()
        clicked, pings = clicks(browser, app)
        ping = statistics.median(pings)
        told = events(browser, app)
        rows = [
            row("undertable to a usable first page", first, "3000", ping),
            row("click to the table with it", clicked, "100", ping),
            row("another's click to this browser", told, "30", ping),
            row("an empty round trip", pings, "", ping),
        ]
        show("What a person waits for", ["median ms", "p95 ms", "wanted", "to baseline"], rows)
        show(f"A step of {record.header.steps} drawn", frames.COLUMNS, replay(browser, app, record))
        app.stop()


if __name__ == "__main__":
    main()
