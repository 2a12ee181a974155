"""The facts of any board as those of one kind, for whoever counts them or draws them."""

from games.cleanup import events
from games.cleanup.sights import (
    ActedInSight,
    AteInSight,
    CleanedInSight,
    DriftedInSight,
    GrewInSight,
    ZappedInSight,
)
from games.core import Event


def alike(event: Event) -> Event:
    """The same fact, with every name that whoever read it was told."""
    match event:
        case ActedInSight(seat, who, do, tile):
            return events.ActedUnnamed(seat if who is None else who, do, tile)
        case ZappedInSight(seat, by, who, author, tile):
            return events.ZappedUnnamed(seat if who is None else who, by if author is None else author, tile)
        case AteInSight(seat, who, int(tile)):
            return events.AteUnnamed(seat if who is None else who, tile)
        case CleanedInSight(seat, who, int(tile)):
            return events.CleanedUnnamed(seat if who is None else who, tile)
        case DriftedInSight(int(tile)):
            return events.Drifted(tile)
        case GrewInSight(int(tile)):
            return events.Grew(tile)
        case _:
            return event
