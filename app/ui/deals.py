"""Below a kept match: the way to the same deal under other conditions, and to play it under one."""

import asyncio
from typing import Any, Final

import streamlit as st
from sqlalchemy.exc import DBAPIError

from app import engine, session
from app.facts import tool_title, when
from app.house import Declined, Place
from app.rematches import Deals, others
from app.saying import said
from app.ui import sources
from app.ui.links import lead_to_table, to_match
from app.ui.plain import plain
from games.core import Seat
from games.secret_tools.conditions import Condition
from games.words import words
from replays.record import Header, Kind

PLAY: Final[dict[str, str]] = words("app")["play"]
CONDITIONS: Final[dict[str, Any]] = words("app")["tools"]["conditions"]


def show(header: Header) -> None:
    """Nothing where there is nothing to go to, and nothing that this person may play."""
    found, can = engine.store().twins(header) if header.open else [], others(header)
    place = _place(header) if can else None
    if not (found or place):
        return
    text = said(header.game)["deals"]
    st.header(text["title"], anchor=False)
    if found:
        st.caption(text["played"])
    for other in found:
        to_match(plain(_title(other, text)), other.id, seat="all")
    if place is not None:
        _play(header.game, place, can, text)


def _title(header: Header, text: dict[str, str]) -> str:
    tool = header.tool
    assert tool is not None, "a match without a tool has no condition"
    plays = tool.condition is Condition.BASELINE
    title = CONDITIONS[tool.condition]["title"] if plays else tool_title(tool.condition, tool.wording)
    return text["link"].format(title=title, when=when(header))


def _place(header: Header) -> Place | None:
    """Where this person was, if that gives a say in what is played next: at the match's own table, or with a seat."""
    person, store = session.person(), engine.store()
    if person is None:
        return None
    people = [seat for seat, one in enumerate(header.seats) if one.kind is Kind.PERSON]
    if not people:
        return Place(header.id, None, host=True) if store.host(header.id) == person else None
    own: list[Seat] = [seat for seat in store.seats_of(person, header.id) if seat in people]
    return Place(header.id, own[0]) if own else None


def _play(game: str, place: Place, can: Deals, text: dict[str, str]) -> None:
    titles = dict(can)
    chosen = st.selectbox(text["condition"], list(titles), format_func=titles.__getitem__, key=f"deal-{place.match_id}")
    told = said(game)["tools"]["conditions"][chosen]
    st.caption(f"{told['what']} {told['shows']}")
    st.caption(text["about"])
    if st.button(text["play"], key="play-deal"):
        _begin(place, Condition(chosen))


def _begin(place: Place, condition: Condition) -> None:
    tables, person = engine.tables(), session.person()
    try:
        keys = sources.typed_keys()
        match_id = asyncio.run(tables.rematch(place, same=True, condition=condition, keys=keys))
        if person is not None and place.seat is not None:
            tables.claim(person, match_id, place.seat)
    except Declined as error:
        st.error(plain(str(error)))
    except DBAPIError:
        st.error(PLAY["not_kept_match"])
    else:
        lead_to_table(match_id, place.seat)
