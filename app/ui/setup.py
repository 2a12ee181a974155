"""What a person chooses before a match: how many seats, who sits there, the rules, a seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from app import session
from app.facts import game_title
from app.saying import said
from app.scenes import SCENES
from app.seeds import typed_seed
from app.ui import limits, models, naming, numbers, tools
from app.ui.chairs import Chair
from app.ui.tools import Tool
from games.core import Seat
from games.model import Limits
from games.registry import GAMES
from games.secret_tools.conditions import BASELINE
from games.words import words
from replays.names import check_name
from replays.record import Kind, Seating
from replays.refusal import RecordError

TEXT: dict[str, str] = words("app")["play"]
MODELS: dict[str, Any] = words("app")["models"]
SEATS: Final = 4


@dataclass(frozen=True, slots=True)
class Setup:
    """A match that could begin."""

    game: str
    preset: str
    rules: Any
    """The preset's, perhaps with other options."""
    clock: float | None
    """Seconds that people have for a step; None: no clock."""
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


def game_now() -> str:
    """The game that is chosen now."""
    return session.value("game", next(iter(SCENES)))


def choose() -> Setup:
    """The choices, each with a default under which a match can begin at once."""
    game = st.selectbox(TEXT["game"], list(SCENES), format_func=game_title, key="game")
    fitting = list(GAMES[game].game(numbers.preset(game)).seats)
    allowed = [seats for seats in fitting if seats <= SEATS] or fitting
    count = allowed[-1] if SEATS in allowed else allowed[0]
    if len(allowed) > 1:
        count = st.segmented_control(TEXT["seats"], allowed, default=count, required=True, key=f"seats-{allowed[-1]}")
    chairs = [Chair(seat, seat == count - 1, game, numbers.preset(game), limits.seconds()) for seat in range(count)]
    names = [chair.name for chair in chairs]
    wrong = _wrong(names)
    with st.container(key="chairs"):
        seats = [chair.show(wrong.get(chair.seat)) for chair in chairs]
    spend, shown = None, False
    people = any(chair.kind is Kind.PERSON for chair in chairs)
    asks_models = any(chair.kind is Kind.MODEL for chair in chairs)
    if asks_models:
        models.show()
        spend, shown = limits.choose(people=people)
    preset, rules = numbers.choose(game)
    clock = numbers.clock(game, sum(chair.kind is Kind.PERSON for chair in chairs))
    tool = tools.choose(game, preset, names, people=people, models=asks_models, clock=clock is not None)
    if tool.rules != BASELINE:
        with st.container(key="answers"):
            seats = [chair.answers(one) for chair, one in zip(chairs, seats, strict=True)]
    typed = st.text_input(TEXT["seed"], placeholder=TEXT["seed_none"]).strip()
    st.caption(said(game)["play"]["seed_known"])
    return Setup(
        game=game,
        preset=preset,
        rules=rules,
        clock=clock,
        seats=tuple(seats),
        own=count - 1 if chairs[-1].yours else None,
        seed=typed_seed(typed) if typed else None,
        limits=spend,
        models_shown=shown,
        tool=tool,
        refusal=_refusal(wrong, seats) or tool.refusal,
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
            wrong[seat] = naming.refused(error)
        else:
            if [other.casefold() for other in names].count(name.casefold()) > 1:
                wrong[seat] = TEXT["same_name"].format(name=name)
    return wrong
