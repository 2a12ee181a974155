"""From the options of a command to the tool that a match holds."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace

from agents.prompts.offers import WordingError, wordings
from app.entries import offer_texts, own_wordings
from app.options import DRAWN, TOOL
from games.core import Seat
from games.registry import Entry
from games.secret_tools.conditions import SECRET, Advantage, Condition, Lasting, ToolRules
from games.secret_tools.course import FEWEST


class BadTool(ValueError):
    """No match can hold what was asked for. Its text is a sentence."""


def tool_of(
    entry: Entry, preset: str, names: Sequence[str], chosen: Namespace, lasting: Lasting = Lasting.MATCH
) -> ToolRules | None:
    """The tool of a match of this game; None for a game that takes none. `names` are its seats'. Raises BadTool."""
    condition = Condition(chosen.condition)
    if condition is Condition.BASELINE:
        for option, given in (
            ("--wording", chosen.wording),
            ("--audit", chosen.audit),
            ("--refusal-reward", chosen.refusal_reward),
            ("--instruction", chosen.instruction),
            ("--advantage", chosen.advantage != Advantage.NONE),
        ):
            if given:
                raise BadTool(TOOL["no_offer"].format(option=option))
    if entry.traits is None:
        if condition is not Condition.BASELINE:
            raise BadTool(TOOL["takes_none"].format(game=entry.name))
        return None
    tool = ToolRules(offer_to=_seat(chosen.offer_to, names), trigger=chosen.trigger, lasting=lasting)
    if condition is Condition.BASELINE:
        return tool
    if len(names) < FEWEST:
        raise BadTool(TOOL["two_seats"])
    _listed(condition, chosen.wording)
    advantage = _advantage(entry, preset, condition, Advantage(chosen.advantage))
    tool = replace(
        tool,
        condition=condition,
        wording=chosen.wording,
        audit=chosen.audit,
        refusal_reward=chosen.refusal_reward,
        instruction=chosen.instruction,
        advantage=advantage,
    )
    try:
        offer_texts(entry.name, entry.presets[preset], tool)
    except WordingError as error:
        raise _bad(error, tool.wording) from error
    return tool


def _advantage(entry: Entry, preset: str, condition: Condition, advantage: Advantage) -> Advantage:
    """Raises BadTool where nobody can have it."""
    assert entry.traits is not None
    if advantage is not Advantage.NONE and condition not in SECRET:
        raise BadTool(TOOL["not_secret"].format(conditions=TOOL["join"].join(sorted(SECRET))))
    if advantage is not Advantage.NONE and advantage not in entry.traits.advantages(entry.presets[preset]):
        raise BadTool(TOOL["no_advantage"].format(game=entry.name, advantage=advantage))
    return advantage


def _bad(error: WordingError, wording: str) -> BadTool:
    return BadTool(TOOL["error"].get(error.code, TOOL["error"]["other"]).format(wording=wording, detail=error))


def _listed(condition: Condition, name: str) -> None:
    """Raises BadTool for a wording that there is not, or for none."""
    try:
        known = wordings(condition, own_wordings())
    except WordingError as error:
        raise _bad(error, name) from error
    if name not in [one.name for one in known]:
        told = TOOL["join"].join(TOOL["one_wording"].format(name=one.name, title=one.title) for one in known)
        text = TOOL["bad_wording" if name else "no_wording"]
        raise BadTool(text.format(condition=condition, wording=name, wordings=told))


def _seat(text: str, names: Sequence[str]) -> Seat | None:
    """None: drawn. Raises BadTool."""
    if text == DRAWN:
        return None
    for written in ([str(number) for number in range(1, len(names) + 1)], [name.casefold() for name in names]):
        if text.casefold() in written:
            return written.index(text.casefold())
    raise BadTool(TOOL["bad_seat"].format(text=text, seats=len(names), names=TOOL["join"].join(names)))
