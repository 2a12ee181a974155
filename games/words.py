"""Reads the sentences that stand beside a game as data, one file per language."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(package: str, language: str = "en") -> dict[str, Any]:
    """The table of one file. Raises FileNotFoundError for a language nobody has written."""
    return tomllib.loads((files(package) / "words" / f"{language}.toml").read_text("utf-8"))
