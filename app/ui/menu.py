"""The main menu: on a phone it is as plain to see as on a desk."""

from collections.abc import Sequence

import streamlit as st
from streamlit.navigation.page import Page


def menu(title: str, pages: Sequence[Page], here: Page) -> None:
    """The name of the program, and a link to each page but the one that is open."""
    with st.container(horizontal=True, vertical_alignment="center", key="menu"):
        st.markdown(title, width="content")
        for page in pages:
            if page == here:
                st.markdown(f"**{page.title}**", width="content")
            else:
                st.page_link(page)
