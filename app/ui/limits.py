"""What the models of a match may use, and whether it is shown which one sits where."""

from typing import Any, Final

import streamlit as st

from app import session
from games.model import Limits
from games.words import words

TEXT: Final[dict[str, Any]] = words("app")["models"]
MONEY: Final = 1.0
TOKENS: Final = 400_000
"""A match of four models takes about 60,000, some three times as much with thinking."""
SECONDS: Final = 120.0


def seconds() -> float:
    """How long a decision may take, as it is chosen now."""
    return session.value("limit-seconds", SECONDS)


def choose(*, people: bool) -> tuple[Limits, bool]:
    """The limits, and whether models are shown to the people at the table from the beginning."""
    st.header(TEXT["limits"], anchor=False)
    session.begin_with("limit-money", MONEY)
    session.begin_with("limit-tokens", TOKENS)
    with st.container(key="limits"):
        money = st.number_input(
            TEXT["money"],
            min_value=0.01,
            value=None,
            step=0.5,
            format="%.2f",
            key="limit-money",
            help=TEXT["money_help"],
            persist_state="session",
        )
        tokens = st.number_input(
            TEXT["tokens"],
            min_value=1000,
            value=None,
            step=50_000,
            key="limit-tokens",
            help=TEXT["tokens_help"],
            persist_state="session",
        )
        time = st.number_input(
            TEXT["seconds"],
            min_value=5.0,
            max_value=3600.0,
            value=SECONDS,
            step=10.0,
            format="%.0f",
            key="limit-seconds",
            help=TEXT["seconds_help"],
            persist_state="session",
        )
    shown = people and st.checkbox(TEXT["shown"], key="models-shown", help=TEXT["shown_help"], persist_state="session")
    return Limits(money=money, tokens=tokens, seconds=time), shown
