"""Who follows a live match: each is told what its view allows, and each text is made once however many read it."""

import logging
from collections.abc import Callable
from typing import Any, Final

import msgspec

from agents.table import Table
from app.narrator import Narrator
from games.core import ANALYST, Seat, Viewer
from games.decision import Step
from games.words import words
from replays.record import Header
from replays.replay import observed, visible

Take = Callable[[str], None]
"""Gets the texts that one follower is sent, one after the other. It must not block."""
Message = dict[str, Any]

TROUBLE: Final[str] = words("app")["page"]["trouble"]
log = logging.getLogger(__name__)


def text_of(message: Message) -> str:
    """A message as it is sent."""
    return msgspec.json.encode(message).decode()


def trouble(text: str) -> str:
    """Something does not work, and the server tries again by itself."""
    return text_of({"kind": "trouble", "text": text})


def known(seen: tuple[Any, ...]) -> Any:
    """What a seat that takes part in a tool knows of the match; None for everybody else."""
    own = seen[0] if len(seen) == 1 else None
    return own if getattr(own, "private", None) is not None else None


class Audience:
    """All who see one match alike, and the narrator who tells it to them."""

    def __init__(self, header: Header, table: Table, viewer: Viewer, ending: Callable[[], Message | None]) -> None:
        self._header, self._table, self._viewer, self._ending = header, table, viewer, ending
        self.takes: dict[Take, Seat | None] = {}
        """Each follower, and the seat it came for, whoever plays that now."""
        self._begin()

    def _begin(self) -> None:
        self._narrator = Narrator(self._header, self._viewer, playing=self._viewer != ANALYST)
        self._heard = 0
        self._last: tuple[object, str] = (None, "")
        self._behind = False
        """Something could not be told, so how things stand comes next."""
        self._private: Any = None
        """What this viewer knew of a tool when it was told last."""

    def learn(self, header: Header) -> None:
        """From now on more may be told of the match."""
        self._header = header
        self._begin()

    def snapshot(self) -> str:
        """How things stand, made once for all who come between two steps."""
        click = None if self._viewer is None else self._table.accepted(self._viewer)
        made_of = (self._table.seq, click)
        if self._last[0] != made_of:
            self._hear(self._table.seq)
            seen = self._observed()
            now, self._private = self._narrator.snapshot(seen), known(seen)
            text = text_of({"kind": "snapshot", **now, "click": click, "ending": self._ending()})
            self._last = made_of, text
        return self._last[1]

    def now(self) -> str | None:
        """The snapshot, or, where it cannot be made, word of that."""
        return self._told(self.snapshot)

    def step(self, step: Step) -> str | None:
        """The step that the table has just played, or None if nothing of it was to be seen."""
        return self._told(self.snapshot if self._behind else lambda: self._frame(step))

    def _told(self, make: Callable[[], str | None]) -> str | None:
        try:
            text = make()
        except Exception:
            log.exception("match %s could not be told to viewer %s", self._header.id, self._viewer)
            self._begin()
            self._behind = True
            return trouble(TROUBLE)
        self._behind = False
        return text

    def _frame(self, step: Step) -> str | None:
        self._hear(step.seq - 1)
        seen, before = self._observed(), self._private
        frame = self._narrator.frame(visible(step.events, self._viewer), seen)
        self._heard, self._private = step.seq, known(seen)
        if frame is None:
            # Whoever is asked in private, or whose partner is, is told so even where nothing has happened yet.
            return None if self._private == before else self.snapshot()
        return text_of({"kind": "frame", **frame, "ending": self._ending()})

    def _hear(self, until: int) -> None:
        for events in self._table.past[self._heard : until]:
            self._narrator.hear(visible(events, self._viewer))
        self._heard = max(self._heard, until)

    def _observed(self) -> tuple[Any, ...]:
        return observed(self._table.game, self._table.state, len(self._table.players), self._viewer)


class Followers:
    """Everybody who follows one table.

    `ending` tells how the match ended, None while it runs. `lost` is called with a follower who could not be told.
    """

    def __init__(
        self, header: Header, table: Table, ending: Callable[[], Message | None], lost: Callable[[Take], None]
    ) -> None:
        self._header, self._table, self._ending, self._lost = header, table, ending, lost
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
            self._audiences[allowed] = Audience(self._header, self._table, allowed, self._ending)
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

    def renew(self, header: Header, table: Table) -> None:
        """Somebody else plays a seat, or the table is another: everybody is told anew how things stand."""
        before, self._audiences = self._audiences, {}
        self._header, self._table = header, table
        for viewer, audience in before.items():
            for take, came_for in audience.takes.items():
                self.audience(viewer).takes[take] = came_for
        for audience in self._audiences.values():
            self._send(audience, audience.now())

    def learn(self, header: Header) -> None:
        """Whoever comes from now on may be told more; those who are here have heard it."""
        self._header = header
        for audience in self._audiences.values():
            audience.learn(header)

    def tell(self, text: str) -> None:
        """Tell everybody the same."""
        self.tell_apart(text, text)

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
