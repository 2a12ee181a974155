"""The people of a table: who has come at all, who is here now, and whose seat a program may take."""

from collections.abc import Callable, Mapping
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
        """Somebody follows as this seat no more."""
        self._since[seat] = self._clock()

    def complete(self, persons: frozenset[Seat]) -> bool:
        """Whether everybody of these has come."""
        if not persons <= self._claimed:
            self._claimed = self._store.claimed(self._id)
        return persons <= self._claimed

    def anybody(self, persons: frozenset[Seat]) -> bool:
        """Whether one of these has come."""
        return bool(persons & self._store.claimed(self._id))

    def free(self, seat: Seat) -> bool:
        """Whether the seat's person never came, or has been away for long."""
        return not self.complete(frozenset({seat})) or self._long_away(seat)

    def _long_away(self, seat: Seat) -> bool:
        return not self._present(seat) and self._clock() - self._since[seat] >= self._away

    def messages(
        self, header: Header, link: Callable[[Seat], str], failing: Mapping[Seat, str], *, over: bool
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The seats of people, and of models that fail for good, each with why; as those are told who have a say at
        the table, and as those are who watch: they get no link to a seat, and can put nobody on one. Once the match is
        over nobody is missed."""
        self.complete(header.persons)
        told: tuple[list[Any], list[Any]] = ([], [])
        for seat in () if over else sorted(header.persons | failing.keys()):
            joined = seat in failing or seat in self._claimed
            here = seat in failing or self._present(seat)
            row: dict[str, Any] = {"seat": seat, "name": shown(header.names[seat]), "here": here, "joined": joined}
            if seat in failing:
                row["failing"] = failing[seat]
            free = seat in failing or not joined or self._long_away(seat)
            told[0].append(row | {"link": None if joined else link(seat), "stand_in": free})
            told[1].append(row | {"link": None, "stand_in": False})
        people, watchers = ({"kind": "people", "seats": rows} for rows in told)
        return people, watchers
