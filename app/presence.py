"""The people of a table: who has come at all, who is here now, and whose seat a program may take."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from app.house import Declined
from games.core import NOBODY, Seat
from replays.record import Header, Kind
from replays.refusal import shown
from replays.replay import nameless
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

    def given(self, header: Header, by: Seat | None, seat: Seat | None, failing: Collection[Seat]) -> frozenset[Seat]:
        """The seats that a program takes when `by` gives it this one; `seat` None: all who are away or fail, where
        nobody is named. Raises Declined."""
        persons = header.persons
        self.complete(persons)
        here = persons & self._claimed
        if nameless(header) and seat not in persons - here:
            # No refusal may tell one seat from another.
            missing = self._gone(persons).union(failing) if seat is None else NOBODY
            if not missing:
                raise Declined("nobody-away")
            return missing
        if seat is None or not 0 <= seat < len(header.seats) or header.seated[seat].kind is Kind.SCRIPTED:
            raise Declined("no-person")
        if seat == by:
            raise Declined("own-seat")
        name = shown(header.names[seat])
        if seat not in persons and seat not in failing:
            raise Declined("works", name=name)
        if seat in here and not self._long_away(seat):
            raise Declined("not-away", name=name, seconds=round(self._away))
        return frozenset({seat})

    def _gone(self, persons: frozenset[Seat]) -> frozenset[Seat]:
        """Whose persons have come and been away for long."""
        return frozenset(seat for seat in persons & self._claimed if self._long_away(seat))

    def _long_away(self, seat: Seat) -> bool:
        return not self._present(seat) and self._clock() - self._since[seat] >= self._away

    def messages(
        self, header: Header, link: Callable[[Seat], str], failing: Mapping[Seat, str], *, over: bool
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The seats of people, and of models that fail for good, each with why; as those are told who have a say at
        the table, and as those are who watch: they get no link to a seat, and can put nobody on one. Once the match is
        over nobody is missed. Where seats are anonymous nobody is named who has come: it would
        be seen who stays."""
        self.complete(header.persons)
        told: tuple[list[Any], list[Any]] = ([], [])
        seats, rows = header.persons | failing.keys(), list[Any]()
        if nameless(header):
            seats, rows = header.persons - self._claimed, list(self._unnamed(header, failing))
        for row in () if over else rows:
            told[0].append(row)
            told[1].append(row | {"stand_in": False})
        for seat in () if over else sorted(seats):
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

    def _unnamed(self, header: Header, failing: Mapping[Seat, str]) -> Iterator[dict[str, Any]]:
        """How many of those who have come are away, and which sentences tell why models fail."""
        row: dict[str, Any] = {"seat": None, "name": "", "here": False, "joined": True, "link": None}
        if away := sum(not self._present(seat) for seat in header.persons & self._claimed):
            yield row | {"away": away, "stand_in": bool(self._gone(header.persons))}
        for sentence in sorted(set(failing.values())):
            yield row | {"failing": sentence, "stand_in": True}
