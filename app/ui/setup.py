"""What a person chooses before a match: the name, the rules, the other players, a seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from agents.scripted import personas
from app.seating import NAMES, scripted_seats
from app.seeds import typed_seed
from app.ui.boards import BOARDS
from app.ui.people import character, title
from games.registry import GAMES
from games.words import words
from replays.names import LONGEST, check_names
from replays.record import Kind, Seating
from replays.refusal import RecordError

TEXT: dict[str, str] = words("app")["play"]
PAGE: dict[str, Any] = words("app")["page"]
SEATS: Final = 4


@dataclass(frozen=True, slots=True)
class Setup:
    """A match that could begin."""

    game: str
    preset: str
    seats: tuple[Seating, ...]
    """The person's seat is the last."""
    seed: int | None
    refusal: str | None
    """Why it cannot begin yet, in a sentence."""


def choose() -> Setup:
    """The choices, each with a default under which a match can begin at once."""
    name = st.text_input(TEXT["name"], placeholder=TEXT["nobody"], max_chars=LONGEST).strip() or TEXT["nobody"]
    game = next(iter(BOARDS))
    if len(BOARDS) > 1:
        game = st.selectbox(TEXT["game"], list(BOARDS), format_func=lambda name: PAGE["games"][name])
    presets = PAGE["presets"][game]
    preset = st.radio(TEXT["preset"], list(GAMES[game].presets), captions=[presets[p] for p in GAMES[game].presets])
    allowed = [seats for seats in GAMES[game].game(preset).seats if seats <= SEATS]
    count = st.segmented_control(TEXT["seats"], allowed, default=allowed[-1], required=True)
    others = scripted_seats(_personas(game, count - 1))
    typed = st.text_input(TEXT["seed"], max_chars=200).strip()
    st.text(TEXT["seed_known"])
    seats = (*others, Seating(name, Kind.PERSON, name))
    return Setup(game, preset, seats, typed_seed(typed) if typed else None, _refusal(seats))


def _personas(game: str, count: int) -> list[str]:
    """Who sits on each of the other seats; by default each another character."""
    known = personas(game)
    chosen: list[str] = []
    for place in range(count):
        across = TEXT["across"].format(name=NAMES[place])
        start = (place + 1) % len(known)
        chosen.append(st.selectbox(across, known, index=start, format_func=_described, key=f"across-{place}"))
    return chosen


def _described(persona: str) -> str:
    return f"{title(persona)}: {character(persona)}"


def _refusal(seats: Sequence[Seating]) -> str | None:
    try:
        check_names([seating.name for seating in seats])
    except RecordError as error:
        return TEXT["bad_name"].format(reason=error)
    return None
