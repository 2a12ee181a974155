"""The rules of a table that is being set: a preset, what is chosen in place of its numbers, the clock of a step."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

import streamlit as st

from app import session
from app.clock import FEWEST
from app.facts import preset_title
from games.registry import GAMES, Option
from games.words import words

TEXT: Final[dict[str, Any]] = words("app")["options"]
PRESET: Final[str] = words("app")["play"]["preset"]
PRESETS: Final[dict[str, Any]] = words("app")["page"]["presets"]
SECONDS: Final = (10, 20, 40, None)
"""Of the clock; None is no clock."""
USUAL: Final = 20


class Rules(NamedTuple):
    """What is chosen."""

    preset: str
    rules: Any


def preset(game: str) -> str:
    """The one that is chosen now."""
    return session.value(f"preset-{game}", next(iter(GAMES[game].presets)))


def choose(game: str) -> Rules:
    """The choices, each with what it means in a sentence."""
    known, key = list(GAMES[game].presets), f"preset-{game}"
    captions = [PRESETS[game][name] for name in known]
    if len(known) > 1:
        chosen = st.radio(PRESET, known, captions=captions, format_func=lambda one: preset_title(game, one), key=key)
    else:
        chosen = known[0]
        st.caption(captions[0])
    usual = GAMES[game].presets[chosen]
    options = GAMES[game].optional(chosen)
    numbers = {option.field: _value(game, option, getattr(usual, option.field)) for option in options}
    return Rules(chosen, replace(usual, **numbers))


def _value(game: str, option: Option, usual: Any) -> Any:
    text = TEXT[game][option.name]
    return one_of(text, option.values, usual, f"option-{game}-{option.name}")


def clock(game: str, people: int) -> float | None:
    """The seconds that people have for a step; None: as many as they like, and where nobody keeps others waiting."""
    traits = GAMES[game].traits
    if traits is None or not traits.together or people < FEWEST:
        return None
    return one_of(TEXT["clock"], SECONDS, USUAL, "clock")


def one_of(text: dict[str, Any], values: Sequence[Any], usual: Any, key: str) -> Any:
    """One of a few values, and what the chosen one means."""
    names = {str(value): value for value in values}
    with st.container(gap="xsmall"):
        name = st.segmented_control(
            text["title"],
            list(names),
            default=str(usual),
            required=True,
            format_func=lambda name: text[name]["title"],
            key=key,
            persist_state="session",
        )
        st.caption(text[name]["about"])
    return names[name]
