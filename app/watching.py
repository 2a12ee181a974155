"""Who may watch what of a match, and what a viewpoint is told of it: made once, and kept apart for each viewer."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from app import calls, engine, room
from app.facts import facts, rules, seed
from app.narrator import replay
from app.saying import said
from games.core import ANALYST, Viewer
from games.words import words
from replays.record import Header, Record, Redacted, bound, viewer, viewpoint
from replays.refusal import shown
from replays.replay import Seen, as_seen, viewers

TEXT: Final[dict[str, Any]] = words("app")["player"]
SHARE: Final[dict[str, Any]] = words("app")["share"]
KEPT: Final = 16
"""How many tellings are remembered: a class that watches one match asks for the same few again and again."""
Json = dict[str, Any]


class NoSuchStep(LookupError):
    """A viewpoint has not seen so many steps."""


def told(match_id: str, seat_text: str) -> Json:
    """The match as the viewpoint of an address may watch it now, with all frames; for reading only.

    Raises NoSuchMatch, PermissionError for a viewpoint that is not open, RecordError for none, and for a record that
    the rules do not allow.
    """
    header = engine.store().header(match_id)
    return _told(header, asked(header, seat_text), header.open)


# Whatever changes stands in the header: steps, players, the end, what was left out; only of a series that is over does
# it say nothing when it is compared.
@lru_cache(KEPT)
def _told(header: Header, who: Viewer, _open: bool) -> Json:  # noqa: FBT001  part of the key
    return telling(engine.store().load(header.id), who)


def telling(record: Record, who: Viewer, steps: Sequence[Seen] | None = None) -> Json:
    """The same of a match that is at hand; `steps` are those that this viewer saw, where somebody has them already.

    Raises RecordError for one that the rules do not allow.
    """
    header, steps = record.header, tuple(as_seen(record, who)) if steps is None else steps
    return {
        "id": header.id,
        "rules": rules(header),
        "facts": above(header),
        "seed": seed(header) if who == ANALYST else [],
        "seats": [{"seat": seat, "name": shown(one.name)} for seat, one in enumerate(header.seats)],
        "viewpoint": viewpoint(who),
        "viewpoints": [_viewpoint(header, one) for one in viewers(header)],
        "about": about(header, who),
        "plain": _plain(header) if any(not step.observations for step in steps) else None,
        "running": header.ended is None,
        "thoughtless": SHARE["gone"] if Redacted.THOUGHTS in header.redacted else "",
        "room": room.opens(header) and same_rules(header),
        "frames": replay(record, steps, who),
    }


def spoken(game: str = "") -> Json:
    """Every word that the player says of its own, of a match of this game."""
    text = said(game)
    moment = text["room"]
    room_words = moment["browser"] | {"group": moment["named"]["what"], "verdict": moment["verdict"]["title"]}
    parts = {
        "asked": text["asked"]["browser"],
        "book": text["book"]["browser"],
        "share": text["share"]["browser"],
        "room": room_words,
        "picture": text["picture"],
    }
    return text["player"]["browser"] | text["reveal"] | parts


def decisions(match_id: str, seat_text: str, step: int) -> Json:
    """How models were asked at a step, counted as this viewpoint counts them. Raises NoSuchStep, and as `told` does."""
    record = engine.store().load(match_id)
    for seen in as_seen(record, asked(record.header, seat_text)):
        if seen.number == step:
            return {"step": step, "decisions": calls.whole(record.header, seen)}
    raise NoSuchStep(step)


def asked(header: Header, text: str) -> Viewer:
    """The viewer that an address names. Raises RecordError for none, PermissionError for one who may not watch now."""
    who = viewer(text, header.names)
    if who not in viewers(header):
        raise PermissionError(TEXT["only_view" if header.view is not None else "closed"])
    return who


def about(header: Header, who: Viewer) -> str:
    """What a viewpoint shows."""
    if header.view is not None:
        return TEXT["only_view"]
    if len(viewers(header)) == 1:
        return TEXT["open_later"]
    if who is None or who == ANALYST:
        return said(header.game)["player"]["of_public" if who is None else "of_all"]
    return TEXT["of_seat"].format(name=shown(header.names[who]))


def above(header: Header) -> list[str]:
    """What stands over the match."""
    return [*facts(header), *left_out(header)]


def left_out(header: Header) -> list[str]:
    """What somebody left out of a match on purpose, in a sentence."""
    parts = [SHARE["part"][part] for part in header.redacted]
    return [SHARE["left_out"].format(parts=SHARE["join"].join(parts))] if parts else []


def same_rules(header: Header) -> bool:
    """Whether this program can still play the match as it was played."""
    return header.version == bound(header).version


def _viewpoint(header: Header, who: Viewer) -> Json:
    if who is None or who == ANALYST:
        return {"at": viewpoint(who), "label": TEXT["public" if who is None else "all"]}
    return {"at": viewpoint(who), "label": shown(header.names[who]), "seat": who}


def _plain(header: Header) -> str:
    """Why there is no table to see, only sentences."""
    return TEXT["no_board"].format(why=TEXT["no_board_view" if header.view is not None else "no_board_rules"])
