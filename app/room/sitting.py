"""Who sat on the seat that was asked, when it was asked."""

from app.people import who
from app.room.story import Json, Story
from replays.offers import OfferRow
from replays.record import Kind, Seating
from replays.refusal import shown


def seated(story: Story, row: OfferRow) -> Json:
    """Who answered, or was to: the seat, its name and who plays it."""
    assert row.seat is not None
    return {"seat": row.seat, "name": story.names[row.seat], "who": player(row)}


def player(row: OfferRow) -> str:
    """Of a model the last part of its name, as on a plate at the table."""
    if row.kind is Kind.MODEL:
        return shown(row.player.rpartition("/")[2] or row.player)
    return "" if row.kind is None else who(Seating("", row.kind, row.player))
