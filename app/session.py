"""What one browser tab remembers between two runs of a page. It may vanish at any time: the truth is in the store."""

from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any, Final, TypeVar

import streamlit as st

from app import identity

T = TypeVar("T")
MOMENT: Final = 5
"""Seconds."""


def person() -> str | None:
    """Who sits before this browser, as the store knows them; None where the browser keeps no cookies."""
    return identity.person(st.context.cookies)


def value(key: str, default: T) -> T:
    """What the widget with this key holds, or the default where there is none."""
    return st.session_state.get(key, default)


def begin_with(key: str, first: Any) -> None:
    """The widget with this key holds this until somebody changes it; other than with a default of its own it can be
    emptied."""
    st.session_state.setdefault(key, first)


def put(key: str, now: Any) -> None:
    """The widget with this key, which is still to be drawn, holds this now."""
    st.session_state[key] = now


def in_address(name: str, now: Any, *, drops: Sequence[str] = ()) -> dict[str, Any]:
    """Arguments for a widget whose value stands in the address as `name`: it shows `now`, and what a person changes is
    written there, and the parameters `drops` are taken out. The address is the truth, so every link leads back."""
    key = f"address-{name}"
    st.session_state[key] = now

    def changed() -> None:
        go(name, st.session_state[key], drops=drops)

    return {"key": key, "on_change": changed}


def go(name: str, to: Any, *, drops: Sequence[str] = ()) -> None:
    """Write one parameter of the address; an empty value takes it out."""
    for gone in (*drops, name):
        st.query_params.pop(gone, None)
    if to not in (None, ""):
        st.query_params[name] = str(to)


def button(label: str, act: Callable[[], None], **style: Any) -> None:
    """A button that acts once a press, before the page is drawn again.

    A press that reaches a server which was started anew meanwhile acts as well: Streamlit would only draw the page.
    """

    def pressed() -> None:
        st.session_state["pressed"] = True
        act()

    if st.button(label, on_click=pressed, **style) and not st.session_state.pop("pressed", False):
        act()
        st.rerun()


def once(make: Callable[[], T]) -> T:
    """What `make` gives; asking again gets the same and makes nothing, until `afresh`.

    Streamlit may end a run wherever it touches what the tab remembers, so what is made is kept without asking it.
    """
    made: list[tuple[float, T]] = st.session_state.setdefault("made", [])
    if not made:
        made.append((monotonic(), make()))
    return made[0][1]


def afresh() -> None:
    """The next `once` makes something new; but what was made a moment ago stays: the page may be run without the press
    while others of the same row of presses are still to come."""
    made: list[tuple[float, Any]] = st.session_state.get("made", [])
    if not made or monotonic() - made[0][0] > MOMENT:
        st.session_state["made"] = []


def keep(name: str, what: Any) -> None:
    """Keep something until the tab is closed or it is replaced."""
    st.session_state[f"kept-{name}"] = what


def kept(name: str) -> Any:
    """What was kept under this name, or None."""
    return st.session_state.get(f"kept-{name}")


def tell(text: str) -> None:
    """Keep a message until the page shows it."""
    st.session_state["told"] = text


def told() -> str | None:
    """The message that waits, once."""
    return st.session_state.pop("told", None)
