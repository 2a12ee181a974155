"""Sitting down: begins a match and leads to the person's seat."""

from collections.abc import Callable

import streamlit as st
from sqlalchemy.exc import DBAPIError

from app import engine, session
from app.ui.plain import plain
from app.ui.setup import Setup
from games.words import words

TEXT: dict[str, str] = words("app")["play"]


def sit_down_button(label: str, chosen: Setup, lead: Callable[[str], None]) -> None:
    """One match a press, however often the button is hit; `lead` gets the secret of the seat.

    It acts while the page is drawn, not before, so that it takes what was typed last.
    """
    if not st.button(label, type="primary"):
        return
    if chosen.refusal is not None:
        st.error(plain(chosen.refusal))
        return
    begin = engine.tables().open
    try:
        opened = session.once(lambda: begin(chosen.game, chosen.preset, chosen.seats, chosen.seed))
    except DBAPIError:
        st.error(TEXT["not_kept_match"])
    else:
        lead(next(iter(opened.keys.values())))
