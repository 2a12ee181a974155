"""How a match ended: who won or why it was stopped, and for those who see everything what its models used."""

from collections.abc import Sequence
from typing import Any, Final

from app import debrief
from app.entries import notation_of
from app.facts import played_by
from app.figures import at_least, duration, money
from app.scenes import SCENES
from app.spent import Spent
from games.core import ANALYST, Viewer
from games.words import words
from replays.record import Header, Record, Stop
from replays.refusal import shown
from replays.replay import Seen
from replays.usage import Used, usage

TEXT: Final[dict[str, Any]] = words("app")["scene"]
USED: Final[dict[str, Any]] = words("app")["asked"]["used"]
Json = dict[str, Any]


def told(record: Record, steps: Sequence[Seen], viewer: Viewer) -> Json | None:
    """The ending for this viewer, whose steps these are; None for a game that cannot be drawn."""
    header = record.header
    scenes, everything = SCENES.get(header.game), viewer == ANALYST
    if scenes is None:
        return None
    end = scenes.ending(steps, header, notation_of(header), everything=everything)
    if header.stopped is not None:
        end |= {"title": TEXT["stopped"][header.stopped], "why": _why(header, header.stopped)}
    seed = f"{header.seed:032x}" if everything and header.seed is not None else None
    spent = used(record) if everything else None
    hidden = debrief.told(steps, header) if everything else None
    return end | {"seed": seed, "seed_known": header.seed_known, "used": spent, "hidden": hidden}


def _why(header: Header, stop: Stop) -> str:
    limits = header.limits
    if limits is None:
        return TEXT["stopped_why"][Stop.PERSON]
    tokens = f"{limits.tokens or 0:,}"
    return TEXT["stopped_why"][stop].format(money=money(limits.money or 0), tokens=tokens)


def used(record: Record) -> Json | None:
    """What the models of a match used: a row of figures for each, and a sentence for all; None where none played."""
    seats = usage(record)
    if not seats:
        return None
    rows = [
        {
            "seat": one.seat,
            "name": shown(record.header.names[one.seat]),
            "model": played_by(record.header, one.seat),
            "figures": _figures(one),
        }
        for one in seats
    ]
    spent = Spent(call for step in record.steps for call in step.calls)
    return {
        "title": USED["title"],
        "rows": rows,
        "total": USED["total"].format(figures=spent.text) if spent.calls else "",
    }


def _figures(one: Used) -> list[tuple[str, str]]:
    """Labels and what stands below them; of a model that was never asked there is nothing else to tell."""
    if not (one.calls or one.forced):
        return [(USED["column"]["decisions"], f"{one.decisions:,}")]
    figures = {
        "decisions": f"{one.decisions:,}",
        "again": f"{one.again:,}",
        "forced": f"{one.forced:,}",
        "read": _tokens(one.read, one.uncounted),
        "cached": "" if one.cached is None else f"{one.cached:,}",
        "written": _tokens(one.written, one.uncounted),
        "cost": USED["no_price"] if one.cost is None else at_least(money(one.cost), one.unpriced),
        "seconds": duration(one.seconds),
    }
    return [(USED["column"][name], figure) for name, figure in figures.items() if figure]


def _tokens(number: int | None, uncounted: int) -> str:
    if number is None:
        return USED["unknown"]
    return at_least(f"{number:,}", uncounted)
