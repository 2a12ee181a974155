"""A person at a live table: what happened, what is asked, and what comes of an answer."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

import streamlit as st
from sqlalchemy.exc import DBAPIError

from agents.core import View
from app import engine, session
from app.seating import UnknownPlayer
from app.tables import Place
from app.ui.boards import BOARDS
from app.ui.lines import listed
from app.ui.links import to_match
from app.ui.people import introduced
from app.ui.plain import plain
from app.ui.seating import sit_down_button
from app.ui.setup import Setup
from app.watching import same_rules
from games.core import Action, Event, Notation, Refused
from games.registry import GAMES
from games.words import words
from replays.record import Header
from replays.refusal import RecordError, shown

TEXT: dict[str, str] = words("app")["play"]


def show(place: Place) -> None:
    """The table as this seat may know it. It is drawn anew after every answer, and nothing is kept here."""
    header = engine.store().header(place.match_id)
    if not same_rules(header):
        _cannot_go_on(header, TEXT["other_rules"])
        return
    try:
        view = engine.tables().view(place)
    except UnknownPlayer:
        _cannot_go_on(header, TEXT["no_player"])
        return
    except DBAPIError:
        st.error(TEXT["not_kept"])
        st.button(TEXT["look"])
        return
    o, board, entry = view.observation, BOARDS[header.game], GAMES[header.game]
    notation = entry.notation(header.rules, "en")
    st.title(board.title(o), anchor=False)
    if lead := board.lead(o):
        st.text(lead)
    left, right = st.columns([5, 3], gap="large")
    with left, st.container(key=f"decision-{o.decision}"):
        board.table(o, header.seats)
        if not o.waiting_for:
            _ended(engine.store().header(place.match_id))
        elif place.seat in o.waiting_for:
            _turn(place, header, view, notation)
        else:
            _waiting(header, o)
    with right:
        _news(view, header, notation, place.seat)
    with st.expander(TEXT["rules"]):
        st.markdown(entry.rulebook(header.rules, "en").replace("\n", "\n\n"))
    with st.expander(TEXT["players"]):
        listed(map(introduced, header.seats))


def _cannot_go_on(header: Header, why: str) -> None:
    st.error(why)
    to_match(TEXT["again"], header.id)


def _waiting(header: Header, o: Any) -> None:
    _told()
    BOARDS[header.game].hand(o)
    names = ", ".join(shown(header.names[seat]) for seat in sorted(o.waiting_for) if seat >= 0)
    st.text(TEXT["waiting"].format(names=names))
    st.button(TEXT["look"])


def _turn(place: Place, header: Header, view: View[Any, Any], notation: Notation) -> None:
    o = view.observation
    key, click = f"{header.id}-{o.decision}", uuid4().hex

    def said() -> str:
        return session.value(f"{key}-say", "").strip()

    def send(action: Action) -> None:
        # For the decision that is on the screen, so a second click or a second tab cannot answer the next one.
        try:
            engine.tables().act(place, action, o.decision, click)
        except Refused as error:
            session.tell(notation.refusal(error.why))
        except RecordError as error:
            session.tell(TEXT["not_sayable"].format(reason=error))
        except DBAPIError:
            session.tell(TEXT["not_kept"])

    _told()
    question = st.container()
    st.text_input(TEXT["say"], key=f"{key}-say", max_chars=o.rules.say_limit, placeholder=TEXT["say_hint"])
    with question:
        BOARDS[header.game].ask(o, header.seats, key, said, send)


def _news(view: View[Any, Any], header: Header, notation: Notation, seat: int) -> None:
    def told(happened: Iterable[Event]) -> list[str]:
        return [shown(notation.event(event, header.names)) for event in happened]

    st.header(TEXT["news"], anchor=False)
    listed(told(BOARDS[header.game].news(view.events, seat)))
    with st.expander(TEXT["everything"]):
        st.text("\n".join(told(view.events)))


def _ended(header: Header) -> None:
    outcome = header.outcome
    assert outcome is not None
    winners = ", ".join(shown(header.names[winner]) for winner in outcome.winners)
    st.header(plain(TEXT["won" if len(outcome.winners) == 1 else "shared"].format(names=winners)), anchor=False)
    st.text(TEXT["replay"])
    to_match(TEXT["again"], header.id, seat="all")
    sit_down_button(TEXT["rematch"], Setup(header.game, header.preset, header.seats, None, None), _change_seat)


def _change_seat(key: str) -> None:
    session.go("key", key)
    st.rerun()


def _told() -> None:
    """What stood against the last answer."""
    if text := session.told():
        st.error(plain(text))
