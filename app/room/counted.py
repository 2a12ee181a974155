"""How the two of a pair and the others treated one another before a moment of a match and after it, in numbers."""

from collections.abc import Iterator

from app.entries import notation_of
from app.room.story import TEXT, Json, Story
from app.scenes.treating import FACT, Sides
from games.core import Seat

Pair = tuple[Seat, Seat]


def facts(story: Story, pair: Pair, seq: int, moment: str = "offer") -> list[Json]:
    """As figures with a line beside each; of what never could be, nothing. `moment` is how it is spoken of: "offer", or
    "beside" where none was made."""
    if story.scenes is None:
        return []
    sides = Sides(*pair, story.others(pair))
    names = {"name": story.names[sides.seat], "partner": story.names[sides.partner]}
    told = story.scenes.treated(story.steps, story.header, sides, seq)
    figures = [(one.key, FACT[moment].format(before=one.before, after=one.after)) for one in told]
    return [
        *({"key": key, "big": big, "small": FACT[key].format(**names)} for key, big in figures),
        *_ended(story, pair),
    ]


def _ended(story: Story, pair: Pair) -> Iterator[Json]:
    """What each had at the end: points, or where the rules have none, its life."""
    if story.scenes is None or story.header.ended is None:
        return
    notation = notation_of(story.header)
    ending = story.scenes.ending(story.steps, story.header, notation, everything=False)
    rows: dict[Seat, Json] = {row["seat"]: row for row in ending["rows"]}
    big, small = (TEXT["join"].join(_standing(rows[seat]) for seat in side) for side in (pair, story.others(pair)))
    stopped = story.header.stopped is not None
    yield {"key": "ended", "big": big, "small": FACT["stopped" if stopped else "ended"].format(others=small)}


def _standing(row: Json) -> str:
    alive = FACT["alive" if row["alive"] else "dead"]
    return FACT["standing"].format(name=row["name"], had=alive if row["points"] is None else row["points"])
