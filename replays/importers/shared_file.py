"""Matches in the HTML files that this program makes of them: the export stands in the file, between two lines."""

from typing import Final

from replays import exchange
from replays.record import Record
from replays.refusal import RecordError

MARK: Final = '<meta name="generator" content="under-the-table match">'
BEGIN: Final = '<script type="application/x-ndjson" id="record">\n'
END: Final = "</script>"
"""Never in the export: in such a file each "<" of it is written as JSON escapes it."""


def recognises(data: bytes) -> bool:
    """Whether this says that it is one of our files."""
    return MARK.encode() in data[:500]


def read(name: str, data: bytes) -> Record:
    """The match that the file was made of, as far as it was put in. Raises RecordError."""
    _, found, rest = data.partition(BEGIN.encode())
    record, end, _ = rest.partition(END.encode())
    if not found or not end:
        raise RecordError("no-record-in-file")
    return exchange.read(name, record)
