"""A person's seat: the table that the secret in the address leads to."""

import streamlit as st

from app import engine, session
from app.ui import table
from app.ui.links import to_play
from games.words import words

TEXT: dict[str, str] = words("app")["play"]

key = st.query_params.get("key", "")
place = engine.tables().place(key)
if place is None:
    st.error(TEXT["unknown_key"])
    to_play(TEXT["new"])
else:
    session.take_seat(key)
    table.show(place)
    to_play(TEXT["leave"])
