"""Whether what is stored follows from the stored actions."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from games.core import CHANCE, Refused
from games.decision import Step
from games.luck import Luck
from replays.record import Record, bound, codec
from replays.refusal import RecordError
from replays.replay import refold
from replays.store import Store


class Verdict(StrEnum):
    """What a check found of one match."""

    SAME = "same"
    DIFFERS = "differs"
    VIEW_ONLY = "view-only"
    """It came in as one viewpoint and holds no actions to check."""
    OTHER_RULES = "other-rules"
    """Played under rules this program no longer plays; it is shown from its stored events."""


BAD: Final = frozenset({Verdict.DIFFERS})


@dataclass(frozen=True, slots=True)
class Finding:
    id: str
    verdict: Verdict
    detail: str = ""


def check(record: Record) -> Finding:
    """Refold one match and compare every event, the draws of a known seed, and the outcome."""
    header = record.header
    if header.view is not None:
        return Finding(header.id, Verdict.VIEW_ONLY)
    if header.version != bound(header).version:
        return Finding(header.id, Verdict.OTHER_RULES, f"rules version {header.version}")
    try:
        verify(record)
    except (RecordError, Refused) as error:
        return Finding(header.id, Verdict.DIFFERS, str(error))
    return Finding(header.id, Verdict.SAME)


def verify(record: Record) -> None:
    """Raises RecordError or IllegalAction, naming the step, if anything stored does not follow from the actions."""
    header, game = record.header, bound(record.header)
    reader = codec(header.game)
    if len(record.steps) != header.steps:
        raise RecordError("wrong-length", found=len(record.steps), steps=header.steps)
    before = None
    for frame, step in zip(refold(record), (None, *record.steps), strict=True):
        if step is not None:
            if step.seq != frame.seq:
                raise RecordError("step-missing", seq=frame.seq)
            actions = reader.actions(step)
            if reader.rest(Step(frame.seq, actions, frame.events)).events != step.events:
                raise RecordError("events-differ", seq=frame.seq)
            if header.seed is not None and CHANCE in actions:
                drawn = game.chance(before, Luck(header.seed, game.luck(before)))
                if drawn != actions[CHANCE]:
                    raise RecordError("draw-differs", seq=frame.seq)
        before = frame.state
    if game.outcome(before) != header.outcome:
        raise RecordError("outcome-differs")


def check_all(store: Store) -> Iterator[Finding]:
    """Every match of the store, oldest first."""
    for match_id in store.ids():
        try:
            yield check(store.load(match_id))
        except RecordError as error:
            known = error.code != "unknown-game"
            yield Finding(match_id, Verdict.DIFFERS if known else Verdict.OTHER_RULES, str(error))
