"""Finds the words about a tool, in the files of this program and in a user's own folder, and puts values into them."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, cast

from agents.texts import keepable

LISTS: Final = ("order", "manipulated")
"""What stands in a file outside of its tables, besides texts and numbers."""
PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
Table = Mapping[str, Any]


class WordingError(ValueError):
    """These words do not exist, or what they would say is not so. `code` says which."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code, self.detail = code, detail


def table(path: str, folder: Path | None = None) -> Table:
    """One file, by its path among the wordings; what a user's folder adds to it included.

    A folder adds files, tables and texts, and changes none: a name means the same words everywhere. Raises WordingError
    for a file that nobody has written, or that cannot be read, and where a folder would change something.
    """
    own, added = _own(path), None if folder is None else _added(folder / path)
    if own is None and added is None:
        raise WordingError("no-such-file", path)
    return _joined(own or {}, added or {}, path)


@cache
def _own(path: str) -> Table | None:
    file = files(__package__ or "") / "wordings" / path
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else None


def _added(file: Path) -> Table | None:
    try:
        found = tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
    except (OSError, ValueError) as error:
        raise WordingError("unreadable-file", f"{file}: {error}") from error
    for key, value in found.items():
        if not _fits(value) or (isinstance(value, list) and key not in LISTS):
            raise WordingError("unreadable-file", f"{file}: {key}")
    return found or None


def _fits(value: Any) -> bool:
    """Whether it is made of texts and whole numbers, in tables and lists."""
    if isinstance(value, Mapping):
        return all(_fits(part) for part in cast(Table, value).values())
    if isinstance(value, list):
        return all(_fits(part) for part in cast("list[Any]", value))
    return keepable(value) if isinstance(value, str) else type(value) is int


def _joined(own: Table, added: Table, path: str) -> Table:
    joined = dict(own)
    for key, value in added.items():
        here = f"{path} {key}"
        if key not in own or own[key] == value:
            joined[key] = value
        elif isinstance(own[key], Mapping) and isinstance(value, Mapping):
            joined[key] = _joined(cast(Table, own[key]), cast(Table, value), here)
        else:
            raise WordingError("changes-words", here)
    return joined


def text(tables: tuple[Table, ...], *keys: str) -> str:
    """The first of these tables that has a text under these keys. Raises WordingError if none has."""
    for found in tables:
        value: Any = found
        for key in keys:
            value = cast(Table, value).get(key) if isinstance(value, Mapping) else None
        if isinstance(value, str):
            return value
    raise WordingError("no-such-text", ".".join(keys))


def expand(template: str, words: Mapping[str, str], within: tuple[str, ...] = ()) -> str:
    """First pass: the words of the files, which may hold placeholders themselves; those of values are left.

    Raises WordingError for words that hold themselves.
    """

    def found(match: re.Match[str]) -> str:
        name = match[1]
        if name in within:
            raise WordingError("endless-words", name)
        return expand(words[name], words, (*within, name)) if name in words else match[0]

    return PLACEHOLDER.sub(found, template)


def fill(template: str, values: Mapping[str, object]) -> str:
    """Second pass: the values of the match, which are never looked into: a name may hold braces.

    Raises WordingError for a placeholder without a value.
    """

    def found(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise WordingError("no-such-value", match[1])
        return str(values[match[1]])

    return PLACEHOLDER.sub(found, template)
