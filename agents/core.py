"""What an agent is given and what it must answer."""

from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar, runtime_checkable

from games.core import Action, Event
from games.decision import Decision, Reflection, Trace

O = TypeVar("O")
A = TypeVar("A", bound=Action)


@dataclass(frozen=True, slots=True)
class View(Generic[O, A]):
    """Everything a seat may know when it decides. Never a State."""

    observation: O
    legal: tuple[A, ...]
    events: tuple[Event, ...]
    """All this seat has seen so far, oldest first, each as `seen_by` gave it."""
    traces: tuple[Trace, ...] = ()
    """All that stands beside this seat's own decisions, oldest first."""


class Agent(Protocol):
    """A program on a seat.

    It keeps no memory of its own: what it decides is a function of its view and of what it was made with, so that a
    match resumed from its record goes on as if nothing had happened.
    """

    async def decide(self, view: View[Any, Any]) -> Decision: ...


@runtime_checkable
class Reflective(Protocol):
    """An agent that may note something for itself after players have acted and before chance draws again."""

    async def reflect(self, view: View[Any, Any]) -> Reflection: ...
