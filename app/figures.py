"""Tokens, money and time as a person reads them, wherever it is told what models used."""

from collections.abc import Iterable
from typing import Any, Final

from games.words import words

TEXT: Final[dict[str, Any]] = words("app")["figures"]
MINUTE: Final = 60
LEAST: Final = 0.05
"""Seconds below which tenths would read as nothing."""


def count(number: int, what: str) -> str:
    """So many of something: tries, tokens, calls."""
    return TEXT[what]["one" if number == 1 else "many"].format(n=f"{number:,}")


def money(dollars: float | None) -> str:
    """US dollars: cents, and where they are too coarse the first two digits that are not 0. None is not known."""
    if dollars is None:
        return TEXT["no_price"]
    places = 2
    while 0 < dollars < 10 ** (1 - places) and places < 7:
        places += 1
    return TEXT["money"].format(amount=f"{dollars:,.{places}f}")


def at_least(figure: str, missing: int) -> str:
    """A figure, or more than that where some of it could not be counted."""
    return TEXT["least"].format(figure=figure) if missing else figure


def duration(seconds: float) -> str:
    """How long something took: tenths below ten seconds, whole ones up to a minute, then minutes too."""
    if 0 < seconds < LEAST:
        return TEXT["instant"].format(n=2 * LEAST)
    if round(seconds, 1) < 10:
        return TEXT["seconds"].format(n=f"{seconds:.1f}")
    whole = round(seconds)
    if whole < MINUTE:
        return TEXT["seconds"].format(n=whole)
    return TEXT["minutes"].format(m=whole // MINUTE, s=whole % MINUTE)


def listed(parts: Iterable[str]) -> str:
    """Figures one after the other in a line."""
    return TEXT["join"].join(part for part in parts if part)
