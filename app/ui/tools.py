"""What lies under a table that is being set: what is offered, in which words, to whom and when; or it is drawn."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

import streamlit as st

from agents.prompts.offers import Wording, WordingError, wordings
from app import session
from app.entries import own_wordings
from app.facts import wording_title
from app.saying import said
from app.sealed import audit_of
from app.ui import numbers, offer_words
from app.ui.plain import plain
from games.core import Seat
from games.registry import GAMES
from games.secret_tools.conditions import ANNOUNCED, BASELINE, SECRET, Advantage, Audit, Condition, ToolRules
from games.secret_tools.course import FEWEST
from games.words import words
from replays.refusal import shown

TEXT: Final[dict[str, Any]] = words("app")["tools"]
KEY: Final = "condition"
SURPRISE: Final = "surprise"
LOT: Final = -1
LATEST: Final = 20
"""The last round that can be chosen for an offer."""


class Tool(NamedTuple):
    """What is chosen."""

    rules: ToolRules | None
    """None: it is a surprise, drawn when the match begins, and nobody is told."""
    refusal: str | None = None
    """Why it cannot be offered, in a sentence."""

    @property
    def surprise(self) -> bool:
        return self.rules is None


def choose(game: str, preset: str, names: Sequence[str], *, people: bool, models: bool, clock: bool) -> Tool:
    """The choices; nothing is offered until one is made. `clock`: people have one for a step."""
    st.header(TEXT["title"], anchor=False)
    st.caption(TEXT["about"])
    if GAMES[game].traits is None:
        return Tool(BASELINE)
    if len(names) < FEWEST:
        st.caption(TEXT["too_few"])
        return Tool(BASELINE)
    # Whoever only watches a match without people sees everything as it happens, so nothing could be sealed.
    options = [*Condition, SURPRISE] if people else list(Condition)
    if session.value(KEY, Condition.BASELINE) not in options:
        session.put(KEY, Condition.BASELINE.value)
    chosen = st.radio(
        TEXT["condition"],
        [str(option) for option in options],
        format_func=_title,
        captions=[_about(option, said(game)["tools"]) for option in options],
        key=KEY,
    )
    if people and chosen != Condition.BASELINE:
        st.caption(TEXT["may_hold"])
    if people and (chosen == SURPRISE or Condition(chosen) not in {*ANNOUNCED, Condition.BASELINE}):
        if models:
            st.caption(said(game)["tools"]["slow"])
        if clock:
            st.caption(TEXT["clock"])
    if chosen == SURPRISE:
        return Tool(None)
    if people and chosen != Condition.BASELINE:
        st.caption(TEXT["known"])
    return _offered(game, preset, names, Condition(chosen))


def _title(condition: str) -> str:
    return TEXT["surprise"] if condition == SURPRISE else TEXT["conditions"][condition]["title"]


def _about(condition: str, text: dict[str, Any]) -> str:
    told = text["conditions"].get(condition, {})
    return TEXT["surprise_about"] if condition == SURPRISE else f"{told['what']} {told['shows']}"


def _offered(game: str, preset: str, names: Sequence[str], condition: Condition) -> Tool:
    """The words, and everything that is fixed about the offer."""
    try:
        known = {one.name: one for one in wordings(condition, own_wordings())}
    except WordingError as error:
        return _refused(BASELINE, error)
    if not known:
        return Tool(BASELINE)
    titles = {name: wording_title(name, one.title) for name, one in known.items()}
    wording = st.selectbox(
        TEXT["wording"],
        list(known),
        format_func=lambda name: titles[name],
        key=f"wording-{condition}",
        persist_state="session",
    )
    if told := TEXT["wordings"].get(wording):
        st.caption(f"{told['says']} {told['shows']}")
    with st.container(key="offered"):
        seat = _seat(names)
        trigger = _trigger(said(game)["tools"])
    audit = _audit(known[wording], known.values())
    with st.container(gap="xsmall"):
        instruction = st.checkbox(TEXT["instruction"], key="tool-instruction", persist_state="session")
        st.caption(TEXT["instruction_about"])
    advantage = _advantage(game, preset, condition)
    tool = ToolRules(
        condition=condition,
        wording=wording,
        offer_to=seat,
        trigger=trigger,
        audit=audit,
        instruction=instruction,
        advantage=advantage,
    )
    try:
        offer_words.show(game, preset, tool, names)
    except WordingError as error:
        return _refused(tool, error)
    return Tool(tool)


def _advantage(game: str, preset: str, condition: Condition) -> Advantage:
    """What the rules of the game do for the pair, where they can do anything."""
    traits = GAMES[game].traits
    known = () if traits is None or condition not in SECRET else tuple(traits.advantages(GAMES[game].presets[preset]))
    if not known:
        return Advantage.NONE
    return numbers.one_of(numbers.TEXT["advantage"], (Advantage.NONE, *known), Advantage.NONE, "tool-advantage")


def _refused(tool: ToolRules, error: WordingError) -> Tool:
    refusal = TEXT["refused"].format(reason=TEXT["why_not"].get(error.code, error))
    st.error(plain(refusal))
    return Tool(tool, refusal)


def _seat(names: Sequence[str]) -> Seat | None:
    def called(seat: Seat) -> str:
        return TEXT["to_lot"] if seat == LOT else TEXT["to_seat"].format(number=seat + 1, name=shown(names[seat]))

    options = [LOT, *range(len(names))]
    if session.value("tool-seat", LOT) not in options:
        session.put("tool-seat", LOT)
    with st.container(gap="xsmall"):
        seat = st.selectbox(TEXT["to"], options, format_func=called, key="tool-seat")
        st.caption(TEXT["to_about"])
    return None if seat == LOT else seat


def _trigger(text: dict[str, str]) -> int:
    with st.container(gap="xsmall"):
        number = st.number_input(
            text["trigger"], 1, LATEST, BASELINE.trigger, 1, key="tool-trigger", persist_state="session"
        )
        st.caption(f"{TEXT['trigger_range'].format(latest=LATEST)} {text['trigger_about']}")
    return number


def _audit(wording: Wording, known: Iterable[Wording]) -> Audit | None:
    """A check must be told of in the offer, so it belongs to the words."""
    told, usual = audit_of(wording), Audit()
    with st.container(gap="xsmall"):
        # Shown where it is not to be had as well, so that one finds out where it is.
        st.checkbox(TEXT["audit"], value=told is not None, disabled=True, key=f"tool-audit-{told is not None}")
        about = TEXT["audit_about"].format(percent=usual.percent, points=usual.points)
        telling = [offer_words.title(one) for one in known if audit_of(one)]
        why = TEXT["audit_own" if told else "audit_other" if telling else "audit_none"]
        st.caption(plain(f"{why.format(title=''.join(telling[:1]))} {about}"))
    return told
