"""The live tables of this process: one loop in one thread plays them all, and each step is kept before it is shown."""

import asyncio
import secrets
import threading
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from agents.core import View
from agents.table import Receipt, Table
from app.seating import players_of
from games.core import Action, Event, Seat
from games.decision import Step
from games.luck import fresh_seed
from games.registry import GAMES
from replays.record import Header, Kind, Origin, Seating, StepRecord, bound, codec, fresh_id
from replays.rows import AlreadyKept
from replays.store import NoSuchMatch, Store, now

T = TypeVar("T")


class Place(NamedTuple):
    """A person's seat at a match."""

    match_id: str
    seat: Seat


@dataclass(frozen=True, slots=True)
class Opened:
    """A new match, and the secret of each person's seat."""

    match_id: str
    keys: dict[Seat, str]


class Tables:
    """Every method may be called from any thread; the tables are touched by one."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._tables: dict[str, Table] = {}
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="tables", daemon=True).start()

    def open(self, game: str, preset: str, seats: Sequence[Seating], seed: int | None = None) -> Opened:
        """Seat everybody and play until a person must act. A given seed marks the match *seed known*.

        Raises LookupError for a game, preset or scripted player that is not known, ValueError for too few or too many
        seats; nothing is kept then.
        """
        rules = GAMES[game].presets[preset]
        header = Header(
            id=fresh_id(),
            game=game,
            preset=preset,
            rules=rules,
            version=GAMES[game].build(rules).version,
            seats=tuple(seats),
            origin=Origin.TABLE,
            created=now(),
            seed=fresh_seed() if seed is None else seed,
            seed_known=seed is not None,
            people=any(seat.kind is Kind.PERSON for seat in seats),
        )
        keys = {i: secrets.token_urlsafe(16) for i, seat in enumerate(seats) if seat.kind is Kind.PERSON}
        table = self._table(header, header.seed or 0)
        self.store.create(header, keys)
        self._tables[header.id] = table
        self._run(table.advance())
        return Opened(header.id, keys)

    def place(self, key: str) -> Place | None:
        """The seat that a person's secret opens."""
        found = self.store.seat_of(key)
        return None if found is None else Place(*found)

    def view(self, place: Place) -> View[Any, Any]:
        """What a person at this seat may know now. Raises NoSuchMatch."""
        return self._run(self._with(place.match_id, lambda table: table.view(place.seat)))

    def act(self, place: Place, action: Action, at: int, click_id: str = "") -> Receipt:
        """A person's answer to the seat's decision number `at`, and all that follows until a person must act.

        Raises games.core.Refused, and then nothing has changed, or NoSuchMatch.
        """

        async def answer(table: Table) -> Receipt:
            receipt = table.submit(place.seat, action, at, click_id)
            await table.advance()
            return receipt

        return self._run(self._with(place.match_id, answer))

    def events(self, match_id: str, seat: Seat | None) -> tuple[Event, ...]:
        """All that a seat or the spectator has seen. Raises NoSuchMatch."""
        return self._run(self._with(match_id, lambda table: table.events(seat)))

    def _run(self, work: Awaitable[T]) -> T:
        async def waited() -> T:
            return await work

        return asyncio.run_coroutine_threadsafe(waited(), self._loop).result()

    async def _with(self, match_id: str, work: Callable[[Table], Any]) -> Any:
        """Do something with a table, which is taken up from its record if this process does not hold it."""
        try:
            return await self._work(match_id, work)
        except AlreadyKept:
            # Another process has played on: once more, with the table as it is kept now.
            self._tables.pop(match_id, None)
            return await self._work(match_id, work)

    async def _work(self, match_id: str, work: Callable[[Table], Any]) -> Any:
        if match_id not in self._tables:
            self._tables[match_id] = self._resume(match_id)
        table = self._tables[match_id]
        # Programs may be due: the server was killed while they played, or their step could not be kept.
        await table.advance()
        done = work(table)
        return await done if asyncio.iscoroutine(done) else done

    def _resume(self, match_id: str) -> Table:
        header, seed = self.store.header(match_id), self.store.seed(match_id)
        if seed is None:
            raise NoSuchMatch(match_id)
        return self._table(header, seed, self.store.steps(match_id))

    def _table(self, header: Header, seed: int, steps: Iterable[StepRecord] = ()) -> Table:
        rest = codec(header.game)

        def keep(step: Step) -> None:
            self.store.append(header.id, rest.rest(step), step.outcome)

        actions = map(rest.actions, steps)
        return Table.resume(bound(header), players_of(header.seats, seed), seed, keep, actions)
