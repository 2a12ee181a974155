"""What of the facts of Cleanup is marked on a slider, or goes without saying."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.scenes.cleanup import heard as whole
from app.scenes.cleanup import walled_heard
from app.scenes.cleanup.heard import Heard
from app.scenes.cleanup.walled_heard import Walled
from app.scenes.cleanup.wording import TEXT
from app.scenes.deeds import Played
from games.cleanup import events
from games.cleanup.alike import alike
from games.cleanup.looking import ClassicObservation
from games.cleanup.sights import ActedInSight, GrewInSight
from games.core import Event, Seat
from replays.record import Header
from replays.refusal import shown
from replays.replay import Seen

QUIET = (events.Grew, events.Stunted, GrewInSight)
"""Where apples grow is seen, and that none does is told at the river."""


AHEAD: int = 1
"""What is asked in private comes before the step that is told next."""


def quiet(event: Event) -> bool:
    return isinstance(event, QUIET)


def told(event: Event, heard: Heard | Walled | None, header: Header) -> str | None:
    """That a move came to nothing, where it is known where it began."""
    if not isinstance(event, ActedInSight) or not isinstance(heard, Walled) or event.tile is None:
        return None
    seat = walled_heard.known(event)
    if seat is None or not any(one.kind == "move" and one.seat == seat and one.start == one.at for one in heard.did):
        return None
    place = header.rules.layout.place(event.tile)
    return TEXT["walled"]["stayed"].format(name=shown(header.names[seat]), place=place)


def remark(event: Event) -> tuple[Seat, str] | None:  # noqa: ARG001  nobody says anything in this game
    return None


def begins(event: Event) -> int | None:
    return event.step if isinstance(event, events.Stepped) else None


def plays(steps: Sequence[Seen]) -> Iterator[Played]:  # noqa: ARG001  nothing is claimed in this game
    yield from ()


def remember(before: Any, happened: Sequence[Event], late: Sequence[Seat] = (), o: Any = None) -> Heard | Walled:
    """The map where there are walls must be looked at to be remembered; else what happened is enough."""
    if isinstance(o, ClassicObservation):
        return walled_heard.remember(Walled() if before is None else before, happened, late, o)
    return whole.remember(Heard() if before is None else before, happened, late)


def showdown(happened: Sequence[Event], o: Any, header: Header, said: Mapping[Seat, str]) -> None:
    """Nothing is hidden that could be revealed."""


def marks(happened: Sequence[Event], header: Header, heard: Heard | Walled | None = None) -> list[dict[str, Any]]:
    """Zaps that hit, waste that was removed, and where growth stops and starts again."""
    names = [shown(name) for name in header.names]
    return [*_deeds(happened, names), *_growth(header, heard)]


def _deeds(happened: Sequence[Event], names: Sequence[str]) -> Iterator[dict[str, Any]]:
    hits, cleaned = dict[Seat | None, list[Seat | None]](), Counter[Seat | None]()
    for event in map(alike, happened):
        match event:
            case events.Zapped(seat, by) | events.ZappedUnnamed(seat, by):
                hits.setdefault(by, []).append(seat)
            case events.Cleaned(seat) | events.CleanedUnnamed(seat):
                cleaned[seat] += 1
            case _:
                pass
    for seat, tiles in cleaned.items():
        label = TEXT["mark_clean" if tiles == 1 else "mark_clean_more"]
        yield {"kind": "clean", "label": label.format(name=_name(seat, names, "Somebody"), n=tiles)}
    for by, hit in hits.items():
        who = TEXT["join"].join(_name(seat, names, "somebody") for seat in hit)
        yield {"kind": "zap", "label": TEXT["mark_zap"].format(name=_name(by, names, "Somebody"), hit=who)}


def _name(seat: Seat | None, names: Sequence[str], nobody: str) -> str:
    return TEXT[nobody] if seat is None else names[seat]


def _growth(header: Header, heard: Heard | Walled | None) -> Iterator[dict[str, Any]]:
    if heard is None:
        return
    was, dry = (waste >= header.rules.cutoff for waste in (heard.was, heard.waste))
    if was != dry:
        kind = "stunted" if dry else "growing"
        yield {"kind": kind, "label": TEXT[f"mark_{kind}"].format(waste=heard.waste)}
