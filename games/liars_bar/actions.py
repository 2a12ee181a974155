"""Cards, and everything a seat or chance can do with them."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Final, Literal, get_args

from games.core import Seat

Rank = Literal["Q", "K", "A"]
Card = Literal["Q", "K", "A", "Joker"]
Hand = tuple[Card, ...]
"""Cards in the fixed order of `CARDS`."""

RANKS: Final[tuple[Rank, ...]] = get_args(Rank)
CARDS: Final[tuple[Card, ...]] = get_args(Card)
JOKER: Final[Literal["Joker"]] = "Joker"


@dataclass(frozen=True, slots=True)
class Play:
    """Lay cards face down; the claim is always that all of them are the target."""

    cards: Hand
    say: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """Call the last play a lie."""

    say: str = ""


@dataclass(frozen=True, slots=True)
class Pass:
    """Let the last play lie."""

    say: str = ""


@dataclass(frozen=True, slots=True)
class LoadRevolvers:
    """Chance: which shot of each seat's revolver kills, from 1."""

    chambers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Starter:
    """Chance: who lays first in this round."""

    seat: Seat


@dataclass(frozen=True, slots=True)
class Deal:
    """Chance: the target of a round and everybody's cards; a dead seat's hand is empty."""

    target: Rank
    hands: tuple[Hand, ...]


Move = Play | Call | Pass
Draw = LoadRevolvers | Starter | Deal


@lru_cache(1 << 12)
def arrange(cards: tuple[Card, ...]) -> Hand:
    """The same cards in the fixed order. Raises ValueError for something that is no card."""
    return tuple(sorted(cards, key=CARDS.index))


@lru_cache(1 << 12)
def proper(hand: Hand, size: int) -> bool:
    """Whether this is a hand of `size` cards in the fixed order."""
    return len(hand) == size and set(hand) <= set(CARDS) and arrange(hand) == hand


@lru_cache(1 << 14)
def without(hand: Hand, cards: Hand) -> Hand | None:
    """The hand after laying these cards, or None if they are not all in it."""
    left = list(hand)
    for card in cards:
        if card not in left:
            return None
        left.remove(card)
    return tuple(left)


@lru_cache(1 << 12)
def plays(hand: Hand, most: int) -> tuple[Play, ...]:
    """Every way to lay 1 to `most` cards, one per multiset: fewer cards first, then in the order of the cards."""
    ways = {cards: None for count in range(1, most + 1) for cards in combinations(hand, count)}
    return tuple(Play(cards) for cards in ways)


@lru_cache(1 << 12)
def honest(cards: Hand, target: Rank) -> bool:
    """Whether every card is the target or a Joker."""
    return all(card in (target, JOKER) for card in cards)
