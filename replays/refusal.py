"""Why a record is refused, in one line that is safe to show whatever the record holds."""

from typing import Final

from games.words import words

INVISIBLE: Final = frozenset(map(chr, (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0))) | frozenset(
    map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)
"""Fillers and variation selectors: Unicode counts them as letters, marks and symbols, but nothing is to be seen."""


class RecordError(ValueError):
    """A record that cannot be read, or that the rules do not allow. Its text is one line for a person.

    `code` names the sentence in `replays/words`, `values` fill it: they may be a stranger's words.
    """

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        told = {name: shown(str(value)) for name, value in values.items()}
        super().__init__(words("replays")["refusal"][code].format(**told))


def shown(text: str, most: int = 400) -> str:
    """The text in one line of at most `most` characters, with a mark for each that does not show."""
    line = text[:most]
    if not line.isprintable() or not INVISIBLE.isdisjoint(line):
        line = "".join([c if c.isprintable() and c not in INVISIBLE else "\N{REPLACEMENT CHARACTER}" for c in line])
    return line if len(text) <= most else line[:-1] + "…"
