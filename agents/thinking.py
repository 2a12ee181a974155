"""The programs of one table that are thinking, and what they have decided."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from games.core import Seat

Rest = Callable[[], Awaitable[None]]
"""What is left of a pause that has begun."""
Pause = Callable[[], Rest]
"""Begins one."""


class Thinking:
    """One question at a time for each seat; an answer is kept until its seat is dropped."""

    def __init__(self) -> None:
        self.decided: dict[Seat, Any] = {}
        """Nobody is asked again who has decided."""
        self._thinking: dict[Seat, asyncio.Future[Any]] = {}
        self._dropped: list[asyncio.Future[Any]] = []
        self._stirred: asyncio.Future[None] | None = None

    @property
    def seats(self) -> frozenset[Seat]:
        """Who was asked."""
        return frozenset(self._thinking.keys() | self.decided.keys())

    def ask(self, seat: Seat, answer: Awaitable[Any]) -> None:
        """Let it think."""
        self._thinking[seat] = asyncio.ensure_future(answer)

    def drop(self, seat: Seat) -> None:
        """Whatever this seat was asked is of no interest any more."""
        self.decided.pop(seat, None)
        if seat in self._thinking:
            self._dropped.append(self._thinking.pop(seat))
            self._dropped[-1].cancel()

    def drop_all(self) -> None:
        """The same for every seat."""
        for seat in self.seats:
            self.drop(seat)

    def stir(self) -> None:
        """Whoever waits in `some` is to look again who can be asked."""
        if self._stirred is not None and not self._stirred.done():
            self._stirred.set_result(None)

    async def some(self) -> None:
        """Until somebody has decided or was dropped, or `stir`. Raises what a program raised."""
        self._stirred = asyncio.get_running_loop().create_future()
        await asyncio.wait({*self._thinking.values(), self._stirred}, return_when=asyncio.FIRST_COMPLETED)
        ended = {seat: answer for seat, answer in self._thinking.items() if answer.done()}
        errors: list[BaseException] = []
        for seat, answer in ended.items():
            del self._thinking[seat]
            if answer.cancelled():
                errors.append(asyncio.CancelledError())
            elif (error := answer.exception()) is not None:
                errors.append(error)
            else:
                self.decided[seat] = answer.result()
        for error in errors:
            raise error

    async def all(self, asks: Mapping[Seat, Awaitable[Any]]) -> list[Any]:
        """What these answer, in their order, without those that are dropped meanwhile."""
        for seat, answer in asks.items():
            self.ask(seat, answer)
        try:
            while self._thinking:
                await self.some()
            return [self.decided[seat] for seat in asks if seat in self.decided]
        finally:
            for seat in asks:
                self.drop(seat)

    async def end(self) -> None:
        """When this returns nobody is thinking any more."""
        for seat in tuple(self._thinking):
            self._dropped.append(self._thinking.pop(seat))
            self._dropped[-1].cancel()
        if self._dropped:
            await asyncio.wait(self._dropped)
            for answer in self._dropped:
                if not answer.cancelled():
                    answer.exception()
            self._dropped = []
