"""The rules of Liar's Bar as text, generated from the numbers the engine plays by."""

from dataclasses import asdict

from games.liars_bar.notation import signed
from games.liars_bar.presets import LiarsBarRules
from games.words import words


def rulebook(rules: LiarsBarRules, language: str = "en") -> str:
    """One paragraph a line, points as a list."""
    table = words("games.liars_bar", language)
    text: dict[str, str] = table["rulebook"]
    numbers = asdict(rules) | {"size": len(rules.deck), "chambers_less": rules.chambers - 1}
    parts = ["deck", "round", "starter", "turn", "respond", "call", "empty", "revolver", "end"]
    parts.append("win_survivor" if rules.points is None else "win_points")
    lines = [text[part].format(**numbers) for part in parts]
    if rules.points is not None:
        worth = asdict(rules.points)
        lines.append(text["points"])
        lines += [f"- {text['point'].format(points=signed(worth[why]), why=table['award'][why])}" for why in worth]
        lines.append(text["judged"])
    switches = [s for s in (rules.deal, rules.revolver, rules.runner_up) if s not in ("random", "second")]
    if switches:
        lines.append(text["published"])
        lines += [f"- {text[switch]}" for switch in switches]
    return "\n".join(lines)
