"""The pages there are, and the way between them."""

import streamlit as st

from app.ui.dress import dress
from app.ui.menu import menu
from games.words import words

TEXT: dict[str, str] = words("app")["page"]

dress(TEXT["title"])
# Not in a folder called pages: the first session of a server would run what lies there without this file.
listed = [
    st.Page("screens/play.py", title=TEXT["play"], default=True),
    st.Page("screens/matches.py", title=TEXT["matches"]),
    st.Page("screens/offers.py", title=TEXT["offers"]),
]
by_link = [
    st.Page("screens/table.py", title=TEXT["table"], visibility="hidden"),
    st.Page("screens/watch.py", title=TEXT["watch"], visibility="hidden"),
]
# Streamlit's own menu hides behind an arrow on a phone.
page = st.navigation([*listed, *by_link], position="hidden")
menu(TEXT["title"], listed, page)
page.run()
