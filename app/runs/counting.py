"""What was sealed in the matches of a series: told and counted once none is to follow."""

from collections.abc import Iterator

from games.core import Outcome
from games.secret_tools.events import Checked, Rewarded, SealedCheck, SealedReward
from replays.record import Record, codec


def sealed(record: Record) -> Iterator[Checked | Rewarded]:
    """What came of a refusal and of the check in a match, as all are told it in the end."""
    reader = codec(record.header.game)
    for event in (event for step in record.steps for event in reader.events(step)):
        if isinstance(event, SealedCheck | SealedReward):
            yield event.opened


def counted(record: Record) -> Outcome:
    """The outcome of a match that has ended, with what was sealed in it."""
    assert record.header.outcome is not None
    reason, given, winners = record.header.outcome
    points = list(given)
    for event in sealed(record):
        winners = event.winners
        if isinstance(event, Rewarded):
            points[event.seat] += event.points
        elif event.seat is not None and event.partner is not None:
            points[event.seat] -= event.points
            points[event.partner] -= event.points
    return Outcome(reason, tuple(points), winners)
