"""The clock of a step in which all act at once: how long its people have, and who did not choose in time."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

from agents.table import Table
from games.core import NOBODY, Seat, Viewer
from games.failure import LATE
from games.secret_tools.conditions import ANNOUNCED
from replays.record import Header, Record, codec

FEWEST: Final = 2
"""People with a seat: nobody but another person would be kept waiting."""
AGAIN: Final = 1.0
"""Seconds until it is tried again to play for somebody, where that could not be kept."""


class StepClock:
    """It runs while one person at least is here, and begins anew with every step that everybody sees.

    Nothing of what goes on in private moves it, for whoever takes no part in that. Whoever is asked in private has no
    clock, and then a full one of its own. `time` counts seconds; `over` is called when somebody is late.
    """

    def __init__(self, time: Callable[[], float], over: Callable[[], None]) -> None:
        self._time, self._over = time, over
        self.late: dict[int, tuple[Seat, ...]] = {}
        """By the number of a step: for whom the table played since they had not chosen in time."""
        self._seconds = 0.0
        self._step = -1
        self._since: float | None = None
        """When the step that everybody sees began; None: the clock stands."""
        self._own: dict[Seat, float | None] = {}
        """The same for those who know of something private: None while they are asked, or their partner is."""
        self._owing: frozenset[Seat] = NOBODY
        self._timer: asyncio.TimerHandle | None = None

    def read(self, record: Record) -> None:
        """Who was late so far."""
        forced = codec(record.header.game).forced
        for step in record.steps if record.header.clock else ():
            self.hear(step.seq, forced(step))

    def hear(self, seq: int, forced: Any) -> None:
        """For whom the table played in a step, and why."""
        if late := tuple([seat for seat, why in forced.items() if why.code == LATE]):
            self.late[seq] = late

    def look(self, header: Header, table: Table, *, here: bool) -> bool:
        """Something may have changed; `here`: so that people can choose. Whether the clock now runs or stands, and did
        not before."""
        ran, self._seconds = self._since is not None, header.clock or 0.0
        if not (self._seconds and here and len(header.persons) >= FEWEST and _awaited(header, table)):
            self._since, self._owing = None, NOBODY
        else:
            self._run(header, table)
        self._arm()
        return ran != (self._since is not None)

    def _run(self, header: Header, table: Table) -> None:
        now = self._time()
        if self._since is None or self._step != table.common:
            self._step, self._since, self._own = table.common, now, {}
        game, state = table.game, table.state
        free = game.answering(state) - (game.acting(state) if game.hidden(state) else NOBODY)
        for seat in header.persons:
            if getattr(game.observe(state, seat), "private", None) is not None:
                began = self._own.get(seat)
                self._own[seat] = (now if began is None else began) if seat in free else None
        self._owing = free & header.persons - table.sealed - table.bound.keys()

    def _due(self, seat: Seat) -> float:
        began = self._own.get(seat, self._since)
        assert began is not None
        return began + self._seconds

    def over(self) -> frozenset[Seat]:
        """Who has not chosen in time."""
        return frozenset(seat for seat in self._owing if self._due(seat) <= self._time())

    def told(self, viewer: Viewer) -> dict[str, float] | None:
        """How the clock stands for this viewer; None: it stands."""
        began = self._since if viewer is None else self._own.get(viewer, self._since)
        if began is None or self._since is None:
            return None
        return {"seconds": self._seconds, "left": round(max(0.0, began + self._seconds - self._time()), 2)}

    def _arm(self, least: float = 0.0) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._owing:
            wait = max(least, min(map(self._due, self._owing)) - self._time())
            self._timer = asyncio.get_running_loop().call_later(wait, self._ring)

    def _ring(self) -> None:
        rings = self._timer
        try:
            if self.over():
                self._over()
        finally:
            if self._timer is rings:
                self._arm(AGAIN if self.over() else 0.0)


def _awaited(header: Header, table: Table) -> bool:
    """Whether everybody sees that people are waited for, and all are free to choose who are not asked in private."""
    open_to_all = header.tool is not None and header.tool.condition in ANNOUNCED and table.game.hidden(table.state)
    return not open_to_all and bool(header.persons & table.game.observe(table.state, None).waiting_for)
