"""What one browser tab remembers between two runs of a page. It may vanish at any time: the truth is in the store."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import streamlit as st

T = TypeVar("T")


def value(key: str, default: T) -> T:
    """What the widget with this key holds, or the default where there is none."""
    return st.session_state.get(key, default)


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
    """What `make` gives; until this tab has taken another seat, asking again gets the same and makes nothing."""
    if "made" not in st.session_state:
        st.session_state["made"] = make()
    return st.session_state["made"]


def tell(text: str) -> None:
    """Keep a message until the page shows it."""
    st.session_state["told"] = text


def told() -> str | None:
    """The message that waits, once."""
    return st.session_state.pop("told", None)


def take_seat(key: str) -> None:
    """Remember the secret of the seat this tab sits at."""
    if key != seat():
        st.session_state.pop("made", None)
        st.session_state["seat"] = key


def seat() -> str | None:
    """The secret of the seat this tab sat at last."""
    return st.session_state.get("seat")
