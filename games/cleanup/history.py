"""What a seat has seen of Cleanup, told briefly: who was hit and who removed waste, a line for each step."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from games.cleanup.alike import alike
from games.cleanup.events import Cleaned, CleanedUnnamed, Stepped, Zapped, ZappedUnnamed
from games.cleanup.notation import CleanupNotation, Names
from games.core import Event, History

Part = tuple[str, str, str]
"""What happened, to or by whom, and who zapped."""
SHOWN: Final = 6
"""Steps. What else was done shows on the board, as far as a seat sees that."""


def history(notation: CleanupNotation, seen: Sequence[Event], names: Names) -> History:
    """The newest steps in which one of these things happened, from the events one seat has seen."""
    text, lines, parts = notation.text["history"], list[str](), list[Part]()
    for event in reversed(seen):
        if not isinstance(event, Stepped):
            parts.extend(_part(notation, event, names))
        elif parts:
            told = text["join"].join(_counted(parts[::-1], text))
            lines.append(text["step"].format(step=event.step, parts=told))
            parts.clear()
            if len(lines) == SHOWN:
                break
    return History(now=tuple(lines[::-1]))


def _counted(parts: Sequence[Part], text: Mapping[str, str]) -> Iterator[str]:
    """Each once: a beam may reach several tiles or players."""
    for (what, name, by), n in Counter(parts).items():
        yield text[what if n == 1 else f"{what}_several"].format(name=name, by=by, n=n)


def _part(notation: CleanupNotation, event: Event, names: Names) -> Iterator[Part]:
    somebody = notation.text["event"]["somebody"]
    match alike(event):
        case Zapped(seat, by) | ZappedUnnamed(seat, by):
            name = somebody if seat is None else names[seat]
            yield ("hit_unnamed", name, "") if by is None else ("hit", name, names[by])
        case Cleaned(seat) | CleanedUnnamed(seat):
            yield ("cleaned_unnamed", somebody, "") if seat is None else ("cleaned", names[seat], "")
        case _:
            pass
