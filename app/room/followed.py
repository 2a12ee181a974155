"""What followed an offer: calls, shots, deaths and messages by round, for the pair and for the others."""

from collections.abc import Iterator
from typing import Any, Final

from app import engine
from app.entries import notation_of
from app.room.counted import Pair, facts
from app.room.story import TEXT, Json, Story, read
from app.scenes.rounds import Rounds
from app.scenes.under import Hints
from games.core import Refused, Seat
from games.secret_tools.conditions import Condition
from games.secret_tools.events import Noted, OfferDue, Wrote, WroteOpenly
from replays.offers import OfferRow, Result
from replays.refusal import RecordError
from replays.store import NoSuchMatch

FOLLOWED: Final[dict[str, Any]] = TEXT["followed"]


def followed(story: Story, row: OfferRow, invited: OfferRow | None, *, beside: bool) -> Json | None:
    """None where nobody was asked. Whoever named nobody is counted with the partner that chance had drawn.
    `beside`: with the same deal without the offer."""
    if row.seq is None or row.seat is None:
        return None
    partner = row.named if row.named is not None else row.shadow
    assert partner is not None
    pair = row.seat, partner
    written = [*_written(story), *_hinted(story)]
    title, heading = _row(story, len(written))
    rounds = max([*story.rounds, *(one["round"] for one in written)], default=0)
    return {
        "title": FOLLOWED["title"],
        "rounds": rounds,
        "at": row.round,
        "labels": [story.text["room"]["followed"]["round"].format(round=n) for n in range(1, rounds + 1)],
        "note": _note(story, row, invited, partner),
        "lanes": [_lane(story, seat, pair) for seat in (*pair, *story.others(pair))],
        "messages": {
            "title": title,
            "marks": [{key: one[key] for key in ("round", "label", "step")} for one in written],
        },
        "written": heading,
        "whispers": [{key: one[key] for key in ("step", "round", "seat", "name", "text")} for one in written],
        "facts": facts(story, pair, row.seq),
        "beside": _beside(story, row, pair) if beside else None,
    }


def _note(story: Story, row: OfferRow, invited: OfferRow | None, partner: Seat) -> str:
    """Whom the figures take for the pair, where no two have agreed."""
    if row.named is None:
        return FOLLOWED["drawn"].format(partner=story.names[partner])
    if invited is not None and invited.result is Result.ACCEPT:
        return ""
    return FOLLOWED["named"].format(partner=story.names[partner])


def _lane(story: Story, seat: Seat, pair: Pair) -> Json:
    role = "pair" if seat in pair else "victim"
    return {"seat": seat, "name": story.names[seat], "role": role, "marks": list(_marks(story, seat))}


def _marks(story: Story, seat: Seat) -> Iterator[Json]:
    for step, number in zip(story.steps, story.rounds, strict=True):
        for mark in () if story.scenes is None else story.scenes.lanes(step.events, seat, story.header):
            label = story.text["scene"]["mark"].format(round=number, label=mark["label"])
            yield {"round": number, "kind": mark["kind"], "label": label, "step": step.number}


def _written(story: Story) -> Iterator[Json]:
    """Everything that was written over the tool, with the sentence about it."""
    notation = notation_of(story.header)
    for step, number in zip(story.steps, story.rounds, strict=True):
        for event in step.events:
            match event:
                case Wrote(int(seat), _, str(text)) | WroteOpenly(seat, _, text) | Noted(int(seat), str(text)):
                    told = {"seat": seat, "name": story.names[seat], "text": text}
                    label = story.text["scene"]["mark"].format(round=number, label=notation.event(event, story.names))
                    yield told | {"step": step.number, "round": number, "label": label}
                case _:
                    pass


def _hinted(story: Story) -> Iterator[Json]:
    """Every hint that was given, as it was read."""
    hints, rounds = Hints(story.header, story.texts, story.names), Rounds(story.scenes)
    for step in story.steps:
        rounds.tell(step.events)
        for told in hints.tell(step):
            # It is read after this step, for a decision that may belong to the next round.
            number = rounds.private
            label = story.text["scene"]["mark"].format(round=number, label=told["title"])
            yield told | {"step": step.number, "round": number, "label": label}


def _row(story: Story, count: int) -> tuple[str, str]:
    """What stands beside the row beneath the edge, and above all that is in it; nothing where it must stay empty."""
    tool = story.header.tool
    if tool is None or tool.condition is Condition.COACH:
        return "", ""
    row, heading = ("hints", "hinted") if tool.condition is Condition.HINT else ("messages", "written")
    return FOLLOWED[row].format(n=count), FOLLOWED[heading].format(n=count)


def _beside(story: Story, row: OfferRow, pair: Pair) -> Json:
    """The same deal without the offer, counted from the moment in which it would have been made."""
    store, words = engine.store(), story.text["room"]["followed"]["beside"]
    told = {"sentence": words["sentence"], "match": None, "text": words["none"], "facts": list[Json]()}
    twin = store.twin(story.header)
    if twin is None:
        return told
    try:
        other = read(store.load(twin.id))
        figures = facts(other, pair, _moment(other, row), "beside")
    except (RecordError, Refused, NoSuchMatch):
        # It is damaged, or has been deleted since it was found.
        return told | {"text": words["unreadable"]}
    return told | {"match": twin.id, "text": words["text"], "facts": figures}


def _moment(other: Story, row: OfferRow) -> int:
    """The step there after which the same seat would have been asked; else the last before the same round."""
    placed = list(zip(other.steps, other.rounds, strict=True))
    for step, number in placed:
        if number == row.round and any(isinstance(e, OfferDue) and e.seat == row.seat for e in step.events):
            return step.seq
    return max((step.seq for step, number in placed if number < (row.round or 0)), default=0)
