"""Somebody in front of the player of kept matches, and matches worth watching."""

import asyncio
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, Response

from app.commands.simulate import play
from app.seating import scripted_seats
from games.core import Event
from games.registry import GAMES
from replays.importers.bring_in import bring_in
from replays.record import Record
from replays.replay import as_seen
from replays.store import Store
from tests.app import planted
from tests.app.serving import App, Person, wait_for
from tests.replays import foreign

FRAMES = re.compile(r"/api/matches/[^/]+/frames\?seat=(.+)$")
SEED = 28
"""A match of 89 steps with calls, calls by the house, remarks, empty chambers and deaths."""


@dataclass
class Watcher:
    """Somebody in front of the player."""

    person: Person
    match: str

    @property
    def page(self) -> Page:
        return self.person.page

    @property
    def player(self) -> Locator:
        return self.page.locator(".player")

    def open(self, **where: object) -> "Watcher":
        query = "".join(f"&{name}={value}" for name, value in where.items())
        self.page.goto(f"{self.person.app.url}/watch?match={self.match}{query}")
        self.is_(state="ready")
        return self

    def is_(self, **data: object) -> None:
        for name, value in data.items():
            wait_for(self.page, ".player", name, str(value))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.player.get_by_role("button", name=name, exact=True)

    @property
    def slider(self) -> Locator:
        return self.player.get_by_role("slider")

    @property
    def now(self) -> Locator:
        """The current step in the ledger."""
        return self.player.locator("li[data-row][aria-current=step]")

    @property
    def steps(self) -> int:
        return int(self.player.get_attribute("data-steps") or 0)

    def at_address(self, **where: object) -> None:
        """Until the address says so; it follows a moment later."""
        for name, value in where.items():
            self.page.wait_for_url(re.compile(rf"[?&]{name}={value}(&|$)"))


Watch = Callable[..., Watcher]


def watchers(visit: Callable[..., Person]) -> Iterator[Watch]:
    """Open a match; whatever the route sends to the browser is in `person.received` too."""
    came: list[Watcher] = []

    def come(record: Record, still: bool = True, **where: object) -> Watcher:
        person = visit(reduced_motion="reduce" if still else "no-preference")
        person.page.on("response", lambda answer: _keep(person, answer))
        came.append(Watcher(person, record.header.id))
        return came[-1].open(**where)

    yield come
    for watcher in came:
        assert (watcher.person.foreign, watcher.person.alarms) == ([], [])


def _keep(person: Person, answer: Response) -> None:
    if FRAMES.search(answer.url):
        person.received.append(answer.body())


def recorded(app: App) -> Record:
    """A match in liars-bar-llm's form with private texts, brought in."""
    (app.folder / "match.json").write_bytes(foreign.write(planted.recorded()))
    store = Store.open(app.folder)
    (report,) = bring_in(store, [app.folder / "match.json"])
    assert report.id, report.refusal
    record = store.load(report.id)
    store.close()
    return record


def played(app: App) -> Record:
    """A match of scripted players with points, calls, and shots."""
    seats = scripted_seats(("random", "honest", "bold", "counting"))
    playing = play(GAMES["liars_bar"], "paper", seats, SEED, seed_known=False)
    # Playwright has a loop of its own in this thread.
    with ThreadPoolExecutor(1) as thread:
        record, *_ = thread.submit(asyncio.run, playing).result()
    keep(app, record)
    return record


def keep(app: App, record: Record) -> None:
    """Into the store of a running app."""
    store = Store.open(app.folder)
    store.save(record)
    store.close()


def steps_with(record: Record, *kinds: type[Event]) -> list[int]:
    """The steps, as everybody counts them, in which something of these kinds happened."""
    return [step.number for step in as_seen(record, None) if any(isinstance(event, kinds) for event in step.events)]
