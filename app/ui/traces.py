"""A text that stands beside a decision, as it was given: in its own language, and never read as markup."""

from typing import Any, Final

import streamlit as st

from app.ui.plain import plain
from games.core import Audience
from games.decision import Trace
from games.words import words
from replays.record import Header
from replays.refusal import shown

TEXT: dict[str, Any] = words("app")["watch"]
LONG: Final = 600
"""Characters that stand open on the page; the whole is one press away."""


def public(trace: Trace) -> bool:
    """Whether everybody at the table was told."""
    return trace.kind.audience is Audience.EVERYONE


def show_trace(header: Header, trace: Trace) -> None:
    """Whose it is, the text, and how it was obtained."""
    about = "" if trace.about is None else shown(header.names[trace.about])
    whose = TEXT["kind"][trace.kind].format(name=shown(header.names[trace.seat]), about=about)
    with st.container(gap="xsmall"):
        st.markdown(f"**{plain(whose)}**")
        if len(trace.text) <= LONG:
            st.text(trace.text)
        else:
            st.text(trace.text[:LONG].rstrip() + "…")
            with st.expander(TEXT["long"].format(length=len(trace.text))):
                st.text(trace.text)
        st.caption(TEXT["provenance"][trace.provenance])
