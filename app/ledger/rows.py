"""The lines of the ledger: of each step what was done and said before everybody, and what was whispered and thought."""

from collections.abc import Iterator, Sequence
from typing import Final

from app import judged
from app.ledger.match import Json
from app.scenes import Scenes
from app.scenes.under import HINTS
from games.core import Event, Seat
from games.decision import TraceKind
from games.secret_tools.events import Noted, Wrote, WroteOpenly
from replays.judgements import Judgement
from replays.replay import Seen

WRITTEN: Final = (Wrote, Noted)
"""What not everybody could read."""
HINT: Final = ("seat", "name", "title", "text")
FIELDS: Final = ("seat", "name", "kind", "title", "text", "provenance")


def row(
    seen: Seen,
    frame: Json,
    names: Sequence[str],
    scenes: Scenes | None,
    kept: Sequence[Judgement] = (),
    heading: str = "",
) -> Json:
    """`frame` is that of the same step, told to the same viewer; `kept` are judgements about the match. What only says
    the `heading` of its round once more is left out."""
    said, whispered = (list(_spoken(seen, names, scenes, secret=secret)) for secret in (False, True))
    hints = [{field: one[field] for field in HINT} for one in frame["read"] if one["kind"] in HINTS]
    told = {type(event).__name__ for event in seen.events if _words(event, scenes)}
    done = [_line(one) for one in frame["lines"] if one["kind"] not in told and one["text"] != f"{heading}."]
    seat = _whose(seen)
    return {
        "step": frame["number"],
        "round": frame["round"],
        "seat": seat,
        "name": "" if seat is None else names[seat],
        "done": done + [_public(one) for one in frame["thoughts"] if one["public"]],
        "said": said,
        "whispered": whispered + hints,
        "thought": list(_thoughts(seen, frame, kept)),
        "marks": [],
    }


def _whose(seen: Seen) -> Seat | None:
    """Of whom it tells first; nobody where it tells the same of several."""
    first = seen.events[0]
    seats = {getattr(event, "seat", None) for event in seen.events if type(event) is type(first)}
    return seats.pop() if len(seats) == 1 else None


def _line(one: Json) -> Json:
    return {"seat": one["seat"], "text": one["text"], "secret": bool(one.get("secret"))}


def _public(one: Json) -> Json:
    """How a player looked, and the words of the house."""
    return {"seat": one["seat"], "text": f"{one['title']}: {one['text']}", "secret": False}


def _thoughts(seen: Seen, frame: Json, kept: Sequence[Judgement]) -> Iterator[Json]:
    """A judge has read all of one kind together: what it said stands with the last of them."""
    own = [one for one in frame["thoughts"] if not one["public"] and one["kind"] != TraceKind.RULE]
    last = {(one["seat"], one["kind"]): at for at, one in enumerate(own)}
    for at, one in enumerate(own):
        key = one["seat"], one["kind"]
        about = [j for j in kept if last[key] == at and (j.seq, j.seat, j.kind) == (seen.seq, *key)]
        yield {field: one[field] for field in FIELDS} | {"judge": judged.told(about)}


def _spoken(seen: Seen, names: Sequence[str], scenes: Scenes | None, *, secret: bool) -> Iterator[Json]:
    for event in seen.events:
        if isinstance(event, WRITTEN) is secret and (found := _words(event, scenes)):
            seat, text = found
            yield {"seat": seat, "name": names[seat], "text": text}


def _words(event: Event, scenes: Scenes | None) -> tuple[int, str] | None:
    """Who said or wrote what by this."""
    match event:
        case Wrote(int(seat), _, str(text)) | WroteOpenly(seat, _, text) | Noted(int(seat), str(text)):
            return seat, text
        case _:
            return None if scenes is None else scenes.remark(event)
