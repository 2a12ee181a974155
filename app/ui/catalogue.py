"""The kept matches, newest first, a page at a time."""

from datetime import UTC, datetime
from typing import Any, Final

import streamlit as st

from app import engine, session
from app.ui.links import to_match
from app.ui.people import who
from app.ui.plain import plain
from games.registry import GAMES
from games.words import words
from replays.record import Header
from replays.refusal import RecordError, shown
from replays.store import Cursor

TEXT: dict[str, Any] = words("app")["watch"]
GAME: dict[str, str] = words("app")["page"]["games"]
LIMIT: Final = 20


def show() -> None:
    """The list with its filters; where it stands is in the address."""
    st.title(TEXT["title"], anchor=False)
    game, player = _filters()
    asked = st.query_params.get("pages", "1")
    pages = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1
    try:
        found, more = _newest(game, player, max(1, pages))
    except RecordError as error:
        st.error(plain(words("app")["page"]["record"].format(reason=error)))
        return
    for header in found:
        _row(header)
    if not found:
        st.text(TEXT["none_such" if game or player else "none"])
    if more:
        session.button(TEXT["more"], lambda: session.go("pages", pages + 1))


def _filters() -> tuple[str | None, str | None]:
    """The game and the name or player that the list is narrowed to."""
    games = {"": TEXT["any_game"]} | {name: GAME.get(name, name) for name in GAMES}
    game, player = st.query_params.get("game", ""), st.query_params.get("player", "")
    left, right = st.columns(2)
    chosen = session.in_address("game", game if game in games else "", drops=["pages"])
    left.selectbox(TEXT["game"], list(games), format_func=lambda name: games[name], **chosen)
    chosen = session.in_address("player", player, drops=["pages"])
    right.text_input(TEXT["player"], placeholder=TEXT["player_hint"], **chosen)
    return game if game in GAMES else None, player or None


def _newest(game: str | None, player: str | None, pages: int) -> tuple[list[Header], bool]:
    """So many pages of the list, each begun behind the one before, and whether there are more."""
    found: list[Header] = []
    after = None
    for _ in range(pages):
        page = engine.store().page(game=game, player=player, after=after, limit=LIMIT + 1)
        found += page[:LIMIT]
        if len(page) <= LIMIT:
            return found, False
        after = Cursor(found[-1].created, found[-1].id)
    return found, True


def _row(header: Header) -> None:
    with st.container(border=True, gap="xxsmall"):
        to_match(plain(f"{header.id} · {rules(header)}"), header.id)
        st.text(", ".join(f"{shown(seating.name)} ({who(seating)})" for seating in header.seats))
        st.caption(plain(" · ".join(facts(header))))


def rules(header: Header) -> str:
    """The game and its rules."""
    return TEXT["rules"].format(game=GAME.get(header.game, header.game), preset=header.preset)


def facts(header: Header) -> list[str]:
    """When, how it ended, and where it comes from."""
    when = datetime.fromtimestamp(header.created / 1e6, UTC).astimezone()
    told = [f"{when.day} {when:%B %Y, %H:%M}", standing(header), TEXT["origin"][header.origin]]
    if header.view is not None:
        seat = int(header.view) - 1 if header.view.isdigit() else None
        told.append(TEXT["view"].format(view=TEXT["everybody"] if seat is None else shown(header.names[seat])))
    return told


def seed(header: Header) -> list[str]:
    """From the seed every hand follows, so only who sees everything is shown it; a header has none before the end."""
    if header.seed is None:
        return []
    return [TEXT["seed_known" if header.seed_known else "seed"].format(seed=f"{header.seed:032x}")]


def standing(header: Header) -> str:
    """Who won, or that it is still running."""
    if header.outcome is None:
        return TEXT["running"]
    names = ", ".join(shown(header.names[winner]) for winner in header.outcome.winners)
    return TEXT["won" if len(header.outcome.winners) == 1 else "shared"].format(names=names)
