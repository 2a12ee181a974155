"""The task in which the programs of a match play: tried again while the disk is full, taken up behind others."""

import asyncio
import logging
from typing import Final, Protocol

from sqlalchemy.exc import DBAPIError

from app.audience import TROUBLE
from games.words import words
from replays.store import NoSuchMatch
from replays.writing import AlreadyKept

FIRST: Final = 1.0
LAST: Final = 10.0
"""Seconds until a step that could not be kept is tried again: at first, and at most."""
NOT_KEPT: Final[str] = words("app")["play"]["not_kept"]
log = logging.getLogger(__name__)


class Match(Protocol):
    """What is played."""

    @property
    def id(self) -> str: ...

    def played(self) -> int:
        """How many steps there are."""
        ...

    async def advance(self) -> bool:
        """Play until a person must act, or the match is over; False if the match was taken up anew meanwhile."""
        ...

    def take_up(self) -> None:
        """Go on from what is kept."""
        ...

    def trouble(self, text: str) -> None:
        """Something does not work; it is tried again by itself, or by whoever comes next."""
        ...

    def rest(self) -> None:
        """The programs have played."""
        ...


class Work:
    """At most one task at a time. It must be used on its loop."""

    def __init__(self, match: Match) -> None:
        self._match = match
        self._task: asyncio.Task[None] | None = None

    def __bool__(self) -> bool:
        """Whether programs play now."""
        return self._task is not None

    def go_on(self) -> None:
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())

    async def ended(self) -> None:
        """Until no program plays."""
        while self._task is not None:
            await asyncio.wait({self._task})

    async def cancel(self) -> None:
        """Whoever is thinking stops; when this returns nobody is any more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})

    async def _run(self) -> None:
        match, wait, behind = self._match, FIRST, False
        try:
            while True:
                before = match.played()
                try:
                    if behind:
                        match.take_up()
                        before, behind = match.played(), False
                    if await match.advance():
                        return
                except (AlreadyKept, NoSuchMatch):
                    if behind:
                        raise
                    # Another process has played on, or has stopped the match.
                    behind = True
                except DBAPIError:
                    log.warning("match %s: a step could not be kept", match.id, exc_info=True)
                    match.trouble(NOT_KEPT)
                    wait = FIRST if match.played() > before else wait
                    await asyncio.sleep(wait)
                    wait = min(2 * wait, LAST)
        except Exception:
            log.exception("match %s: its programs cannot go on", match.id)
            match.trouble(TROUBLE)
        finally:
            self._task = None
            match.rest()
