"""What a viewer of Cleanup remembers of the steps it saw: the board shows only how things stand."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from games.cleanup import events
from games.cleanup.actions import MOVES, ZAPS
from games.cleanup.map import Direction, Tile
from games.core import Event, Seat


class Done(NamedTuple):
    """One thing that happened in a step."""

    seat: Seat | None
    """None: this viewer is not told whose deed it was."""
    kind: str
    """move, eat, clean, zap or late."""
    start: Tile | None
    """For a move, where it began; None where that is not known."""
    at: Tile
    hit: tuple[Tile, ...] = ()
    way: Direction | None = None
    """For a zap, where it was aimed; None where that is not known."""


class Heard(NamedTuple):
    """As far as this viewer knows whose deeds these were."""

    tiles: Mapping[Seat, Tile] = {}
    """Where each seat stood when it had moved last."""
    cleaned: Mapping[Seat, int] = {}
    """How often it removed waste."""
    zaps: Mapping[Seat, int] = {}
    """How often it zapped, whether it hit or not."""
    removed: int = 0
    """How often anybody removed waste."""
    waste: int = 0
    """How many tiles hold waste."""
    was: int = 0
    """The same before the newest of these steps."""
    did: tuple[Done, ...] = ()
    """What happened in the newest of them."""
    winners: tuple[Seat, ...] = ()


def remember(heard: Heard, happened: Sequence[Event], late: Sequence[Seat] = ()) -> Heard:
    """What is remembered after these events; `late` did not choose in time."""
    acted = {e.seat: e for e in happened if isinstance(e, events.Acted | events.ActedUnnamed) and e.seat is not None}
    tiles = {**heard.tiles, **{seat: e.tile for seat, e in acted.items() if e.tile is not None}}
    removed = [e for e in happened if isinstance(e, events.Cleaned | events.CleanedUnnamed)]
    new = sum(isinstance(e, events.Drifted) for e in happened)
    ended = next((e.winners for e in happened if isinstance(e, events.MatchEnded)), heard.winners)
    return Heard(
        tiles,
        more(heard.cleaned, [e.seat for e in removed if e.seat is not None]),
        more(heard.zaps, [seat for seat, e in acted.items() if e.do in ZAPS]),
        heard.removed + len(removed),
        heard.waste + new - len(removed),
        heard.waste,
        tuple(_did(heard, tiles, happened, late)),
        ended,
    )


def more(counts: Mapping[Seat, int], seats: Sequence[Seat]) -> Mapping[Seat, int]:
    """The counts, and one more for each of these."""
    return {**counts, **{seat: counts.get(seat, 0) + seats.count(seat) for seat in seats}}


def _did(before: Heard, tiles: Mapping[Seat, Tile], happened: Sequence[Event], late: Sequence[Seat]) -> Iterator[Done]:
    struck = [e for e in happened if isinstance(e, events.Zapped | events.ZappedUnnamed)]
    clean = {e.seat for e in happened if isinstance(e, events.Cleaned | events.CleanedUnnamed)}
    for event in happened:
        match event:
            case events.Acted(int(seat), do, int(tile)) | events.ActedUnnamed(int(seat), do, int(tile)):
                if do in MOVES:
                    yield Done(seat, "move", before.tiles.get(seat), tile)
                elif do in ZAPS:
                    hit = tuple(dict.fromkeys(e.tile for e in struck if e.by == seat and e.tile is not None))
                    yield Done(seat, "zap", None, tile, hit, ZAPS[do])
                elif do == "CLEAN" and seat not in clean:
                    yield Done(seat, "clean", None, tile)
            case events.ZappedUnnamed(_, None, int(tile)):
                yield Done(None, "zap", None, tile, (tile,))
            case events.Ate(seat, tile) | events.AteUnnamed(seat, tile):
                yield Done(seat, "eat", None, tile)
            case events.Cleaned(seat, tile) | events.CleanedUnnamed(seat, tile):
                yield Done(seat, "clean", None, tile, (tile,))
            case _:
                pass
    for seat in late:
        if seat in tiles:
            yield Done(seat, "late", None, tiles[seat])
