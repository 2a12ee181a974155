"""How much is taken from a stranger, and what a record may be called."""

from pathlib import PurePath
from typing import IO, Final

from replays.refusal import RecordError

MB: Final = 1 << 20
FILE: Final = 32
"""MB of one record."""
ZIP: Final = 256
"""MB of all members of a zip together, and of the zip itself."""
MEMBERS: Final = 10_000
"""Files in one zip."""
CONTENTS: Final = 4
"""MB of a zip's table of contents."""
_CHUNK: Final = 1 << 16


def may_be_record(path: PurePath) -> bool:
    """Whether a file of a folder or zip is looked at; a file that a person names may be called anything."""
    return path.suffix.lower() in (".json", ".jsonl", ".html", ".zip") and not path.name.startswith(".")


def check_size(code: str, size: int, most: int) -> None:
    """Raises RecordError with this code for more than `most` MB."""
    if size > most * MB:
        raise RecordError(code, most=most)


def read_all(file: IO[bytes]) -> bytes:
    """Raises RecordError if more comes out than a record may have, whatever size was promised."""
    content = bytearray()
    while piece := file.read(_CHUNK):
        content += piece
        check_size("large-file", len(content), FILE)
    return bytes(content)
