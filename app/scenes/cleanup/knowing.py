"""What a seat of Cleanup knew at one moment, and what its events tell of how seats treat one another."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.scenes.cleanup.looks import rows
from app.scenes.cleanup.wording import TEXT, apples, comes, notation, steps
from app.scenes.deeds import Deed, Doing
from games.cleanup import events
from games.cleanup.alike import alike
from games.cleanup.looking import ClassicObservation
from games.cleanup.view import Observation
from games.core import Event, Seat

Json = dict[str, Any]
KNEW: dict[str, str] = TEXT["knew"]
DOINGS = frozenset({Doing.ZAP})


def knew(o: Observation | ClassicObservation, names: Sequence[str]) -> Json:
    """What the seat of this observation knew: facts, each with its label. There are no cards."""
    facts = _walled(o, names) if isinstance(o, ClassicObservation) else _facts(o, names)
    return {"facts": [list(fact) for fact in facts], "cards": []}


def _walled(o: ClassicObservation, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Of the map, only what was in its window."""
    assert o.seat is not None
    rules, had = o.rules, [apples(o.rules, points) for points in o.points]
    drawn = "".join(rows(o))
    told = {"waste": drawn.count("w"), "apples": apples(rules, drawn.count("a")), "cutoff": rules.cutoff}
    yield KNEW["step"], KNEW["step_of"].format(step=o.step, steps=rules.steps)
    if o.tile is None:
        yield KNEW["own"], TEXT["join"].join([had[o.seat], KNEW["off"].format(steps=steps(rules, o.out))])
    else:
        wait = [KNEW[beam].format(steps=steps(rules, n)) for beam, n in (("clean", o.clean), ("zap", o.zap)) if n]
        yield KNEW["own"], TEXT["join"].join([had[o.seat], rules.layout.place(o.tile), *wait])
        yield KNEW["window"], KNEW["window_of"].format(**told)
        bodies = () if o.sight is None else o.sight.bodies
        near = [TEXT["somebody"] if body.seat is None else names[body.seat] for body in bodies]
        yield KNEW["near"], TEXT["join"].join(near) or KNEW["nobody"]
    others = [seat for seat in range(len(names)) if seat != o.seat]
    if rules.identity == "named":
        yield from ((names[seat], had[seat]) for seat in others)
    else:
        scores = notation(rules).text["join"]["list"].join(str(o.points[seat]) for seat in others)
        yield KNEW["others"], KNEW["scores"].format(scores=scores)


def _facts(o: Observation, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    assert o.seat is not None
    board, rules = o.board, o.rules
    told = {"step": board.step, "steps": rules.steps, "waste": board.pollution, "cutoff": rules.cutoff}
    told |= {"tiles": len(rules.layout.river), "next": comes(o)}
    yield KNEW["step"], KNEW["step_of"].format(**told)
    yield KNEW["own"], _seat(o, o.seat)
    yield KNEW["river"], KNEW["river_of" if told["next"] else "river_last"].format(**told)
    others = [seat for seat in range(len(names)) if seat != o.seat]
    if rules.identity == "named":
        yield from ((names[seat], _seat(o, seat)) for seat in others)
    else:
        scores = notation(rules).text["join"]["list"].join(str(board.points[seat]) for seat in others)
        yield KNEW["others"], KNEW["scores"].format(scores=scores)
        frozen = sum(board.sits_out(seat) > 0 for seat in others)
        yield KNEW["frozen"], str(frozen)


def _seat(o: Observation, seat: Seat) -> str:
    """What it has, where it stands, and for how long it is frozen."""
    out, had = o.board.sits_out(seat), apples(o.rules, o.board.points[seat])
    parts = [had, o.rules.layout.place(o.board.tiles[seat])]
    return TEXT["join"].join([*parts, KNEW["out"].format(steps=steps(o.rules, out))] if out else parts)


def deed(event: Event) -> Deed | None:
    """Who zapped whom, as far as whoever reads this event is told; None for everything else."""
    match alike(event):
        case events.Zapped(int(seat), int(by)) | events.ZappedUnnamed(int(seat), int(by)):
            return Deed(Doing.ZAP, by, seat)
        case _:
            return None
