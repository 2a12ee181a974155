"""The first page: what this is, and one button that seats a person at once."""

import streamlit as st

from app import session
from app.ui import setup
from app.ui.lines import listed
from app.ui.links import lead_to_table, to_matches, to_table
from app.ui.people import introduced
from app.ui.seating import sit_down_button
from games.words import words

TEXT: dict[str, str] = words("app")["play"]

st.title(words("app")["page"]["title"], anchor=False)
st.text(TEXT["about"])
top = st.container()
with st.expander(TEXT["choices"]):
    chosen = setup.choose()
with top:
    sit_down_button(TEXT["sit"], chosen, lead_to_table)
    if key := session.seat():
        to_table(TEXT["back"], key)
    st.header(TEXT["at_table"], anchor=False)
    listed(map(introduced, chosen.seats))
to_matches(TEXT["watch"])
