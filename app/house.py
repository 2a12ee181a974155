"""What all live matches of a process have in common, where a person is at one, and how a table says no."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from agents.table import Pause, Rest
from games.core import Reason, Seat
from games.words import words
from replays.store import Store

if TYPE_CHECKING:
    from app.live import Live

TEXT: Final[dict[str, Any]] = words("app")["live"]
SHORTEST, LONGEST = 0.7, 1.5
"""What a pause may be, in paces."""


class Declined(ValueError):
    """What somebody may not have now at a live table. Its text is a sentence for them."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.why = Reason(code, values)

    def __str__(self) -> str:
        return TEXT["declined"][self.why.code].format(**self.why.values)


class Place(NamedTuple):
    """Where a person is at a match."""

    match_id: str
    seat: Seat | None
    """None: without a seat, as whoever has opened a table without people."""
    host: bool = False
    """Whether this is the person who has opened the table."""

    @property
    def seated(self) -> Seat:
        """The seat. Raises Declined where there is none."""
        if self.seat is None:
            raise Declined("no-seat")
        return self.seat


def pauses(pace: float) -> Pause:
    """Pauses of about `pace` seconds, drawn alike for everybody and from nothing that a match depends on."""
    drawn = random.SystemRandom()

    def begin() -> Rest:
        loop = asyncio.get_running_loop()
        end = loop.time() + pace * drawn.uniform(SHORTEST, LONGEST)

        async def rest() -> None:
            await asyncio.sleep(max(0, end - loop.time()))

        return rest

    return begin


@dataclass(frozen=True, slots=True)
class House:
    """It knows no match; all of them know it."""

    store: Store
    pause: Pause
    clock: Callable[[], float]
    """Seconds."""
    away: float
    """Seconds without a connection after which a program may take a person's seat."""
    link: Callable[[str, Seat], str]
    """The address that seats whoever opens it."""
    resting: Callable[["Live"], None]
    """Called with a match that nobody follows and that waits for nobody but a person."""
