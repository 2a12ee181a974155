"""The rules of Liar's Bar as text, generated from the numbers the engine plays by."""

from dataclasses import asdict
from typing import Any

from games.liars_bar.notation import signed
from games.liars_bar.presets import PRESETS, LiarsBarRules
from games.words import words


def rulebook(rules: LiarsBarRules, language: str = "en") -> str:
    """One paragraph a line, points as a list."""
    text: dict[str, Any] = words("games.liars_bar", language)["rulebook"]
    numbers = asdict(rules) | {"size": len(rules.deck), "chambers_less": rules.chambers - 1}
    stacked = "round_stacked" if rules.deal == "stacked" else "round"
    revolver = "revolver_sixth_shot" if rules.revolver == "sixth_shot" else "revolver"
    parts = ["deck", stacked, "starter", "turn", "respond", "call", "empty", revolver, "end"]
    parts.append("win_survivor" if rules.points is None else "win_points")
    lines = [text[part].format(**numbers) for part in parts]
    if rules.points is not None:
        lines.append(text["points"])
        third = {"runner_up": "runner_up_third"} if rules.runner_up == "third" else {}
        for why, worth in asdict(rules.points).items():
            lines.append("- " + text["award"][third.get(why, why)].format(points=signed(worth)))
        lines.append(text["no_house_points"])
        lines.append(text["judged"])
    if rules == PRESETS["published-code"]:
        lines.append(text["published"])
    return "\n".join(lines)
