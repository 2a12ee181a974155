"""What a seat of Liar's Bar knew at one moment, and what its events tell of how seats treat one another."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.scenes.deeds import Deed, Doing
from app.scenes.liars_bar.wording import TEXT, face, notation, points, revolver
from games.core import Event, Seat
from games.liars_bar import events
from games.liars_bar.actions import honest
from games.liars_bar.hints import responder
from games.liars_bar.state import RESPOND
from games.liars_bar.view import Observation

Json = dict[str, Any]
KNEW: dict[str, str] = TEXT["knew"]
DOINGS = frozenset({Doing.CALL, Doing.PASS, Doing.SHOT, Doing.DEATH})


def knew(o: Observation, names: Sequence[str]) -> Json:
    """What the seat of this observation knew: facts, each with its label, and its hand."""
    target = o.target
    cards = [] if target is None else [face(card, target, o.rules) for card in o.hand]
    return {"facts": [list(fact) for fact in _facts(o, names)], "cards": cards}


def _facts(o: Observation, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    assert o.seat is not None
    if o.target is not None:
        true = sum(honest((card,), o.target) for card in o.hand)
        told = {"target": notation(o.rules).text["cards"][o.target], "true": true, "held": len(o.hand)}
        yield KNEW["claim"], KNEW["claim_cards"].format(**told)
        if o.phase is RESPOND and o.table:
            last = o.table[-1]
            played = {"player": names[last.seat], "count": notation(o.rules).count(last.cards)}
            yield KNEW["due"], KNEW["due_respond"].format(**played)
        else:
            yield KNEW["due"], KNEW["due_lay"]
    yield KNEW["own"], _seat(o, o.seat)
    after = responder(o) if any(held for seat, held in enumerate(o.held) if seat != o.seat) else None
    for seat, name in enumerate(names):
        if seat != o.seat:
            told = _seat(o, seat)
            yield name, KNEW["answers"].format(name=names[o.seat], told=told) if seat == after else told


def _seat(o: Observation, seat: Seat) -> str:
    """Its points, where the rules have any, and its revolver."""
    parts = [points(o, seat), revolver(o, seat)]
    return TEXT["join"].join(part for part in parts if part is not None)


def deed(event: Event) -> Deed | None:
    """What somebody did to another by this; None for everything else."""
    match event:
        case events.Called(seat, player):
            return Deed(Doing.CALL, seat, player)
        case events.Passed(seat, player):
            return Deed(Doing.PASS, seat, player)
        case events.Shot(seat, _, dead):
            return Deed(Doing.DEATH if dead else Doing.SHOT, seat)
        case _:
            return None
