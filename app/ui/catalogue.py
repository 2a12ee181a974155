"""The kept matches, newest first, a page at a time."""

from typing import Any, Final, NamedTuple

import streamlit as st

from app import engine, session
from app.facts import game_title
from app.ui.plain import plain
from app.ui.rows import row
from games.registry import GAMES
from games.words import words
from replays.record import Header
from replays.refusal import RecordError
from replays.store import Cursor

TEXT: dict[str, Any] = words("app")["watch"]
LIMIT: Final = 20


class Filters(NamedTuple):
    """What the list is narrowed to."""

    game: str | None
    player: str | None
    outcome: str | None


def show() -> None:
    """The list with its filters; where it stands is in the address."""
    st.header(TEXT["all_matches"], anchor=False)
    filters = _filters()
    asked = st.query_params.get("pages", "1")
    pages = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1
    try:
        found, more = _newest(filters, max(1, pages))
    except RecordError as error:
        st.error(plain(words("app")["page"]["record"].format(reason=error)))
        return
    for header in found:
        row(header)
    if not found:
        st.text(TEXT["none_such" if any(filters) else "none"])
    if more:
        session.button(TEXT["more"], lambda: session.go("pages", pages + 1))


def _filters() -> Filters:
    games = {"": TEXT["any_game"]} | {name: game_title(name) for name in GAMES}
    outcomes = {"": TEXT["any_outcome"]} | TEXT["outcome"]
    left, middle, right = st.columns(3)
    with left:
        game = _choice("game", games)
    player = st.query_params.get("player", "")
    middle.text_input(
        TEXT["player"], placeholder=TEXT["player_hint"], **session.in_address("player", player, drops=["pages"])
    )
    with right:
        outcome = _choice("outcome", outcomes)
    return Filters(game, player.strip() or None, outcome)


def _choice(name: str, options: dict[str, str]) -> str | None:
    """One of the options, from the address; anything else there is as good as nothing."""
    now = st.query_params.get(name, "")
    now = now if now in options else ""
    st.selectbox(
        TEXT[f"by_{name}"],
        list(options),
        format_func=lambda option: options[option],
        **session.in_address(name, now, drops=["pages"]),
    )
    return now or None


def _newest(filters: Filters, pages: int) -> tuple[list[Header], bool]:
    """So many pages of the list, each begun behind the one before, and whether there are more."""
    found: list[Header] = []
    after = None
    for _ in range(pages):
        page = engine.store().page(**filters._asdict(), after=after, limit=LIMIT + 1)
        found += page[:LIMIT]
        if len(page) <= LIMIT:
            return found, False
        after = Cursor(found[-1].created, found[-1].id)
    return found, True
