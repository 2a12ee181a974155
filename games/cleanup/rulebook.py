"""The rules of Cleanup as text, generated from the numbers the engine plays by."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from games.cleanup.map import COLUMNS
from games.cleanup.presets import ClassicRules, Rules
from games.words import words

PARTS = ("end", "board", "start", "step", "move", "apple", "clean", "zap", "waste", "growth", "see")
CLASSIC = ("end", "board", "start", "step", "move", "apple", "beam", "clean", "zap", "waste", "growth", "see", "who")


def rulebook(rules: Rules, language: str = "en") -> str:
    """One paragraph a line."""
    text: dict[str, Any] = words("games.cleanup", language)["rulebook"]
    if isinstance(rules, ClassicRules):
        return _told(rules, text["classic"], CLASSIC, {"starts": len(rules.layout.starts)})
    layout = rules.layout
    columns = sorted({tile % layout.columns for tile in layout.river})
    also = {
        "river_columns": text["and"].join(COLUMNS[column] for column in columns),
        "held": text["held"]["one" if rules.start_waste == 1 else "more"].format(n=rules.start_waste),
        "starts": text["comma"].join(map(layout.place, layout.starts)),
    }
    return _told(rules, text, PARTS, also)


def legend(rules: Rules, language: str = "en") -> str:
    """What the letters of a window mean, for whom it is drawn with them; empty where there is none."""
    text: str = words("games.cleanup", language)["rulebook"]["classic"]["legend"]
    return text if isinstance(rules, ClassicRules) else ""


def _told(rules: Rules, text: Mapping[str, str], parts: Iterable[str], also: Mapping[str, Any]) -> str:
    layout = rules.layout
    numbers = asdict(rules) | {
        "rows": layout.rows,
        "columns": layout.columns,
        "river": len(layout.river),
        "orchard": len(layout.orchard),
        "cutoff": rules.cutoff,
        "start_waste": rules.start_waste,
        **also,
    }
    told = [f"{part}_{rules.identity}" if f"{part}_{rules.identity}" in text else part for part in parts]
    return "\n".join(text[part].format(**numbers) for part in told)
