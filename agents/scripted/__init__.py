"""Players that follow a character instead of a model: each by its name, and for which game."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from agents.core import Agent
from agents.scripted import classic, cleanup, liars_bar
from agents.scripted.counting import COUNTING
from agents.scripted.offers import NEVER, OFFERS
from agents.scripted.player import Choose, Scripted, anything
from games.cleanup.looking import ClassicObservation
from games.core import Seat
from games.luck import derive
from games.words import words

__all__ = ["NEVER", "OFFERS", "PERSONAS", "PLUS", "Persona", "known", "parted", "personas", "seated"]

PLUS: Final = "+"
"""In a player's name before how it answers offers: cautious+always."""


@dataclass(frozen=True, slots=True)
class Persona:
    """A named character. Its title and a sentence about it stand in `words`, under its name."""

    name: str
    game: str | None
    """The only game it can play; None: any."""
    choose: Choose

    def make(self, seat: Seat, seed: int, offers: str = NEVER) -> Agent:
        """This character on one seat of the match with this seed, which answers offers like this; the seed itself is
        not kept."""
        says = words(__name__)[self.name].get("says", {})
        return Scripted(self.choose, OFFERS[offers], derive(seed, f"scripted/{seat}"), says)


def on_its_board(whole: Choose, window: Choose) -> Choose:
    """In Cleanup: the one where all is seen, the other where a seat sees only what is around it."""
    return lambda view, luck: (window if isinstance(view.observation, ClassicObservation) else whole)(view, luck)


_ALL = (
    Persona("random", None, anything),
    Persona("honest", "liars_bar", liars_bar.HONEST),
    Persona("bold", "liars_bar", liars_bar.BOLD),
    Persona("counting", "liars_bar", COUNTING),
    Persona("grudging", "liars_bar", liars_bar.GRUDGING),
    Persona("cautious", "liars_bar", liars_bar.CAUTIOUS),
    Persona("greedy", "cleanup", on_its_board(cleanup.GREEDY, classic.GREEDY)),
    Persona("cleaning", "cleanup", on_its_board(cleanup.CLEANING, classic.CLEANING)),
    Persona("zapping", "cleanup", on_its_board(cleanup.ZAPPING, classic.ZAPPING)),
    Persona("sharing", "cleanup", on_its_board(cleanup.SHARING, classic.SHARING)),
    Persona("conditional", "cleanup", on_its_board(cleanup.CONDITIONAL, classic.CONDITIONAL)),
    Persona("tending", "cleanup", on_its_board(cleanup.TENDING, classic.TENDING)),
)
PERSONAS: Mapping[str, Persona] = {persona.name: persona for persona in _ALL}


def personas(game: str) -> tuple[str, ...]:
    """The names of those that can play this game, in the order they are offered."""
    return tuple(p.name for p in _ALL if p.game in (None, game))


def parted(player: str) -> tuple[str, str]:
    """Of a scripted player's name: the persona, and how it answers offers."""
    persona, plus, offers = player.partition(PLUS)
    return (persona, offers) if plus else (persona, NEVER)


def known(player: str, game: str | None = None) -> bool:
    """Whether there is such a scripted player; for this game, if one is given."""
    persona, offers = parted(player)
    fits = persona in (PERSONAS if game is None else personas(game))
    return fits and offers in OFFERS


def seated(player: str, seat: Seat, seed: int) -> Agent:
    """The scripted player of this name on a seat of the match with this seed. Raises KeyError for a name nobody has."""
    persona, offers = parted(player)
    return PERSONAS[persona].make(seat, seed, offers)
