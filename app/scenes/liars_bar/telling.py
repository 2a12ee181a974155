"""What of the facts of Liar's Bar is said aloud, marked on a slider, or goes without saying."""

from collections.abc import Sequence
from typing import Any

from app.scenes.liars_bar.wording import TEXT
from games.core import Event, Seat
from games.liars_bar import events
from replays.record import Header
from replays.refusal import shown

MARKED = (events.Called, events.HouseCalled, events.Shot)


AHEAD: int = 0
"""A round has begun when somebody is asked something in private."""


def quiet(event: Event) -> bool:
    """Everybody is dealt five cards; only which ones is news."""
    return isinstance(event, events.Dealt) and event.cards is None


def told(event: Event, heard: Any, header: Header) -> str | None:  # noqa: ARG001  all are told alike
    return None


def remark(event: Event) -> tuple[Seat, str] | None:
    return (event.seat, event.text) if isinstance(event, events.Said) else None


def begins(event: Event) -> int | None:
    return event.round if isinstance(event, events.RoundStarted) else None


def remember(before: None, happened: Sequence[Event], late: Sequence[Seat] = (), o: Any = None) -> None:
    """The table shows all that there is to know."""


def marks(happened: Sequence[Event], header: Header, heard: None = None) -> list[dict[str, Any]]:  # noqa: ARG001
    """Calls and shots, in the order they happened."""
    return [_mark(event, header) for event in happened if isinstance(event, MARKED)]


def _mark(event: Event, header: Header) -> dict[str, Any]:
    def name(seat: Seat) -> str:
        return shown(header.names[seat])

    match event:
        case events.Called(seat, player):
            return {"kind": "call", "label": TEXT["mark_call"].format(name=name(seat), player=name(player))}
        case events.HouseCalled(seat):
            return {"kind": "house", "label": TEXT["mark_house"].format(name=name(seat))}
        case events.Shot(seat, shot, dead):
            kind = "death" if dead else "empty"
            return {"kind": kind, "label": TEXT[f"mark_{kind}"].format(name=name(seat), shot=shot)}
        case _:
            raise TypeError(f"no mark for {type(event).__name__}")
