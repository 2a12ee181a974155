"""Reads JSON from strangers into types, and refuses first what would be large, deep or read in two ways."""

import re
from typing import Final, TypeVar

import msgspec
from msgspec import Raw

from replays.refusal import RecordError, shown

PARTS: Final = 300_000
"""Brackets, commas and texts of one file, fifty times what a long match has: each may take a hundred bytes to read."""
_PART: Final = re.compile(rb'(?P<text>"[^"\\]*+(?:\\.[^"\\]*+)*+")(?P<colon>\s*+:)?|[{}\[\],]', re.DOTALL)
T = TypeVar("T")


def parse(data: bytes | Raw, form: type[T]) -> T:
    """Raises RecordError for anything but JSON of this form, however deep or wrong."""
    try:
        return msgspec.json.decode(data, type=form)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise RecordError("unreadable-record", detail=shown(str(error))) from error


def check_shape(data: bytes) -> None:
    """Raises RecordError for what is not JSON, has too many parts, or names a field twice in one object.

    Of two fields with one name some readers believe the first and others the last.
    """
    parse(data, Raw)
    objects: list[set[str]] = []
    for number, part in enumerate(_PART.finditer(data), 1):
        if number > PARTS:
            raise RecordError("many-parts", most=PARTS)
        if part["colon"]:
            field = parse(part["text"], str)
            if field in objects[-1]:
                raise RecordError("field-twice", field=shown(field, most=40))
            objects[-1].add(field)
        elif part[0] == b"{":
            objects.append(set())
        elif part[0] == b"}":
            objects.pop()
