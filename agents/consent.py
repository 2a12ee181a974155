"""Reads a reply to an offer or an invitation: by the form alone, never by its words."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from agents.failures import Code
from agents.fields import SHOWN, Unreadable, reading, surrounded, text
from agents.prompts.schemas import ACCEPT, REFUSE
from games.core import Seat
from games.decision import CONTRADICTS, STRUCTURED
from games.failure import Failure
from games.secret_tools.actions import Answer, Verdict
from games.words import words

READ: Final = frozenset({Code.TRUNCATED, Code.EMPTY, Code.UNREADABLE})
"""There was a reply, or nothing where one should be, and no answer in it."""


class Consent(NamedTuple):
    """An answer, and how it came about."""

    action: Answer
    thought: str
    rule: str
    """STRUCTURED or CONTRADICTS."""


def read_consent(reply: str, partners: Mapping[str, Seat] | None, language: str = "en") -> Consent | Failure:
    """`partners`: who can be named in an offer; None: it is an invitation, and nobody is named.

    The code of a partner who is none of these is ILLEGAL, its detail the name. Whoever refuses names nobody, whatever
    else stands in that field.
    """

    def take(whole: str) -> Consent | Failure:
        found, prose = surrounded(whole)
        decision, thought = text(found, "decision"), text(found, "thought", needed=False).strip()
        if decision not in (ACCEPT, REFUSE):
            raise Unreadable("decision")
        accepts, partner = decision == ACCEPT, None
        if accepts and partners is not None:
            named = text(found, "partner", needed=False)
            if named not in partners:
                return Failure(Code.ILLEGAL, named[:SHOWN])
            partner = partners[named]
        rule = CONTRADICTS if says(prose, accepts=not accepts, language=language) else STRUCTURED
        return Consent(Answer(accepts, partner), thought, rule)

    return reading(reply, take, language)


def says(prose: str, *, accepts: bool, language: str = "en") -> bool:
    """Whether somebody says in these words that it accepts, or that it does not; it marks a record and decides
    nothing."""
    patterns: Sequence[str] = words("agents.prompts", language)["says"][ACCEPT if accepts else REFUSE]
    return any(re.search(pattern, prose, re.IGNORECASE) for pattern in patterns)


def verdict(failure: Failure) -> Verdict:
    """What became of an offer or an invitation to which there is no answer."""
    code = failure.code
    if code == Code.DECLINED:
        return Verdict.DECLINED
    if code == Code.TIMEOUT:
        return Verdict.TIMEOUT
    if code == Code.ILLEGAL:
        return Verdict.INVALID_PARTNER
    return Verdict.UNCLEAR if code in READ else Verdict.ERROR
