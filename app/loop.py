"""A loop in a thread of its own, which every other thread and loop may ask to do something."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


class Closed(RuntimeError):
    """The loop has been closed, and does nothing more."""


class Loop:
    """What is asked for is done in the order in which it was asked for."""

    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._closing, self._closed = asyncio.Event(), False
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._closing.wait())

    def close(self, patience: float) -> None:
        """Cancel all that is under way, whoever waits for it included, and wait so many seconds until it has ended."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._loop.call_soon_threadsafe(self._closing.set)
        self._thread.join(patience)

    def ask(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        """Raises Closed."""
        with self._lock:
            if self._closed:
                work.close()
                raise Closed
            return asyncio.run_coroutine_threadsafe(work, self._loop)

    def wait(self, work: Callable[[], T]) -> T:
        """What it returns or raises, for a thread that can stand and wait."""
        return self.ask(_done(work)).result()

    async def there(self, work: Callable[[], T]) -> T:
        """What it returns or raises, for somebody on another loop."""
        return await asyncio.wrap_future(self.ask(_done(work)))

    def later(self, seconds: float, work: Callable[..., object], *arguments: Any) -> asyncio.TimerHandle:
        """For what runs here already."""
        return self._loop.call_later(seconds, work, *arguments)


async def _done(work: Callable[[], T]) -> T:
    return work()
