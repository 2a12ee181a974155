"""One's own matches, then all that are kept here, newest first."""

import streamlit as st

from app.ui import catalogue, mine, upload
from games.words import words

st.title(words("app")["watch"]["title"], anchor=False)
mine.show()
upload.show()
catalogue.show()
