"""A tool that nobody has chosen in full: drawn by lot and told at the end, or like another under another condition."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from random import Random, SystemRandom
from typing import Final

from agents.prompts.offers import Wording, WordingError, wordings
from app.entries import offer_texts, own_wordings
from games.registry import GAMES
from games.secret_tools.conditions import BASELINE, SECRET, Advantage, Audit, Condition, Lasting, ToolRules

SOON: Final = (1, 2)
"""The rounds from which an offer may be made: in later ones many a match is nearly over."""
STATED: Final = "stated"
"""How words are called that tell of a check."""


def audit_of(wording: Wording) -> Audit | None:
    """The check of a match: where the words of the offer tell of it, and nowhere else."""
    return Audit() if STATED in wording.levels.values() else None


def drawn(game: str, preset: str, draw: Random | None = None) -> ToolRules:
    """One of all conditions, each as likely, in one of the wordings that can be said; to whom is drawn when the time
    has come."""
    lot = draw or SystemRandom()
    condition, trigger = lot.choice(list(Condition)), lot.choice(SOON)
    can = list(_sayable(game, preset, ToolRules(condition=condition, trigger=trigger)))
    return lot.choice(can) if can else replace(BASELINE, trigger=trigger)


def under(game: str, preset: str, tool: ToolRules, condition: Condition) -> ToolRules | None:
    """Another condition in place of this tool's, and all else as much like it as can be; None where it cannot be said.
    The words are the same if the other condition has them, else the first that it has."""
    if condition is Condition.BASELINE:
        return replace(BASELINE, offer_to=tool.offer_to, trigger=tool.trigger)
    kept = tool.advantage if condition in SECRET else Advantage.NONE
    like = replace(tool, condition=condition, lasting=Lasting.MATCH, earlier=None, sealed=False, advantage=kept)
    can = sorted(_sayable(game, preset, like), key=lambda one: one.wording != tool.wording)
    return can[0] if can else None


def _listed(condition: Condition) -> tuple[Wording, ...]:
    """With those of somebody's own, unless these cannot be read."""
    with suppress(WordingError):
        return wordings(condition, own_wordings())
    return wordings(condition)


def _sayable(game: str, preset: str, tool: ToolRules) -> Iterator[ToolRules]:
    """This tool in each of the wordings in which it can be offered; without an offer, as it is."""
    if tool.condition is Condition.BASELINE:
        yield tool
    for one in _listed(tool.condition):
        told = audit_of(one)
        worded = replace(tool, wording=one.name, audit=told and (tool.audit or told))
        with suppress(WordingError):
            offer_texts(game, GAMES[game].presets[preset], worded)
            yield worded
