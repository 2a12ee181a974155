"""The ways from one page to another; each is a link, and all it needs stands in the address.

Streamlit changes the address only when the page changes, so no link leads to the page it stands on.
"""

import streamlit as st

SCREENS = "screens/{}.py"


def to_play(label: str) -> None:
    """To the first page."""
    st.page_link(SCREENS.format("play"), label=label)


def to_table(label: str, key: str) -> None:
    """Back to the seat that this secret opens."""
    st.page_link(SCREENS.format("table"), label=label, query_params={"key": key})


def lead_to_table(key: str) -> None:
    """To the seat that this secret opens, now; from another page."""
    st.switch_page(SCREENS.format("table"), query_params={"key": key})


def to_matches(label: str) -> None:
    """To the list of matches."""
    st.page_link(SCREENS.format("matches"), label=label)


def to_match(label: str, match_id: str, **where: str) -> None:
    """To a match, perhaps at a `seat` and a `step`. The label is Markdown."""
    st.page_link(SCREENS.format("watch"), label=label, query_params={"match": match_id} | where)
