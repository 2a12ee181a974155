"""A showdown of Liar's Bar beat by beat: the call, the cards, the trigger, the points."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from app.scenes.liars_bar.wording import TEXT, award, chance, face, notation, points, revolver
from games.core import Event, Seat
from games.liars_bar import events
from games.liars_bar.events import Award, Called, MatchEnded, Revealed, Scored, Shot
from games.liars_bar.notation import signed
from games.liars_bar.state import Phase
from games.liars_bar.view import Observation
from replays.record import Header
from replays.refusal import shown

Json = dict[str, Any]
E = TypeVar("E", bound=Event)


def showdown(happened: Sequence[Event], o: Observation, header: Header, said: Mapping[Seat, str]) -> Json | None:
    """None for a step in which no cards were turned up. `o` is the table after the step."""
    call = first(Called, happened)
    turned = first(Revealed, happened)
    if turned is None or o.target is None:
        return None
    names = tuple(shown(name) for name in header.names)
    rules, player, shot = o.rules, turned.seat, first(Shot, happened)
    text = notation(rules).text
    # The round's number has moved on already, unless the match is over.
    number = o.round if o.phase is Phase.ENDED else o.round - 1
    cards = [face(card, o.target, rules, "the_lie") for card in turned.cards]
    told = {"player": names[player], "caller": "" if call is None else names[call.seat]}
    return {
        "title": TEXT["house_calls" if call is None else "calls"].format(**told),
        "place": TEXT["place"].format(round=number, target=text["cards"][o.target]),
        "claimed": TEXT["claimed"].format(
            name=names[player],
            count=text["count"]["card"]["one" if len(cards) == 1 else "more"].format(n=len(cards)),
            target=text["cards"][o.target],
        ),
        "caller": None if call is None else call.seat,
        "player": player,
        "said": {"seat": player, "name": names[player], "text": said[player]} if player in said else None,
        "cards": cards,
        "shot": None if shot is None else _shot(shot, o, names),
        "none": TEXT["nobody_pulls"] if shot is None else None,
        "beats": _beats(told["caller"], [card["name"] for card in cards], shot, o),
        "worth": worth(happened, o, names),
        "standing": standing(o, names),
        "next": _next(shot, o, names, over=first(MatchEnded, happened) is not None),
    }


def first(kind: type[E], happened: Sequence[Event]) -> E | None:
    """The first event of this kind."""
    return next((event for event in happened if isinstance(event, kind)), None)


def _shot(shot: Shot, o: Observation, names: Sequence[str]) -> Json:
    before = o._replace(fired=tuple(n - (seat == shot.seat) for seat, n in enumerate(o.fired)))
    after = TEXT["shot_dead"] if shot.dead else TEXT["shot_empty"]
    left = "" if shot.dead else chance(o, shot.seat)
    return {
        "seat": shot.seat,
        "name": names[shot.seat],
        "shot": shot.shot,
        "chambers": o.rules.chambers,
        "dead": shot.dead,
        "who": TEXT["pulls"].format(name=names[shot.seat]),
        "chance": TEXT["chance_was"].format(chance=chance(before, shot.seat)),
        "word": TEXT["bang" if shot.dead else "click"],
        "after": after.format(name=names[shot.seat], odds=left),
    }


def _beats(caller: str, cards: Sequence[str], shot: Shot | None, o: Observation) -> list[Json]:
    if shot is None:
        trigger = TEXT["beat_nobody"]
    else:
        which = "beat_dead" if shot.dead else "beat_empty"
        trigger = TEXT[which].format(shot=shot.shot, chambers=o.rules.chambers)
    counted = TEXT["beat_counted" if o.rules.points is not None else "beat_over"]
    notes = {
        "call": caller or TEXT["beat_house"],
        "cards": TEXT["join"].join(cards),
        "trigger": trigger,
        "points": counted,
    }
    return [{"name": TEXT["beat"][name], "note": note} for name, note in notes.items()]


def worth(happened: Sequence[Event], o: Observation, names: Sequence[str]) -> list[Json]:
    """What each seat was given in this step, and what for; nothing where the rules have no points."""
    if o.rules.points is None:
        return []
    given = [event for event in happened if isinstance(event, Scored)]
    rows: list[Json] = []
    for seat, name in enumerate(names):
        own = [event for event in given if event.seat == seat]
        lines = [line(*one, o) for one in Counter(own).items()] or [TEXT["nothing"]]
        rows.append({"seat": seat, "name": name, "points": signed(sum(e.points for e in own)), "lines": lines})
    return sorted(rows, key=lambda row: row["lines"] == [TEXT["nothing"]])


def line(event: events.Scored, times: int, o: Observation) -> str:
    """Why points were given, and how often in this round; if they were held back, why that."""
    told = award(event.why, event.points, times, o.rules)
    return f"{told} {TEXT['held_back']}" if event.why is Award.HONEST_PASS else told


def standing(o: Observation, names: Sequence[str]) -> list[Json]:
    """All seats, the best first; equal ones in seat order."""
    rows = [
        {
            "seat": seat,
            "name": name,
            "points": points(o, seat),
            "alive": o.alive[seat],
            "fired": o.fired[seat],
            "chambers": o.rules.chambers,
            "odds": revolver(o, seat),
        }
        for seat, name in enumerate(names)
    ]
    return sorted(rows, key=lambda row: (-o.points[row["seat"]], not row["alive"]))


def _next(shot: Shot | None, o: Observation, names: Sequence[str], *, over: bool) -> str:
    if over:
        return TEXT["next_over"]
    if shot is None:
        return TEXT["next_drawn"]
    if not shot.dead:
        return TEXT["next_shooter"].format(name=names[shot.seat])
    seats = len(names)
    after = next(s for step in range(1, seats) if o.alive[s := (shot.seat + step) % seats])
    return TEXT["next_after"].format(name=names[after])
