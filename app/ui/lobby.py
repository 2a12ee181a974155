"""The first page around its button: what this is, who sits at the table, and the way back to one's own."""

from functools import partial
from typing import Any

import streamlit as st

from app import engine, session
from app.facts import others, table_title, when
from app.people import character, who
from app.saying import said
from app.scenes import SCENES
from app.ui.links import to_table
from app.ui.plain import plain
from app.ui.setup import Setup, game_now
from app.ui.tokens import token
from games.words import words
from replays.record import Kind
from replays.refusal import shown

TEXT: dict[str, Any] = words("app")["play"]
MODELS: dict[str, str] = words("app")["models"]


def welcome() -> None:
    """What this is; and a word for somebody whom a link has led to no seat."""
    text = said(game_now())["play"]
    st.title(text["title"], anchor=False)
    st.text(text["about"])
    if why := st.query_params.get("join"):
        st.error(TEXT.get(f"join_{why}", TEXT["join_unknown"]))
    if session.person() is None:
        st.warning(TEXT["no_cookies"])


def sit_down_button(label: str, key: str, *, first: bool) -> bool:
    """Whether it was pressed. The page acts on it when all choices are read, so that it takes what was typed last."""
    return st.button(label, key=key, type="primary" if first else "secondary", disabled=session.person() is None)


def other_games() -> None:
    """One press leads to the table of another game."""
    for game in SCENES:
        if game != game_now():
            to = partial(session.put, "game", game)
            session.button(
                TEXT["other_game"][game], to, type="tertiary", key=f"to-{game}", disabled=session.person() is None
            )


def way_back() -> None:
    """To the newest match of this person that has not ended."""
    person = session.person()
    if person is None:
        return
    for header in engine.store().mine(person, running=True, limit=1):
        seat = next(iter(engine.store().seats_of(person, header.id)), None)
        with st.container(gap=None):
            to_table(TEXT["back"], header.id, seat)
            st.caption(plain(TEXT["back_to"].format(names=others(header, seat), when=when(header))))


def introduce(chosen: Setup) -> None:
    """Everybody at the table: the name, who plays it, and its character if it has one."""
    st.header(TEXT["at_table"], anchor=False)
    with st.container(key="introduced"):
        for seat, seating in enumerate(chosen.seats):
            with st.container(horizontal=True, gap="small", wrap=False):
                token(seat, seating.name)
                with st.container(gap=None):
                    st.markdown(f"**{plain(seating.name)}**")
                    if seating.kind is Kind.PERSON:
                        st.caption(TEXT["you" if seat == chosen.own else "other"])
                    elif seating.kind is Kind.MODEL and seating.settings is None:
                        st.caption(MODELS["not_chosen"])
                    else:
                        st.caption(plain(who(seating, concealed=chosen.by_lot)))
                    if seating.kind is Kind.SCRIPTED:
                        st.text(shown(character(seating.player)))
    if chosen.by_lot:
        st.caption(MODELS["by_lot"])
    st.caption(plain(table_title(chosen.game, chosen.preset, chosen.rules)))
