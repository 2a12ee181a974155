"""A live match: its table, who plays at it, and those who follow it."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import replace
from math import ceil
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

from agents.completion import Caller
from agents.meter import LimitReached
from agents.scripted import seated
from agents.table import Receipt
from app.audience import Message, Take, text_of
from app.clock import StepClock
from app.company import Company
from app.followers import Followers
from app.house import TEXT, Declined, House
from app.narrator import ending
from app.people import title
from app.presence import Presence
from app.seating import stand_in
from app.work import NOT_KEPT, Work
from games.core import Action, Seat, Viewer
from games.decision import Step
from replays.record import Kind, Record, Stop, Substitution
from replays.refusal import shown
from replays.replay import nameless
from replays.store import NoSuchMatch
from replays.writing import AlreadyKept

T = TypeVar("T")


class Live:
    """One match. Only the tables' own thread may use it."""

    def __init__(self, record: Record, seed: int, house: House, caller: Caller) -> None:
        """`caller` asks the models that play it.

        Raises RecordError for a record that cannot be played on here, app.seating.UnknownPlayer for a program that
        is not known, games.core.Refused for steps that the rules do not allow, WordingError for missing words.
        """
        self.id, self.seed, self._house, self._caller = record.header.id, seed, house, caller
        self._clock = StepClock(house.clock, self._too_late)
        self._seat(record)
        self.followers = Followers(self.header, self.table, self._ending, self._lost, self._clock)
        self._presence = Presence(self.header, house.store, self.followers.present, house.clock, house.away)
        self._end: Message | None = None
        self._told_people = ("", "")
        self._work = Work(self)
        self._when_away()

    @property
    def over(self) -> bool:
        """Whether it has ended, or was stopped."""
        return self.table.outcome is not None or self.header.stopped is not None

    @property
    def idle(self) -> bool:
        """Whether nothing would be lost, and nobody miss it, if it were forgotten."""
        return not (self.followers or self._work or (self.table.sealed and not self.over))

    def follow(self, viewer: Viewer, take: Take, *, host: bool = False) -> None:
        """`take` gets a snapshot at once, then all that this viewer may know as it happens. `host`: it is whoever has
        opened the table; where people play, that one has no more say than others."""
        self._look(viewer)
        self.followers.add(viewer, take, host=host and not self.header.people)
        if not self._tell_people():
            take(self._told_people[self.followers.watcher(viewer, take)])
        if self._company.tells_spent:
            take(text_of(self._company.spent_so_far()))
        self.go_on()

    def unfollow(self, take: Take) -> None:
        """It gets nothing more."""
        for seat in self.followers.remove(take):
            self._presence.left(seat)
            self._when_away()
        self._look()
        self._tell_people()
        self.rest()

    def act(self, seat: Seat, action: Action, at: int, click_id: str, reason: str = "") -> Receipt:
        """A person's answer; see `Table.submit`. Raises Declined once the match was stopped."""

        def work() -> Receipt:
            if self.header.stopped is not None:
                raise Declined("ended")
            return self.table.submit(seat, action, at, click_id, reason)

        try:
            return self._again(work)
        finally:
            self._look()
            self.go_on()

    def resign(self, seat: Seat) -> None:
        """A program takes this person's seat. Raises Declined."""

        def work() -> None:
            self._at_table(seat)
            self._substitute({seat}, "left")
            if not self._presence.anybody(self.header.persons):
                # Nobody is left who could let programs sit in for those who have never come.
                self._substitute(self.header.persons, "stands_in")

        self._again(work)

    def stand_in(self, by: Seat | None, seat: Seat | None) -> None:
        """A program takes the seat of another person that never came or is away, or of a model that fails for good.
        `by` None is whoever has opened a table without people; `seat` None: all of these, where nobody is named.
        Raises Declined."""

        def work() -> None:
            self._at_table(by)
            failing = self._company.failing(self.header, self.table.state)
            self._substitute(self._presence.given(self.header, by, seat, failing), "stands_in")

        self._again(work)

    async def stop(self) -> None:
        """End the match before its end, with nobody thinking any more. Raises Declined."""

        def work() -> None:
            if self.over:
                raise Declined("ended")
            self._stop(Stop.PERSON)

        self._again(work)
        await self._work.cancel()

    def joined(self) -> None:
        """Somebody has claimed a seat."""
        self._look()
        self._tell_people()
        self.go_on()

    def go_on(self) -> None:
        """Let chance and the programs play, where it is their turn."""
        if not self.over:
            self._work.go_on()

    async def settled(self) -> None:
        """Until a person must act or come, or the match is over, or a program has failed."""
        await self._work.ended()

    def played(self) -> int:
        """How many steps there are."""
        return self.table.seq

    async def advance(self) -> bool:
        """Chance and the programs play on as far as they may; False if the match was taken up anew meanwhile."""
        table = self.table
        try:
            if not self.over and (table.seq or self._presence.complete(self.header.persons)):
                await table.advance()
        except LimitReached as reached:
            if not self.over:
                self._stop(Stop(f"limit-{reached.what}"))
        return table is self.table

    def take_up(self) -> None:
        """Go on from what is kept, as another process has left it. To those for whom nothing is new, nothing happens:
        what that process has played may have been in private."""
        known, before = self.followers.known(), self.table
        self._seat(self._house.store.load(self.id))
        self.table.take_over(before)
        self._look(told=True)
        self.followers.renew(self.header, self.table, known)
        self._tell_people()

    def trouble(self, text: str) -> None:
        """Something does not work, and is tried again."""
        self.followers.trouble(text)

    def rest(self) -> None:
        """Nobody plays now; if nobody follows either, the match may be forgotten."""
        if self.idle:
            self._house.resting(self)

    def _stop(self, why: Stop) -> None:
        self._house.store.stop(self.id, self.table.seq, why, self._company.cut_short)
        self.header = self._house.store.header(self.id)
        self._look(told=True)
        self.followers.renew(self.header, self.table)
        self._tell_people()

    def _again(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except (AlreadyKept, NoSuchMatch):
            # Another process has played on, or has stopped it: once more, with the table as it is kept now.
            self.take_up()
            return work()

    def _seat(self, record: Record) -> None:
        self._company = Company(record, self.seed, self._caller, self._waits)
        self.header, self.table = record.header, self._company.table(self._house, self._told)
        self._clock.read(record)

    def _told(self, step: Step) -> None:
        self._company.hear(step)
        self._clock.hear(step.seq, step.forced)
        self._look(told=True)
        self.followers.step(step)
        if self._company.tells_spent and step.calls:
            self.followers.tell(text_of(self._company.spent_so_far()))
        if step.outcome is not None:
            self.header = self._house.store.header(self.id)
            self.followers.learn(self.header)
        if step.outcome is not None or self._company.models:
            self._tell_people()

    def _waits(self, seat: Seat, seconds: float) -> None:
        if not self.header.people:
            text, name = TEXT["waits" if seconds > 1 else "waits_one"], shown(self.header.names[seat])
            self.followers.notice(text.format(name=name, seconds=ceil(seconds)))

    def _ending(self) -> Message | None:
        """How the match ended, made once, from what is kept."""
        if self._end is None and self.over:
            self._end = ending(self._house.store.load(self.id))
        return self._end

    def _at_table(self, by: Seat | None) -> None:
        if self.over:
            raise Declined("ended")
        if by not in self.header.persons and (by is not None or self.header.people):
            raise Declined("no-seat")

    def _substitute(self, seats: Collection[Seat], why: str) -> None:
        player, text = stand_in(self.header.game), TEXT[f"{why}_unnamed" if nameless(self.header) else why]
        for seat in sorted(seats):
            one = Substitution(self.table.seq, seat, Kind.SCRIPTED, player)
            self._house.store.substitute(self.id, one)
            self.header = replace(self.header, substitutions=(*self.header.substitutions, one))
            self.table.replace(seat, seated(player, seat, self.seed))
        self._look(told=True)
        self.followers.substituted(self.header)
        for seat in sorted(seats):
            self.followers.notice(text.format(name=shown(self.header.names[seat]), player=title(player).lower()))
        self._tell_people()
        self.go_on()

    def _look(self, come: Viewer = None, *, told: bool = False) -> None:
        """Look how the clock stands, now that `come` is here too. `told`: how things stand is told anyway."""
        persons = self.header.persons
        here = come in persons or any(map(self.followers.present, persons))
        begun = not self.over and (self.table.seq > 0 or self._presence.complete(persons))
        if self._clock.look(self.header, self.table, here=here and begun) and not told:
            self.followers.tell_now()

    def _too_late(self) -> None:
        """The table plays for people who have not chosen in time."""

        def work() -> None:
            if late := self._clock.over():
                self.table.expire(late)

        try:
            self._again(work)
        except DBAPIError:
            # The clock tries again.
            self.trouble(NOT_KEPT)
        else:
            self._look()
            self.go_on()

    def _tell_people(self) -> bool:
        """Tell everybody who is here, unless they know. Whether they were told."""
        if not self.followers:
            return False
        failing = self._company.failing(self.header, self.table.state)
        people, watchers = self._presence.messages(
            self.header, lambda seat: self._house.link(self.id, seat), failing, over=self.over
        )
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
