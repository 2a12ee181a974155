"""From what a person names (files, folders, zips) to texts with a name, none of them large enough to do harm."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from replays.importers.limits import FILE, ZIP, check_size, may_be_record, read_all
from replays.importers.zips import members
from replays.refusal import RecordError, shown


class Source(NamedTuple):
    """One file, or one member of a zip."""

    name: str
    """In one line, for a person: `folder/a.json`, `all.zip/b.json`."""
    content: bytes | RecordError
    """Its bytes, or why they cannot be had."""


def sources(paths: Iterable[str | Path]) -> Iterator[Source]:
    """Every record under the paths, read one at a time; what cannot be read is given with the reason, not raised."""
    for path in map(Path, paths):
        try:
            folder = stat.S_ISDIR(path.stat().st_mode)
        except OSError as error:
            yield Source(_name(path), _refusal(error))
        else:
            yield from _folder(path) if folder else _file(path)


def _folder(top: Path) -> Iterator[Source]:
    """The folder and those in it, without links: they may lead anywhere, and round in circles."""
    nothing = True
    waiting = [top]
    for folder in waiting:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            nothing = False
            yield Source(_name(folder), _refusal(error))
            continue
        for entry in entries:
            path = folder / entry.name
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith("."):
                    waiting.append(path)
            elif may_be_record(path):
                nothing = False
                yield from _file(path, follow=False)
    if nothing:
        yield Source(_name(top), RecordError("no-record"))


def _file(path: Path, *, follow: bool = True) -> Iterator[Source]:
    try:
        found = path.stat(follow_symlinks=follow)
        if not stat.S_ISREG(found.st_mode):
            yield Source(_name(path), RecordError("not-a-file"))
        elif path.suffix.lower() == ".zip":
            check_size("large-zip", found.st_size, ZIP)
            for member, content in members(path):
                yield Source(f"{_name(path)}/{shown(member)}", content)
        else:
            check_size("large-file", found.st_size, FILE)
            with path.open("rb") as file:
                content = read_all(file)
            yield Source(_name(path), content)
    except RecordError as error:
        yield Source(_name(path), error)
    except OSError as error:
        yield Source(_name(path), _refusal(error))


def _name(path: Path) -> str:
    return shown(str(path), most=4096)


def _refusal(error: OSError) -> RecordError:
    code = "missing-file" if isinstance(error, FileNotFoundError) else "unreadable-file"
    return RecordError(code, detail=error.strerror or error)
