"""One seat of a table that is being set: who plays it, under which name."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NamedTuple

import streamlit as st

from agents.addresses import told
from agents.scripted import OFFERS, PLUS, personas
from agents.scripted.offers import ALWAYS, NEVER
from app import session
from app.people import answering, character, title
from app.seating import NAMES
from app.ui.asking import model_seat
from app.ui.plain import plain
from app.ui.tokens import token
from games.core import Seat
from games.words import words
from replays.record import Kind, Seating

TEXT: dict[str, str] = words("app")["play"]
MODELS: dict[str, Any] = words("app")["models"]
TOOLS: dict[str, Any] = words("app")["tools"]
KINDS: dict[Kind, str] = {Kind.SCRIPTED: TEXT["scripted"], Kind.PERSON: TEXT["person"], Kind.MODEL: MODELS["kind"]}
OWN: dict[Kind, str] = {Kind.PERSON: MODELS["you"], Kind.SCRIPTED: TEXT["scripted"], Kind.MODEL: MODELS["kind"]}


class Chair(NamedTuple):
    """A seat to be set, and what all seats are set for."""

    seat: Seat
    own: bool
    """It is for the person at this browser, who may also have somebody else sit there and watch."""
    game: str
    preset: str
    seconds: float
    """How long a decision of a model may take."""

    @property
    def kind(self) -> Kind:
        """Who plays it, as it is chosen now."""
        return session.value(self._kind_key, Kind.PERSON if self.own else Kind.SCRIPTED)

    @property
    def yours(self) -> bool:
        """Whether the person at this browser plays it."""
        return self.own and self.kind is Kind.PERSON

    @property
    def name(self) -> str:
        """What is typed as the seat's name, or the name it has by itself."""
        return session.value(self._name_key, "").strip() or self._default

    @property
    def _kind_key(self) -> str:
        return "own-kind" if self.own else f"kind-{self.seat}"

    @property
    def _name_key(self) -> str:
        return "own-name" if self.yours else f"name-{self.seat}"

    @property
    def _default(self) -> str:
        return TEXT["nobody"] if self.yours else NAMES[self.seat]

    def show(self, wrong: str | None) -> Seating:
        """The choices; `wrong` is why the name will not do. A model without settings cannot be asked yet."""
        with self._box():
            kind = self._who()
            name = self._called(wrong)
            if kind is Kind.MODEL:
                settings = model_seat(self.seat, self.game, self.preset, self.seconds)
                return Seating(name, kind, "" if settings is None else told(settings.model), settings)
            if kind is Kind.PERSON:
                st.caption(TEXT["you_sit" if self.own else "joins"])
                return Seating(name, kind, name)
            return Seating(name, kind, self._persona())

    @contextmanager
    def _box(self) -> Iterator[None]:
        heading = TEXT["your_seat" if self.yours else "seat"].format(number=self.seat + 1)
        with st.container(border=True, gap="small", key=f"chair-{self.seat}"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                token(self.seat, self.name)
                st.markdown(f"**{heading}**")
            yield

    def _who(self) -> Kind:
        kinds = OWN if self.own else KINDS
        return st.segmented_control(
            TEXT["kind"].format(number=self.seat + 1),
            list(kinds),
            default=next(iter(kinds)),
            required=True,
            format_func=lambda kind: kinds[kind],
            key=self._kind_key,
            label_visibility="collapsed",
            width="stretch",
        )

    def _called(self, wrong: str | None) -> str:
        st.text_input(
            TEXT["name" if self.yours else "seat_name"].format(number=self.seat + 1),
            placeholder=self._default,
            key=self._name_key,
            # What will not do, as a name that is too long, is said while it is typed, before anything else is pressed.
            live=True,
            persist_state="session" if self.yours else None,
        )
        if wrong is not None:
            st.error(plain(wrong))
        return self.name

    def _persona(self) -> str:
        known = personas(self.game)
        persona = st.selectbox(
            TEXT["character"].format(number=self.seat + 1),
            known,
            index=(self.seat + 1) % len(known),
            format_func=title,
            key=f"character-{self.game}-{self.seat}",
        )
        st.caption(plain(character(persona)))
        return persona

    def answers(self, seating: Seating) -> Seating:
        """The same, and of a scripted player how it answers when it is offered something; at first so that there is
        something to see."""
        if seating.kind is not Kind.SCRIPTED:
            return seating
        with st.container(gap="xsmall"):
            offers = st.selectbox(
                TOOLS["offers"].format(number=self.seat + 1, name=plain(self.name)),
                list(OFFERS),
                index=list(OFFERS).index(ALWAYS),
                format_func=answering,
                key=f"offers-{self.seat}",
                persist_state="session",
            )
            st.caption(plain(character(PLUS + offers)))
        return seating if offers == NEVER else replace(seating, player=f"{seating.player}{PLUS}{offers}")
