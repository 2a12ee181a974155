"""Whether a match can be played as a command asks for it."""

from collections.abc import Sequence

from agents.scripted import personas
from app.cli import TEXT
from games.registry import Entry


def refusal(entry: Entry, preset: str, scripted: Sequence[str], count: int) -> str | None:
    """What is wrong with these rules, these scripted players or so many seats, in a sentence; None if nothing."""
    if preset not in entry.presets:
        return TEXT["no_preset"].format(game=entry.name, preset=preset, presets=", ".join(entry.presets))
    known = personas(entry.name)
    for name in scripted:
        if name not in known:
            return TEXT["no_player"].format(name=name, players=", ".join(known))
    allowed = entry.game(preset).seats
    if count not in allowed:
        return TEXT["no_seats"].format(game=entry.name, least=allowed[0], most=allowed[-1], count=count)
    return None
