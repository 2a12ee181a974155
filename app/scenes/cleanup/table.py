"""The board of Cleanup: what lies on its tiles, who stands there, how the river stands, and what was just done."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from app.people import plate
from app.scenes.cleanup.heard import Done, Heard
from app.scenes.cleanup.walled import walled
from app.scenes.cleanup.walled_heard import Walled
from app.scenes.cleanup.wording import TEXT, apples, comes, notation, over, place, title
from games.cleanup.looking import ClassicObservation
from games.cleanup.view import Observation
from games.core import Seat
from replays.record import Header
from replays.refusal import shown

Json = dict[str, Any]


class Known(NamedTuple):
    """What is known of one seat; where it stands is None before it stands anywhere."""

    tile: int | None
    sits_out: int
    points: int


def scene(
    observations: Sequence[Any],
    header: Header,
    said: Mapping[Seat, str],  # noqa: ARG001  nobody says anything in this game
    *,
    playing: bool,
    heard: Heard | Walled | None = None,
) -> Json:
    """The board as the first observation knows it, with the names that the others know besides."""
    o, names = observations[0], tuple(shown(name) for name in header.names)
    if isinstance(o, ClassicObservation):
        seen = heard if isinstance(heard, Walled) else Walled()
        own, winners = walled(observations, names, seen), seen.winners
    else:
        seen = heard if isinstance(heard, Heard) else Heard()
        own, winners = _whole(observations, names, seen), seen.winners
    return own | {
        "game": "cleanup",
        "step": over(o),
        "steps": o.rules.steps,
        "title": title(o),
        "label": " ".join([*won_by(o, [names[seat] for seat in winners]), notation(o.rules).view(o, names)]),
        "you": o.seat if playing else None,
        "seats": [
            {
                "seat": seat,
                "name": names[seat],
                "who": plate(seating, header, playing=playing),
                "you": seat == o.seat,
                "alive": True,
                "acting": seat in o.waiting_for and not (own["seats"][seat]["frozen"] or own["seats"][seat]["out"]),
                "won": seat in winners,
                "said": None,
                **own["seats"][seat],
            }
            for seat, seating in enumerate(header.seated)
        ],
    }


def _whole(observations: Sequence[Observation], names: Sequence[str], heard: Heard) -> Json:
    """A board that all see."""
    o, known = observations[0], dict(knowing(observations))
    others = [seat for seat in range(len(names)) if seat not in known]
    return {
        "chips": [TEXT["board"], TEXT[o.rules.identity]],
        "look": "map",
        "tiles": _tiles(o, {seat: one.tile for seat, one in known.items()}, names),
        "seats": [_seat(o, seat, known.get(seat), heard) for seat in range(len(names))],
        "unnamed": [
            {"at": place(o.rules, o.board.tiles[other]), "frozen": o.board.sits_out(other)}
            for other in others
            if o.board.tiles
        ],
        "scores": [o.board.points[other] for other in others] or None,
        "river": _river(o, heard),
        "did": [_did(o, one) for one in heard.did],
    }


def knowing(observations: Sequence[Observation]) -> Iterator[tuple[Seat, Known]]:
    """All seats of which these observations tell where they stand and what they have."""
    for o in observations:
        seats = range(len(o.board.points)) if o.rules.identity == "named" else () if o.seat is None else (o.seat,)
        for seat in seats:
            tile = o.board.tiles[seat] if o.board.tiles else None
            yield seat, Known(tile, o.board.sits_out(seat), o.board.points[seat])


def won_by(o: Any, names: Sequence[str]) -> list[str]:
    """Who won, in a sentence, if anybody has."""
    which = TEXT["won" if len(names) == 1 else "shared"]
    return [which.format(names=notation(o.rules).listed(names)) + "."] if names else []


def _seat(o: Observation, seat: Seat, known: Known | None, heard: Heard) -> Json:
    if known is None:
        return dict.fromkeys(("at", "apples", "cleaned", "zaps"), None) | {"frozen": 0, "out": 0, "points": ""}
    return {
        "at": None if known.tile is None else place(o.rules, known.tile),
        "frozen": known.sits_out,
        "out": 0,
        "apples": known.points,
        "cleaned": heard.cleaned.get(seat, 0),
        "zaps": heard.zaps.get(seat, 0),
        "points": apples(o.rules, known.points),
    }


def _tiles(o: Observation, at: Mapping[Seat, int | None], names: Sequence[str]) -> list[list[Json]]:
    layout, tiles = o.rules.layout, list[Json]()
    for tile in range(layout.rows * layout.columns):
        kind = "river" if tile in layout.river else "orchard"
        waste, apple = bool(o.board.waste >> tile & 1), bool(o.board.apples >> tile & 1)
        there = [names[seat] for seat, stands in at.items() if stands == tile]
        # Whoever stands here beside those who are known.
        there += [TEXT["somebody"]] * (o.board.tiles.count(tile) - len(there))
        lying = [TEXT[what] for what, lies in (("waste", waste), ("apple", apple)) if lies]
        label = TEXT["tile"].format(place=layout.place(tile), what=TEXT["join"].join([TEXT[kind], *lying, *there]))
        tiles.append({"kind": kind, "waste": waste, "apple": apple, "label": label})
    return [tiles[row * layout.columns : (row + 1) * layout.columns] for row in range(layout.rows)]


def _river(o: Observation, heard: Heard) -> Json:
    waste, cutoff, due = o.board.pollution, o.rules.cutoff, comes(o)
    told = {"waste": waste, "tiles": len(o.rules.layout.river), "cutoff": cutoff}
    done = TEXT["cleaned" if heard.removed else "cleaned_never"].format(n=heard.removed)
    return told | {
        "now": TEXT["river_now"].format(**told),
        "means": TEXT["river_grows" if waste < cutoff else "river_dry"].format(**told),
        "next": " ".join(filter(None, ("" if due is None else TEXT["river_next"].format(step=due), done))),
    }


def _did(o: Observation, one: Done) -> Json:
    start = one.start
    if start is None and one.kind == "move" and one.seat is not None and o.rules.identity == "named":
        # It is the first step: nobody was told of a move before it.
        start = o.rules.layout.starts[one.seat]
    return {
        "seat": one.seat,
        "kind": one.kind,
        "from": None if start is None else place(o.rules, start),
        "at": place(o.rules, one.at),
        "hit": [place(o.rules, tile) for tile in one.hit],
    } | ({} if one.way is None else {"way": one.way})
