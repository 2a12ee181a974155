"""From what a person names (files, folders, zips) to texts with a name, none of them large enough to do harm."""

import os
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from io import BufferedReader, FileIO
from pathlib import Path, PurePosixPath
from typing import IO, Final, NamedTuple

from replays.names import shown
from replays.record import RecordError

MB: Final = 1 << 20
FILE: Final = 32
"""MB of one record."""
UNPACKED: Final = 256
"""MB of all members of a zip together, and of the zip itself."""
MEMBERS: Final = 10_000
"""Files in one zip."""
CONTENTS: Final = 4
"""MB of a zip's table of contents."""
RECORDS: Final = frozenset({".json", ".jsonl", ".zip"})
"""How a record's name may end in a folder or a zip; a file that a person names may be called anything."""
_CHUNK: Final = 1 << 16
_OPENED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The others unpack a chunk whole, however large it becomes."""
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError)
"""What `zipfile` raises for a file that is not what it says."""


class Source(NamedTuple):
    """One file, or one member of a zip."""

    name: str
    """In one line, for a person: `folder/a.json`, `all.zip/b.json`."""
    content: bytes | RecordError
    """Its bytes, or why they cannot be had."""


class _Sparing(BufferedReader):
    """A file that gives no large piece at once: `zipfile` takes a table of contents whole before one can count it."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > CONTENTS * MB:
            raise zipfile.BadZipFile("its table of contents is too large")
        return super().read(size)


def sources(paths: Iterable[str | Path]) -> Iterator[Source]:
    """Every record under the paths, read one at a time; what cannot be read is given with the reason, not raised."""
    for path in map(Path, paths):
        try:
            folder = stat.S_ISDIR(path.stat().st_mode)
        except OSError as error:
            yield _refused(path, error)
        else:
            yield from _folder(path) if folder else _file(path)


def _refused(path: Path, why: OSError) -> Source:
    code = "missing-file" if isinstance(why, FileNotFoundError) else "unreadable-file"
    return Source(_name(path), RecordError(code, detail=why.strerror or why))


def _name(path: Path) -> str:
    return shown(str(path), most=4096)


def _folder(top: Path) -> Iterator[Source]:
    """The folder and those in it, without links: they may lead anywhere, and round in circles."""
    found = False
    waiting = [top]
    for folder in waiting:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            found = True
            yield _refused(folder, error)
            continue
        for entry in entries:
            path = folder / entry.name
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif _may_be_record(path):
                found = True
                yield from _file(path, follow=False)
    if not found:
        yield Source(_name(top), RecordError("no-record"))


def _file(path: Path, *, follow: bool = True) -> Iterator[Source]:
    try:
        found = path.stat(follow_symlinks=follow)
        if not stat.S_ISREG(found.st_mode):
            raise RecordError("not-a-file")
        if path.suffix.lower() == ".zip":
            _limit("large-zip", found.st_size, UNPACKED)
            yield from _zip(path)
        else:
            _limit("large-file", found.st_size, FILE)
            with path.open("rb") as file:
                content = _all(file)
            yield Source(_name(path), content)
    except RecordError as error:
        yield Source(_name(path), error)
    except OSError as error:
        yield _refused(path, error)


def _zip(path: Path) -> Iterator[Source]:
    """Raises RecordError for a zip that is not opened at all; its members are refused one by one."""
    with _Sparing(FileIO(path)) as file:
        try:
            archive = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise RecordError("broken-zip") from error
        members = archive.infolist()
        if len(members) > MEMBERS:
            raise RecordError("many-members", most=MEMBERS)
        _limit("large-zip", sum(member.file_size for member in members), UNPACKED)
        wanted = [member for member in members if _may_be_record(PurePosixPath(member.filename))]
        if not wanted:
            raise RecordError("no-record")
        for member in wanted:
            name = f"{_name(path)}/{shown(member.filename)}"
            try:
                content = _member(archive, member)
            except RecordError as error:
                content = error
            yield Source(name, content)


def _may_be_record(path: PurePosixPath) -> bool:
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return path.suffix.lower() in RECORDS and not hidden


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.filename.lower().endswith(".zip"):
        raise RecordError("zip-in-zip")
    if member.flag_bits & 1:
        raise RecordError("locked-zip")
    if member.compress_type not in _OPENED:
        raise RecordError("packed-otherwise")
    _limit("large-file", member.file_size, FILE)
    try:
        with archive.open(member) as file:
            return _all(file)
    except RecordError:
        raise
    except _BROKEN as error:
        raise RecordError("broken-zip") from error


def _all(file: IO[bytes]) -> bytes:
    """Raises RecordError if more comes out than the file's size promised."""
    content = bytearray()
    while piece := file.read(_CHUNK):
        content += piece
        _limit("large-file", len(content), FILE)
    return bytes(content)


def _limit(code: str, size: int, most: int) -> None:
    if size > most * MB:
        raise RecordError(code, most=most)
