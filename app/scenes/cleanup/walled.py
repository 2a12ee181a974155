"""A walled map of Cleanup: a seat's window, and what it remembers; or the whole, for whoever watches."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from app.scenes.cleanup.looks import Look, edges, look, rows
from app.scenes.cleanup.walled_heard import Deed, Walled
from app.scenes.cleanup.wording import TEXT, apples, over, steps
from games.cleanup.looking import ClassicObservation
from games.cleanup.map import Facing, Tile
from games.cleanup.poses import OUT, Pose, poses_of
from games.cleanup.presets import ClassicRules
from games.cleanup.state import ENDED, SET_UP
from games.core import Seat

Json = dict[str, Any]
WALLED: dict[str, Any] = TEXT["walled"]


class Standing(NamedTuple):
    """Somebody in sight."""

    seat: Seat | None
    tile: Tile | None
    facing: Facing
    """On the map."""


def walled(observations: Sequence[ClassicObservation], names: Sequence[str], heard: Walled) -> Json:
    """All of a scene that is this board's own."""
    o, seen = observations[0], look(observations[0])
    standing = list(_standing(observations))
    named = {one.seat: one for one in standing if one.seat is not None}
    told = _named(observations)
    return {
        "chips": [WALLED["board"][o.rules.board], WALLED[o.rules.identity]],
        "look": "map" if o.seat is None else "window",
        "tiles": rows(o),
        "away": _away(o, None if heard.zapper is None else names[heard.zapper]),
        "words": _words(o.rules, window=o.seat is not None),
        "edges": edges(seen),
        "here": _here(seen),
        "seats": [_seat(o, seen, seat, named.get(seat), heard, told) for seat in range(len(o.points))],
        "unnamed": [_at(seen, one) | {"frozen": 0} for one in standing if one.seat is None],
        "scores": sorted(o.points[seat] for seat in range(len(o.points)) if seat not in told) or None,
        "river": _river(o, heard),
        "beams": _beams(seen),
        "cooldowns": None if o.seat is None else {"CLEAN": o.clean, "ZAP": o.zap},
        "known": _known(o, seen, heard, standing),
        "did": [told for one in heard.did if (told := _did(one, seen)) is not None],
    }


def _standing(observations: Sequence[ClassicObservation]) -> Iterator[Standing]:
    """Everybody in sight of the first of these, with the names that the others know of themselves."""
    o, own = observations[0], look(observations[0]).pose
    others: dict[Tile | None, Seat | None] = {one.tile: one.seat for one in observations[1:] if one.tile is not None}
    if o.seat is not None and o.tile is not None and o.facing is not None:
        yield Standing(o.seat, o.tile, o.facing)
    for body in () if o.sight is None else o.sight.bodies:
        tile = body.cell if own is None else poses_of(o.rules).cells(own)[body.cell]
        assert tile is not None
        facing = body.facing if own is None else (body.facing + own) % 4
        yield Standing(others.get(tile) if body.seat is None else body.seat, tile, facing)


def _named(observations: Sequence[ClassicObservation]) -> Mapping[Seat, int]:
    """The apples of all of whom they are told by name."""
    o = observations[0]
    if o.rules.identity == "named":
        return dict(enumerate(o.points))
    return {one.seat: one.points[one.seat] for one in observations if one.seat is not None}


def _at(seen: Look, one: Standing | None) -> Json:
    place = None if one is None else seen.place(one.tile)
    return {"at": place, "facing": None if one is None or place is None else seen.turned(one.facing)}


def _seat(
    o: ClassicObservation, seen: Look, seat: Seat, one: Standing | None, heard: Walled, told: Mapping[Seat, int]
) -> Json:
    """Of the others, nobody in a window can say what they did elsewhere."""
    counted = seat in told and o.seat in (None, seat)
    out = _out(o, seat, heard) if seat in told else None
    had = apples(o.rules, told[seat]) if seat in told else ""
    return {
        **_at(seen, one),
        "out": out,
        "frozen": 0,
        "apples": told.get(seat),
        "cleaned": heard.cleaned.get(seat, 0) if counted else None,
        "zaps": heard.zaps.get(seat, 0) if counted else None,
        "points": WALLED["points_out"].format(apples=had, out=out) if out and had else had,
    }


def _out(o: ClassicObservation, seat: Seat, heard: Walled) -> int | None:
    """In how many steps a seat comes back; None: whoever looks does not know."""
    if seat == o.seat:
        return o.out
    if seat in heard.gone:
        return max(o.rules.frozen - 1 - (over(o) - heard.gone[seat]), 0)
    return 0 if o.seat is None or seat in heard.stood else None


def _away(o: ClassicObservation, zapper: str | None) -> Json | None:
    """What stands in place of a window through which nothing is seen."""
    if o.seat is None or o.tile is not None or o.phase is SET_UP:
        return None
    text = WALLED["away_end" if o.phase is ENDED else "away" if zapper is None else "away_by"]
    return {"steps": o.out, "text": text.format(name=zapper, steps=steps(o.rules, o.out))}


@cache
def _words(rules: ClassicRules, *, window: bool) -> Json:
    """What tiles are called besides their places; in a window, how far they are from whoever looks."""
    told: Json = {"rows": [], "columns": [], "tiles": WALLED["tiles"], "facing": WALLED["facing"]}
    if not window:
        return told
    text, ahead = WALLED["window"], rules.window.ahead
    sides = range(-rules.window.side, rules.window.side + 1)
    behind = [text["behind"].format(n=n + 1) for n in range(rules.window.behind)]
    return told | {
        "rows": [*[text["ahead"].format(n=n) for n in range(ahead, 0, -1)], text["own_row"], *behind],
        "columns": [text["left" if n < 0 else "right"].format(n=abs(n)) if n else text["own_column"] for n in sides],
    }


def _river(o: ClassicObservation, heard: Walled) -> Json:
    """As much of it as is seen."""
    rules, drawn = o.rules, "".join(rows(o))
    tiles, waste = len(rules.layout.river), drawn.count("w")
    told = {"waste": waste, "tiles": tiles, "cutoff": rules.cutoff, "often": rules.waste}
    if o.seat is not None:
        seen = {"waste": waste, "tiles": waste + drawn.count("~")}
        now = "river_none" if not seen["tiles"] else "river_seen"
        removed = heard.cleaned.get(o.seat, 0)
        return dict.fromkeys(("waste", "tiles", "cutoff")) | {
            "now": WALLED[now].format(**seen),
            "means": WALLED["river_rule"].format(**told),
            "next": WALLED["cleaned_own"].format(n=removed),
        }
    share = max(rules.cutoff_share * tiles - 100 * waste, 0) / (rules.cutoff_share * tiles)
    means = TEXT["river_dry"] if waste >= rules.cutoff else WALLED["river_grows"]
    done = TEXT["cleaned" if heard.removed else "cleaned_never"].format(n=heard.removed)
    comes = WALLED["river_next"] if waste < rules.cutoff else ""
    return told | {
        "now": TEXT["river_now"].format(**told),
        "means": means.format(**told, percent=round(100 * share)),
        "next": " ".join(filter(None, (comes.format(**told), done))),
    }


def _beams(seen: Look) -> Json | None:
    """What a beam would reach now."""
    if seen.pose is None or seen.pose == OUT:
        return None
    tiles = [at for ray in seen.poses.rays(seen.pose) for at in seen.places(ray)]
    return {"CLEAN": tiles, "ZAP": tiles}


def _here(seen: Look) -> Json | None:
    """Where the viewer stands and faces, as a window has its own way up."""
    if seen.pose is None or seen.pose == OUT:
        return None
    place, facing = seen.poses.layout.place(seen.pose >> 2), seen.pose & 3
    return {"facing": facing, "text": WALLED["here"].format(place=place, compass=WALLED["compass"][facing])}


def _known(o: ClassicObservation, seen: Look, heard: Walled, standing: Sequence[Standing]) -> Json | None:
    """The map as this seat remembers it, north up."""
    if o.seat is None or not heard.seen:
        return None
    layout = o.rules.layout
    here: Pose | None = None if seen.pose == OUT else seen.pose
    return {
        "rows": layout.rows,
        "columns": layout.columns,
        "tiles": [heard.seen[at : at + layout.columns] for at in range(0, len(heard.seen), layout.columns)],
        "you": None if here is None else [*divmod(here >> 2, layout.columns), here & 3],
        "inside": None if here is None else _inside(seen, here),
        "others": [
            [one.seat, *divmod(one.tile, layout.columns)]
            for one in standing
            if one.tile is not None and one.seat != o.seat
        ],
    }


def _inside(seen: Look, here: Pose) -> list[list[int]]:
    """The corners of the window, as far as it lies on the map."""
    columns = seen.poses.layout.columns
    places = [divmod(tile, columns) for tile in seen.poses.cells(here) if tile is not None]
    down, across = [row for row, _ in places], [column for _, column in places]
    return [[min(down), min(across)], [max(down), max(across)]]


def _did(one: Deed, seen: Look) -> Json | None:
    """None for what happened out of sight."""
    at, hit = seen.place(one.at), seen.places(one.hit)
    if at is None and not hit:
        return None
    told: Json = {"seat": one.seat, "kind": one.kind, "at": at}
    match one.kind:
        case "turn":
            return told | {"facing": seen.turned(one.facing), "way": one.what}
        case "beam":
            return told | {"what": one.what, "tiles": seen.places(one.tiles), "hit": hit}
        case "out" | "back":
            return told
        case _:
            return told | {"from": seen.place(one.start), "hit": []}
