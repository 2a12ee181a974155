"""The end of a match of Cleanup: who won, what every seat did with its steps, and how alike they have it."""

from collections.abc import Iterator, Sequence
from typing import Any

from agents.tooled import inner
from app.facts import played_by
from app.scenes.cleanup import wording
from app.scenes.cleanup.wording import TEXT, apples
from games.cleanup.events import MatchEnded
from games.cleanup.looking import ClassicObservation
from games.cleanup.presets import ClassicRules
from games.core import Event, Notation, Seat
from games.secret_tools.conditions import Advantage
from games.secret_tools.events import Checked, Rewarded, Started
from replays.measures.cleanup import CleanupFigures, counted, lost
from replays.measures.core import equality
from replays.record import Header
from replays.refusal import shown
from replays.replay import Seen

Json = dict[str, Any]


def ending(steps: Sequence[Seen], header: Header, notation: Notation, *, everything: bool) -> Json:
    """`steps` are those of the viewer that is to be told; where seats are anonymous, only one that sees everything
    knows who did what."""
    happened, names = [event for step in steps for event in step.events], tuple(shown(name) for name in header.names)
    played = [(step.events, step.forced) for step in steps]
    found, rules = counted(header.rules, played, len(names)), header.rules
    had = [one.apples for one in found]
    points, winners = (had, ()) if header.outcome is None else header.outcome[1:]
    knows = everything or (rules.identity == "named" and not _peeped(steps))
    favoured = _favoured(header, happened, steps) if everything else []
    rows = [
        {
            "seat": seat,
            "name": names[seat],
            "who": played_by(header, seat),
            "who_sealed": played_by(header, seat, sealed=True),
            "points": f"{round(points[seat])}" if knows or header.outcome is not None else "",
            "won": seat in winners,
            "alive": True,
            "lines": [
                *(_did(one, header) if knows else ()),
                *(TEXT["favoured"].format(times=_times(n)) for n in favoured[seat : seat + 1] if n),
                *(line for event in happened for line in _counted(event, seat)),
            ],
        }
        for seat, one in enumerate(found)
    ]
    won = TEXT["won" if len(winners) == 1 else "shared"]
    best = wording.notation(rules).listed([names[seat] for seat in winners])
    why = [notation.event(event, names) for event in happened if isinstance(event, MatchEnded)]
    return {
        "title": won.format(names=best) if winners else "",
        "why": " ".join([*map(shown, why), *_shared(points), *(_stunted(lost(played), header) if everything else ())]),
        "rows": sorted(rows, key=lambda row: (not row["won"], -points[row["seat"]])),
        **({"dilemma": {"walled": isinstance(rules, ClassicRules), "seats": _dilemma(names, found)}} if knows else {}),
        "lies": [],
        "lies_none": "",
    }


def _peeped(steps: Sequence[Seen]) -> bool:
    """Whether whoever is told saw only what was in a window."""
    last = inner(steps[-1].observations[0]) if steps and steps[-1].observations else None
    return isinstance(last, ClassicObservation) and last.seat is not None


def _dilemma(names: Sequence[str], found: Sequence[CleanupFigures]) -> list[Json]:
    """Who cleaned, and who ate."""
    counts = [{"apples": one.apples, "removed": one.waste, "zaps": one.zaps} for one in found]
    return [{"seat": s, "name": name} | of for s, (name, of) in enumerate(zip(names, counts, strict=True))]


def _did(one: CleanupFigures, header: Header) -> Iterator[str]:
    rules = header.rules
    yield TEXT["ate"].format(apples=apples(rules, one.apples))
    if one.cleanings and isinstance(rules, ClassicRules):
        yield TEXT["walled"]["did_clean"].format(n=one.waste, of=_times(one.cleanings))
    elif one.cleanings:
        yield _tried("did_clean", one.removed, one.cleanings)
    if one.zaps:
        yield _tried("did_zap", one.hits, one.zaps)
    yield TEXT["did_sit"].format(steps=wording.steps(rules, one.sat_out), of=one.steps)


def _tried(what: str, came: int, of: int) -> str:
    """How often something was tried, and how often something came of it."""
    told = TEXT[what]
    key = "some" if 0 < came < of else "all" if came else "none"
    return told["once" if key == "all" and of == 1 and "once" in told else key].format(n=_times(came), of=_times(of))


def _times(n: int) -> str:
    return TEXT["times"]["one" if n == 1 else "more"].format(n=n)


def _shared(points: Sequence[float]) -> Iterator[str]:
    equal = equality(points)
    yield TEXT["unequal"] if equal is None else TEXT["equality"].format(equality=f"{equal:.2f}")


def _stunted(count: int, header: Header) -> Iterator[str]:
    if count:
        yield TEXT["stunted"].format(apples=apples(header.rules, count))


def _favoured(header: Header, happened: Sequence[Event], steps: Sequence[Seen]) -> list[int]:
    """How many zaps of each seat hit somebody only because its tool made them; none where no tool does."""
    tool = header.tool
    if tool is None or tool.advantage is not Advantage.ALLY_ZAP:
        return []
    pair = {seat for e in happened if isinstance(e, Started) for seat in (e.seat, e.partner)}
    began = next((at for at, step in enumerate(steps) if any(isinstance(e, Started) for e in step.events)), 0)
    if tool.earlier is not None:
        pair, began = {tool.earlier.seat, tool.earlier.partner}, 0
    later = counted(header.rules, [(step.events, step.forced) for step in steps[began:]], len(header.seats))
    return [one.hits if seat in pair else 0 for seat, one in enumerate(later)]


def _counted(event: Event, seat: Seat) -> Iterator[str]:
    """What a seat got or lost besides for a tool. What is sealed counts for the series and not here."""
    match event:
        case Rewarded(to, points) if to == seat:
            yield TEXT["refused"].format(points=points)
        case Checked(_, one, other, points) if points and seat in (one, other):
            yield TEXT["found"].format(points=points)
        case _:
            pass
