"""Which names players may bear: they stand on every screen."""

import re
from collections.abc import Collection
from typing import Final

from replays.refusal import INVISIBLE, RecordError

LONGEST: Final = 40
"""Characters of a player's name."""
LONGEST_MODEL: Final = 200
"""Characters of a model's name, which is often a path."""
LONGEST_SERVER: Final = 500
"""Characters of the address of a server."""
MARKUP: Final = frozenset("<>&")
# Whoever wrote a name and a password before the host would find them in the record.
_SERVER: Final = re.compile(r"https?://[^\s/@?#]+(/[^\s?#]*)?")


def check_name(name: str, most: int = LONGEST) -> None:
    """Raises RecordError for a name that nobody could read, or that could pass for something else on a page."""
    if not name.strip():
        raise RecordError("blank-name")
    if len(name) > most:
        raise RecordError("long-name", most=most)
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


def check_model(name: str) -> None:
    """Raises RecordError for a model's name that `check_name` would refuse for more than its length."""
    check_name(name, LONGEST_MODEL)


def check_server(address: str) -> None:
    """Raises RecordError for what is no address of a server, or holds more than an address."""
    if len(address) > LONGEST_SERVER or not address.isprintable() or not _SERVER.fullmatch(address):
        raise RecordError("wrong-server")
