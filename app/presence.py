"""The people of a table: who has come at all, who is here now, and whose seat a program may take."""

from collections.abc import Callable
from typing import Any

from games.core import Seat
from replays.record import Header
from replays.refusal import shown
from replays.store import Store


class Presence:
    """`present` tells whether somebody follows as a seat; `clock` counts seconds; `away` is how long is long."""

    def __init__(
        self,
        header: Header,
        store: Store,
        present: Callable[[Seat], bool],
        clock: Callable[[], float],
        away: float,
    ) -> None:
        self._id, self._store, self._present, self._clock, self._away = header.id, store, present, clock, away
        self._since = dict.fromkeys(range(len(header.seats)), clock())
        self._claimed: frozenset[Seat] = frozenset()

    def left(self, seat: Seat) -> None:
        """Nobody follows as this seat any more."""
        self._since[seat] = self._clock()

    def complete(self, persons: frozenset[Seat]) -> bool:
        """Whether everybody of these has come."""
        if not persons <= self._claimed:
            self._claimed = self._store.claimed(self._id)
        return persons <= self._claimed

    def free(self, seat: Seat) -> bool:
        """Whether the seat's person never came, or has been away for long."""
        if not self.complete(frozenset({seat})):
            return True
        return not self._present(seat) and self._clock() - self._since[seat] >= self._away

    def message(self, header: Header, link: Callable[[Seat], str] | None, *, over: bool) -> dict[str, Any]:
        """The people's seats as they are told. Those who only watch get no `link`, and can put nobody on a seat."""
        rows: list[dict[str, Any]] = []
        for seat in sorted(header.persons):
            joined = self.complete(frozenset({seat}))
            rows.append(
                {
                    "seat": seat,
                    "name": shown(header.names[seat]),
                    "here": self._present(seat),
                    "joined": joined,
                    "link": None if joined or link is None else link(seat),
                    "stand_in": link is not None and not over and self.free(seat),
                }
            )
        return {"kind": "people", "seats": rows}
