"""The offer as it was read: its paragraphs, with what only some wordings carry, and the orders that were drawn."""

from collections.abc import Iterator, Sequence
from typing import Final

from agents.prompts.offers import OfferTexts, Rendered
from agents.prompts.variants import FILLER
from app.room.story import TEXT, Json, Story
from app.scenes.under import READ
from games.core import Seat
from games.secret_tools.view import Private
from replays.offers import OfferRow

OFFERED: Final[dict[str, str]] = TEXT["offered"]


def offered(story: Story, row: OfferRow, private: Private, seat: Seat) -> Json:
    """As it was read then. Where the words have gone or changed since, what the model was sent stands there."""
    title = READ[row.role].format(name=story.names[seat])
    texts, sent = story.texts, [call.messages[-1].content for call in row.calls[:1] if call.messages]
    read = None if texts is None else texts.asked(private, seat, story.header.names)
    same = read is not None and all(read.text in whole for whole in sent)
    if texts is None or not same:
        note = OFFERED["sent" if sent else "gone"]
        return {"title": title, "paragraphs": [_plain(part) for part in _parts(sent)], "note": note}
    rendered = texts.asked(private, seat, story.names)
    assert rendered is not None
    paragraphs = _paragraphs(rendered, texts)
    return {"title": title, "paragraphs": paragraphs, "note": _note(paragraphs, private, story.names)}


def _parts(sent: Sequence[str]) -> Iterator[str]:
    return (part for whole in sent for part in whole.split("\n\n"))


def _plain(text: str) -> list[Json]:
    return [{"text": text, "varies": False}]


def _paragraphs(rendered: Rendered, texts: OfferTexts) -> list[list[Json]]:
    """Joined, the pieces of a paragraph are the paragraph."""
    levels = {} if texts.wording is None else texts.wording.levels
    found: dict[int, list[Json]] = {}
    for block in rendered.blocks:
        pieces = found.setdefault(block.paragraph, [])
        if pieces:
            pieces += _plain(texts.line)
        pieces.append({"text": block.text, "varies": levels.get(block.name, FILLER) != FILLER})
    return list(found.values())


def _note(paragraphs: Sequence[Sequence[Json]], private: Private, names: Sequence[str]) -> str:
    varies = any(piece["varies"] for paragraph in paragraphs for piece in paragraph)
    told = [OFFERED["varies" if varies else "neutral"], order(private, names)]
    return " ".join(told)


def order(private: Private, names: Sequence[str]) -> str:
    """What chance has drawn about the words: which answer came first, and in an offer in which order the names did."""
    first = OFFERED["accept_first" if private.accept_first else "refuse_first"]
    if not private.names:
        return first
    listed = TEXT["join"].join(names[seat] for seat in private.names)
    return f"{first} {OFFERED['names'].format(names=listed)}"
