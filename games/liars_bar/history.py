"""What a seat has seen of Liar's Bar, told briefly: rounds that are over in a line each, the newest one in full."""

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise

from games.core import Event, History, Seat
from games.liars_bar import events
from games.liars_bar.notation import LiarsBarNotation, Names
from games.liars_bar.view import Observation

UNTOLD = (events.RevolversLoaded, events.Dealt)
"""The rules and the view say as much."""


def others(observation: Observation) -> tuple[Seat, ...]:
    """The living others, for a seat that is itself alive."""
    me = observation.seat
    if me is None or not observation.alive[me]:
        return ()
    return tuple(seat for seat, alive in enumerate(observation.alive) if alive and seat != me)


def history(notation: LiarsBarNotation, seen: Sequence[Event], names: Names) -> History:
    """All of it, from the events one seat has seen."""
    starts = [at for at, event in enumerate(seen) if isinstance(event, events.RoundStarted)]
    if not starts:
        return History()
    teller = _Teller(notation, names)
    past = tuple([teller.line(seen[start:end]) for start, end in pairwise(starts)])
    now = tuple([teller.sentence(event) for event in seen[starts[-1] :] if not isinstance(event, UNTOLD)])
    return History(past, now)


def quoted(text: str) -> str:
    """What somebody said, in quotation marks and on one line, so that nobody can go on as somebody else."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


class _Teller:
    def __init__(self, notation: LiarsBarNotation, names: Names) -> None:
        self.notation, self.names = notation, names
        self.text = notation.text["history"]

    def sentence(self, event: Event) -> str:
        """One thing that happened."""
        if isinstance(event, events.Said):
            return self.text["said"].format(name=self.names[event.seat], text=quoted(event.text))
        return self.notation.event(event, self.names)

    def line(self, seen: Sequence[Event]) -> str:
        """One round that is over; who got which points is left to the totals of the view."""
        start, *rest = seen
        assert isinstance(start, events.RoundStarted)
        judged = iter([event.honest for event in rest if isinstance(event, events.PassJudged)])
        parts = [part for event in rest if (part := self._part(event, judged))]
        target = self.notation.text["cards"][start.target]
        return self.text["round"].format(round=start.round, target=target, parts=self.text["join"].join(parts))

    def _part(self, event: Event, judged: Iterator[bool]) -> str | None:
        """`judged`: what came out, in the order of the plays that were let pass; nothing under rules without points."""
        text, names, told = self.text, self.names, self.notation
        match event:
            case events.Laid(seat, count, _, cards):
                laid = told.count(count) if cards is None else told.cards(cards)
                return text["laid"].format(name=names[seat], cards=laid)
            case events.Passed(seat, _):
                key = {True: "passed_honest", False: "passed_lie", None: "passed"}[next(judged, None)]
                return text[key].format(name=names[seat])
            case events.Called(seat, _):
                return text["called"].format(name=names[seat])
            case events.HouseCalled(seat, count):
                return text["house"].format(name=names[seat], count=told.count(count))
            case events.Revealed(_, cards, honest):
                return text["honest" if honest else "lie"].format(cards=told.cards(cards))
            case events.Shot(seat, shot, dead):
                return text["dead" if dead else "empty"].format(name=names[seat], shot=shot)
            case _:
                return None
