"""Who follows a live match: each is told what its view allows."""

import logging
from collections.abc import Callable, Mapping
from typing import Final

from agents.table import Table
from app.audience import Audience, Message, Take, text_of, trouble
from app.clock import StepClock
from games.core import ANALYST, Seat, Viewer
from games.decision import Step
from replays.record import Header

NOTHING: Final[Mapping[Take, Message | None]] = {}
log = logging.getLogger(__name__)


class Followers:
    """Everybody who follows one table.

    `ending` tells how the match ended, None while it runs. `lost` is called with a follower who could not be told.
    """

    def __init__(
        self,
        header: Header,
        table: Table,
        ending: Callable[[], Message | None],
        lost: Callable[[Take], None],
        clock: StepClock,
    ) -> None:
        self._header, self._table, self._ending, self._lost, self._clock = header, table, ending, lost, clock
        self._audiences: dict[Viewer, Audience] = {}
        self._hosts: set[Take] = set()

    def __bool__(self) -> bool:
        return any(audience.takes for audience in self._audiences.values())

    def present(self, seat: Seat) -> bool:
        """Whether anybody follows as this seat."""
        return seat in self._audiences and bool(self._audiences[seat].takes)

    def audience(self, viewer: Viewer) -> Audience:
        """All who see what this viewer may see. Who plays no more sees what everybody sees, and an analyst everything
        where no person was ever seated."""
        analyses = viewer == ANALYST and not self._header.people
        allowed = viewer if analyses or not self.watches(viewer) else None
        if allowed not in self._audiences:
            self._audiences[allowed] = Audience(self._header, self._table, allowed, self._ending, self._clock)
        return self._audiences[allowed]

    def add(self, viewer: Viewer, take: Take, *, host: bool = False) -> None:
        """From now on `take` gets what this viewer may know; first of all how things stand. `host`: it is whoever has
        opened a table without people, and is told what people are."""
        audience = self.audience(viewer)
        take(audience.snapshot())
        audience.takes[take] = viewer
        if host:
            self._hosts.add(take)

    def watches(self, viewer: Viewer) -> bool:
        """Whether this viewer has no seat, or none any more."""
        return viewer not in self._header.persons

    def watcher(self, viewer: Viewer, take: Take) -> bool:
        """Whether this follower has no say at the table."""
        return self.watches(viewer) and take not in self._hosts

    def remove(self, take: Take) -> frozenset[Seat]:
        """`take` gets nothing more. The seats it followed as."""
        held = frozenset(
            seat for seat, audience in self._audiences.items() if seat is not None and take in audience.takes
        )
        for audience in self._audiences.values():
            audience.takes.pop(take, None)
        self._hosts.discard(take)
        return held

    def step(self, step: Step) -> None:
        """Tell everybody the step that the table has just played."""
        for audience in self._audiences.values():
            if audience.takes:
                self._send(audience, audience.step(step))

    def known(self) -> dict[Take, Message | None]:
        """How things stand as each of them has been told."""
        known: dict[Take, Message | None] = {}
        for audience in self._audiences.values():
            known |= dict.fromkeys(audience.takes, audience.known())
        return known

    def substituted(self, header: Header) -> None:
        """Programs play for others from now on: everybody is told anew how things stand, and who plays no more from
        here on what everybody sees."""
        self._header = header
        for viewer, audience in tuple(self._audiences.items()):
            audience.substituted(header)
            if (allowed := self.audience(viewer)) is not audience:
                allowed.takes |= self._audiences.pop(viewer).takes
        self.tell_now()

    def renew(self, header: Header, table: Table, known: Mapping[Take, Message | None] = NOTHING) -> None:
        """The match is another than was told, or its table is: everybody is told anew how things stand, but for those
        who would hear no more than they know."""
        before, self._audiences = self._audiences, {}
        self._header, self._table = header, table
        for viewer, audience in before.items():
            for take, came_for in audience.takes.items():
                self.audience(viewer).takes[take] = came_for
        for audience in self._audiences.values():
            text, stands = audience.now(), audience.known()
            for take in tuple(audience.takes):
                if text is not None and (stands is None or stands != known.get(take)):
                    self._give(take, text)

    def tell_now(self) -> None:
        """Tell everybody anew how things stand."""
        for audience in self._audiences.values():
            if audience.takes:
                self._send(audience, audience.now())

    def learn(self, header: Header) -> None:
        """Whoever comes from now on may be told more; those who are here have heard it."""
        self._header = header
        for audience in self._audiences.values():
            audience.learn(header)

    def trouble(self, text: str) -> None:
        """Everybody is told what does not work; at a step of which not everybody may notice anything, those who do."""
        table, told = self._table, trouble(text)
        if not (self._header.people and table.game.hidden(table.state)):
            self.tell(told)
            return
        for seat in self._header.persons:
            if getattr(table.game.observe(table.state, seat), "private", None) is not None:
                self.tell_seat(seat, told)

    def tell(self, text: str) -> None:
        """Tell everybody the same."""
        self.tell_apart(text, text)

    def notice(self, text: str) -> None:
        """Tell everybody a sentence."""
        self.tell(text_of({"kind": "notice", "text": text}))

    def tell_apart(self, people: str, watchers: str) -> None:
        """Tell those who have a say at the table one thing and those who only watch another."""
        for viewer, audience in self._audiences.items():
            for take in tuple(audience.takes):
                self._give(take, watchers if self.watcher(viewer, take) else people)

    def tell_hosts(self, text: str) -> None:
        """Tell whoever has opened a table without people."""
        for take in tuple(self._hosts):
            self._give(take, text)

    def tell_seat(self, seat: Seat, text: str) -> None:
        """Tell those who came for this seat, even if a program plays it by now."""
        for audience in self._audiences.values():
            for take, came_for in tuple(audience.takes.items()):
                if came_for == seat:
                    self._give(take, text)

    def _send(self, audience: Audience, text: str | None) -> None:
        if text is not None:
            for take in tuple(audience.takes):
                self._give(take, text)

    def _give(self, take: Take, text: str) -> None:
        try:
            take(text)
        except Exception:
            log.exception("a follower of match %s could not be told", self._header.id)
            self._lost(take)
