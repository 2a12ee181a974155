"""What a person chooses before a match: how many seats, who sits there, the rules, a seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from app import session
from app.facts import game_title, preset_title
from app.scenes import SCENES
from app.seeds import typed_seed
from app.ui import limits, models, tools
from app.ui.chairs import Chair
from app.ui.tools import Tool
from games.core import Seat
from games.model import Limits
from games.registry import GAMES
from games.words import words
from replays.names import check_name
from replays.record import Kind, Seating
from replays.refusal import RecordError

TEXT: dict[str, str] = words("app")["play"]
MODELS: dict[str, Any] = words("app")["models"]
PAGE: dict[str, Any] = words("app")["page"]
SEATS: Final = 4


@dataclass(frozen=True, slots=True)
class Setup:
    """A match that could begin."""

    game: str
    preset: str
    seats: tuple[Seating, ...]
    own: Seat | None
    """The seat of whoever sets the table; None: to watch."""
    seed: int | None
    limits: Limits | None
    """What the models may use; None without any."""
    models_shown: bool
    tool: Tool
    refusal: str | None
    """Why it cannot begin yet, in a sentence."""

    @property
    def people(self) -> bool:
        """Whether anybody but programs plays."""
        return any(seat.kind is Kind.PERSON for seat in self.seats)

    @property
    def by_lot(self) -> bool:
        """Whether nobody at the table is to know which of several models sits where."""
        kinds = [seat.kind for seat in self.seats]
        return Kind.PERSON in kinds and kinds.count(Kind.MODEL) > 1 and not self.models_shown


def choose() -> Setup:
    """The choices, each with a default under which a match can begin at once."""
    game = next(iter(SCENES))
    if len(SCENES) > 1:
        game = st.selectbox(TEXT["game"], list(SCENES), format_func=game_title)
    allowed = sorted({seats for preset in GAMES[game].presets for seats in GAMES[game].game(preset).seats})
    allowed = [seats for seats in allowed if seats <= SEATS]
    count = st.segmented_control(TEXT["seats"], allowed, default=allowed[-1], required=True, key="seats")
    preset = session.value("preset", next(iter(GAMES[game].presets)))
    chairs = [Chair(seat, seat == count - 1, game, preset, limits.seconds()) for seat in range(count)]
    wrong = _wrong([chair.name for chair in chairs])
    with st.container(key="chairs"):
        seats = [chair.show(wrong.get(chair.seat)) for chair in chairs]
    spend, shown = None, False
    people = any(chair.kind is Kind.PERSON for chair in chairs)
    asks_models = any(chair.kind is Kind.MODEL for chair in chairs)
    if asks_models:
        models.show()
        spend, shown = limits.choose(people=people)
    preset = _rules(game)
    tool = tools.choose(game, preset, [chair.name for chair in chairs], people=people, models=asks_models)
    typed = st.text_input(TEXT["seed"], max_chars=200, placeholder=TEXT["seed_none"]).strip()
    st.caption(TEXT["seed_known"])
    return Setup(
        game=game,
        preset=preset,
        seats=tuple(seats),
        own=count - 1 if chairs[-1].yours else None,
        seed=typed_seed(typed) if typed else None,
        limits=spend,
        models_shown=shown,
        tool=tool,
        refusal=_refusal(wrong, seats) or tool.refusal,
    )


def _rules(game: str) -> str:
    presets = list(GAMES[game].presets)
    captions = [PAGE["presets"][game][preset] for preset in presets]
    return st.radio(
        TEXT["preset"], presets, captions=captions, format_func=lambda preset: preset_title(game, preset), key="preset"
    )


def _refusal(wrong: dict[Seat, str], seats: Sequence[Seating]) -> str | None:
    if wrong:
        return TEXT["bad_table"].format(reason=next(iter(wrong.values())))
    without = [seat + 1 for seat, one in enumerate(seats) if one.kind is Kind.MODEL and one.settings is None]
    return MODELS["no_model"].format(number=without[0]) if without else None


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
