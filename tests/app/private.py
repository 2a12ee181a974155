"""Somebody before a table who is asked about a tool, and matches in which that happens at once."""

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, expect

from app.identity import join_path
from app.tables import Tables
from games.core import Seat
from games.secret_tools.conditions import Condition, ToolRules
from replays.record import Kind, Seating
from replays.store import Store
from tests.app.serving import App, Person
from tests.app.wire import Begun

Visit = Callable[..., Person]
SIZES = [{"width": 1280, "height": 800}, {"width": 390, "height": 844}]
SECRET = re.compile(r"secret|offer|invit|channel|whisper|V0|partner|accept|refus|hint", re.IGNORECASE)


def channel(offer_to: Seat, **changes: Any) -> ToolRules:
    """A channel that is offered in the first round, in the words of V0."""
    fixed = {"condition": Condition.CHANNEL, "wording": "V0", "offer_to": offer_to, "trigger": 1}
    return ToolRules(**{**fixed, **changes})


def begun(app: App, seats: Sequence[Seating], tool: ToolRules, seed: int = 5, preset: str = "paper") -> Begun:
    """A match opened over the app's folder, as its first page would."""
    with opened(app) as store:
        tables = Tables(store, pace=0)
        match_id, secret = tables.open("liars_bar", preset, seats, seed, tool=tool), store.secret()
        tables.close()
    people = [seat for seat, seating in enumerate(seats) if seating.kind is Kind.PERSON]
    return Begun(match_id, {seat: join_path(secret, match_id, seat) for seat in people})


def sit(visit: Visit, app: App, path: str) -> Person:
    person = visit(app)
    person.go(path)
    person.becomes("state", "open")
    return person


def shoot(person: Person, name: str) -> None:
    """For whoever wants to look: as a desktop and as a phone, dark and light."""
    if not (folder := os.environ.get("SHOTS")):
        return
    for size in SIZES:
        person.page.set_viewport_size({"width": size["width"], "height": size["height"]})
        for scheme in ("dark", "light"):
            person.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            person.page.wait_for_timeout(300)
            high = person.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
            person.page.set_viewport_size({"width": size["width"], "height": max(size["height"], high)})
            person.page.wait_for_timeout(300)
            person.page.screenshot(path=str(Path(folder) / f"{name}-{size['width']}-{scheme}.png"))
            person.page.set_viewport_size({"width": size["width"], "height": size["height"]})
    person.page.set_viewport_size({"width": SIZES[0]["width"], "height": SIZES[0]["height"]})


@contextmanager
def opened(app: App) -> Iterator[Store]:
    store = Store.open(app.folder)
    yield store
    store.close()


def messages(person: Person) -> list[dict[str, Any]]:
    """Everything the table itself has told this browser."""
    return [json.loads(one) for one in person.received if one.startswith(b'{"kind":')]


def content(told: list[dict[str, Any]]) -> str:
    """What stands in messages, without the names of their parts."""

    def values(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            part = list(part.values())
        if isinstance(part, list):
            for one in part:
                yield from values(one)
        elif isinstance(part, str):
            yield part

    return "\n".join(values(told))


class Insider:
    """What one person is asked in private, as it stands on the page."""

    def __init__(self, person: Person) -> None:
        self.person, self.page = person, person.page
        self.note = person.page.locator(".secret-note")

    def asked(self, kind: str) -> None:
        self.person.becomes("private", kind)
        expect(self.note).to_be_visible()

    def option(self, name: str) -> Locator:
        return self.note.get_by_role("radio", name=name, exact=True)

    def way(self, name: str) -> Locator:
        """What one presses: the circle is drawn, and the whole label takes the press."""
        return self.note.locator("label", has=self.page.get_by_role("radio", name=name, exact=True))

    def choose(self, name: str) -> None:
        self.way(name).click()

    def give(self) -> None:
        self.note.get_by_role("button", name="Give this answer").click(force=True)

    def write(self, text: str) -> None:
        self.note.get_by_label("Your message").fill(text)
        self.note.get_by_role("button", name="Send it").click()

    def until(self, kind: str) -> None:
        """Play on until this is asked in private."""
        while self.person.asked() and self.person.told("private") != kind:
            self.goes_on()
        self.asked(kind)

    def goes_on(self) -> bool:
        """Answer whatever is asked, in private by writing nothing; False when the match is over."""
        if not self.person.asked():
            return False
        before = self.person.told("decision")
        if self.person.told("private"):
            self.note.get_by_role("button", name="Send nothing").click()
        elif self.person.laying:
            self.person.cards.first.click()
            self.person.button(re.compile("^Lay 1")).click()
        else:
            self.person.button(re.compile("^Pass")).click()
        self.person.goes_on("decision", before)
        return True
