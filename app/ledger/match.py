"""A match as one viewer saw it, and what a filter of the ledger finds in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.scenes import Scenes
from games.core import ANALYST, Seat, Viewer
from games.secret_tools.events import Noted, Wrote, WroteOpenly
from replays.record import Header
from replays.replay import Seen

Json = dict[str, Any]


class Words(NamedTuple):
    """The words of a text by which it was found."""

    column: str
    """In which it stands."""
    text: str
    """All of it."""
    start: int
    """In characters; with `end`."""
    end: int


class Mark(NamedTuple):
    """One line of the ledger that belongs to a case."""

    at: int
    """The place of its step among those that the viewer saw."""
    key: str
    """Which sentence says what was found."""
    other: int | None = None
    """The place of the other step that the sentence names."""
    words: Words | None = None
    values: tuple[tuple[str, object], ...] = ()
    """What the sentence says besides names and the other step."""


class Case(NamedTuple):
    """Something that a filter finds: whose, towards whom, and every line that belongs to it."""

    seat: Seat
    other: Seat
    marks: tuple[Mark, ...]


class Whisper(NamedTuple):
    """What one of a pair wrote, or somebody for itself."""

    at: int
    seat: Seat
    partner: Seat | None
    """None: a note to itself."""
    text: str
    open: bool
    """Everybody reads it."""

    @property
    def column(self) -> str:
        return "said" if self.open else "whispered"


@dataclass(frozen=True, slots=True)
class Match:
    """All that the filters look at."""

    header: Header
    viewer: Viewer
    steps: Sequence[Seen]
    """As this viewer saw them: what it may not read is not in them."""
    rounds: Sequence[int]
    """The round of each."""
    scenes: Scenes

    def whispers(self) -> Iterator[Whisper]:
        """All of them, in order."""
        for at, step in enumerate(self.steps):
            for event in step.events:
                match event:
                    case Wrote(int(seat), int(partner), str(text)):
                        yield Whisper(at, seat, partner, text, open=False)
                    case WroteOpenly(seat, partner, text):
                        yield Whisper(at, seat, partner, text, open=True)
                    case Noted(int(seat), str(text)):
                        yield Whisper(at, seat, None, text, open=False)
                    case _:
                        pass

    def told(self, seat: Seat) -> bool:
        """Whether this viewer is told what becomes of this seat's words: the seat itself, and analysts."""
        return self.viewer in (seat, ANALYST)

    def stayed(self, seat: Seat, since: int, until: int) -> bool:
        """Whether the same player had the seat in both of these steps."""
        first, last = self.steps[since].seq, self.steps[until].seq
        return not any(one.seat == seat and first <= one.after < last for one in self.header.substitutions)
