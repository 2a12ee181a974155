"""Words as a game says them: what it says otherwise lies over what is said of all games."""

from functools import cache
from typing import Any

from games.words import words


@cache
def said(game: str, part: str = "app") -> dict[str, Any]:
    """All words of the pages, for this game; or those of another part of the program, named as `games.words` does."""
    table = words(part)
    return _over(table, table["own"].get(game, {}))


def _over(table: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    return table | {key: _over(table[key], one) if isinstance(one, dict) else one for key, one in own.items()}
