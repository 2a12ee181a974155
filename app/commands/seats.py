"""From what is typed for a seat to who sits there, and whether a match can be played as a command asks for it."""

from argparse import Namespace
from collections.abc import Sequence

from agents.addresses import BadAddress, BadName, addressed, told
from agents.scripted import NEVER, OFFERS, PLUS, known, personas
from app.options import MATCH, TEXT, TOOL
from app.seating import NAMES
from games.core import Seat
from games.model import ModelSettings
from games.registry import Entry
from games.words import words
from replays.record import Kind, Seating

ADDRESS: dict[str, str] = words("app")["models"]["address"]


class BadSeat(ValueError):
    """What was typed for a seat names no player. Its text is a sentence."""


def refusal(entry: Entry, preset: str, scripted: Sequence[str], count: int) -> str | None:
    """What is wrong with these rules, these scripted players or so many seats, in a sentence; None if nothing."""
    if preset not in entry.presets:
        return TEXT["no_preset"].format(game=entry.name, preset=preset, presets=", ".join(entry.presets))
    for name in scripted:
        if not known(name, entry.name):
            players, offers = ", ".join(personas(entry.name)), ", ".join(OFFERS)
            return TOOL["no_player"].format(name=name, players=players, offers=offers)
    allowed = entry.game(preset).seats
    if count not in allowed:
        least, most = allowed[0], allowed[-1]
        told = TEXT["takes_seats" if least == most else "takes_seats_between"].format(least=least, most=most)
        return TEXT["no_seats"].format(game=entry.name, takes=told, count=count)
    return None


def seating(text: str, seat: Seat, chosen: Namespace) -> Seating:
    """Who was meant by what stands behind --seat. Raises BadSeat."""
    kind, _, player = text.partition(":")
    name = NAMES[seat] if seat < len(NAMES) else str(seat + 1)
    if kind == Kind.SCRIPTED and player:
        return Seating(name, Kind.SCRIPTED, plain(player))
    if kind != Kind.MODEL or not player:
        raise BadSeat(MATCH["bad_seat"].format(text=text))
    settings = settings_of(player, chosen, impressions=chosen.impressions)
    return Seating(name, Kind.MODEL, told(settings.model), settings)


def plain(player: str) -> str:
    """A scripted player's name, without what goes without saying."""
    return player.removesuffix(f"{PLUS}{NEVER}")


def settings_of(typed: str, chosen: Namespace, *, impressions: bool = False) -> ModelSettings:
    """How this model is to be asked. Raises BadSeat."""
    try:
        model, base_url = addressed(typed)
    except BadName as error:
        raise BadSeat(MATCH["bad_model"].format(text=typed)) from error
    except BadAddress as error:
        raise BadSeat(ADDRESS[error.code]) from error
    return ModelSettings(
        model=model,
        base_url=base_url,
        temperature=chosen.temperature,
        thinking=chosen.thinking,
        persona=chosen.persona,
        impressions=impressions,
    )
