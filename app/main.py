"""The pages there are, and nothing else."""

import streamlit as st

from app.ui.dress import dress
from games.words import words

TEXT: dict[str, str] = words("app")["page"]

dress(TEXT["title"])
# Not in a folder called pages: the first session of a server would run what lies there without this file.
pages = [
    st.Page("screens/play.py", title=TEXT["play"], default=True),
    st.Page("screens/table.py", title=TEXT["table"], visibility="hidden"),
    st.Page("screens/matches.py", title=TEXT["matches"]),
    st.Page("screens/watch.py", title=TEXT["watch"], visibility="hidden"),
]
st.navigation(pages, position="top").run()
