"""The kept matches, newest first, a page at a time."""

from typing import Any, Final, NamedTuple

import streamlit as st

from app import engine
from app.facts import game_title
from app.ui.narrowing import address, choice, first_pages, more
from app.ui.plain import plain
from app.ui.rows import row
from games.registry import GAMES
from games.secret_tools.conditions import Condition
from games.words import words
from replays.record import Header
from replays.refusal import RecordError
from replays.store import Cursor

TEXT: dict[str, Any] = words("app")["watch"]
TOOLS: dict[str, Any] = words("app")["tools"]["conditions"]
LIMIT: Final = 20


class Filters(NamedTuple):
    """What the list is narrowed to."""

    game: str | None
    player: str | None
    outcome: str | None
    condition: str | None


def show() -> None:
    """The list with its filters."""
    st.header(TEXT["all_matches"], anchor=False)
    filters = _filters()

    def page(after: Cursor | None, limit: int) -> list[Header]:
        return engine.store().page(**filters._asdict(), after=after, limit=limit)

    try:
        found, left = first_pages(page, lambda last: Cursor(last.created, last.id), LIMIT)
    except RecordError as error:
        st.error(plain(words("app")["page"]["record"].format(reason=error)))
        return
    for header in found:
        row(header)
    if not found:
        st.text(TEXT["none_such" if any(filters) else "none"])
    if left:
        more(TEXT["more"])


def _filters() -> Filters:
    games = {"": TEXT["any_game"]} | {name: game_title(name) for name in GAMES}
    outcomes = {"": TEXT["any_outcome"]} | TEXT["outcome"]
    offered = {"": TEXT["any_offer"]} | {one: TOOLS[one]["title"] for one in Condition}
    left, middle, right, last = st.columns(4)
    with left:
        game = choice("game", TEXT["by_game"], games)
    player = st.query_params.get("player", "")
    middle.text_input(TEXT["player"], placeholder=TEXT["player_hint"], **address("player", player))
    with right:
        outcome = choice("outcome", TEXT["by_outcome"], outcomes)
    with last:
        condition = choice("condition", TEXT["by_offer"], offered)
    return Filters(game, player.strip() or None, outcome, condition)
