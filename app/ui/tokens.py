"""A seat's token on the pages: its shape, and the letter its name begins with. The name stands beside it as text."""

from html import escape

import streamlit as st

from games.core import Seat
from replays.refusal import shown


def token(seat: Seat, name: str) -> None:
    """Shape and colour follow from the seat. Screen readers pass over it."""
    letter = escape(shown(name.strip()[:1]).upper())
    st.html(f'<span aria-hidden="true" class="token token-{seat + 1}">{letter}</span>', width="content")
