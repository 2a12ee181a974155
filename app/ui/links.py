"""The ways from one page to another; each is a link, and all it needs stands in the address.

Streamlit changes the address only when the page changes, so no link leads to the page it stands on.
"""

import streamlit as st

from games.core import Seat

SCREENS = "screens/{}.py"


def to_table(label: str, match_id: str, seat: Seat | None = None) -> None:
    """To a match that is played: back to a seat of one's own, or to watch. The label is Markdown."""
    st.page_link(SCREENS.format("table"), label=label, query_params=_at(match_id, seat))


def lead_to_table(match_id: str, seat: Seat | None) -> None:
    """To a seat of one's own, or to watch, now; from another page."""
    st.switch_page(SCREENS.format("table"), query_params=_at(match_id, seat))


def to_matches(label: str) -> None:
    """To the list of matches."""
    st.page_link(SCREENS.format("matches"), label=label)


def to_match(label: str, match_id: str, **where: str) -> None:
    """To an ended match, perhaps at a `seat` and a `step`. The label is Markdown."""
    st.page_link(SCREENS.format("watch"), label=label, query_params={"match": match_id} | where)


def _at(match_id: str, seat: Seat | None) -> dict[str, str]:
    return {"match": match_id} | ({} if seat is None else {"seat": str(seat + 1)})
