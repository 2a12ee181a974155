"""All who see a live match alike: each text is made for them once, however many read it."""

import logging
from collections.abc import Callable
from typing import Any, Final, TypeVar

import msgspec

from agents.table import Table
from app.clock import StepClock
from app.narrator import Narrator
from games.core import ANALYST, CHANCE, Seat, Viewer
from games.decision import Step
from games.words import words
from replays.record import Header
from replays.replay import observed, visible

Take = Callable[[str], None]
"""Gets the texts that one follower is sent, one after the other. It must not block."""
Message = dict[str, Any]
T = TypeVar("T")

TROUBLE: Final[str] = words("app")["page"]["trouble"]
log = logging.getLogger(__name__)


def text_of(message: Message) -> str:
    """A message as it is sent."""
    return msgspec.json.encode(message).decode()


def trouble(text: str) -> str:
    """Something does not work, and the server tries again by itself."""
    return text_of({"kind": "trouble", "text": text})


def known(seen: tuple[Any, ...], before: Any = None) -> Any:
    """What a seat that takes part in a tool knows of the match, and for everybody else which players are waited for;
    while chance draws, as before."""
    own = seen[0] if len(seen) == 1 else None
    if own is None or getattr(own, "private", None) is not None:
        return own
    return before if CHANCE in own.waiting_for else own.waiting_for


class Audience:
    """All who see one match alike, and the narrator who tells it to them."""

    def __init__(
        self, header: Header, table: Table, viewer: Viewer, ending: Callable[[], Message | None], clock: StepClock
    ) -> None:
        self._header, self._table, self._viewer, self._ending = header, table, viewer, ending
        self._clock = clock
        self.takes: dict[Take, Seat | None] = {}
        """Each follower, and the seat it came for, whoever plays that now."""
        self._begin()

    def _begin(self) -> None:
        self._narrator = Narrator(self._header, self._viewer, playing=self._viewer != ANALYST, late=self._clock.late)
        self._heard = 0
        self._last: tuple[object, Message] = (None, {})
        self._text: tuple[object, str] = (None, "")
        self._behind = False
        """Something could not be told, so how things stand comes next."""
        self._known: Any = None
        """As in `known`, when this viewer was told last."""

    def learn(self, header: Header) -> None:
        """From now on more may be told of the match."""
        self._header = header
        self._begin()

    def substituted(self, header: Header) -> None:
        """Programs play for others from now on: all that was told stands, and that comes next."""
        self._header = self._narrator.header = header

    def snapshot(self) -> str:
        """How things stand, made once for all who come at the same moment of the clock."""
        standing, clock = self._standing(), self._clock.told(self._viewer)
        made_of = (self._last[0], clock)
        if self._text[0] != made_of:
            self._text = made_of, text_of(standing | {"clock": clock})
        return self._text[1]

    def _standing(self) -> Message:
        """How things stand but for the clock, made once for all who come between two steps."""
        click = None if self._viewer is None else self._table.accepted(self._viewer)
        made_of = (self._table.seq, click, self._header.substitutions)
        if self._last[0] != made_of:
            self._hear(self._table.seq)
            seen = self._observed(self._table.state)
            now, self._known = self._narrator.snapshot(seen), known(seen)
            self._last = made_of, {"kind": "snapshot", **now, "click": click, "ending": self._ending()}
        return self._last[1]

    def lines(self, before: int) -> str:
        """The log before its line number `before`, counted from 0: what a snapshot leaves out."""
        behind = self._behind
        text = self._told(lambda: self._lines(before))
        self._behind |= behind
        return text

    def _lines(self, before: int) -> str:
        self._hear(self._table.seq)
        return text_of({"kind": "lines", "before": before, "lines": self._narrator.log[:before]})

    def known(self) -> Message | None:
        """How things stand as it has been told, but for the clock; None if something could not be told."""
        if not self._behind:
            self.now()
        return None if self._behind else self._last[1]

    def now(self) -> str:
        """The snapshot, or, where it cannot be made, word of that."""
        return self._told(self.snapshot)

    def step(self, step: Step) -> str | None:
        """The step that the table has just played, or None if nothing of it was to be seen."""
        return self._told(self.snapshot if self._behind else lambda: self._frame(step))

    def _told(self, make: Callable[[], T]) -> T | str:
        try:
            told = make()
        except Exception:
            log.exception("match %s could not be told to viewer %s", self._header.id, self._viewer)
            self._begin()
            self._behind = True
            return trouble(TROUBLE)
        self._behind = False
        return told

    def _frame(self, step: Step) -> str | None:
        self._hear(step.seq - 1)
        seen, before = self._observed(self._table.state), self._known
        frame = self._narrator.frame(visible(step.events, self._viewer), seen)
        self._heard, self._known = step.seq, known(seen, before)
        if frame is None:
            # Whoever is asked in private, or whose partner is, is told so even where nothing has happened yet; and so
            # is everybody whom an announced tool has kept waiting.
            return None if self._known == before else self.snapshot()
        return text_of({"kind": "frame", **frame, "ending": self._ending(), "clock": self._clock.told(self._viewer)})

    def _hear(self, until: int) -> None:
        table = self._table
        missed = slice(self._heard, until)
        for events, state in zip(table.past[missed], table.states[missed], strict=True):
            if told := visible(events, self._viewer):
                self._narrator.hear(told, self._observed(state))
            else:
                self._narrator.hear(told)
        self._heard = max(self._heard, until)

    def _observed(self, state: Any) -> tuple[Any, ...]:
        return observed(self._table.game, state, len(self._table.players), self._viewer)
