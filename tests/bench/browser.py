"""What a person waits for, in a real Chromium: `python -m tests.bench.browser`.

The baselines stand beside: an empty round trip to the server for a click, and one frame of a 60 Hz screen for a replay.
"""

import asyncio
import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, expect, sync_playwright

from app.commands.simulate import play
from app.seating import scripted_seats
from games.registry import GAMES
from replays.record import Record
from replays.store import Store
from tests.app.conftest import DESK, QUIET
from tests.app.serving import ROOTS, App, Person
from tests.app.wire import ADA, BEA, Wire, begun, first_legal
from tests.app.wire import Browser as Screenless
from tests.bench.timing import show

CLICKS: Final = 40
STARTS: Final = 5
PRESSES: Final = 120
MATCHES: Final = 300
FRAME: Final = 1000 / 60
"""Milliseconds."""
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
PRESS: Final = f"""() => new Promise(done => {{ {ROOTS.replace(".live-table", "[data-steps]")}
    const before = table.dataset.step, began = performance.now();
    table.dispatchEvent(new KeyboardEvent('keydown', {{key: 'ArrowRight', bubbles: true, composed: true}}));
    const drawn = performance.now() - began;
    requestAnimationFrame(() => done([drawn, performance.now() - began, table.dataset.step !== before])); }})"""
"""One step on: milliseconds of work at once, milliseconds to the next frame, and whether that shows the step."""
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


def presses(browser: Browser, app: App, longest: Record) -> list[tuple[float, float, bool]]:
    """See PRESS."""
    store = Store.open(app.folder)
    store.save(longest)
    store.close()
    page = browser.new_context(viewport=DESK).new_page()
    page.goto(f"{app.url}/watch?match={longest.header.id}&seat=all&step=1")
    expect(page.locator("[data-steps]")).to_have_attribute("data-state", "ready")
    return [tuple(page.evaluate(PRESS)) for _ in range(min(PRESSES, longest.header.steps - 5))]


def long_match() -> Record:
    """The longest of many between players who rarely call."""
    entry, seats = GAMES["liars_bar"], scripted_seats(["honest"] * 4)
    every = (asyncio.run(play(entry, "paper", seats, seed, seed_known=True))[0] for seed in range(MATCHES))
    return max(every, key=lambda record: record.header.steps)


def row(what: str, found: Sequence[float], goal: str, baseline: float) -> list[str]:
    median, late = statistics.median(found), statistics.quantiles(found, n=20)[-1]
    return [what, f"{median:.1f}", f"{late:.1f}", goal, f"{median / baseline:.1f}"]


def main() -> None:
    longest = long_match()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        first = starts(browser)
        app = App(Path(tempfile.mkdtemp()))
        app.start()
        clicked, pings = clicks(browser, app)
        ping = statistics.median(pings)
        told, frames = events(browser, app), presses(browser, app, longest)
        rows = [
            row("undertable to a usable first page", first, "3000", ping),
            row("click to the table with it", clicked, "100", ping),
            row("another's click to this browser", told, "30", ping),
            row("replay: a step drawn", [drawn for drawn, _, _ in frames], f"{FRAME:.1f}", FRAME),
            row("replay: a key to the next frame", [painted for _, painted, _ in frames], f"{2 * FRAME:.1f}", FRAME),
            row("an empty round trip", pings, "", ping),
        ]
        show("What a person waits for", ["median ms", "p95 ms", "wanted", "to baseline"], rows)
        shown = sum(there for _, _, there in frames)
        steps = str(longest.header.steps)
        show("Replay", ["presses", "in the next frame"], [[f"{steps} steps", str(len(frames)), str(shown)]])
        app.stop()
        browser.close()


if __name__ == "__main__":
    main()
