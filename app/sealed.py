"""A tool that nobody has chosen: what is offered, in which words and to whom is drawn by lot, and told at the end."""

from contextlib import suppress
from dataclasses import replace
from random import Random, SystemRandom
from typing import Final

from agents.prompts.offers import Wording, WordingError, wordings
from app.entries import offer_texts, own_wordings
from games.registry import GAMES
from games.secret_tools.conditions import BASELINE, Audit, Condition, ToolRules

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
    known = [
        ToolRules(condition=condition, wording=one.name, audit=audit_of(one), trigger=trigger)
        for one in _listed(condition)
    ]
    can = [tool for tool in known if _sayable(game, preset, tool)]
    return lot.choice(can) if can else replace(BASELINE, trigger=trigger)


def _listed(condition: Condition) -> tuple[Wording, ...]:
    """With those of somebody's own, unless these cannot be read."""
    with suppress(WordingError):
        return wordings(condition, own_wordings())
    return wordings(condition)


def _sayable(game: str, preset: str, tool: ToolRules) -> bool:
    with suppress(WordingError):
        return bool(offer_texts(game, GAMES[game].presets[preset], tool))
    return False
