"""One seat of a table that is being set: who plays it, under which name."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from agents.scripted import personas
from app import session
from app.people import character, title
from app.seating import NAMES
from app.ui.plain import plain
from app.ui.tokens import token
from games.core import Seat
from games.words import words
from replays.names import LONGEST
from replays.record import Kind, Seating

TEXT: dict[str, str] = words("app")["play"]
KINDS: dict[Kind, str] = {Kind.SCRIPTED: TEXT["scripted"], Kind.PERSON: TEXT["person"]}


def name_at(seat: Seat, *, own: bool) -> str:
    """What is typed as the seat's name, or the name it has by itself."""
    return session.value(_key(own=own, seat=seat), "").strip() or _default(seat, own=own)


def other_seat(seat: Seat, game: str, wrong: str | None) -> Seating:
    """The choices for a seat that somebody else takes; `wrong` is why its name will not do."""
    with _box(seat, TEXT["seat"], own=False):
        label = TEXT["kind"].format(number=seat + 1)
        kind = st.segmented_control(
            label,
            list(KINDS),
            default=Kind.SCRIPTED,
            required=True,
            format_func=lambda kind: KINDS[kind],
            key=f"kind-{seat}",
            label_visibility="collapsed",
            width="stretch",
        )
        name = _name(seat, TEXT["seat_name"], wrong, own=False)
        if kind is Kind.PERSON:
            st.caption(TEXT["joins"])
            return Seating(name, kind, name)
        known = personas(game)
        persona = st.selectbox(
            TEXT["character"].format(number=seat + 1),
            known,
            index=(seat + 1) % len(known),
            format_func=title,
            key=f"character-{seat}",
        )
        st.caption(plain(character(persona)))
        return Seating(name, Kind.SCRIPTED, persona)


def own_seat(seat: Seat, wrong: str | None) -> Seating:
    """The seat of the person at this browser."""
    with _box(seat, TEXT["your_seat"], own=True):
        name = _name(seat, TEXT["name"], wrong, own=True)
        st.caption(TEXT["you_sit"])
        return Seating(name, Kind.PERSON, name)


@contextmanager
def _box(seat: Seat, heading: str, *, own: bool) -> Iterator[None]:
    with st.container(border=True, gap="small", key=f"chair-{seat}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            token(seat, name_at(seat, own=own))
            st.markdown(f"**{heading.format(number=seat + 1)}**")
        yield


def _name(seat: Seat, label: str, wrong: str | None, *, own: bool) -> str:
    st.text_input(
        label.format(number=seat + 1),
        placeholder=_default(seat, own=own),
        max_chars=LONGEST,
        key=_key(own=own, seat=seat),
        # What will not do is said while it is typed, before anything else is pressed.
        live=True,
        persist_state="session" if own else None,
    )
    if wrong is not None:
        st.error(plain(wrong))
    return name_at(seat, own=own)


def _key(*, own: bool, seat: Seat) -> str:
    return "own-name" if own else f"name-{seat}"


def _default(seat: Seat, *, own: bool) -> str:
    return TEXT["nobody"] if own else NAMES[seat]
