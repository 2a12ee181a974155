"""What a step says, line by line, as a browser lists it."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from games.core import Seat
from games.words import words
from replays.refusal import shown

TIMES: Final[str] = words("app")["scene"]["times"]
LONGEST: Final = 20_000
"""Characters of a sentence: none that quotes a message is longer."""
Json = dict[str, Any]


def line(seat: Seat | None, text: str, kind: str, *, secret: bool = False) -> Json:
    """One sentence about a seat, or about none; `secret`: not everybody was told."""
    told: Json = {"seat": seat, "text": shown(text, LONGEST), "kind": kind}
    return told | ({"secret": True} if secret else {})


def once(lines: Sequence[Json]) -> list[Json]:
    """Every sentence where it came first; one that came again is counted, so that nobody takes it for a mistake."""
    times = Counter(one["text"] for one in lines)
    first = {one["text"]: one for one in reversed(lines)}
    return [_counted(first[text], n) for text, n in times.items()]


def _counted(one: Json, n: int) -> Json:
    return one if n == 1 else one | {"text": TIMES.format(line=one["text"].removesuffix("."), n=n)}
