"""What all pages wear: title, width, and the few rules of style that the theme cannot say."""

from pathlib import Path

import streamlit as st

STYLE = Path(__file__).with_name("style.css")
LIGHT = "<style>:root {--quiet: #645445; --on-brass: #FFF8EA}</style>"
DARK = "<style>:root {--quiet: #C4B4A2; --on-brass: #1B130B}</style>"
"""What Streamlit chooses by itself is too faint to read: grey notes in light, white on brass in dark."""


def dress(title: str) -> None:
    """Call it first on every page."""
    st.set_page_config(page_title=title, layout="wide")
    st.html(STYLE)
    st.html(DARK if st.context.theme.type == "dark" else LIGHT)
