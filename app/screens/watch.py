"""One kept match, from the viewpoint and at the step of the address."""

import streamlit as st

from app.ui import player

player.show(st.query_params.get("match", ""))
