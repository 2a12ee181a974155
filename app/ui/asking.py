"""A seat that a model takes: which one, how it is asked, and a test of it."""

import time
from concurrent.futures import wait
from typing import Any, Final

import streamlit as st

from agents.addresses import BadAddress, BadName, addressed
from app import engine, session
from app.figures import duration
from app.trial import Verdict, question, verdict
from app.ui import naming, sources
from app.ui.plain import plain
from games.core import Seat
from games.decision import Decision
from games.model import PERSONA, ModelSettings
from games.words import words
from replays.names import check_model, check_server
from replays.refusal import RecordError

TEXT: Final[dict[str, Any]] = words("app")["models"]
THINKING: Final = 32_000
"""Tokens it may be allowed to think."""
POLL: Final = 0.5
"""Seconds between two looks at a test that is under way."""


def _model(text: str) -> tuple[str, str | None]:
    """The model that is chosen or typed, and its server's address. Raises BadName, BadAddress or RecordError."""
    model, address = addressed(text)
    check_model(model)
    if address is not None:
        check_server(address)
    return model, address


def model_seat(seat: Seat, game: str, preset: str, seconds: float) -> ModelSettings | None:
    """The choices for a model; None while there is none that can be asked, and then it is said why not."""
    options = sources.choices(sources.sources())
    typed: str = session.value(_key("model", seat), "") or ""
    chosen = st.selectbox(
        TEXT["model"].format(number=seat + 1),
        # What was typed is one of them from then on.
        list(dict.fromkeys(filter(None, [*options, typed]))),
        format_func=lambda option: options.get(option, option),
        index=min(seat, len(options) - 1) if options else None,
        key=_key("model", seat),
        accept_new_options=True,
        placeholder=TEXT["choose"],
        help=TEXT["typed"],
        persist_state="session",
    )
    settings, wrong = None, None
    how = _how(seat)
    try:
        model, address = _model(sources.meant(chosen or "", options))
        settings = ModelSettings(model=model, base_url=address, **how)
    except BadName as error:
        wrong = TEXT["bad_model"].format(text=error) if str(error) else None
    except BadAddress as error:
        wrong = TEXT["address"][error.code]
    except RecordError as error:
        wrong = naming.refused(error)
    pressed = st.button(TEXT["test"], key=f"test-{seat}", disabled=settings is None, width="stretch")
    if settings is not None:
        _test(seat, game, preset, settings, seconds, pressed=pressed)
    elif wrong is not None:
        st.error(plain(wrong))
    elif not options:
        st.caption(TEXT["none_yet"])
    return settings


def _how(seat: Seat) -> dict[str, Any]:
    """How it is asked, behind a button: what stands there does for most."""
    with st.popover(TEXT["asked"], key=f"asked-{seat}", width="stretch"):
        temperature = st.number_input(
            TEXT["temperature"],
            0.0,
            2.0,
            1.0,
            0.1,
            format="%.1f",
            key=_key("temperature", seat),
            help=TEXT["temperature_help"],
            persist_state="session",
        )
        thinking = st.number_input(
            TEXT["thinking"],
            0,
            THINKING,
            0,
            512,
            key=_key("thinking", seat),
            help=TEXT["thinking_help"],
            persist_state="session",
        )
        persona = st.text_area(
            TEXT["persona"],
            max_chars=PERSONA,
            key=_key("persona", seat),
            placeholder=TEXT["persona_none"],
            help=TEXT["persona_help"],
            persist_state="session",
        )
        impressions = st.checkbox(
            TEXT["impressions"],
            key=_key("impressions", seat),
            help=TEXT["impressions_help"],
            persist_state="session",
        )
    return {
        "temperature": round(temperature, 2),
        "thinking": thinking,
        "persona": persona.strip(),
        "impressions": impressions,
    }


def _test(seat: Seat, game: str, preset: str, settings: ModelSettings, seconds: float, *, pressed: bool) -> None:
    """The test if its button was pressed, and what the last one of this model, asked like this, has shown."""
    name = f"tested-{seat}"
    if pressed:
        decision = _asked(game, preset, settings, seconds)
        session.keep(name, (settings, verdict(decision, settings, seconds, keyed=sources.keyed(settings))))
    tested, shown = session.kept(name) or (None, None)
    if tested == settings and isinstance(shown, Verdict):
        (st.success if shown.works else st.error)(plain(shown.said))
        if shown.more:
            st.caption(plain(shown.more))


def _asked(game: str, preset: str, settings: ModelSettings, seconds: float) -> Decision:
    """What the model answers; it is given up when the person goes on to something else."""
    waits: list[float] = []
    work = question(game, preset, settings, seconds, waits.append)
    asked, began, told = engine.tables().with_models(work, sources.typed_keys()), time.monotonic(), st.empty()
    try:
        while not wait([asked], POLL).done:
            since = TEXT["testing"].format(seconds=duration(time.monotonic() - began), most=duration(seconds))
            told.caption(plain(TEXT["waiting"].format(seconds=duration(waits[-1])) if waits else since))
        told.empty()
        return asked.result()
    finally:
        asked.cancel()


def _key(what: str, seat: Seat) -> str:
    return f"{what}-{seat}"
