"""What players remember of their earlier matches of a series, and what these have settled for the next one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from agents.prompts.offers import OfferTexts
from games.core import Outcome, Seat
from games.model import MEMORY
from games.secret_tools.conditions import Alliance, Condition, Lasting
from games.secret_tools.state import ACTIVE, OPEN, SETTLED, Standing, State
from games.words import words
from replays.record import Record
from replays.replay import refold

TEXT: Final[dict[str, Any]] = words("app.commands")["series"]
UNSETTLED: Final = frozenset({OPEN, SETTLED, Standing.OFFERED})
"""Nobody has given an answer that could be used, so it is offered again in the next match."""


class Kept(StrEnum):
    """What can be remembered."""

    RESULTS = "results"
    """Points and place of one's own."""
    ALLIANCES = "alliances"
    """What came of an offer or an invitation of one's own."""


@dataclass(frozen=True, slots=True)
class Past:
    """One match of the series that has ended."""

    number: int
    outcome: Outcome
    alliance: Alliance | None
    """What is settled for all later matches."""
    standing: Standing
    """How the matter stood at the end of this match."""


def past(record: Record, number: int) -> Past:
    """Of an ended match. Raises RecordError where it cannot be refolded."""
    tool, outcome = record.header.tool, record.header.outcome
    assert outcome is not None
    if tool is None or tool.condition is Condition.BASELINE:
        return Past(number, outcome, None, SETTLED)
    *_, last = refold(record)
    state: State = last.state
    if tool.earlier is not None:
        return Past(number, outcome, tool.earlier, SETTLED)
    matter, chosen = state.matter, state.matter.chosen
    if chosen is None or matter.standing in UNSETTLED:
        return Past(number, outcome, None, matter.standing)
    works = matter.standing in (ACTIVE, Standing.STOPPED) and tool.lasting is Lasting.SERIES
    return Past(number, outcome, Alliance(number, chosen.seat, matter.partner, works), matter.standing)


def memory(
    seat: Seat, before: Sequence[Past], kept: Iterable[str], texts: OfferTexts | None, names: tuple[str, ...]
) -> str:
    """A line for each thing that this seat remembers; the oldest are forgotten where they become too many. `texts` are
    those of the match that comes."""
    lines: list[str] = []
    for one in before:
        if Kept.RESULTS in kept:
            lines.append(result(one, seat))
        if Kept.ALLIANCES in kept and texts is not None and _told_here(one):
            assert one.alliance is not None
            allied = one.alliance
            lines.append(texts.recap(one.number, one.standing, allied.seat, allied.partner, seat, names))
    while len(told := "\n".join(filter(None, lines))) > MEMORY:
        lines.pop(0)
    return told


def _told_here(one: Past) -> bool:
    """Of a tool that works again its partners read in every view."""
    return one.alliance is not None and one.alliance.match == one.number and not one.alliance.active


def result(one: Past, seat: Seat) -> str:
    """How it came out for this seat; by the win alone where the rules give no points."""
    points, winners = one.outcome.points, one.outcome.winners
    if not any(points):
        won = "won_shared" if len(winners) > 1 else "won"
        return TEXT[won if seat in winners else "not_won"].format(number=one.number)
    place = 1 + sum(other > points[seat] for other in points)
    key = "result_shared" if points.count(points[seat]) > 1 else "result"
    return TEXT[key].format(
        number=one.number, points=f"{points[seat]:g}", place=TEXT["place"][str(place)], seats=len(points)
    )
