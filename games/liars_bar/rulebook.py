"""The rules of Liar's Bar as text, generated from the numbers the engine plays by."""

from dataclasses import asdict

from games.liars_bar.notation import awards, signed
from games.liars_bar.presets import PRESETS, LiarsBarRules
from games.words import words


def rulebook(rules: LiarsBarRules, language: str = "en") -> str:
    """One paragraph a line, points as a list."""
    text: dict[str, str] = words("games.liars_bar", language)["rulebook"]
    numbers = asdict(rules) | {"size": len(rules.deck), "chambers_less": rules.chambers - 1}
    stacked = "round_stacked" if rules.deal == "stacked" else "round"
    revolver = "revolver_sixth_shot" if rules.revolver == "sixth_shot" else "revolver"
    parts = ["deck", stacked, "starter", "turn", "respond", "call", "empty", revolver, "end"]
    parts.append("win_survivor" if rules.points is None else "win_points")
    lines = [text[part].format(**numbers) for part in parts]
    if rules.points is not None:
        lines.append(text["points"])
        worth, reasons = asdict(rules.points), awards(rules, language)
        lines += [f"- {text['point'].format(points=signed(worth[why]), why=reasons[why])}" for why in worth]
        lines.append(text["judged"])
    if rules == PRESETS["published-code"]:
        lines.append(text["published"])
    return "\n".join(lines)
