"""Looks for the marks that chatty programs leave, wherever a viewer may meet them or must not."""

import re
from collections.abc import Mapping

from games.core import ANALYST, Viewer
from tests.replays.played import Played

MARK = re.compile(r"#(\w+)-(\d)-\d+#")
OPEN = {"say", "manner", "house"}


def may_know(viewer: Viewer, kind: str, seat: int, seats: int) -> bool:
    """Who may meet a marked text: of everybody, of a pair, or the seat's own."""
    return kind in OPEN or viewer in (seat, ANALYST) or (kind == "note" and viewer == (seat + 1) % seats)


def marks(text: bytes) -> set[tuple[str, int]]:
    """The kinds of marks in a text, and whose they are."""
    return {(kind, int(seat)) for kind, seat in MARK.findall(text.decode())}


def check_marks(played: Played, written: Mapping[Viewer, bytes]) -> None:
    """Every viewer's text holds all the marks that are for it, and no other."""
    seats, there = len(played.record.header.seats), marks(written[ANALYST])
    assert len({seat for _, seat in there}) > 1
    for viewer, text in written.items():
        assert marks(text) == {mark for mark in there if may_know(viewer, *mark, seats)}, viewer
