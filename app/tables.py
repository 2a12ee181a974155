"""The live tables of this process: one loop in one thread plays them all, and each step is kept before it is shown."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, Final, TypeVar

from agents.addresses import endpoint
from agents.completion import Caller
from agents.models import Models
from agents.table import Receipt
from app import gallery
from app.audience import Audience, Take, text_of
from app.company import Company
from app.house import TEXT, Declined, House, Place, pauses
from app.identity import join_path
from app.live import Live
from app.loop import Closed, Loop
from app.rematches import Rematch, Rematches
from app.saying import said
from app.sealed import drawn
from games.core import Action, Seat, Viewer
from games.luck import fresh_seed
from games.model import Limits
from games.registry import GAMES
from games.secret_tools.conditions import BASELINE, Condition, ToolRules
from replays.record import Header, Kind, Origin, Record, Seating, Series, bound, fresh_id
from replays.store import NoSuchMatch, Store, now
from replays.writing import AlreadyKept

AWAY: Final = 60.0
"""Seconds without a connection after which a scripted player may take a person's seat."""
LINGER: Final = 60.0
"""Seconds that a match which nobody follows is held, so that a connection which comes back finds it as it was."""
PATIENCE: Final = 1.0
"""Seconds that the thread of the tables is given to stop."""
NO_KEYS: Final[Mapping[str, str]] = {}
T = TypeVar("T")


class Tables:
    """Every method may be called from any thread, and awaited on any loop; the tables are touched by one thread."""

    def __init__(
        self,
        store: Store,
        pace: float = 1.0,
        *,
        away: float = AWAY,
        linger: float = LINGER,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.store, self._linger = store, linger
        self._house = House(store, pauses(pace), clock, away, self._link, self._rest)
        self._secret: bytes | None = None
        self._rematches = Rematches(store, self._house_secret)
        self._models = Models()
        self._keys: dict[str, Mapping[str, str]] = {}
        """Those that were typed for a match, in memory only, until it is over and nobody follows it."""
        self._surprises = set[str]()
        """Matches whose tool was drawn by lot, as long: the next match of the same people draws its own."""
        self._lives: dict[str, Live] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._loop = Loop("tables")

    def close(self) -> None:
        """Stop playing. What was kept stays; nobody is told anything more."""
        self._loop.close(PATIENCE)

    def open(
        self,
        game: str,
        preset: str,
        seats: Sequence[Seating],
        seed: int | None = None,
        *,
        limits: Limits | None = None,
        models_shown: bool = False,
        host: str | None = None,
        tool: ToolRules | None = None,
        surprise: bool = False,
        series: Series | None = None,
        clock: float | None = None,
        rules: Any = None,
        keys: Mapping[str, str] = NO_KEYS,
    ) -> str:
        """Begin a match; the id. It waits until somebody has claimed each person's seat. A given seed marks it
        *seed known*. `host` is the person who opens the table; `tool` is what the match holds besides its game, None
        for the baseline, `surprise` has it drawn by lot, and `series` is the one that it belongs to; `clock` are the
        seconds that people have for a step; `rules` are the preset's with other options; `keys` are its models', by
        endpoint, and are written down nowhere.

        Raises LookupError for a game, preset or scripted player that is not known, ValueError for too few or too many
        seats, for rules or a tool that cannot be, and for a clock where not all act at once; nothing is kept then.
        """
        traits, rules = GAMES[game].traits, GAMES[game].presets[preset] if rules is None else rules
        if not GAMES[game].permits(preset, rules):
            raise ValueError("these are not the rules of the preset")
        if clock is not None and not (traits is not None and traits.together and clock > 0):
            raise ValueError("a clock is for steps in which all act at once")
        tool = drawn(game, preset) if surprise else tool
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
            limits=limits,
            models_shown=models_shown,
            tool=BASELINE if tool is None and traits is not None else tool,
            series=series,
            clock=clock,
        )
        return self._loop.wait(lambda: self._open(header, host, keys, surprise=surprise))

    def warm(self) -> None:
        """Import in the background what models are asked through, so that the first one is not waited for."""
        self._models.warm()

    def with_models(
        self, work: Callable[[Caller], Coroutine[Any, Any, T]], keys: Mapping[str, str] = NO_KEYS
    ) -> "Future[T]":
        """What this work gives, which asks models beside the matches; to cancel the future cancels it."""
        return self._loop.ask(work(self._caller(keys)))

    def claim(self, person: str, match_id: str, seat: Seat) -> None:
        """This person sits there from now on; see `Store.claim`."""
        self.store.claim(person, match_id, seat)

        def joined() -> None:
            if match_id in self._lives:
                self._lives[match_id].joined()

        self._loop.wait(joined)

    def settle(self, match_id: str) -> None:
        """Let programs play, and wait until a person must act or come, or the match is over."""
        self._loop.ask(self._settled(match_id)).result()

    async def settled(self, match_id: str) -> None:
        """The same for somebody on another loop."""
        await asyncio.wrap_future(self._loop.ask(self._settled(match_id)))

    async def _settled(self, match_id: str) -> None:
        live = self._live(match_id)
        live.go_on()
        await live.settled()

    async def follow(self, match_id: str, viewer: Viewer, take: Take, *, host: bool = False) -> Callable[[], None]:
        """`take` is called on the tables' thread with a snapshot at once, then with all that this viewer may know as it
        happens, until what this returns is called, from wherever.

        Whoever is no person of the table, or none any more, gets what everybody sees; `host` as in `Live.follow`.
        Raises NoSuchMatch, and what `Live` raises for a match that cannot be played here.
        """

        async def leave() -> None:
            if match_id in self._lives:
                self._lives[match_id].unfollow(take)

        def stop() -> None:
            with suppress(Closed):
                self._loop.ask(leave())

        try:
            await self._loop.there(lambda: self._live(match_id).follow(viewer, take, host=host))
        except BaseException:
            # Whoever waits may be cancelled when `take` has been added already.
            stop()
            raise
        return stop

    async def told(self, match_id: str, viewer: Viewer, what: Callable[[Audience], str] = Audience.snapshot) -> str:
        """What those hear who see what this viewer may: how things stand, as `follow` would tell, or something else."""
        return await self._loop.there(lambda: what(self._live(match_id).followers.audience(viewer)))

    async def act(self, place: Place, action: Action, at: int, click_id: str = "", reason: str = "") -> Receipt:
        """A person's answer to the seat's decision number `at`, and a private `reason` for it; what follows is told to
        the followers.

        Raises games.core.Refused, RecordError for a text that no file can hold, or sqlalchemy.exc.DBAPIError where it
        could not be kept, and then nothing has changed; Declined without a seat, or once the match was stopped; or
        NoSuchMatch.
        """
        seat = place.seated
        return await self._loop.there(lambda: self._live(place.match_id).act(seat, action, at, click_id, reason))

    async def resign(self, place: Place) -> None:
        """A scripted player takes the seat for good. Raises Declined."""
        seat = place.seated
        await self._loop.there(lambda: self._live(place.match_id).resign(seat))

    async def stand_in(self, by: Place, seat: Seat | None) -> None:
        """A scripted player takes another seat for good, whose person never came or is away, or whose model fails for
        good; None: of all of these, where they are not named. Raises Declined."""
        await self._loop.there(lambda: self._live(by.match_id).stand_in(by.seat, seat))

    async def rematch(
        self,
        place: Place,
        *,
        same: bool,
        condition: Condition | None = None,
        keys: Mapping[str, str] = NO_KEYS,
    ) -> str:
        """The id of the next match of the same seats as at the beginning, or of the same deal again, with the same
        settings, limits and keys, and the same tool unless that was a surprise and the deal is a new one; or of the
        same deal under another `condition`. `keys` are for where those of the match are forgotten.

        There is one of each kind, whoever asks and how often. All who follow are told the way to their seats when it is
        opened, and whoever asks again is. Raises Declined.
        """
        kind = Rematch(same or condition is not None, condition)
        return await self._loop.there(lambda: self._rematch(self._live(place.match_id), place.seat, keys, kind))

    async def stop(self, place: Place) -> None:
        """End the match before its end; when this returns no model is asked any more. Raises Declined for anybody but
        the person who has opened the table."""
        if not place.host:
            raise Declined("not-host")

        async def stop() -> None:
            await self._live(place.match_id).stop()

        await asyncio.wrap_future(self._loop.ask(stop()))

    def _open(self, header: Header, host: str | None, keys: Mapping[str, str], *, surprise: bool) -> str:
        # Whatever cannot be played is refused before anything is kept.
        Company(Record(header, ()), header.seed or 0, self._caller(keys))
        bound(header).start(len(header.seats))
        self.store.create(header, host)
        self._keys[header.id] = keys
        if surprise:
            self._surprises.add(header.id)
        self._live(header.id).go_on()
        return header.id

    def _caller(self, keys: Mapping[str, str]) -> Caller:
        return self._models.keyed(lambda settings: keys.get(endpoint(settings)))

    def _rematch(self, live: Live, seat: Seat | None, keys: Mapping[str, str], kind: Rematch) -> str:
        if live.id in self._surprises:
            kind = kind._replace(surprise=True)
        header = self._rematches.after(live.id, seat, live.seed, kind)
        people = [other for other, who in enumerate(header.seats) if who.kind is Kind.PERSON]
        told = people
        try:
            keys = self._keys.get(live.id) or keys
            self._open(header, self.store.host(live.id), keys, surprise=kind.surprise and kind.condition is None)
        except AlreadyKept:
            told = [] if seat is None else [seat]
        for other in told:
            url, text = self._link(header.id, other), said(header.game)["live"]["moved_same" if kind.same else "moved"]
            live.followers.tell_seat(other, text_of({"kind": "moved", "url": url, "text": text}))
        if not people:
            url, text = f"/table?match={header.id}", TEXT["moved_watch"]
            live.followers.tell_hosts(text_of({"kind": "moved", "url": url, "text": text}))
        return header.id

    def _link(self, match_id: str, seat: Seat) -> str:
        return join_path(self._house_secret(), match_id, seat)

    def _house_secret(self) -> bytes:
        if self._secret is None:
            self._secret = self.store.secret()
        return self._secret

    def _live(self, match_id: str) -> Live:
        """A match that is held, or taken up from its record."""
        if match_id not in self._lives:
            seed = self.store.seed(match_id)
            if seed is None:
                raise NoSuchMatch(match_id)
            caller = self._caller(self._keys.get(match_id, NO_KEYS))
            self._lives[match_id] = Live(self.store.load(match_id), seed, self._house, caller)
            self._rest(self._lives[match_id])
        return self._lives[match_id]

    def _rest(self, live: Live) -> None:
        """Nobody needs this match now; forget it if that stays so."""
        if live.id in self._timers:
            self._timers.pop(live.id).cancel()
        self._timers[live.id] = self._loop.later(self._linger, self._forget, live)

    def _forget(self, live: Live) -> None:
        del self._timers[live.id]
        if live.idle:
            del self._lives[live.id]
            if live.over:
                self._keys.pop(live.id, None)
                self._surprises.discard(live.id)
                gallery.read(self.store, live.id)
