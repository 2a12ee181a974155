"""Where in a reply the words stand that decided: the fields of the form, and never a word around it."""

import re
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from agents.fields import BEGUN, DECODER

NEXT: Final = re.compile(r"[\s,:]*")
"""What stands between the parts of an object that could be read."""


class Place(NamedTuple):
    """The value of a field, without its quotation marks."""

    start: int
    """With `end` in characters of the text."""
    end: int


def deciding(reply: str, fields: Collection[str]) -> tuple[Place, ...]:
    """Of a reply that was read by `agents.consent`: where these fields' texts stand, each time that they do.

    None where there is nothing of that form.
    """
    found, told = list[Place](), 0
    while begun := BEGUN.search(reply, told):
        try:
            value, told = DECODER.raw_decode(reply, begun.start())
        except (ValueError, RecursionError):
            return ()
        if isinstance(value, dict):
            found += _texts(reply, begun.start(), told, fields)
    return tuple(found)


def _texts(reply: str, begun: int, end: int, fields: Collection[str]) -> Iterator[Place]:
    """Of the object that stands here."""
    at = _on(reply, begun + 1)
    while at < end - 1:
        name, at = DECODER.raw_decode(reply, at)
        at = _on(reply, at)
        value, after = DECODER.raw_decode(reply, at)
        if name in fields and isinstance(value, str):
            yield Place(at + 1, after - 1)
        at = _on(reply, after)


def _on(reply: str, at: int) -> int:
    """Where the next part begins."""
    found = NEXT.match(reply, at)
    assert found is not None
    return found.end()
