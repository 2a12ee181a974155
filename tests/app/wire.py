"""A browser without a screen: joins by a link, follows a table over the websocket, and says what one should not."""

import http.client
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from app.identity import join_path
from app.tables import Tables
from replays.record import Kind, Seating
from replays.store import Store
from tests.app.serving import App

ADA, BEA = Seating("Ada", Kind.PERSON, "Ada"), Seating("Bea", Kind.PERSON, "Bea")
OTIS = Seating("Otis", Kind.SCRIPTED, "random")
PATIENCE = 10


@dataclass
class Begun:
    """A match that waits for its people, and the ways to its seats."""

    id: str
    links: dict[int, str]


def begun(
    app: App,
    seats: Sequence[Seating] = (ADA, BEA),
    preset: str = "paper",
    seed: int = 5,
    game: str = "liars_bar",
    **options: Any,
) -> Begun:
    """A match opened over the app's folder, as its first page would; over already where no people have seats."""
    store = Store.open(app.folder)
    tables = Tables(store, pace=0)
    match_id, secret = tables.open(game, preset, seats, seed, **options), store.secret()
    if not any(seat.kind is Kind.PERSON for seat in seats):
        tables.settle(match_id)
    tables.close()
    store.close()
    people = [seat for seat, seating in enumerate(seats) if seating.kind is Kind.PERSON]
    return Begun(match_id, {seat: join_path(secret, match_id, seat) for seat in people})


def visit(app: App, path: str, cookie: str = "", **headers: str) -> http.client.HTTPResponse:
    """One GET, which follows nothing."""
    line = http.client.HTTPConnection("127.0.0.1", app.port, timeout=PATIENCE)
    line.request("GET", path, headers=({"Cookie": cookie} if cookie else {}) | headers)
    return line.getresponse()


@dataclass
class Browser:
    """What a browser remembers."""

    app: App
    cookie: str = ""
    location: str = ""

    def open(self, path: str) -> http.client.HTTPResponse:
        answer = visit(self.app, path, self.cookie)
        if given := answer.headers.get("set-cookie"):
            self.cookie = given.split(";")[0]
        self.location = answer.headers.get("location", "")
        return self.open(self.location) if self.location.endswith("?again=1") else answer

    def follow(self, match_id: str, seat: int | None = None, **options: Any) -> "Wire":
        number = options.pop("number", None if seat is None else seat + 1)
        where = "" if number is None else "?" + urlencode({"seat": number})
        headers = {"Cookie": self.cookie} if self.cookie else {}
        url = f"ws://127.0.0.1:{self.app.port}/api/matches/{match_id}/live{where}"
        headers |= options.pop("additional_headers", {})
        # A queue that is full of what no test reads would keep the line from being closed.
        options |= {"additional_headers": headers, "open_timeout": PATIENCE, "max_queue": None}
        return Wire(connect(url, **options).__enter__())


@dataclass
class Wire:
    """One open websocket and all that came over it."""

    line: ClientConnection
    received: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    clicks: int = 0

    def next(self) -> dict[str, Any]:
        message = json.loads(self.line.recv(PATIENCE))
        self.received.append(message)
        return message

    def drain(self) -> None:
        """Read what has come so far."""
        with suppress(TimeoutError):
            while True:
                self.received.append(json.loads(self.line.recv(0.02)))

    def until(self, *kinds: str) -> dict[str, Any]:
        """The next message of these kinds."""
        while (message := self.next())["kind"] not in kinds:
            pass
        return message

    @property
    def newest(self) -> dict[str, Any]:
        """The table as this reader knows it now."""
        self.drain()
        while not (known := [message for message in self.received if "ask" in message]):
            self.next()
        return known[-1]

    def turn(self) -> dict[str, Any] | None:
        """The table as it is when this seat is asked, or None at the end of the match."""
        while not ((last := self.until("snapshot", "frame"))["ask"] or last["ending"]):
            pass
        return last if last["ask"] else None

    def say(self, text: str) -> dict[str, Any]:
        """Send anything at all, and hear the answer."""
        self.line.send(text)
        return self.until("done", "refused")

    def act(self, at: int, action: Any, click: str = "") -> dict[str, Any]:
        self.clicks += 1
        message = {"do": "act", "at": at, "click": click or f"{id(self)}-{self.clicks}", "action": action}
        return self.say(json.dumps(message))

    def closed(self) -> int:
        """The code with which the server closes."""
        while self.open:
            with suppress(ConnectionClosed):
                self.next()
        assert self.line.close_code is not None
        return self.line.close_code

    @property
    def open(self) -> bool:
        return self.line.close_code is None

    def close(self) -> None:
        self.line.close()


def play_out(*wires: Wire) -> None:
    """Everybody lays single cards, lets the first play pass and calls all others, until the match is soon over."""
    passed: list[Wire] = []
    while not all(wire.newest["ending"] for wire in wires):
        for wire in wires:
            if not (now := wire.newest)["ask"]:
                continue
            action = first_legal(now)
            if now["ask"]["kind"] == "respond":
                action = ["Call", {"say": ""}] if wire in passed else action
                passed.append(wire)
            assert wire.act(now["ask"]["decision"], action)["kind"] == "done"


def first_legal(asked: dict[str, Any], say: str = "") -> list[Any]:
    """Lay the first card, or let it pass."""
    if asked["ask"]["kind"] == "respond":
        return ["Pass", {"say": say}]
    return ["Play", {"cards": [asked["mine"]["hand"][0]["card"]], "say": say}]
