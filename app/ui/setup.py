"""What a person chooses before a match: how many seats, who sits there, the rules, a seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from app.facts import game_title, preset_title
from app.scenes import SCENES
from app.seeds import typed_seed
from app.ui.chairs import name_at, other_seat, own_seat
from games.core import Seat
from games.registry import GAMES
from games.words import words
from replays.names import check_name
from replays.record import Seating
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
    """The seat of whoever sets the table is the last."""
    seed: int | None
    refusal: str | None
    """Why it cannot begin yet, in a sentence."""

    @property
    def own(self) -> Seat:
        """The seat of whoever sets the table."""
        return len(self.seats) - 1


def choose() -> Setup:
    """The choices, each with a default under which a match can begin at once."""
    game = next(iter(SCENES))
    if len(SCENES) > 1:
        game = st.selectbox(TEXT["game"], list(SCENES), format_func=game_title)
    allowed = sorted({seats for preset in GAMES[game].presets for seats in GAMES[game].game(preset).seats})
    allowed = [seats for seats in allowed if seats <= SEATS]
    count = st.segmented_control(TEXT["seats"], allowed, default=allowed[-1], required=True, key="seats")
    wrong = _wrong([name_at(seat, own=seat == count - 1) for seat in range(count)])
    with st.container(key="chairs"):
        others = [other_seat(seat, game, wrong.get(seat)) for seat in range(count - 1)]
        seats = (*others, own_seat(count - 1, wrong.get(count - 1)))
    preset = _rules(game)
    typed = st.text_input(TEXT["seed"], max_chars=200, placeholder=TEXT["seed_none"]).strip()
    st.caption(TEXT["seed_known"])
    refusal = TEXT["bad_table"].format(reason=next(iter(wrong.values()))) if wrong else None
    return Setup(game, preset, seats, typed_seed(typed) if typed else None, refusal)


def _rules(game: str) -> str:
    presets = list(GAMES[game].presets)
    captions = [PAGE["presets"][game][preset] for preset in presets]
    return st.radio(
        TEXT["preset"], presets, captions=captions, format_func=lambda preset: preset_title(game, preset), key="preset"
    )


def _wrong(names: Sequence[str]) -> dict[Seat, str]:
    """Why a name will not do, at each seat where it will not."""
    wrong: dict[Seat, str] = {}
    for seat, name in enumerate(names):
        try:
            check_name(name)
        except RecordError as error:
            wrong[seat] = TEXT["bad_name"].format(reason=error)
        else:
            if [other.casefold() for other in names].count(name.casefold()) > 1:
                wrong[seat] = TEXT["same_name"].format(name=name)
    return wrong
