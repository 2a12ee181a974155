"""The live table: a component in the browser, told whose seat it is; all that moves comes over its own websocket."""

from typing import Any, Final
from urllib.parse import urlencode

import streamlit as st

from app import engine, session, watching
from app.rematches import deals, declined
from app.saying import said
from app.ui.component import browser_part
from app.ui.links import to_match, to_matches
from app.ui.plain import plain
from games.cleanup.presets import ClassicRules
from games.core import Seat
from games.registry import GAMES
from games.words import words
from replays.record import Header, Kind
from replays.refusal import RecordError, shown
from replays.store import NoSuchMatch

PAGE: Final[dict[str, Any]] = words("app")["page"]
TEXT: Final[dict[str, Any]] = words("app")["table"]
TOOLS: Final[dict[str, Any]] = words("app")["tools"]
WAITING: Final = ("away", "leave_about", "leave_now")
"""What is said otherwise where there is a clock."""
# The table says itself, beside the buttons, that the connection dropped; Streamlit would lay a dialog over it.
STYLE: Final = "<style>[data-testid='stDialog'] { display: none; }</style>"
STYLES: Final = (
    "tokens.css",
    "liars_bar.css",
    "cleanup.css",
    "reveal.css",
    "table.css",
    "used.css",
    "private.css",
    "under.css",
    "cleanup_side.css",
    "walled_side.css",
)
_table = browser_part("table", STYLES, TEXT["laying"])


def show(match_id: str, seat: Seat | None) -> None:
    """The table as this seat may see it, or as a watcher does; who may sit there is for the websocket to say."""
    try:
        header = engine.store().header(match_id)
        opened = engine.store().host(match_id)
    except NoSuchMatch:
        st.error(plain(words("app")["watch"]["unknown"].format(id=shown(match_id))))
        to_matches(words("app")["watch"]["list"])
        return
    except RecordError as error:
        st.error(plain(PAGE["record"].format(reason=error)))
        return
    if header.view is not None or not watching.same_rules(header):
        st.error(TEXT["only_watched"])
        to_match(TEXT["replay"], header.id)
        return
    st.html(STYLE)
    told = {
        "match": header.id,
        "game": header.game,
        **({"side": "walled"} if isinstance(header.rules, ClassicRules) else {}),
        "seat": seat,
        "host": opened is not None and opened == session.person(),
        "people": any(one.kind is Kind.PERSON for one in header.seats),
        "words": spoken(header)
        | words("app")["reveal"]
        | {
            "private": TOOLS["table"],
            "may_hold": TOOLS["may_hold"],
            "guess": words("app")["guess"],
            "deals": said(header.game)["deals"],
        },
        "rules": GAMES[header.game].rulebook(header.rules, "en"),
        "deals": deals(header),
        "declined": declined(header),
        "home": "/",
        "table_url": "/table?" + urlencode({"match": header.id}),
        "watch_url": "/watch?" + urlencode({"match": header.id, "seat": "all"}),
    }
    _table(f"table-{header.id}-{seat}", told)


def spoken(header: Header) -> dict[str, Any]:
    """The words of the table; where whoever watches may read everything, that is said beside the way to it; where
    there is a clock no seat waits, and where there are walls a watcher sees more than any seat."""
    waiting = {} if header.clock is None else {name: TEXT[f"{name}_clock"] for name in WAITING}
    chart = {"dilemma": words("app")["player"]["browser"]["course"]["dilemma"]}
    whole = {"watching": TEXT["watching_walled"]} if isinstance(header.rules, ClassicRules) else {}
    return TEXT | chart | whole | ({"everything": TEXT["everybody_open"]} if header.open else {}) | waiting
