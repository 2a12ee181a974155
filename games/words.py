"""Reads the sentences that stand beside a game as data, one file per language, and puts lists and counts into words."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(package: str, language: str = "en") -> dict[str, Any]:
    """The table of one file. Raises FileNotFoundError for a language nobody has written."""
    return tomllib.loads((files(package) / "words" / f"{language}.toml").read_text("utf-8"))


class Sentences:
    """Lists and counts by a game's own sentences."""

    text: dict[str, Any]
    """With the tables `join` and `count`."""

    def listed(self, items: Sequence[str]) -> str:
        join = self.text["join"]
        return join["last"].join(filter(None, (join["list"].join(items[:-1]), *items[-1:])))

    def count(self, n: int, what: str) -> str:
        """With a true minus sign."""
        forms = self.text["count"][what]
        return forms["one"] if n == 1 else forms["more"].format(n=f"{n}".replace("-", "−"))
