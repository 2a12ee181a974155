"""Short lines of text close together."""

from collections.abc import Iterable

import streamlit as st


def listed(lines: Iterable[str], heading: str = "") -> None:
    """One line each, never read as markup, under a heading of our own words."""
    with st.container(gap="xsmall"):
        if heading:
            st.markdown(f"**{heading}**")
        for line in lines:
            st.text(line)
