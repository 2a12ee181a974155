"""What the others at the table were told of the turn in which somebody was asked in private."""

from collections.abc import Iterator

from app.entries import notation_of
from app.room.story import TEXT, Json, Story, asking
from app.scenes.rounds import PRIVATE
from games.core import Event
from replays.offers import OfferRow
from replays.replay import visible


def saw(story: Story, row: OfferRow) -> Json:
    """The sentences that everybody could read of it: nothing in them is secret."""
    told = " ".join(_sentences(story, row))
    empty = TEXT["saw"]["never" if row.seq is None else "nothing"]
    return {"title": TEXT["saw"]["title"], "text": told or asking(story, row) or empty}


def _sentences(story: Story, row: OfferRow) -> Iterator[str]:
    notation = notation_of(story.header)
    for event in _turn(story, row):
        if story.scenes is None or not story.scenes.quiet(event):
            yield notation.event(event, story.names)


def _turn(story: Story, row: OfferRow) -> Iterator[Event]:
    """What the seat did next, until somebody else acted; where all act at once, what all did."""
    if row.seq is None:
        return
    for step in story.steps:
        public = visible(step.events, None) if step.seq >= row.seq else ()
        if not public:
            continue
        if story.together:
            yield from public
            if not {type(event) for event in public} <= PRIVATE:
                return
            # So far only the tool was spoken of.
            continue
        if getattr(public[0], "seat", None) != row.seat:
            return
        yield from public
