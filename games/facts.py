"""Events made fast: those that come again and again once, and others in a third of the time."""

from collections.abc import Callable
from dataclasses import fields, make_dataclass
from functools import lru_cache
from typing import Any, TypeVar

from games.core import Event

E = TypeVar("E", bound=Event)


@lru_cache(1 << 14)
def fact(kind: type[E], *values: Any) -> E:
    """The event of this kind with these values, made once.

    Most facts of a match are among a few thousand that come again and again; to find one costs a quarter of making it.
    """
    return kind(*values)


def maker(kind: type[E]) -> Callable[..., E]:
    """Makes events, or draws, of this kind from their values, in order.

    Each field of what is frozen is set by a detour. So it is filled while it is of a class that is not, with the
    same slots, and then is what it should be.
    """
    unfrozen: Any = make_dataclass(kind.__name__, [field.name for field in fields(kind)], slots=True)

    def make(*values: Any) -> E:
        event = unfrozen(*values)
        event.__class__ = kind
        return event

    return make
