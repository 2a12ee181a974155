"""The live tables of this process: one loop in one thread plays them all, and each step is kept before it is shown."""

import asyncio
import hmac
import random
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final, NamedTuple

from agents.table import Pause, Receipt
from app.followers import Take, text_of
from app.identity import join_path
from app.live import TEXT, Declined, House, Live
from app.loop import Closed, Loop
from app.seating import players_of
from games.core import Action, Seat, Viewer
from games.luck import fresh_seed
from games.registry import GAMES
from replays.record import ALPHABET, ID_LENGTH, Header, Kind, Origin, Seating, bound, fresh_id
from replays.rows import AlreadyKept
from replays.store import NoSuchMatch, Store, now

AWAY: Final = 60.0
"""Seconds without a connection after which a scripted player may take a person's seat."""
LINGER: Final = 60.0
"""Seconds that a match which nobody follows is held, so that a connection which comes back finds it as it was."""
SHORTEST, LONGEST = 0.7, 1.5
"""What a pause may be, in paces."""
PATIENCE: Final = 1.0
"""Seconds that the thread of the tables is given to stop."""


class Place(NamedTuple):
    """A person's seat at a match."""

    match_id: str
    seat: Seat


def pauses(pace: float) -> Pause:
    """Pauses of about `pace` seconds, drawn alike for everybody and from nothing that a match depends on."""
    drawn = random.SystemRandom()

    async def pause() -> None:
        await asyncio.sleep(pace * drawn.uniform(SHORTEST, LONGEST))

    return pause


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
        self._lives: dict[str, Live] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._loop = Loop("tables")

    def close(self) -> None:
        """Stop playing. What was kept stays; nobody is told anything more."""
        self._loop.close(PATIENCE)

    def open(self, game: str, preset: str, seats: Sequence[Seating], seed: int | None = None) -> str:
        """Begin a match; the id. It waits until somebody has claimed each person's seat. A given seed marks it
        *seed known*.

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
        return self._loop.wait(lambda: self._open(header))

    def claim(self, person: str, match_id: str, seat: Seat) -> None:
        """This person sits there from now on; see `Store.claim`."""
        self.store.claim(person, match_id, seat)

        def joined() -> None:
            if match_id in self._lives:
                self._lives[match_id].joined()

        self._loop.wait(joined)

    def settle(self, match_id: str) -> None:
        """Let programs play, and wait until a person must act or come, or the match is over."""

        async def settled() -> None:
            live = self._live(match_id)
            live.go_on()
            await live.settled()

        self._loop.ask(settled()).result()

    async def follow(self, match_id: str, viewer: Viewer, take: Take) -> Callable[[], None]:
        """`take` is called on the tables' thread with a snapshot at once, then with all that this viewer may know as it
        happens, until what this returns is called, from wherever.

        Whoever is no person of the table, or none any more, gets what everybody sees. Raises NoSuchMatch, and what
        `Live` raises for a match that cannot be played here.
        """

        async def leave() -> None:
            if match_id in self._lives:
                self._lives[match_id].unfollow(take)

        def stop() -> None:
            with suppress(Closed):
                self._loop.ask(leave())

        try:
            await self._loop.there(lambda: self._live(match_id).follow(viewer, take))
        except BaseException:
            # Whoever waits may be cancelled when `take` has been added already.
            stop()
            raise
        return stop

    async def snapshot(self, match_id: str, viewer: Viewer) -> str:
        """How things stand for this viewer, as `follow` would tell."""
        return await self._loop.there(lambda: self._live(match_id).snapshot(viewer))

    async def act(self, place: Place, action: Action, at: int, click_id: str = "") -> Receipt:
        """A person's answer to the seat's decision number `at`; what follows from it is told to the followers.

        Raises games.core.Refused, RecordError for a text that no file can hold, or sqlalchemy.exc.DBAPIError where it
        could not be kept, and then nothing has changed; or NoSuchMatch.
        """
        return await self._loop.there(lambda: self._live(place.match_id).act(place.seat, action, at, click_id))

    async def resign(self, place: Place) -> None:
        """A scripted player takes the seat for good. Raises Declined."""
        await self._loop.there(lambda: self._live(place.match_id).resign(place.seat))

    async def stand_in(self, by: Place, seat: Seat) -> None:
        """A scripted player takes another seat for good whose person never came or is away. Raises Declined."""
        await self._loop.there(lambda: self._live(by.match_id).stand_in(by.seat, seat))

    async def rematch(self, place: Place, *, same: bool) -> str:
        """The id of the next match of the same seats as at the beginning, or of the same deal again.

        There is one of each kind, whoever asks and how often. All who follow are told the way to their seats when it is
        opened, and whoever asks again is. Raises Declined.
        """
        return await self._loop.there(lambda: self._rematch(self._live(place.match_id), place.seat, same=same))

    def _open(self, header: Header) -> str:
        # Whatever cannot be played is refused before anything is kept.
        players_of(header.seats, header.seed or 0)
        bound(header).start(len(header.seats))
        self.store.create(header)
        self._live(header.id).go_on()
        return header.id

    def _rematch(self, live: Live, seat: Seat, *, same: bool) -> str:
        before = self._last_of(live.header, same=same)
        if live.table.outcome is None:
            raise Declined(seat, "not-ended")
        if not (0 <= seat < len(before.seats) and before.seats[seat].kind is Kind.PERSON):
            raise Declined(seat, "no-seat")
        header = Header(
            id=self._rematch_id(before.id, same=same),
            game=before.game,
            preset=before.preset,
            rules=before.rules,
            version=before.version,
            seats=before.seats,
            origin=Origin.TABLE,
            created=now(),
            seed=live.seed if same else fresh_seed(),
            seed_known=same,
            people=True,
        )
        told = [other for other, who in enumerate(before.seats) if who.kind is Kind.PERSON]
        try:
            self._open(header)
        except AlreadyKept:
            told = [seat]
        for other in told:
            url, text = self._link(header.id, other), TEXT["moved_same" if same else "moved"]
            live.followers.tell_seat(other, text_of({"kind": "moved", "url": url, "text": text}))
        return header.id

    def _last_of(self, header: Header, *, same: bool) -> Header:
        """The newest ended match of a row of rematches, so that asking again never leads to one that is over."""
        with suppress(NoSuchMatch):
            while (after := self.store.header(self._rematch_id(header.id, same=same))).ended is not None:
                header = after
        return header

    def _rematch_id(self, match_id: str, *, same: bool) -> str:
        """It follows from the match, so that two who ask at once, or two servers, open the same one."""
        drawn = hmac.digest(self._house_secret(), f"rematch/{match_id}/{same}".encode(), "sha256")
        return "".join(ALPHABET[byte % len(ALPHABET)] for byte in drawn[:ID_LENGTH])

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
            self._lives[match_id] = Live(self.store.load(match_id), seed, self._house)
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
