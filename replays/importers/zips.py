"""Opens zips from strangers: no bomb unpacks, no header is believed, and a broken member leaves the others whole."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BufferedReader, FileIO
from pathlib import Path, PurePosixPath
from typing import Final

from replays.importers.limits import CONTENTS, FILE, MB, MEMBERS, ZIP, check_size, may_be_record, read_all
from replays.refusal import RecordError

_OPENED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The other methods unpack a whole chunk at once, however large it becomes."""
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError)
"""What `zipfile` raises for a file that is not what it says."""


class _Sparing(BufferedReader):
    """A file that gives no large piece at once: `zipfile` takes in a table of contents before one can count it."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > CONTENTS * MB:
            raise zipfile.BadZipFile("its table of contents is too large")
        return super().read(size)


def members(path: Path) -> Iterator[tuple[str, bytes | RecordError]]:
    """What may be a record in a zip: its name, and its bytes or why they cannot be had.

    Raises RecordError if the zip is not opened at all, OSError if it cannot be read.
    """
    with _Sparing(FileIO(path)) as file:
        try:
            archive = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise RecordError("broken-zip") from error
        found = archive.infolist()
        if len(found) > MEMBERS:
            raise RecordError("many-members", most=MEMBERS)
        check_size("large-zip", sum(member.file_size for member in found), ZIP)
        wanted = [member for member in found if may_be_record(PurePosixPath(member.filename))]
        if not wanted:
            raise RecordError("no-record")
        for member in wanted:
            try:
                content = _unpack(archive, member)
            except RecordError as error:
                content = error
            yield member.filename, content


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.filename.lower().endswith(".zip"):
        raise RecordError("zip-in-zip")
    if member.flag_bits & 1:
        raise RecordError("locked-zip")
    if member.compress_type not in _OPENED:
        raise RecordError("packed-otherwise")
    check_size("large-file", member.file_size, FILE)
    try:
        with archive.open(member) as file:
            return read_all(file)
    except RecordError:
        raise
    except _BROKEN as error:
        raise RecordError("broken-zip") from error
