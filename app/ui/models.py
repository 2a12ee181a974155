"""Where models can be had: what is usable, why others are not, and what one can do about it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

import streamlit as st

from agents.addresses import BadAddress, base_url
from agents.discovery import Source, State
from agents.providers import providers
from app import session
from app.findings import bare, line, not_here
from app.keys import LONGEST, usable
from app.ui import sources
from app.ui.plain import plain
from games.words import words

TEXT: Final[dict[str, Any]] = words("app")["models"]


def show() -> None:
    """Folded while there is something to choose from."""
    found = sources.sources()
    many = sum(len(source.models) for source in found)
    label = TEXT["usable_count"].format(count=many) if many else TEXT["usable"]
    with st.expander(label, expanded=not many, key="usable"):
        with st.container(gap=None):
            for source in found:
                _told(source)
        for missing in not_here(found):
            st.caption(plain(missing))
        if wrong := sources.misnamed():
            st.error(plain(wrong))
        session.button(TEXT["again"], sources.look_again, key="look-again")
        _add()
        _key(found)


def _told(source: Source) -> None:
    """One line, and a way to take a server off the list that was put there by hand."""
    if said := line(source, sources.typed_keys()):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.text(said)
            if source.address in sources.typed_addresses():
                away = partial(sources.remove_address, source.address)
                session.button(TEXT["remove"], away, key=f"remove-{source.address}", type="tertiary")


def _add() -> None:
    with _line("add-server"):
        typed = st.text_input(TEXT["add"], max_chars=300, placeholder=TEXT["add_hint"], key="new-server")
        pressed = st.form_submit_button(TEXT["add_do"])
    if pressed and typed.strip():
        try:
            sources.add_address(base_url(typed))
        except BadAddress as error:
            st.error(TEXT["address"][error.code])
        else:
            st.rerun()


def _key(found: Sequence[Source]) -> None:
    """A key for a provider or a server; the field is emptied as soon as it is taken."""
    asking = (State.NO_KEY, State.WRONG_KEY)
    places = {one.place: bare(one.place) for one in found if one.address and one.state in asking}
    for name, provider in providers().items():
        places[name] = TEXT["key_place"].format(name=provider.title, variable=provider.variables[0])
    asked = [place for place in places if place not in providers()]
    if asked != session.kept("asked-for-key"):
        # Whoever has just been told that a server asks for a key types that one.
        session.keep("asked-for-key", asked)
        session.put("key-for", next(iter(places)))
    with _line("type-key"):
        place = st.selectbox(TEXT["key_for"], list(places), format_func=lambda one: places[one], key="key-for")
        typed = st.text_input(TEXT["key"], type="password", max_chars=LONGEST, autocomplete="off", key="new-key")
        pressed = st.form_submit_button(TEXT["key_keep"])
    st.caption(TEXT["key_kept"])
    if pressed and typed.strip():
        if usable(typed.strip()):
            sources.keep_key(place, typed.strip())
            st.rerun()
        st.error(TEXT["key_odd"])
    for kept in sources.typed_keys():
        label = TEXT["forget"].format(name=plain(providers()[kept].title if kept in providers() else bare(kept)))
        session.button(label, partial(sources.forget_key, kept), key=f"forget-{kept}", type="tertiary")


@contextmanager
def _line(name: str) -> Iterator[None]:
    """A form in one line, whose fields are empty again as soon as it is sent."""
    with (
        st.form(name, clear_on_submit=True, border=False),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        yield
