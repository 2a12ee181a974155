"""A person's own side of the board: whether it is frozen, and what each move would do now."""

from collections.abc import Sequence
from typing import Any, get_args

from app.scenes.cleanup.looks import pose, rows
from app.scenes.cleanup.wording import TEXT, running, steps
from games.cleanup.actions import MOVES, ZAPS, ClassicDo, Do, PaperDo
from games.cleanup.looking import ClassicObservation
from games.cleanup.poses import WALKS, poses_of
from games.cleanup.state import ACT
from games.cleanup.view import Observation
from games.secret_tools.conditions import Advantage

Json = dict[str, Any]
WALLED: dict[str, Any] = TEXT["walled"]
Seen = Observation | ClassicObservation


def mine(o: Seen) -> Json | None:
    """Whether the viewer can only stay; None for a spectator. In place of a window stands why there is none."""
    if o.seat is None:
        return None
    frozen = _sits_out(o) if o.phase is ACT else 0
    if isinstance(o, ClassicObservation):
        return {"note": WALLED["out"] if frozen else ""}
    return {"note": TEXT["frozen"].format(steps=steps(o.rules, frozen)) if frozen else ""}


def ask(o: Seen, names: Sequence[str], favour: Advantage) -> Json | None:  # noqa: ARG001  it names nobody
    """What the viewer is to decide; None while nothing is asked of it, as while it can only stay."""
    if o.seat is None or o.seat not in o.waiting_for or _sits_out(o):
        return None
    question, notes = TEXT["question"].format(step=running(o)), list[str]()
    if isinstance(o, ClassicObservation):
        moves = [_move(do, do, *_would(o, do)) | {"blocked": _blocked(o, do)} for do in get_args(ClassicDo)]
    else:
        moves = [_move(do, do, *_why(o, do)) for do in get_args(PaperDo)]
    if favour is Advantage.ALLY_ZAP and isinstance(o, Observation):
        moves = [*(move for move in moves if move["name"] not in ZAPS), _ally_zap(o)]
        notes = [TEXT["ally_zap_note"]]
    return {"kind": "step", "decision": o.decision, "question": question, "notes": notes, "moves": moves}


def _sits_out(o: Seen) -> int:
    assert o.seat is not None
    return o.out if isinstance(o, ClassicObservation) else o.board.sits_out(o.seat)


def _move(name: str, do: Do, why: str, idle: bool) -> Json:  # noqa: FBT001
    return {"name": name, "action": ["Act", {"do": do}], "title": TEXT["move"][name], "why": why, "idle": idle}


def _ally_zap(o: Observation) -> Json:
    """One for all ways, since each hits the same seat. All see its way: towards somebody, if anybody is beside."""
    known: tuple[PaperDo, ...] = get_args(PaperDo)
    beside: list[PaperDo] = [do for do in known if ZAPS.get(do) and not _why(o, do)[1]]
    return _move("ZAP", beside[0] if beside else "ZAP_UP", TEXT["ally_zap"], idle=False)


def _blocked(o: ClassicObservation, do: ClassicDo) -> str:
    """Why it cannot be done now."""
    left = {"CLEAN": o.clean, "ZAP": o.zap}.get(do, 0)
    return WALLED["blocked"][do].format(steps=steps(o.rules, left)) if left else ""


def _would(o: ClassicObservation, do: ClassicDo) -> tuple[str, bool]:
    """As `_why`, of a board with walls."""
    assert o.sight is not None
    board, stands = poses_of(o.rules), pose(o)
    where = board.where(stands)
    drawn, taken = "".join(rows(o)), {body.cell for body in o.sight.bodies}
    if do in WALKS:
        to = board.after[do][stands] >> 2
        if to == stands >> 2:
            return WALLED["wall"], True
        cell = where[to]
        if cell in taken:
            return WALLED["somebody_there"], False
        return (TEXT["apple_there"] if cell is not None and drawn[cell] == "a" else ""), False
    if do in ("CLEAN", "ZAP"):
        rays = [[cell for tile in ray if (cell := where[tile]) is not None] for ray in board.rays(stands)]
        reached = [any(drawn[c] == "w" if do == "CLEAN" else c in taken for c in ray) for ray in rays].count(True)
        if not reached:
            return WALLED[f"{do.lower()}_nothing"], True
        told = WALLED["waste_reached" if do == "CLEAN" else "seat_reached"]
        return told["one" if reached == 1 else "more"].format(n=reached), False
    here = where[stands >> 2]
    return (TEXT["apple_here"] if do == "STAY" and here is not None and drawn[here] == "a" else ""), False


def _why(o: Observation, do: PaperDo) -> tuple[str, bool]:
    """What it would do as things stand, and whether that is nothing; others move at the same time."""
    why, idle = _what(o, do)
    return TEXT[why] if why else "", idle


def _what(o: Observation, do: PaperDo) -> tuple[str, bool]:
    assert o.seat is not None
    board, layout = o.board, o.rules.layout
    here = board.tiles[o.seat]
    if do in MOVES:
        to = layout.beside[MOVES[do]][here]
        return ("edge", True) if to is None else ("apple_there", False) if board.apples >> to & 1 else ("", False)
    if do in ZAPS:
        at = layout.beside[ZAPS[do]][here]
        return ("", False) if at is not None and at in board.tiles else ("nobody", True)
    if do == "CLEAN":
        waste = bool(board.waste >> here & 1)
        return ("waste_here", False) if waste else ("no_waste" if here in layout.river else "no_river", True)
    apple = bool(board.apples >> here & 1)
    return ("apple_here" if apple else "no_apple" if do == "COLLECT" else "", do == "COLLECT" and not apple)
