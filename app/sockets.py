"""The wire between a browser and a live table: what it may know goes out, what its person does comes in."""

import asyncio
from collections import deque
from contextlib import suppress
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy.exc import DBAPIError
from starlette.websockets import WebSocket, WebSocketDisconnect

from agents.prompts.offers import WordingError
from app import engine, identity
from app.audience import Audience
from app.messages import answered, lines
from app.seating import UnknownPlayer
from app.tables import Place
from app.watching import same_rules
from games.core import Refused, Seat
from replays.record import Header, Kind
from replays.refusal import RecordError
from replays.store import NoSuchMatch

MOST: Final = 64
"""Messages that may wait for a slow browser; then it is sent the table as it is now instead."""
LONGEST: Final = 16_384
"""Characters of a message from a browser."""
HEARTBEAT: Final = 20
"""Seconds of silence after which a browser is told that all is well."""
NO_TEXT, FOREIGN, TOO_BIG, LATER, NOT_YOURS, UNKNOWN, GIVEN_UP = 1003, 1008, 1009, 1013, 4403, 4404, 4410
STANDING: Final = ('{"kind":"frame"', '{"kind":"snapshot"')
"""So begins what tells how things stand."""
BEAT: Final = '{"kind":"beat"}'


class Outbox:
    """What waits to be sent. Any thread may put; a reader that falls behind gets a fresh snapshot instead."""

    def __init__(self) -> None:
        self.behind = False
        """Things stand otherwise than has been told or waits to be: `renew` is due."""
        self._texts: deque[str] = deque()
        self._loop, self._some = asyncio.get_running_loop(), asyncio.Event()

    def put(self, text: str) -> None:
        self._loop.call_soon_threadsafe(self._add, text)

    def renew(self, audience: Audience) -> str:
        """Put how things stand, and return it; on the thread that puts the rest, so that it comes in its turn."""
        fresh = audience.snapshot()
        self._loop.call_soon_threadsafe(self._renewed, fresh)
        return fresh

    def _add(self, text: str) -> None:
        self._texts.append(text)
        self.behind = self.behind or len(self._texts) > MOST
        if self.behind:
            # The fresh snapshot stands for all that came before it; what else was said is said once only.
            self._texts = deque(waiting for waiting in self._texts if not waiting.startswith(STANDING))
        self._some.set()

    def _renewed(self, fresh: str) -> None:
        self.behind = False
        self._texts.append(fresh)
        self._some.set()

    async def take(self) -> str:
        """The next text, or a heartbeat."""
        if not self._texts:
            self._some.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(HEARTBEAT):
                    await self._some.wait()
        return self._texts.popleft() if self._texts else BEAT


async def live(socket: WebSocket) -> None:
    """One browser at one table, as the person of a seat or as a watcher, until it goes or the server stops."""
    # A close code only reaches a browser that has been let in.
    await socket.accept()
    origin = socket.headers.get("origin")
    if origin and urlsplit(origin).netloc != socket.headers.get("host"):
        await socket.close(FOREIGN)
        return
    try:
        header = await asyncio.to_thread(engine.store().header, socket.path_params["match_id"])
        if header.view is not None or not same_rules(header):
            await socket.close(UNKNOWN)
            return
        asked = socket.query_params.get("seat")
        person = identity.person(socket.cookies)
        seat = await _seat(person, header, asked)
        if asked is not None and seat is None:
            await socket.close(GIVEN_UP if _given_up(header, asked) else NOT_YOURS)
            return
        host = person is not None and person == await asyncio.to_thread(engine.store().host, header.id)
        await _serve(socket, header, Place(header.id, seat, host))
    except (NoSuchMatch, UnknownPlayer, RecordError, Refused, WordingError):
        # The page says why; there is nothing that could be tried again.
        await socket.close(UNKNOWN)
    except DBAPIError:
        await socket.close(LATER)


def _given_up(header: Header, asked: str) -> bool:
    """Whether a program plays where a person sat down."""
    persons = {str(seat + 1) for seat, who in enumerate(header.seats) if who.kind is Kind.PERSON}
    return asked in persons - {str(seat + 1) for seat in header.persons}


async def _seat(person: str | None, header: Header, asked: str | None) -> Seat | None:
    """The seat that was asked for, if it is this person's."""
    numbers = [str(seat + 1) for seat in range(len(header.seats))]
    if person is None or asked not in numbers:
        return None
    seat = numbers.index(asked)
    return seat if seat in await asyncio.to_thread(engine.store().seats_of, person, header.id) else None


async def _serve(socket: WebSocket, header: Header, place: Place) -> None:
    tables, outbox = engine.tables(), Outbox()
    stop = await tables.follow(header.id, place.seat, outbox.put, host=place.host)

    async def write() -> None:
        while True:
            while outbox.behind:
                await tables.told(header.id, place.seat, outbox.renew)
            await socket.send_text(await outbox.take())

    async def read() -> None:
        while True:
            message = await socket.receive()
            text = message.get("text")
            if message["type"] == "websocket.disconnect":
                return
            if text is None or len(text) > LONGEST:
                await socket.close(NO_TEXT if text is None else TOO_BIG)
                return
            if (earlier := await lines(tables, place, text)) is not None:
                # Whoever asks for much waits until it has come.
                await socket.send_text(earlier)
            elif place.seat is not None or place.host:
                outbox.put(await answered(tables, header, place, text))

    # Whichever ends first ends the other: a handler that waits for one of them alone keeps a server from stopping.
    tasks = [asyncio.create_task(read()), asyncio.create_task(write())]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stop()
        for task in tasks:
            task.cancel()
        ends = await asyncio.gather(*tasks, return_exceptions=True)
    for end in ends:
        if isinstance(end, Exception) and not isinstance(end, (WebSocketDisconnect, RuntimeError)):
            raise end
