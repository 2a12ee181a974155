"""A live table: one's own seat there, or a watcher's place. Match and seat stand in the address."""

import streamlit as st

from app import engine, session
from app.ui import live
from games.core import Seat


def _seat(match_id: str, asked: str) -> Seat | None:
    """The seat of the address, counted from 1; without one the only seat that this person has there, if there is."""
    if asked:
        return int(asked) - 1 if asked.isascii() and asked.isdigit() else None
    person = session.person()
    own = [] if person is None else list(engine.store().seats_of(person, match_id))
    return own[0] if len(own) == 1 else None


match_id = st.query_params.get("match", "")
live.show(match_id, _seat(match_id, st.query_params.get("seat", "")))
