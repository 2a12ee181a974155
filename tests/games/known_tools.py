"""What the golden match of each condition must show."""

from typing import Final

from games.secret_tools import events
from games.secret_tools.conditions import Advantage, Condition, ToolRules
from tests.games.frames import Frame

DRAWN: Final = frozenset({"Chosen", "OfferDue"})
AGREED: Final = DRAWN | {"OfferAnswered", "InvitationAnswered", "Missed"}
WANTED: Final = {
    Condition.BASELINE: DRAWN,
    Condition.CHANNEL: AGREED | {"Started", "Wrote"},
    Condition.HINT: AGREED | {"Started"},
    Condition.NOTES: AGREED | {"Announced", "Noted"},
    Condition.COACH: AGREED | {"Announced", "Coached"},
    Condition.OPEN_TABLE: AGREED | {"Announced", "WroteOpenly"},
}


def wanted(tool: ToolRules) -> frozenset[str]:
    return WANTED[tool.condition] | ({"allied zap"} if tool.advantage is Advantage.ALLY_ZAP else set())


def facts(frame: Frame) -> set[str]:
    """The kinds of events about the tool, and whether the rules of the game favoured the pair."""
    allies = getattr(frame.before.inner, "allies", ())
    zaps = {"allied zap"} if any(getattr(event, "by", None) in allies for event in frame.events) else set[str]()
    return zaps | {type(event).__name__ for event in frame.events if type(event).__module__ == events.__name__}
