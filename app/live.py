"""A live match: its table, those who follow it, and the task in which its programs play."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from sqlalchemy.exc import DBAPIError

from agents.scripted import seated
from agents.table import Pause, Receipt, Table
from app.followers import TROUBLE, Followers, Message, Take, text_of, trouble
from app.narrator import ending
from app.people import title
from app.presence import Presence
from app.seating import players_of, stand_in
from games.core import Action, Reason, Refused, Seat, Viewer
from games.decision import Step
from games.words import words
from replays.record import Kind, Record, Substitution, bound, codec
from replays.refusal import RecordError, shown
from replays.rows import AlreadyKept
from replays.store import Store

FIRST: Final = 1.0
LAST: Final = 10.0
"""Seconds until a step that could not be kept is tried again: at first, and at most."""
TEXT: Final[dict[str, Any]] = words("app")["live"]
NOT_KEPT: Final[str] = words("app")["play"]["not_kept"]
T = TypeVar("T")
log = logging.getLogger(__name__)


class Declined(Refused):
    """What a person may not have now at a live table. Its text is a sentence for them."""

    def __init__(self, seat: Seat, code: str, **values: object) -> None:
        super().__init__(seat, None, Reason(code, values))

    def __str__(self) -> str:
        return TEXT["declined"][self.why.code].format(**self.why.values)


@dataclass(frozen=True, slots=True)
class House:
    """What all live matches of a process have in common."""

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


class Live:
    """One match. Only the tables' own thread may use it."""

    def __init__(self, record: Record, seed: int, house: House) -> None:
        """Raises RecordError for a record that cannot be played on here, app.seating.UnknownPlayer for a program that
        is not known, games.core.Refused for steps that the rules do not allow."""
        self.id, self.seed, self._house = record.header.id, seed, house
        self.header, self.table = record.header, self._seat(record)
        self.followers = Followers(self.header, self.table, self._ending, self._lost)
        self._presence = Presence(self.header, house.store, self.followers.present, house.clock, house.away)
        self._end: Message | None = None
        self._told_people = ("", "")
        self._work: asyncio.Task[None] | None = None
        self._when_away()

    @property
    def idle(self) -> bool:
        """Whether nothing would be lost, and nobody miss it, if it were forgotten."""
        return not (self.followers or self._work or self.table.sealed)

    def follow(self, viewer: Viewer, take: Take) -> None:
        """`take` gets a snapshot at once, then all that this viewer may know as it happens."""
        self.followers.add(viewer, take)
        if not self._tell_people():
            take(self._told_people[self.followers.watches(viewer)])
        self.go_on()

    def unfollow(self, take: Take) -> None:
        """It gets nothing more."""
        for seat in self.followers.remove(take):
            self._presence.left(seat)
            self._when_away()
        self._tell_people()
        self._rest()

    def snapshot(self, viewer: Viewer) -> str:
        """How things stand for this viewer."""
        return self.followers.audience(viewer).snapshot()

    def act(self, seat: Seat, action: Action, at: int, click_id: str) -> Receipt:
        """A person's answer; see `Table.submit`."""
        try:
            return self._again(lambda: self.table.submit(seat, action, at, click_id))
        finally:
            self.go_on()

    def resign(self, seat: Seat) -> None:
        """A program takes this person's seat. Raises Declined."""

        def work() -> None:
            self._at_table(seat)
            self._substitute(seat, "left")
            if not self._presence.anybody(self.header.persons):
                # Nobody is left who could let programs sit in for those who have never come.
                for other in sorted(self.header.persons):
                    self._substitute(other, "stands_in")

        self._again(work)

    def stand_in(self, by: Seat, seat: Seat) -> None:
        """A program takes another person's seat, if that one never came or is away. Raises Declined."""

        def work() -> None:
            self._at_table(by)
            if seat not in self.header.persons:
                raise Declined(by, "no-person")
            if seat == by:
                raise Declined(by, "own-seat")
            if not self._presence.free(seat):
                name, seconds = shown(self.header.names[seat]), round(self._house.away)
                raise Declined(by, "not-away", name=name, seconds=seconds)
            self._substitute(seat, "stands_in")

        self._again(work)

    def joined(self) -> None:
        """Somebody has claimed a seat."""
        self._tell_people()
        self.go_on()

    def go_on(self) -> None:
        """Let chance and the programs play, where it is their turn."""
        if self._work is None:
            self._work = asyncio.get_running_loop().create_task(self._play())

    async def settled(self) -> None:
        """Until a person must act or come, or the match is over, or a program has failed."""
        while self._work is not None:
            await asyncio.wait({self._work})

    async def _play(self) -> None:
        wait, behind = FIRST, False
        try:
            while True:
                table, before = self.table, self.table.seq
                try:
                    if behind:
                        # Another process has played on.
                        self._take_up()
                        table, behind = self.table, False
                    if before or self._presence.complete(self.header.persons):
                        await table.advance()
                    if table is self.table:
                        return
                except AlreadyKept:
                    behind = True
                except DBAPIError:
                    log.warning("match %s: a step could not be kept", self.id, exc_info=True)
                    self.followers.tell(trouble(NOT_KEPT))
                    wait = FIRST if table.seq > before else wait
                    await asyncio.sleep(wait)
                    wait = min(2 * wait, LAST)
        except Exception:
            log.exception("match %s: its programs cannot go on", self.id)
            self.followers.tell(trouble(TROUBLE))
        finally:
            self._work = None
            self._rest()

    def _rest(self) -> None:
        if self.idle:
            self._house.resting(self)

    def _again(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except AlreadyKept:
            # Another process has played on: once more, with the table as it is kept now.
            self._take_up()
            return work()

    def _take_up(self) -> None:
        record = self._house.store.load(self.id)
        self.table, self.header = self._seat(record), record.header
        self.followers.renew(self.header, self.table)
        self._tell_people()

    def _seat(self, record: Record) -> Table:
        header = record.header
        game, rest = bound(header), codec(header.game)
        if header.version != game.version:
            raise RecordError("other-rules", version=header.version, known=game.version)
        if len(record.steps) != header.steps:
            raise RecordError("wrong-length", steps=header.steps, found=len(record.steps))
        return Table.resume(
            game,
            players_of(header.seated, self.seed),
            self.seed,
            lambda step: self._house.store.append(header.id, rest.rest(step), step.outcome),
            map(rest.actions, record.steps),
            told=self._told,
            pause=self._house.pause,
        )

    def _told(self, step: Step) -> None:
        self.followers.step(step)
        if step.outcome is not None:
            self._tell_people()

    def _ending(self) -> Message | None:
        """How the match ended, made once, from what is kept."""
        if self._end is None and self.table.outcome is not None:
            self._end = ending(self._house.store.load(self.id))
        return self._end

    def _at_table(self, by: Seat) -> None:
        if self.table.outcome is not None:
            raise Declined(by, "ended")
        if by not in self.header.persons:
            raise Declined(by, "no-seat")

    def _substitute(self, seat: Seat, why: str) -> None:
        player = stand_in(self.header.game)
        one = Substitution(self.table.seq, seat, Kind.SCRIPTED, player)
        self._house.store.substitute(self.id, one)
        self.header = replace(self.header, substitutions=(*self.header.substitutions, one))
        self.table.replace(seat, seated(player, seat, self.seed))
        text = TEXT[why].format(name=shown(self.header.names[seat]), player=title(player).lower())
        self.followers.renew(self.header, self.table)
        self.followers.tell(text_of({"kind": "notice", "text": text}))
        self._tell_people()
        self.go_on()

    def _tell_people(self) -> bool:
        """Tell everybody who is here, unless they know. Whether they were told."""
        over = self.table.outcome is not None
        people, watchers = self._presence.messages(self.header, lambda seat: self._house.link(self.id, seat), over=over)
        told = text_of(people), text_of(watchers)
        if told == self._told_people:
            return False
        self._told_people = told
        self.followers.tell_apart(*told)
        return True

    def _when_away(self) -> None:
        """Look again who is here when somebody may have been away for long."""
        # A little later, so that the clock has surely come that far.
        asyncio.get_running_loop().call_later(self._house.away + 0.05, self._tell_people)

    def _lost(self, take: Take) -> None:
        asyncio.get_running_loop().call_soon(self.unfollow, take)
