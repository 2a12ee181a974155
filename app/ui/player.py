"""The player of a kept match: a component in the browser, told what the address asks for and what it may say."""

from typing import Any, Final

import streamlit as st

from app import engine, watching
from app.ui import deals
from app.ui.component import browser_part
from app.ui.links import to_matches, to_table
from app.ui.plain import plain
from games.words import words
from replays.record import Header, viewpoint
from replays.refusal import RecordError, shown
from replays.replay import viewers
from replays.store import NoSuchMatch

TEXT: Final[dict[str, Any]] = words("app")["player"]
PAGE: Final[dict[str, Any]] = words("app")["page"]
_player = browser_part("player")


def show(match_id: str) -> None:
    """The match at the seat and step of the address. What is wrong with the address is said."""
    try:
        header = engine.store().header(match_id)
    except NoSuchMatch:
        told = words("app")["watch"]["unknown" if match_id else "unnamed"]
        st.error(plain(told.format(id=shown(match_id, 40))))
        to_matches(words("app")["watch"]["list"])
        return
    except RecordError as error:
        st.error(plain(PAGE["record"].format(reason=error)))
        return
    if header.ended is None and header.people:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(TEXT["running"], width="content")
            to_table(TEXT["to_table"], header.id)
    where = {name: st.query_params.get(name, "") for name in ("step", "room", "view")}
    seat, notice = _seat(header, st.query_params.get("seat", ""), everything=bool(where["room"] or where["view"]))
    told = {"match": header.id, "seat": seat, **where, "notice": notice}
    _player("player", told | {"words": watching.spoken(header.game)})
    deals.show(header)


def _seat(header: Header, asked: str, *, everything: bool) -> tuple[str, str]:
    """The viewpoint of the address, and what is wrong with the one that was asked for.

    Without one, the first that is open; where what was secret is to be read, the last.
    """
    first = viewers(header)[-1 if everything and not asked else 0]
    if not asked:
        return viewpoint(first), ""
    try:
        return viewpoint(watching.asked(header, asked)), ""
    except RecordError as error:
        reason = f"{str(error)[:1].upper()}{str(error)[1:]}."
    except PermissionError as error:
        reason = str(error)
    view = TEXT["everybody"] if first is None else shown(header.names[first])
    return viewpoint(first), TEXT["instead"].format(reason=reason, view=view)
