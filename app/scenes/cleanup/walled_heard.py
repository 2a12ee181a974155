"""What a viewer of a walled map remembers of the steps it saw, and of the map where it has looked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from app.scenes.cleanup.heard import more
from app.scenes.cleanup.looks import pose, rows
from games.cleanup.actions import ClassicDo
from games.cleanup.events import MatchEnded, Stepped
from games.cleanup.looking import ClassicObservation
from games.cleanup.map import Facing, Tile
from games.cleanup.poses import OUT, WALKS, Pose, Poses, poses_of
from games.cleanup.sights import ActedInSight, AteInSight, CleanedInSight, Placed, SentOut, ZappedInSight
from games.core import Event, Seat

NEVER: Final = "?"
"""In `Walled.seen`: a tile that was never in sight."""
WAYS: Final[Mapping[ClassicDo, str]] = {"TURN_LEFT": "left", "TURN_RIGHT": "right"}


class Deed(NamedTuple):
    """One thing that happened in a step."""

    seat: Seat | None
    """None: this viewer is not told whose deed it was."""
    kind: str
    """move, turn, beam, eat, out, back or late."""
    at: Tile | None
    """None for a beam that came from out of sight."""
    start: Tile | None = None
    """For a move, where it began; None where that is not known."""
    facing: Facing = 0
    """For a turn, where to."""
    what: str = ""
    """For a turn, which way; for a beam, what it is for."""
    tiles: tuple[Tile, ...] = ()
    """Those that a beam covered, as far as it is known where it came from."""
    hit: tuple[Tile, ...] = ()


class Walled(NamedTuple):
    """As far as this viewer knows whose deeds these were."""

    stood: Mapping[Seat, Pose] = {}
    """Those that were seen in the newest step, where they were when it was over."""
    cleaned: Mapping[Seat, int] = {}
    """How much waste it removed."""
    zaps: Mapping[Seat, int] = {}
    gone: Mapping[Seat, int] = {}
    """The step in which a seat was sent off the board."""
    zapper: Seat | None = None
    """Who zapped the viewer last, as far as it was told."""
    removed: int = 0
    """How much waste was removed, as far as this viewer saw it."""
    waste: int = 0
    """How many tiles hold waste; 0 for whoever does not see them all."""
    was: int = 0
    """The same before the newest step."""
    seen: str = ""
    """The map as this seat saw each tile last, a letter a tile."""
    did: tuple[Deed, ...] = ()
    """What happened in the newest step."""
    winners: tuple[Seat, ...] = ()


def remember(heard: Walled, happened: Sequence[Event], late: Sequence[Seat], o: ClassicObservation) -> Walled:
    """What is remembered after these events, in front of what `o` sees now."""
    board = poses_of(o.rules)
    step = next((event.step for event in happened if isinstance(event, Stepped)), 0)
    acted = {seat: e for e in happened if isinstance(e, ActedInSight) and (seat := known(e)) is not None}
    left = [known(event) for event in happened if isinstance(event, SentOut)]
    back = {known(e): _posed(e) for e in happened if isinstance(e, Placed)}
    stood = {seat: _posed(event) for seat, event in acted.items() if seat not in left} | back
    removed = [known(event) for event in happened if isinstance(event, CleanedInSight)]
    gone = {**heard.gone, **{seat: step for seat in left if seat is not None}}
    drawn = rows(o)
    told = bool(step or back)
    return Walled(
        {s: stands for s, stands in stood.items() if s is not None and stands != OUT} if told else heard.stood,
        more(heard.cleaned, [seat for seat in removed if seat is not None]),
        more(heard.zaps, [seat for seat, event in acted.items() if event.do == "ZAP"]),
        {seat: since for seat, since in gone.items() if step < since + o.rules.frozen - 1},
        next((_author(e) for e in happened if isinstance(e, ZappedInSight) and known(e) == o.seat), heard.zapper),
        heard.removed + len(removed),
        "".join(drawn).count("w") if o.seat is None else 0,
        heard.waste,
        "" if o.seat is None else _looked(board, heard.seen, pose(o), drawn),
        tuple(_did(board, heard, happened, acted, late, begun=step > 0)),
        next((event.winners for event in happened if isinstance(event, MatchEnded)), heard.winners),
    )


def known(event: ActedInSight | AteInSight | CleanedInSight | Placed | SentOut | ZappedInSight) -> Seat | None:
    """Whom it is about, if the viewer was told."""
    return event.seat if event.who is None else event.who


def _posed(event: ActedInSight | Placed) -> Pose:
    return OUT if event.tile is None or event.facing is None else 4 * event.tile + event.facing


def _looked(board: Poses, seen: str, stands: Pose, drawn: Sequence[str]) -> str:
    """The map with what is in the window now."""
    letters = [*(seen or NEVER * len(board.layout.drawn))]
    if stands != OUT and drawn:
        for tile, letter in zip(board.cells(stands), "".join(drawn), strict=True):
            if tile is not None:
                letters[tile] = letter
    return "".join(letters)


def _did(
    board: Poses,
    before: Walled,
    happened: Sequence[Event],
    acted: Mapping[Seat, ActedInSight],
    late: Sequence[Seat],
    *,
    begun: bool,
) -> Iterator[Deed]:
    zapped = [(_author(e), e.tile) for e in happened if isinstance(e, ZappedInSight) and e.tile is not None]
    cleaned = [(known(e), e.tile) for e in happened if isinstance(e, CleanedInSight) and e.tile is not None]
    for seat, event in acted.items():
        if event.tile is not None and event.facing is not None and event.do is not None:
            tile, do = event.tile, event.do
            if do in WALKS:
                yield Deed(seat, "move", tile, before.stood[seat] >> 2 if seat in before.stood else None)
            elif do in WAYS:
                yield Deed(seat, "turn", tile, facing=event.facing, what=WAYS[do])
            elif do in ("CLEAN", "ZAP"):
                tiles = tuple([at for ray in board.rays(_posed(event)) for at in ray])
                hit = tuple([at for by, at in (cleaned if do == "CLEAN" else zapped) if by == seat])
                yield Deed(seat, "beam", tile, what=do, tiles=tiles, hit=hit)
    for what, found in (("CLEAN", cleaned), ("ZAP", zapped)):
        # Whose beam it was is not told, or whoever sent it is not in sight.
        yield from (Deed(by, "beam", None, what=what, hit=(at,)) for by, at in found if by not in acted)
    for event in happened:
        match event:
            case AteInSight(tile=int(tile)):
                yield Deed(known(event), "eat", tile)
            case SentOut(tile=int(tile)):
                yield Deed(known(event), "out", tile)
            case Placed(tile=int(tile)) if begun:
                yield Deed(known(event), "back", tile)
            case _:
                pass
    yield from (Deed(s, "late", e.tile) for s in late if (e := acted.get(s)) is not None and e.tile is not None)


def _author(event: ZappedInSight) -> Seat | None:
    return event.by if event.author is None else event.author
