"""Sitting down: begins a match and leads to the person's seat."""

import streamlit as st
from sqlalchemy.exc import DBAPIError

from app import engine, session
from app.seating import by_lot
from app.ui import sources
from app.ui.links import lead_to_table
from app.ui.plain import plain
from app.ui.setup import Setup
from games.core import Seat
from games.words import words

TEXT: dict[str, str] = words("app")["play"]


def sit_down(chosen: Setup) -> None:
    """Begin the match and go to one's seat, or to watch; one match however often the button is hit. What hinders it is
    said.
    """
    if chosen.refusal is not None:
        st.error(plain(chosen.refusal))
        return

    person = session.person()
    assert person is not None, "the button cannot be pressed without cookies"

    def begin() -> tuple[str, Seat | None]:
        match_id = engine.tables().open(
            chosen.game,
            chosen.preset,
            by_lot(chosen.seats) if chosen.by_lot else chosen.seats,
            chosen.seed,
            limits=chosen.limits,
            models_shown=chosen.models_shown,
            tool=chosen.tool.rules,
            surprise=chosen.tool.surprise,
            rules=chosen.rules,
            clock=chosen.clock,
            host=person,
            keys=sources.typed_keys(),
        )
        if chosen.own is not None:
            engine.tables().claim(person, match_id, chosen.own)
        return match_id, chosen.own

    try:
        place = session.once(begin)
    except DBAPIError:
        st.error(TEXT["not_kept_match"])
    else:
        lead_to_table(*place)
