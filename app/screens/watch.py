"""One kept match, from the viewpoint and at the step of the address."""

import streamlit as st

from app.ui import replay
from app.ui.links import to_matches
from games.words import words

to_matches(words("app")["watch"]["list"])
replay.show(st.query_params.get("match", ""))
