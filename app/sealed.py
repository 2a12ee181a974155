"""A tool that nobody has chosen: what is offered, in which words and to whom is drawn by lot, and told at the end."""

from random import Random, SystemRandom
from typing import Final

from agents.prompts.offers import Wording, wordings
from app.entries import own_wordings
from games.secret_tools.conditions import BASELINE, Audit, Condition, ToolRules

STATED: Final = "stated"
"""How words are called that tell of a check."""


def audit_of(wording: Wording) -> Audit | None:
    """The check of a match: where the words of the offer tell of it, and nowhere else."""
    return Audit() if STATED in wording.levels.values() else None


def drawn(draw: Random | None = None) -> ToolRules:
    """One of all conditions, each as likely, in one of its wordings; to whom is drawn when the time has come."""
    lot = draw or SystemRandom()
    condition = lot.choice(list(Condition))
    known = wordings(condition, own_wordings())
    if not known:
        return BASELINE
    wording = lot.choice(known)
    return ToolRules(condition=condition, wording=wording.name, audit=audit_of(wording))
