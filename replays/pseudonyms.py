"""Writes letters in place of the players' names, wherever in a text they stand."""

import html
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final
from unicodedata import normalize

from games.secret_tools.course import EAST_ASIAN

SHORT: Final = 3
"""A name of fewer characters is replaced only where it is a word of its own."""
# A line end in front of a word may be written out, and East Asian words have no end that could be seen.
_BEFORE: Final = rf"(?:(?<![^\W{EAST_ASIAN}])|(?<=\\[nrtbf]))"
_AFTER: Final = rf"(?![^\W{EAST_ASIAN}])"


_GAP: Final = (
    r"(?:\s|\\+(?:[nrtfv]|u00(?:20|a0|0[9a-d])|u2028|u2029)|&(?:nbsp|#0*(?:9|1[0-3]|32|160)|#x0*(?:9|[a-d]|20|a0));)+"
)
"""White space of any kind and length, as it is or escaped."""


def letter(seat: int) -> str:
    """A for the first seat."""
    return chr(ord("A") + seat)


def pseudonyms(names: Sequence[tuple[str, int]]) -> Callable[[str], str]:
    """What changes every name of a text into the letter of its seat: in capitals or not, written out or escaped as
    JSON and HTML do; inside of other words too, if it is not short, and with any white space between its words."""
    known = dict(sorted(names, key=lambda one: -len(one[0])))
    if not known:
        return lambda text: text
    patterns = [f"({_pattern(name)})" for name in known]
    anywhere = re.compile("|".join(patterns), re.IGNORECASE)
    # What is taken away may bring parts of a name together.
    long = [pattern for pattern, name in zip(patterns, known, strict=True) if len(name) >= SHORT]
    again = re.compile("|".join(long) or "(?!)", re.IGNORECASE)
    letters = [letter(seat) for seat in known.values()]

    @cache
    def replaced(text: str) -> str:
        text = anywhere.sub(lambda found: letters[(found.lastindex or 1) - 1], text)
        while again.search(text):
            text = again.sub("", text)
        return text

    return replaced


def _pattern(name: str) -> str:
    parts = re.split(r"\s+", normalize("NFC", name))
    body = _GAP.join("".join(map(_any_form, part)) for part in parts)
    if len(name) >= SHORT:
        return body
    before = "" if re.match(f"[{EAST_ASIAN}]", name[0]) else _BEFORE
    return before + body + ("" if re.match(f"[{EAST_ASIAN}]", name[-1]) else _AFTER)


def _any_form(sign: str) -> str:
    """A character, as every program may write it."""
    cases = {sign, sign.lower(), sign.upper(), sign.casefold()}
    forms = {form for case in cases for form in (case, normalize("NFD", case))}
    return f"(?:{'|'.join(''.join(map(_written, form)) for form in sorted(forms))})"


def _written(sign: str) -> str:
    """One character: as it is, or escaped."""
    units = sign.encode("utf-16-be")
    escaped = "".join(rf"\\+u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
    ways = [re.escape(sign), escaped, f"&#0*{ord(sign)};", f"&#x0*{ord(sign):x};"]
    if sign in "\"'\\/":
        ways.append(r"\\+" + re.escape(sign))
    if (entity := html.escape(sign)) != sign:
        ways.append(re.escape(entity))
    return f"(?:{'|'.join(ways)})"
