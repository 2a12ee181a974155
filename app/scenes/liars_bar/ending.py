"""The end of a match of Liar's Bar: who won, what every point was given for, and every lie told."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from app.facts import played_by
from app.scenes.liars_bar import wording
from app.scenes.liars_bar.wording import TEXT
from games.core import Event, Notation, Seat
from games.liars_bar.actions import Hand, Rank, honest
from games.liars_bar.events import Called, Laid, MatchEnded, Passed, RoundStarted, Scored, Shot
from games.liars_bar.notation import signed
from games.secret_tools.events import Checked, Rewarded
from replays.record import Header
from replays.refusal import shown
from replays.replay import Seen

Json = dict[str, Any]


class Lie(NamedTuple):
    """Cards that were not what they were said to be; `forced`: the table laid them for whoever sits there."""

    seat: Seat
    cards: Hand
    forced: bool


def ending(steps: Sequence[Seen], header: Header, notation: Notation, *, everything: bool) -> Json:
    """`steps` are those of the viewer that is to be told; only one that sees everything knows the lies."""
    happened = [event for step in steps for event in step.events]
    names = tuple(shown(name) for name in header.names)
    why = [notation.event(event, names) for event in happened if isinstance(event, MatchEnded)]
    given = Counter((e.seat, e.why, e.points) for e in happened if isinstance(e, Scored))
    counted = [sum(n * times for (to, _, n), times in given.items() if to == seat) for seat in range(len(names))]
    points, winners = (counted, ()) if header.outcome is None else header.outcome[1:]
    dead = {e.seat for e in happened if isinstance(e, Shot) and e.dead}
    rows = [
        {
            "seat": seat,
            "name": names[seat],
            "who": played_by(header, seat),
            "who_sealed": played_by(header, seat, sealed=True),
            "points": signed(round(points[seat])) if header.rules.points is not None else None,
            "won": seat in winners,
            "alive": seat not in dead,
            "lines": [
                *[wording.award(*key[1:], times, header.rules) for key, times in given.items() if key[0] == seat],
                *[line for event in happened for line in _counted(event, seat)],
            ],
        }
        for seat in range(len(names))
    ]
    won = TEXT["won" if len(winners) == 1 else "shared"]
    best = wording.notation(header.rules).listed([names[seat] for seat in winners])
    return {
        "title": won.format(names=best) if winners else "",
        "why": " ".join(map(shown, why)),
        "rows": sorted(rows, key=lambda row: (not row["won"], -points[row["seat"]])),
        "lies": [{"seat": seat, "round": n, "text": text} for seat, n, text in _lies(steps, header)]
        if everything
        else [],
        "lies_none": TEXT["no_lies"] if everything else "",
    }


def _counted(event: Event, seat: Seat) -> Iterator[str]:
    """What a seat got or lost besides for a tool. What is sealed counts for the series and not here."""
    match event:
        case Rewarded(to, points) if to == seat:
            yield TEXT["award"].format(points=signed(points), why=TEXT["award_refused"])
        case Checked(_, one, other, points) if points and seat in (one, other):
            yield TEXT["award"].format(points=signed(-points), why=TEXT["award_found"])
        case _:
            pass


def _lies(steps: Sequence[Seen], header: Header) -> Iterator[tuple[Seat, int, str]]:
    """Every play that held a card which was not what it was said to be, and what came of it."""
    number, target = 0, None
    lie: Lie | None = None
    for forced, event in ((step.forced, event) for step in steps for event in step.events):
        match event:
            case RoundStarted(number, target, _):
                lie = None
            case Laid(seat, _, _, cards) if cards is not None and target is not None and not honest(cards, target):
                lie = Lie(seat, cards, forced=seat in forced)
            case Passed(seat, _) | Called(seat, _) if lie is not None and target is not None:
                caught = isinstance(event, Called)
                yield lie.seat, number, _lie(lie, number, target, seat, header, caught=caught)
                lie = None
            case _:
                pass


def _lie(lie: Lie, number: int, target: Rank, by: Seat, header: Header, *, caught: bool) -> str:
    words = wording.notation(header.rules)
    cards = words.cards(lie.cards)
    return TEXT["lie_called" if caught else "lie_passed"].format(
        round=number,
        target=words.text["cards"][target],
        name=shown(header.names[lie.seat]),
        cards=TEXT["lie_forced"].format(cards=cards) if lie.forced else cards,
        other=shown(header.names[by]),
    )
