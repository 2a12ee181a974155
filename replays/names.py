"""Which names players may bear: they stand on every screen."""

from collections.abc import Collection
from typing import Final

from replays.refusal import INVISIBLE, RecordError

LONGEST: Final = 40
"""Characters of a player's name."""
MARKUP: Final = frozenset("<>&")


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


def check_names(names: Collection[str]) -> None:
    """Raises RecordError for a name that `check_name` refuses, or two that differ in capitals at most."""
    for name in names:
        check_name(name)
    if len({name.casefold() for name in names}) < len(names):
        raise RecordError("same-name")
