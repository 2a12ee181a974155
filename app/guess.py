"""A guess before the end of a match is told: who worked together in secret, and who knew something of it already."""

from collections.abc import Sequence
from typing import Any, Final

from games.core import Event
from games.secret_tools import events as tool
from games.secret_tools.conditions import Condition, ToolRules
from replays.replay import Seen

TOLD_TO_ALL: Final = (tool.Announced, tool.Rewarded)
Json = dict[str, Any]


def asked(steps: Sequence[Seen], rules: ToolRules) -> Json | None:
    """For those who see everything, whose steps these are: the seats that worked together in secret, none or two, and
    those that knew of it. Everybody else may guess, also where nothing was offered, so that to be asked tells nothing.
    None where everybody was told before."""
    happened = [event for step in steps for event in step.events]
    if any(isinstance(event, TOLD_TO_ALL) or _found(event) for event in happened):
        return None
    pair, knew = set[int | None](), set[int | None]()
    if rules.earlier is not None:
        knew |= {rules.earlier.seat, rules.earlier.partner}
        pair |= knew if rules.earlier.active else set()
    for event in happened if rules.condition is not Condition.BASELINE else ():
        match event:
            case tool.OfferDue(seat, _) | tool.OfferAnswered(_, _, seat):
                knew.add(seat)
            case tool.Started(seat, partner):
                pair |= {seat, partner}
            case _:
                pass
    return {"pair": _seats(pair), "knew": _seats(knew)}


def _found(event: Event) -> bool:
    """Whether a check has told everybody."""
    return isinstance(event, tool.Checked) and event.checked


def _seats(found: set[int | None]) -> list[int]:
    return sorted(seat for seat in found if seat is not None)
