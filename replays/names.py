"""Which names players may bear, and how words from strangers are shown: both stand on every screen."""

from typing import Final

from replays.record import RecordError

LONGEST: Final = 40
"""Characters of a player's name."""
MARKUP: Final = frozenset("<>&")
INVISIBLE: Final = frozenset(
    map(chr, (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0))
) | frozenset(map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
"""Fillers and variation selectors: Unicode counts them as letters, marks and symbols, but nothing is to be seen."""


def check_name(name: str) -> None:
    """Raises RecordError for a name that nobody could read, or that could pass for something else on a page."""
    if not name.strip():
        raise RecordError("blank-name")
    if len(name) > LONGEST:
        raise RecordError("long-name", most=LONGEST)
    # What Python calls printable leaves out controls, bidi marks, joiners, lone surrogates and every space but one.
    if name != name.strip() or not name.isprintable() or not INVISIBLE.isdisjoint(name):
        raise RecordError("invisible-name")
    if not MARKUP.isdisjoint(name):
        raise RecordError("markup-name")


def shown(text: str, most: int = 200) -> str:
    """The text in one line of at most `most` characters, with a mark for each that does not show."""
    line = "".join([c if c.isprintable() and c not in INVISIBLE else "\N{REPLACEMENT CHARACTER}" for c in text[:most]])
    return line if len(text) <= most else line[:-1] + "…"
