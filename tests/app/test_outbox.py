"""What is sent to a browser that reads slowly: it never goes back, and nothing is lost."""

import asyncio
import json
import threading
import time
from contextlib import closing
from random import Random
from typing import Any

import pytest
from starlette.websockets import WebSocket

from app import engine, sockets
from app.tables import Place
from replays.store import Store
from tests.app.clicking import OTHER, PATIENCE, PERSON, PROGRAM, begin, click, do, due, follow, view
from tests.replays.played import Case

WAITING = 9
Message = dict[str, Any]


class Slow:
    """A watcher whose line takes one message, and the others only once `goes_on` is set."""

    def __init__(self, match_id: str) -> None:
        self.told: list[Message] = []
        self.goes_on, self.leaves = threading.Event(), threading.Event()
        scope = {"type": "websocket", "headers": [], "query_string": b"", "path_params": {"match_id": match_id}}
        self._socket = WebSocket(scope, self._receive, self._send)
        self._came = False
        self._thread = threading.Thread(target=lambda: asyncio.run(sockets.live(self._socket)))
        self._thread.start()

    async def _receive(self) -> Message:
        if self._came:
            await asyncio.to_thread(self.leaves.wait)
            return {"type": "websocket.disconnect", "code": 1001}
        self._came = True
        return {"type": "websocket.connect"}

    async def _send(self, message: Any) -> None:
        if message["type"] == "websocket.send":
            if self.told:
                await asyncio.to_thread(self.goes_on.wait)
            self.told.append(json.loads(message["text"]))

    def until(self, field: str) -> None:
        """Until it is told this."""
        end = time.monotonic() + PATIENCE
        while not any(message.get(field) for message in self.told):
            assert time.monotonic() < end, self.told
            time.sleep(0.005)

    def close(self) -> None:
        self.goes_on.set()
        self.leaves.set()
        self._thread.join(PATIENCE)


def read(told: list[Message]) -> tuple[list[int], list[str]]:
    """The numbers of what a browser shows one after another, and the log that it has in the end."""
    numbers: list[int] = []
    log: list[str] = []
    for message in told:
        if message["kind"] == "snapshot":
            numbers.append(message["number"])
            log[message["earlier"] :] = [line["text"] for line in message["log"]]
        elif message["kind"] == "frame" and message["number"] > numbers[-1]:
            assert message["number"] == numbers[-1] + 1, "a step is missing"
            numbers.append(message["number"])
            log += [line["text"] for line in message["lines"]]
    return numbers, log


def test_a_browser_that_falls_behind_is_told_how_things_stand(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "MOST", WAITING)
    tables, rng = engine.tables(), Random(3)
    match_id = begin(tables, Case("liars_bar", "paper"), PERSON, OTHER, PROGRAM)
    ear = follow(tables, match_id)
    with closing(Slow(match_id)) as slow:
        slow.until("log")
        # When a program takes a seat a snapshot is sent: one before it falls behind, and one after.
        do(tables.resign(Place(match_id, 1)))
        ada = Place(match_id, 0)
        while len(ear.told("frame")) < 2 * WAITING:
            assert due(view(tables, ada))
            click(tables, ada, rng)
        do(tables.resign(ada))
        tables.settle(match_id)
        slow.goes_on.set()
        slow.until("ending")
    numbers, log = read(ear.messages)
    assert read(slow.told) == ([numbers[0], numbers[-1]], log)
    notices = [message for message in slow.told if message["kind"] == "notice"]
    assert notices == ear.told("notice") != []
