"""The words of an offer, put together for the table that is being set, to be read before it is chosen."""

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from agents.prompts.offers import Wording
from app.entries import offer_texts
from app.ui.plain import plain
from games.registry import GAMES
from games.secret_tools.conditions import ToolRules
from games.words import words
from replays.refusal import shown

TEXT: Final[dict[str, Any]] = words("app")["tools"]


def title(wording: Wording) -> str:
    """What is special about a wording, in a few words; somebody's own has a title of its own."""
    return TEXT["wordings"].get(wording.name, {}).get("title", wording.title)


def show(game: str, preset: str, tool: ToolRules, names: Sequence[str]) -> None:
    """The offer, and what the partner is asked. Raises agents.prompts.offers.WordingError where that cannot be said."""
    texts = offer_texts(game, GAMES[game].presets[preset], tool)
    called, first = [shown(name) for name in names], tool.offer_to or 0
    around = (*called[first:], *called[:first])
    offer = texts.preview(around)
    invitation = texts.preview((around[1], around[0], *around[2:]), invitation=True)
    with st.container(key="offer-words", gap="small"):
        for title, told in (("offer_text", offer), ("invitation_text", invitation)):
            with st.expander(plain(TEXT[title]), expanded=told is offer):
                st.text(told.text)
        st.caption(TEXT["order"])
