"""Who sits where, in words."""

from games.words import words
from replays.record import Kind, Seating
from replays.refusal import shown


def title(persona: str) -> str:
    """A scripted player's name for people; one that this program does not have keeps its own."""
    return words("agents.scripted").get(persona, {}).get("title", persona)


def character(persona: str) -> str:
    """One sentence about a scripted player; empty for one that this program does not have."""
    return words("agents.scripted").get(persona, {}).get("character", "")


def who(seating: Seating, *, concealed: bool = False) -> str:
    """Who or what plays a seat; `concealed`: it may not be told yet which model. Not yet safe for Markdown."""
    if seating.kind is Kind.MODEL and (concealed or not seating.player):
        return words("app")["models"]["hidden"]
    player = title(seating.player).lower() if seating.kind is Kind.SCRIPTED else seating.player
    return words("app")["page"]["who"][seating.kind].format(player=shown(player))
