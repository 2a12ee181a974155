"""How far 300 watchers of one table lag behind a click: `python -m tests.bench.sockets`.

The clock starts when a person's click is sent and stops when a watcher holds the whole frame, both in this process;
the baseline is one watcher, in the same run. The server has one of the two cores, all its readers the other.
"""

import asyncio
import signal
import statistics
import tempfile
import time
from pathlib import Path
from typing import Final

from tests.app.serving import App
from tests.app.wire import Begun, Browser, Wire, begun, first_legal
from tests.bench.timing import show

WATCHERS: Final = 300
STEPS: Final = 30
GREETING: Final = (
    "GET /api/matches/{match}/live HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


class Watcher(asyncio.Protocol):
    """Reads frames of the websocket protocol and notes when each text was whole; it costs next to nothing."""

    def __init__(self, greeting: str) -> None:
        self.greeting, self.buffer, self.open = greeting.encode(), b"", False
        self.heard: list[tuple[float, bytes]] = []
        self.gone = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.greeting)

    def connection_lost(self, exc: Exception | None) -> None:
        self.gone = True

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        self.buffer += data
        if not self.open and b"\r\n\r\n" in self.buffer:
            head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
            assert head.startswith(b"HTTP/1.1 101"), head
            self.open = True
        while self.open and (text := self._text()) is not None:
            if text.startswith((b'{"kind":"frame"', b'{"kind": "frame"')):
                self.heard.append((now, text[:40]))

    def _text(self) -> bytes | None:
        if len(self.buffer) < 2:
            return None
        length, start = self.buffer[1] & 127, 2
        for short, wide in ((126, 2), (127, 8)):
            if length == short:
                length, start = int.from_bytes(self.buffer[2 : 2 + wide], "big"), 2 + wide
                break
        if len(self.buffer) < start + length:
            return None
        text, self.buffer = self.buffer[start : start + length], self.buffer[start + length :]
        return text


async def followed(count: int) -> tuple[list[float], int, float]:
    """Seconds between each click and each watcher's frame; how many frames were lost; seconds from SIGTERM to the end
    of the server with all of them connected."""
    app = App(Path(tempfile.mkdtemp()))
    app.start()
    match = begun(app)
    greeting = GREETING.format(match=match.id, port=app.port)
    loop = asyncio.get_running_loop()
    watchers = [
        (await loop.create_connection(lambda: Watcher(greeting), "127.0.0.1", app.port))[1] for _ in range(count)
    ]
    players = await asyncio.to_thread(sit_down, app, match)
    await asyncio.sleep(1)
    found: list[float] = []
    lost = 0
    for _ in range(STEPS):
        before = [len(watcher.heard) for watcher in watchers]
        began = await asyncio.to_thread(click, players)
        await asyncio.sleep(1)
        for watcher, had in zip(watchers, before, strict=True):
            new = watcher.heard[had:]
            found += [at - began for at, _ in new[:1]]
            lost += not new
    assert not any(watcher.gone for watcher in watchers)
    began = time.perf_counter()
    await asyncio.to_thread(app.stop, signal.SIGTERM, 30)
    return found, lost, time.perf_counter() - began


def sit_down(app: App, match: Begun) -> list[Wire]:
    wires: list[Wire] = []
    for seat, link in match.links.items():
        browser = Browser(app)
        browser.open(link)
        wires.append(browser.follow(match.id, seat))
    return wires


def click(players: list[Wire]) -> float:
    """Whoever is asked answers; when the click was sent."""
    for wire in players:
        if (newest := wire.newest)["ask"]:
            began = time.perf_counter()
            assert wire.act(newest["ask"]["decision"], first_legal(newest))["kind"] == "done"
            return began
    raise AssertionError("nobody is asked")


def main() -> None:
    rows: list[list[str]] = []
    base = 0.0
    for count in (1, WATCHERS):
        found, lost, stopped = asyncio.run(followed(count))
        median, late = statistics.median(found), statistics.quantiles(found, n=20)[-1]
        base = base or median
        figures = [median * 1e3, late * 1e3, lost, median / base, stopped]
        rows.append([f"{count} watchers", *(f"{figure:.1f}" for figure in figures)])
    columns = ["median ms", "p95 ms", "frames lost", "to one watcher", "SIGTERM to end, s"]
    show("One table, a click a second", columns, rows)


if __name__ == "__main__":
    main()
