"""The table of Liar's Bar: who sits there, what they hold, and what lies face down."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.people import plate
from app.scenes.liars_bar.wording import TEXT, notation, points, revolver
from games.core import Seat
from games.liars_bar.actions import Hand, honest
from games.liars_bar.showdown import winners
from games.liars_bar.state import Phase
from games.liars_bar.view import FaceDown, Observation
from replays.record import Header
from replays.refusal import shown

Json = dict[str, Any]


def scene(
    observations: Sequence[Observation],
    header: Header,
    said: Mapping[Seat, str],
    *,
    playing: bool,
    heard: None = None,  # noqa: ARG001  the table shows all that there is to know
) -> Json:
    """The table as the first observation knows it, with the cards that the others know besides."""
    o = observations[0]
    knowing = {x.seat: x for x in observations if x.seat is not None}
    names = tuple(shown(name) for name in header.names)
    won = winners(o.rules, o.alive, o.points) if o.phase is Phase.ENDED else ()
    return {
        "game": "liars_bar",
        "title": title(o),
        "chips": _chips(o),
        "label": " ".join([*won_by(o, [names[seat] for seat in won]), notation(o.rules).view(o, names)]),
        "you": o.seat if playing else None,
        "target": _target(o),
        "seats": [
            {
                "seat": seat,
                "name": names[seat],
                "who": plate(seating, header, playing=playing),
                "you": seat == o.seat,
                "alive": o.alive[seat],
                "acting": seat in o.waiting_for,
                "won": seat in won,
                "held": o.held[seat],
                "cards": notation(o.rules).count(o.held[seat]),
                "points": points(o, seat),
                "fired": o.fired[seat],
                "chambers": o.rules.chambers,
                "odds": revolver(o, seat),
                "hand": list(knowing[seat].hand) if seat in knowing else None,
                "plays": list(_plays(o, seat, knowing.get(seat), names)),
                "said": said.get(seat),
            }
            for seat, seating in enumerate(header.seated)
        ],
    }


def title(o: Observation) -> str:
    if o.phase is Phase.ENDED:
        return TEXT["ended"]
    return TEXT["between" if o.turn is None else "round"].format(round=o.round)


def won_by(o: Observation, names: Sequence[str]) -> list[str]:
    """Who won, in a sentence, if anybody has."""
    which = TEXT["won" if len(names) == 1 else "shared"]
    return [which.format(names=notation(o.rules).listed(names)) + "."] if names else []


def _chips(o: Observation) -> list[str]:
    seats, alive = len(o.alive), sum(o.alive)
    living = TEXT["all_alive" if alive == seats else "alive"].format(alive=alive, seats=seats)
    return [living, TEXT["deck"].format(size=len(o.rules.deck), cards=notation(o.rules).deck)]


def _target(o: Observation) -> Json | None:
    if o.turn is None or o.target is None:
        return None
    name = notation(o.rules).text["cards"][o.target]
    return {"rank": o.target, "above": TEXT["claim_above"], "name": name, "below": TEXT["claim_below"]}


def _plays(o: Observation, seat: Seat, knowing: Observation | None, names: Sequence[str]) -> Iterator[Json]:
    """A seat's plays of this round, with their faces if that seat is among those who look."""
    if o.turn is None:
        return
    faces = iter(knowing.own if knowing else ())
    for play in o.table:
        if play.seat == seat:
            yield _play(o, play, next(faces, None), names)


def _play(o: Observation, play: FaceDown, cards: Hand | None, names: Sequence[str]) -> Json:
    note = TEXT["just_laid"] if play.passer is None else TEXT["let_through"].format(name=names[play.passer])
    lie = None if cards is None or o.target is None else not honest(cards, o.target)
    return {
        "count": play.cards,
        "faces": None if cards is None else list(cards),
        "lie": lie,
        "now": play.passer is None,
        "note": note if lie is None else TEXT["known_note"].format(note=note, truth=TEXT["lie" if lie else "true"]),
    }
