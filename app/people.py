"""Who sits where, in words."""

from agents.scripted import PLUS
from games.words import words
from replays.record import Header, Kind, Seating
from replays.refusal import shown


def title(player: str) -> str:
    """A scripted player's name for people, and how it answers offers where that is said; one that this program does not
    have keeps its own."""
    persona, plus, offers = player.partition(PLUS)
    told = _told("agents.scripted", persona, "title") or persona
    if not plus:
        return told
    return words("app")["people"]["answering"].format(player=told, offers=answering(offers) or offers)


def answering(offers: str) -> str:
    """How a scripted player answers offers, in a few words; empty for a way that this program does not know."""
    return _told("agents.scripted.offers", offers, "title")


def character(player: str) -> str:
    """A sentence about a scripted player, and one about how it answers offers where that is said; empty for one that
    this program does not have."""
    persona, _, offers = player.partition(PLUS)
    told = _told("agents.scripted", persona, "character"), _told("agents.scripted.offers", offers, "character")
    return " ".join(filter(None, told))


def _told(package: str, name: str, what: str) -> str:
    return words(package).get(name, {}).get(what, "")


def who(seating: Seating, *, concealed: bool = False, sealed: bool = False) -> str:
    """Who or what plays a seat. `concealed`: it may not be told yet which model; `sealed`: nor how a scripted player
    answers offers, which would tell that there may be one. Not yet safe for Markdown."""
    if seating.kind is Kind.MODEL and (concealed or not seating.player):
        return words("app")["models"]["hidden"]
    named = seating.player.partition(PLUS)[0] if sealed else seating.player
    player = title(named).lower() if seating.kind is Kind.SCRIPTED else seating.player
    return words("app")["page"]["who"][seating.kind].format(player=shown(player))


def plate(seating: Seating, header: Header, *, playing: bool) -> str:
    """Who plays, as short as a plate is: of a model the last part of its name. Whoever sits at the table is not told
    how a player answers offers, not even when all is over, because it may still be asked to guess."""
    if seating.kind is Kind.MODEL and not header.concealed:
        return shown(seating.player.rpartition("/")[2] or seating.player)
    return who(seating, concealed=header.concealed, sealed=playing or not header.open)
