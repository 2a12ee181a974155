"""A list that is narrowed by choices and grows by pages; all of it stands in the address, so every link leads back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import streamlit as st

from app import session

T = TypeVar("T")
C = TypeVar("C")
MOST = 999


def choice(name: str, label: str, options: Mapping[str, str]) -> str | None:
    """One of the options, from the address; anything else there is as good as the first, and that as nothing."""
    first = next(iter(options))
    now = st.query_params.get(name, first)
    now = now if now in options else first
    st.selectbox(label, list(options), format_func=lambda option: options[option], **address(name, now))
    return now or None


def address(name: str, now: str) -> dict[str, Any]:
    """Arguments for a widget that narrows the list: it begins anew with its first page."""
    return session.in_address(name, now, drops=["pages"])


def pages() -> int:
    """How many pages are asked for."""
    asked = st.query_params.get("pages", "1")
    return min(max(1, int(asked)), MOST) if asked.isascii() and asked.isdigit() else 1


def first_pages(
    page: Callable[[C | None, int], Sequence[T]], last: Callable[[T], C], limit: int
) -> tuple[list[T], bool]:
    """So many pages of the list as are asked for, each begun behind the last of the one before, and whether there are
    more. `page` gives at most so many from behind somebody."""
    found, after = list[T](), None
    for _ in range(pages()):
        some = page(after, limit + 1)
        found += some[:limit]
        if len(some) <= limit:
            return found, False
        after = last(found[-1])
    return found, True


def clear(label: str, names: Iterable[str]) -> None:
    """A button that takes back everything of this that is chosen."""
    session.button(label, lambda: session.go("pages", None, drops=[*names]))


def more(label: str) -> None:
    """A button for one page more."""
    session.button(label, lambda: session.go("pages", pages() + 1))
