"""One match in a list: the link is what one looks for, and with it stands who sat there, when, and by which rules."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from app import engine, gallery, watching
from app.facts import headline, match_title, offered, origin, others, players, rules, when
from app.ui import copies
from app.ui.links import to_match, to_table
from app.ui.plain import plain
from games.core import Seat
from games.words import words
from replays.record import Header

TEXT: dict[str, Any] = words("app")["lobby"]


def row(header: Header) -> None:
    """Any match: a running one leads to its table, to be watched, an ended one to its replay."""
    with st.container(gap="xxsmall", key=f"row-all-{header.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            if header.ended is None:
                to_table(plain(headline(header)), header.id)
            else:
                to_match(plain(headline(header)), header.id)
            _facts(when(header), rules(header), *origin(header))
        st.text(players(header))
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            _facts(match_title(header), *_under(header), *watching.left_out(header))
            copies.removing(header)


def own_row(header: Header, seat: Seat | None, buttons: Callable[[], None]) -> None:
    """A match of somebody's own: a running one leads back to the seat."""
    with st.container(gap="xxsmall", key=f"row-own-{header.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            if header.ended is None:
                to_table(plain(TEXT["back"].format(names=others(header, seat))), header.id, seat)
            else:
                to_match(plain(headline(header)), header.id)
            _facts(when(header), rules(header))
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.text(players(header))
            buttons()


def _under(header: Header) -> list[str]:
    """What was offered and what came of it, once everybody may be told."""
    told = offered(header)
    found = gallery.find(engine.store(), header.id) if told and header.ended is not None else None
    return told if found is None else [*told, gallery.headline(found)]


def _facts(*facts: str) -> None:
    st.caption(plain(" · ".join(facts)), width="content")
