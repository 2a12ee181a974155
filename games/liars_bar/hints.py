"""What can be worked out at a table from observations alone."""

from math import comb
from typing import NamedTuple

from games.core import Seat
from games.liars_bar.actions import Hand, honest
from games.liars_bar.view import Observation


class Unseen(NamedTuple):
    """Cards of this round's deck that nobody asked about has seen: in others' hands, face down, or not dealt."""

    cards: int
    true: int
    """Those that are the target or a Joker."""


def seen(*observations: Observation) -> Hand:
    """The cards these seats know this round: what they hold and what they have laid. Each seat counts once."""
    seats = {o.seat: o for o in observations}
    return tuple(card for o in seats.values() for cards in (o.hand, *o.own) for card in cards)


def unseen(*observations: Observation) -> Unseen:
    """What is left of the deck beyond `seen`. All observations are of one table at one moment.

    Raises ValueError if there is none, or if no target has been drawn yet.
    """
    if not observations or observations[0].target is None:
        raise ValueError("no target yet")
    target, deck, known = observations[0].target, observations[0].rules.deck, seen(*observations)
    cards = len(deck) - len(known)
    return Unseen(cards, sum(honest((c,), target) for c in deck) - sum(honest((c,), target) for c in known))


def honest_chance(count: int, *observations: Observation) -> float:
    """The chance that `count` cards laid by a seat outside `observations` are all the target or Jokers.

    With U unseen cards, T of them true, it is C(T, count) / C(U, count): the cards as if drawn at random from the
    unseen ones, which leaves out that a seat chooses what it lays, and that a stacked deal gives everybody as many true
    cards. Raises ValueError as `unseen` does, and if fewer than `count` cards are unseen.
    """
    cards, true = unseen(*observations)
    if not 0 <= count <= cards:
        raise ValueError(f"{count} cards cannot come from {cards}")
    return comb(true, count) / comb(cards, count)


def responder(o: Observation) -> Seat:
    """Who will answer what this seat lays: the next seat clockwise that still holds cards."""
    assert o.seat is not None
    seats = len(o.held)
    return next(other for step in range(1, seats) if o.held[other := (o.seat + step) % seats])


def danger(observation: Observation, seat: Seat) -> float:
    """The chance that a living seat dies of its next shot; 0 while the rules rule that out."""
    left = observation.rules.chambers - observation.fired[seat]
    if observation.rules.revolver == "sixth_shot":
        return float(left == 1)
    return 1 / left
