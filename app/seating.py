"""From a player's name to who sits on a seat."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from random import SystemRandom

from agents.core import Agent
from agents.human import HUMAN
from agents.scripted import known, personas, seated
from agents.table import Player
from games.core import Seat
from games.model import ModelSettings
from replays.record import Kind, Seating

NAMES = ("Wren", "Otis", "Juno", "Pike", "Vale", "Bram", "Isla")
"""The names at the table, in seat order."""


class UnknownPlayer(LookupError):
    """This program has no scripted player of this name, or does not know how a model is asked."""


def player_of(
    seating: Seating, seat: Seat, seed: int, model: Callable[[Seat, ModelSettings], Agent] | None = None
) -> Player:
    """Who answers for a seat; `model` makes one that does as these settings say. Raises UnknownPlayer."""
    if seating.kind is Kind.PERSON:
        return HUMAN
    if seating.kind is Kind.MODEL and seating.settings is not None and model is not None:
        return model(seat, seating.settings)
    if seating.kind is Kind.MODEL or not known(seating.player):
        raise UnknownPlayer(seating.player)
    return seated(seating.player, seat, seed)


def players_of(seats: Sequence[Seating], seed: int) -> list[Player]:
    """Everybody at a table without models, in seat order. Raises UnknownPlayer."""
    return [player_of(seating, seat, seed) for seat, seating in enumerate(seats)]


def stand_in(game: str) -> str:
    """The scripted player who takes a seat that a person has left: the last that is offered for the game."""
    return personas(game)[-1]


def scripted_seats(personas: Iterable[str]) -> tuple[Seating, ...]:
    """Scripted players under the names of the house."""
    return tuple(Seating(name, Kind.SCRIPTED, persona) for name, persona in zip(NAMES, personas, strict=False))


def by_lot(seats: Sequence[Seating]) -> tuple[Seating, ...]:
    """The same names and kinds of players, the models dealt to theirs by lot: nobody knows which is which."""
    dealt = [seat for seat in seats if seat.kind is Kind.MODEL]
    SystemRandom().shuffle(dealt)
    return tuple([replace(dealt.pop(), name=seat.name) if seat.kind is Kind.MODEL else seat for seat in seats])
