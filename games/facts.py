"""Events that come again and again, made once."""

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
