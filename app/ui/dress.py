"""What all pages wear: title, width, the colours of the table, and the few rules of style that a theme cannot say."""

from pathlib import Path
from typing import Final

import streamlit as st

HERE: Final = Path(__file__).parent
SHEETS: Final = (HERE.parent / "browser" / "tokens.css", HERE / "style.css")
SCHEME: Final = "<style>:root {{color-scheme: {scheme}}}</style>"
"""Streamlit says it to the page, and not to the dialogs beside it."""


def dress(title: str) -> None:
    """Call it first on every page."""
    st.set_page_config(page_title=title, layout="wide")
    for sheet in SHEETS:
        st.html(sheet)
    st.html(SCHEME.format(scheme="dark" if st.context.theme.type == "dark" else "light"))
