"""What agents make and replays keep: a decision with its traces, and a step with everything that belongs to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from games.core import ANALYST, Action, Audience, Event, Outcome, Seat, Viewer
from games.failure import Failure
from games.model import ModelCall

__all__ = [
    "CONTRADICTS",
    "STRUCTURED",
    "Decision",
    "Failure",
    "Provenance",
    "Reflection",
    "Step",
    "Trace",
    "TraceKind",
]

STRUCTURED: Final = "structured"
"""The text of a rule's trace: the answer had the form that was asked for."""
CONTRADICTS: Final = "contradicts"
"""Likewise: the form says one thing, and the prose around it another; the form holds."""


class TraceKind(StrEnum):
    """What a trace is, and by that who may read it once traces may be read at all."""

    REASON = "reason"
    """Why a seat acted as it did, in its own words."""
    THINKING = "thinking"
    """A model's thinking, as far as its provider gave it."""
    IMPRESSION = "impression"
    """What a seat thinks of another."""
    RULE = "rule"
    """By which rule a reply to an offer or an invitation became an answer: a code."""
    MANNER = "manner"
    """How a player looked while acting; the others at the table were told."""
    HOUSE = "house"
    """Words of the house, not of the player."""

    @property
    def audience(self) -> Audience:
        """Manner and the house's words were public at the table; the rest is the seat's own."""
        return Audience.EVERYONE if self in (TraceKind.MANNER, TraceKind.HOUSE) else Audience.OWNER


class Provenance(StrEnum):
    """Where the text of a trace comes from."""

    ASKED_FOR = "asked-for"
    NATIVE = "native"
    SUMMARISED = "summarised"
    ENCRYPTED = "encrypted"
    NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class Trace:
    """A text that stands beside a decision: never an input of the rules, never changed."""

    seat: Seat
    kind: TraceKind
    text: str
    provenance: Provenance = Provenance.NOT_RECORDED
    about: Seat | None = None
    """The seat an impression is about."""

    def seen_by(self, viewer: Viewer) -> bool:
        """Whether this viewer may read it in the replay of an ended match."""
        return self.kind.audience is Audience.EVERYONE or viewer in (self.seat, ANALYST)


@dataclass(frozen=True, slots=True)
class Decision:
    """What an agent answers: an action, or the failure that kept it from answering."""

    action: Action | None
    traces: tuple[Trace, ...] = ()
    failure: Failure | None = None
    calls: tuple[ModelCall, ...] = ()
    """Every call to a model that was made for it, in order."""


@dataclass(frozen=True, slots=True)
class Reflection:
    """What an agent notes for itself between rounds."""

    traces: tuple[Trace, ...] = ()
    calls: tuple[ModelCall, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a match: the actions are the truth, all else follows from them or stands beside them."""

    seq: int
    """1 for the first step."""
    actions: Mapping[Seat, Action]
    events: tuple[Event, ...]
    traces: tuple[Trace, ...] = ()
    forced: Mapping[Seat, Failure] = field(default_factory=dict[Any, Any])
    """The seats for which the table acted, and why."""
    calls: tuple[ModelCall, ...] = ()
    outcome: Outcome | None = None
    """Set on the last step."""
