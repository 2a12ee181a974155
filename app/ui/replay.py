"""A kept match step by step, from one viewpoint; the browser is sent that viewpoint and nothing else."""

from functools import partial
from typing import Any

import streamlit as st

from app import engine, session, watching
from app.ui.boards import BOARDS
from app.ui.catalogue import facts, rules, seed
from app.ui.lines import listed
from app.ui.plain import JOINER, plain
from app.ui.traces import public, show_trace
from games.core import ANALYST, Refused, Viewer
from games.registry import GAMES
from games.words import words
from replays.record import Header, viewpoint
from replays.refusal import RecordError, shown
from replays.replay import Seen, viewers
from replays.store import NoSuchMatch

TEXT: dict[str, Any] = words("app")["watch"]


def show(match_id: str) -> None:
    """The match at the seat and step of the address. What is wrong with the address is said."""
    try:
        header = engine.store().header(match_id)
        who = _viewer(header)
        steps = watching.seen(header, who)
    except NoSuchMatch:
        st.error(plain(TEXT["unknown"].format(id=shown(match_id))))
        return
    except (RecordError, Refused) as error:
        st.error(plain(words("app")["page"]["record"].format(reason=error)))
        return
    st.title(plain(TEXT["match"].format(id=header.id)), anchor=False)
    st.caption(plain(" · ".join([rules(header), *facts(header), *(seed(header) if who == ANALYST else ())])))
    _viewpoints(header, who)
    if not steps:
        st.text(TEXT["nothing"])
        return
    place = _step(steps)
    _controls(place, len(steps))
    left, right = st.columns([5, 3], gap="large")
    with left:
        _happened(header, steps[place - 1])
    with right:
        _thoughts(header, who, steps[place - 1])


def _viewer(header: Header) -> Viewer:
    """The viewpoint of the address, else the first that is open; what is wrong with it is said."""
    first = viewers(header)[0]
    asked = st.query_params.get("seat", viewpoint(first))
    try:
        return watching.asked(header, asked)
    except RecordError as error:
        st.warning(plain(TEXT["bad_seat"].format(reason=error)))
    except PermissionError:
        st.warning(TEXT["only_view" if header.view else "closed"])
    return first


def _viewpoints(header: Header, who: Viewer) -> None:
    """The switch, with every viewpoint that is open, and what the chosen one is."""
    labels = {None: TEXT["public"], ANALYST: TEXT["all"]} | {
        seat: plain(name) for seat, name in enumerate(header.names)
    }
    # Streamlit tells options apart by what they are called, and a seat may be called "Everything".
    open_to = {viewpoint(one): labels[one] + JOINER * place for place, one in enumerate(viewers(header))}
    arguments = session.in_address("seat", viewpoint(who))
    st.segmented_control(
        TEXT["seen_by"], list(open_to), format_func=lambda point: open_to[point], required=True, **arguments
    )
    if header.view is not None:
        st.text(TEXT["only_view"])
    elif len(open_to) == 1:
        st.text(TEXT["open_later"])
    elif who in (None, ANALYST):
        st.text(TEXT["of_public" if who is None else "of_all"])
    else:
        st.text(TEXT["of_seat"].format(name=shown(header.names[who])))


def _step(steps: tuple[Seen, ...]) -> int:
    """The step of the address, from 1; what is wrong with it is said."""
    asked = st.query_params.get("step", "1")
    if asked.isascii() and asked.isdigit() and len(asked) < 10 and 1 <= int(asked) <= len(steps):
        return int(asked)
    st.warning(plain(TEXT["bad_step"].format(step=shown(asked, 20), steps=len(steps))))
    return 1


def _controls(place: int, last: int) -> None:
    """Buttons, a slider, and the step in words; they stand above what they change, so they do not move."""
    if last > 1:
        st.slider(TEXT["slider"], 1, last, label_visibility="collapsed", **session.in_address("step", place))
    ways = {
        "go_first": (1, "Home"),
        "go_previous": (place - 1, "Left"),
        "go_next": (place + 1, "Right"),
        "go_last": (last, "End"),
    }
    with st.container(horizontal=True, vertical_alignment="center"):
        for name, (to, shortcut) in ways.items():
            still = to == place or not 1 <= to <= last
            session.button(TEXT[name], partial(session.go, "step", to), key=name, shortcut=shortcut, disabled=still)
        st.text(TEXT["step"].format(step=place, steps=last))


def _happened(header: Header, step: Seen) -> None:
    """What could be seen and heard, and the table after it."""
    notation = GAMES[header.game].notation(header.rules, "en")
    st.header(TEXT["happened"], anchor=False)
    told = [shown(notation.event(event, header.names)) for event in step.events]
    listed(told + [TEXT["forced"].format(name=shown(header.names[seat])) for seat in step.forced])
    for trace in step.traces:
        if public(trace):
            show_trace(header, trace)
    if not step.observations or header.game not in BOARDS:
        why = TEXT["no_board_view" if header.view else "no_board_rules" if header.game in BOARDS else "no_board_game"]
        st.info(TEXT["no_board"].format(why=why))
        return
    board, o = BOARDS[header.game], step.observations[0]
    st.header(board.title(o), anchor=False)
    if lead := board.lead(o):
        st.text(lead)
    board.table(o, header.seats, [x for x in step.observations if x.seat is not None])


def _thoughts(header: Header, who: Viewer, step: Seen) -> None:
    """What was thought, in a serif: it was not said aloud."""
    st.header(TEXT["thought"], anchor=False)
    private = [trace for trace in step.traces if not public(trace)]
    with st.container(key="voice"):
        for trace in private:
            show_trace(header, trace)
    if not private:
        st.text(TEXT["no_thought_public" if who is None and len(viewers(header)) > 1 else "no_thought"])
