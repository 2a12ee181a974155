"""The matches of the person at this browser: to go back to or to watch, and to hide or to delete."""

from functools import partial
from typing import Any, Final

import streamlit as st

from app import engine, session
from app.facts import standing, when
from app.ui.rows import own_row
from games.words import words
from replays.record import Header
from replays.store import NoSuchMatch

TEXT: dict[str, Any] = words("app")["lobby"]
LIMIT: Final = 5
"""Matches of a kind that are shown at first, and how many more at a press."""


def show() -> None:
    """Only this person's are listed, and only with them can anything be done."""
    st.header(TEXT["mine"], anchor=False)
    if message := session.told():
        st.info(message)
    person = session.person()
    if person is None:
        st.text(TEXT["no_cookies"])
        return
    some = [_some(person, "unfinished", running=True), _some(person, "finished", running=False)]
    if not any(some):
        st.text(TEXT["none"])


def _some(person: str, kind: str, *, running: bool) -> bool:
    """The newest of a kind, and whether there are any."""
    most = session.kept(kind) or LIMIT
    found = engine.store().mine(person, running=running, limit=most + 1)
    if found:
        st.subheader(TEXT[kind], anchor=False)
    for header in found[:most]:
        _row(person, header)
    if len(found) > most:
        session.button(TEXT["more"], partial(session.keep, kind, most + LIMIT), key=f"more-{kind}")
    return bool(found)


def _row(person: str, header: Header) -> None:
    def buttons() -> None:
        session.button(TEXT["hide"], partial(_hide, header.id), key=f"hide-{header.id}", type="tertiary")
        if deletable(person, header):
            ask = partial(session.keep, "deleting", header.id)
            session.button(TEXT["delete"], ask, key=f"delete-{header.id}", type="tertiary")
            if session.kept("deleting") == header.id:
                _confirm(header)

    own_row(header, next(iter(engine.store().seats_of(person, header.id)), None), buttons)


def _asked() -> None:
    session.keep("deleting", None)


@st.dialog(TEXT["delete_title"], on_dismiss=_asked)
def _confirm(header: Header) -> None:
    st.text(TEXT["delete_what"].format(when=when(header), standing=standing(header)))
    st.text(TEXT["delete_lost"])
    with st.container(horizontal=True):
        if st.button(TEXT["delete_yes"]):
            session.tell(TEXT["deleted" if delete(session.person(), header.id) else "not_deleted"])
            _asked()
            st.rerun()
        if st.button(TEXT["delete_no"]):
            _asked()
            st.rerun()


def _hide(match_id: str) -> None:
    """From the list of whoever presses now: the page may have been drawn for somebody else."""
    if person := session.person():
        engine.store().hide(person, match_id)
        session.tell(TEXT["hidden"])


def deletable(person: str | None, header: Header) -> bool:
    """Whether it is this person's to delete: it has ended, and nobody else ever sat at it."""
    return person is not None and header.ended is not None and engine.store().sole(person, header.id)


def delete(person: str | None, match_id: str) -> bool:
    """Delete a match for good. False, and nothing is deleted, where it is not this person's to delete."""
    store = engine.store()
    try:
        if not deletable(person, store.header(match_id)):
            return False
        store.delete(match_id)
    except NoSuchMatch:
        return False
    return True
