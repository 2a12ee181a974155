"""The far side of the browser's wire: a page with the table on it, and a socket that says only what a test says."""

import asyncio
import json
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from app.routes import script
from app.ui.live import STYLES
from games.words import words

APP = Path(__file__).parents[2] / "app"
PATIENCE = 15
FACES = (
    ("Atkinson Hyperlegible Next", 400, "atkinson-hyperlegible-next-latin-400-normal", "U+0-10FFFF"),
    ("Atkinson Hyperlegible Next", 600, "atkinson-hyperlegible-next-latin-600-normal", "U+0-10FFFF"),
    ("Atkinson Hyperlegible Next", 700, "atkinson-hyperlegible-next-latin-700-normal", "U+0-10FFFF"),
    ("Young Serif", 400, "young-serif-latin-400-normal", "U+20-2F, U+3A-10FFFF"),
    ("Young Serif", 400, "atkinson-hyperlegible-next-latin-700-normal", "U+30-39"),
)
FACE = '@font-face {{ font-family: "{}"; font-weight: {}; src: url(/static/{}.woff2); unicode-range: {} }}'
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Table</title><style>
FACES
html { color-scheme: light dark; background: light-dark(#FAF5EC, #16110E) }
body { margin: 0 auto; padding: 16px; max-width: 1148px }
</style><div id="host"></div><script type="module">
import { mount } from "/browser/table.bundle.js";
const root = document.querySelector("#host").attachShadow({ mode: "open" });
const sheets = STYLES.map((name) => {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = "/browser/" + name;
  root.append(sheet);
  return new Promise((done) => sheet.addEventListener("load", done));
});
const data = await (await fetch("/data")).json();
// As in the app, nothing is drawn before it has its form: the page would be scrolled to where things do not stay.
await Promise.all(sheets);
window.table = mount(root, data);
</script></html>"""
PAGE = PAGE.replace("STYLES", json.dumps(STYLES)).replace("FACES", "\n".join(FACE.format(*face) for face in FACES))


@dataclass
class Far:
    """One page and one socket, on a port of their own."""

    data: dict[str, Any] = field(default_factory=dict[str, Any])
    """What the component is mounted with, where it differs from seat 4 of match m1."""
    greeting: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    """Said to every browser that comes."""
    down: bool = False
    """Browsers are turned away, as if nobody listened."""
    closing: int = 0
    """Browsers are let in and sent away with this code."""
    tries: list[float] = field(default_factory=list[float])
    """When browsers came, or tried to."""
    wanted: list[str] = field(default_factory=list[str])
    """The addresses they came to."""
    heard: "Queue[dict[str, Any]]" = field(default_factory=Queue)
    browser: Path = APP / "browser"
    port: int = 0
    _open: list[WebSocket] = field(default_factory=list[WebSocket])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        routes = [
            Route("/", lambda _: HTMLResponse(PAGE)),
            Route("/data", self._data),
            WebSocketRoute("/api/matches/{id}/live", self._live),
            Route("/browser/{module}.bundle.js", script),
            Mount("/browser", StaticFiles(directory=self.browser, follow_symlink=True)),
            Mount("/static", StaticFiles(directory=APP / "static")),
            Route("/{rest:path}", lambda request: Response(f"went to {request.url.path}?{request.url.query}")),
        ]
        config = uvicorn.Config(Starlette(routes=routes), port=0, log_level="critical", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        self.port = self._server.servers[0].sockets[0].getsockname()[1]

    def _run(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._loop.run_until_complete(self._server.serve())

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(5)

    async def _data(self, _: Request) -> Response:
        text = words("app")
        standard = {
            "match": "m1",
            "game": "liars_bar",
            "seat": 3,
            "words": text["table"]
            | text.get("reveal", {})
            | {"private": text["tools"]["table"], "may_hold": text["tools"]["may_hold"], "deals": text["deals"]}
            | {"dilemma": text["player"]["browser"]["course"]["dilemma"]},
            "rules": "One.\nTwo.",
            "home": "/home",
            "table_url": "/table?match=m1",
            "watch_url": "/watch?match=m1&seat=all",
            "deals": [["baseline", "Nothing is offered"], ["channel", "Private channel"]],
        }
        return JSONResponse(standard | self.data)

    async def _live(self, socket: WebSocket) -> None:
        self.tries.append(time.monotonic())
        self.wanted.append(f"{socket.url.path}?{socket.url.query}")
        if self.down:
            await socket.close()
            return
        await socket.accept()
        if self.closing:
            await socket.close(self.closing)
            return
        for message in self.greeting:
            await socket.send_json(message)
        self._open.append(socket)
        with suppress(WebSocketDisconnect, RuntimeError):
            while True:
                self.heard.put(await socket.receive_json())
        self._open.remove(socket)

    def say(self, *messages: dict[str, Any]) -> None:
        """To every browser that is here."""

        async def send() -> None:
            for message in messages:
                for socket in list(self._open):
                    await socket.send_json(message)

        asyncio.run_coroutine_threadsafe(send(), self._loop).result(PATIENCE)

    def drop(self, code: int = 1012) -> None:
        """Send every browser away."""

        async def close() -> None:
            for socket in list(self._open):
                with suppress(RuntimeError):
                    await socket.close(code)

        asyncio.run_coroutine_threadsafe(close(), self._loop).result(PATIENCE)

    def hears(self) -> dict[str, Any]:
        """The next message of a browser."""
        return self.heard.get(timeout=PATIENCE)
