"""Puts modules of the browser into one script: a page from disk may not import any, and a server is asked once instead
of a hundred times."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from app.places import BROWSER

_IMPORT: Final = re.compile(r'^import \{([^}]*)\} from "\./([\w.]+)";$', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?=(?:async )?(?:function\*?|const|class) (\w+))", re.MULTILINE)
_PASSED: Final = re.compile(r'^export \{([^}]*)\} from "\./([\w.]+)";$', re.MULTILINE)
_LEFT: Final = re.compile(r"^(?:import|export)\b.*|\bimport\s*\(.*", re.MULTILINE)
_COMMENT: Final = re.compile(r"^\s*//.*\n", re.MULTILINE)


class BundleError(ValueError):
    """A module imports what is not there, or in another way than our modules do."""


def bundled(entry: str, folder: Path = BROWSER) -> str:
    """One script that does what this module does; each module it needs is a function that is called once, after those
    it imports from. Raises BundleError."""
    exports: dict[str, set[str]] = {}
    return "\n".join(("const $ = {};", *_module(entry, folder, exports, ())))


def _module(name: str, folder: Path, exports: dict[str, set[str]], above: tuple[str, ...]) -> Iterator[str]:
    """What it imports from, as far as that is not there yet, and then itself."""
    if name in above:
        raise BundleError(f"{' > '.join((*above, name))}: a circle")
    if name in exports:
        return
    try:
        source = (folder / name).read_text("utf-8")
    except FileNotFoundError as error:
        raise BundleError(f"{' > '.join((*above, name))}: no such module") from error
    for wanted, other in (*_IMPORT.findall(source), *_PASSED.findall(source)):
        yield from _module(other, folder, exports, (*above, name))
        if missing := {one.split(" as ")[0] for one in _names(wanted)} - exports[other]:
            raise BundleError(f"{name}: {other} exports no {', '.join(sorted(missing))}")
    passed = {one for listed, _ in _PASSED.findall(source) for one in _names(listed)}
    exports[name] = {*_EXPORT.findall(source), *passed}
    body = _IMPORT.sub(lambda found: f"const {{ {_taken(found[1])} }} = $[{_key(found[2])}];", source)
    body = _PASSED.sub(lambda found: f"const {{ {_taken(found[1])} }} = $[{_key(found[2])}];", body)
    body = _EXPORT.sub("", body)
    if left := _LEFT.search(_COMMENT.sub("", body)):
        raise BundleError(f"{name}: {left[0]}")
    given = ", ".join(sorted(exports[name]))
    yield f"$[{_key(name)}] = (() => {{\n{body}\nreturn {{ {given} }};\n}})();"


def _names(listed: str) -> list[str]:
    return [one.strip() for one in listed.split(",") if one.strip()]


def _taken(listed: str) -> str:
    return ", ".join(one.replace(" as ", ": ") for one in _names(listed))


def _key(name: str) -> str:
    return f'"{name}"'
