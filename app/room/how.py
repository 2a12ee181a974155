"""How a seat was asked: in which words and orders, and of a model what was sent and where all of it can be read."""

import json
from typing import Final

from app import calls
from app.facts import wording_title
from app.room.offered import order
from app.room.sitting import player
from app.room.story import TEXT, Json, Story
from games.model import ModelCall
from games.secret_tools.view import Observation
from replays.calls import hashed
from replays.offers import OfferRow
from replays.record import Redacted
from replays.replay import Seen

HOW: Final[dict[str, str]] = TEXT["how"]


def prompt(row: OfferRow, seen: Seen) -> Json | None:
    """Where the whole of what a model was sent can be read: a decision of that step, counted from 0."""
    at = _decision(row, seen)
    if at is None or not row.calls[-1].messages:
        return None
    return {"step": seen.number, "number": at, "text": TEXT["knew"]["prompt"]}


def _decision(row: OfferRow, seen: Seen) -> int | None:
    """Which of the decisions of that step this was; None where no model decided."""
    decided = [one[0].seat for one in calls.by_decision(seen)]
    return decided.index(row.seat) if row.seat in decided else None


def how(story: Story, row: OfferRow, o: Observation | None, seen: Seen | None) -> Json:
    """In which words and orders the seat was asked, and of a model, by which means; of its last try."""
    wording = wording_title(row.wording, story.own_title)
    facts: list[tuple[str, str]] = [(HOW["player"], player(row)), (HOW["wording"], wording)]
    if story.header.tool is not None:
        facts.append((HOW["texts"], str(story.header.tool.texts)))
    if o is not None and o.private is not None:
        facts.append((HOW["order"], order(o.private, story.names)))
    at = None if seen is None else _decision(row, seen)
    if seen is not None and at is not None:
        last = calls.whole(story.header, seen)[at]["tries"][-1]
        facts += [
            *last["facts"],
            *last["checks"],
            (HOW["hash"], _hash(row.calls[-1])),
            (HOW["prompt"], story.left_out(Redacted.PROMPTS)),
        ]
    return {"title": HOW["title"], "facts": [list(fact) for fact in facts if fact[1]]}


def _hash(call: ModelCall) -> str:
    """Of the messages as they were sent; empty where they are not kept."""
    return hashed(json.dumps(call.messages, ensure_ascii=False))[:16] if call.messages else ""
