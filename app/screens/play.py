"""The first page: what this is, and one button that seats a person at once."""

import streamlit as st

from app import session
from app.ui import lobby, setup
from app.ui.links import to_matches
from app.ui.seating import sit_down
from games.words import words

TEXT: dict[str, str] = words("app")["play"]
WATCH: str = words("app")["models"]["sit_watch"]

lobby.welcome()
top = st.container()
lobby.other_games()
with st.expander(TEXT["choices"]):
    chosen = setup.choose()
    watches = chosen.own is None
    again = lobby.sit_down_button(WATCH if watches else TEXT["sit_set"], "sit-set", first=False)
    st.caption(TEXT["sit_same"].format(label=WATCH if watches else TEXT["sit"]))
    below = st.container()
with top:
    now = lobby.sit_down_button(WATCH if watches else TEXT["sit"], "sit", first=True)
    lobby.way_back()
# Behind the choices, so that what they change moves none of them.
lobby.introduce(chosen)
to_matches(TEXT["watch"])
if now or again:
    with top if now else below:
        sit_down(chosen)
else:
    session.afresh()
