"""Every offer that was made in a match that is over, to walk from one to the next."""

import streamlit as st

from app.ui import gallery

st.title(gallery.TEXT["title"], anchor=False)
gallery.show()
