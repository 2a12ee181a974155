"""A copy of a match that was brought in without something can be removed: nothing was played here."""

from functools import partial
from typing import Any

import streamlit as st

from app import engine, session
from app.facts import match_title
from app.ui.plain import plain
from games.words import words
from replays.record import Header
from replays.store import NoSuchMatch

TEXT: dict[str, Any] = words("app")["lobby"]


def is_copy(header: Header) -> bool:
    """Whether it surely came in from a file: what is kept of a match that was played here is always whole."""
    return bool(header.redacted) or header.view is not None


def removing(header: Header) -> None:
    """The button, and the question behind it; nothing for a match that is whole."""
    if not is_copy(header):
        return
    ask = partial(session.keep, "removing", header.id)
    session.button(TEXT["remove"], ask, key=f"remove-{header.id}", type="tertiary")
    if session.kept("removing") == header.id:
        _confirm(header)


def _asked() -> None:
    session.keep("removing", None)


@st.dialog(TEXT["remove_title"], on_dismiss=_asked)
def _confirm(header: Header) -> None:
    st.text(plain(TEXT["remove_what"].format(match=match_title(header))))
    with st.container(horizontal=True):
        if st.button(TEXT["remove_yes"]):
            session.tell(TEXT["deleted" if remove(header.id) else "not_deleted"])
            _asked()
            st.rerun()
        if st.button(TEXT["delete_no"]):
            _asked()
            st.rerun()


def remove(match_id: str) -> bool:
    """Remove it for good. False, and nothing is removed, where it is no copy by now."""
    store = engine.store()
    try:
        if not is_copy(store.header(match_id)):
            return False
        store.delete(match_id)
    except NoSuchMatch:
        return False
    return True
