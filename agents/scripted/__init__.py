"""Players that follow a character instead of a model: each by its name, and for which game."""

from collections.abc import Mapping
from dataclasses import dataclass

from agents.core import Agent
from agents.scripted import liars_bar
from agents.scripted.counting import COUNTING
from agents.scripted.player import Choose, Scripted, anything
from games.core import Seat
from games.luck import derive
from games.words import words

__all__ = ["PERSONAS", "Persona", "personas", "seated"]


@dataclass(frozen=True, slots=True)
class Persona:
    """A named character. Its title and a sentence about it stand in `words`, under its name."""

    name: str
    game: str | None
    """The only game it can play; None: any."""
    choose: Choose

    def make(self, seat: Seat, seed: int) -> Agent:
        """This character on one seat of the match with this seed; the seed itself is not kept."""
        return Scripted(self.choose, derive(seed, f"scripted/{seat}"), words(__name__)[self.name].get("says", {}))


_ALL = (
    Persona("random", None, anything),
    Persona("honest", "liars_bar", liars_bar.HONEST),
    Persona("bold", "liars_bar", liars_bar.BOLD),
    Persona("counting", "liars_bar", COUNTING),
    Persona("grudging", "liars_bar", liars_bar.GRUDGING),
    Persona("cautious", "liars_bar", liars_bar.CAUTIOUS),
)
PERSONAS: Mapping[str, Persona] = {persona.name: persona for persona in _ALL}


def personas(game: str) -> tuple[str, ...]:
    """The names of those that can play this game, in the order they are offered."""
    return tuple(p.name for p in _ALL if p.game in (None, game))


def seated(name: str, seat: Seat, seed: int) -> Agent:
    """The named persona on a seat of the match with this seed. Raises KeyError for a name nobody has."""
    return PERSONAS[name].make(seat, seed)
