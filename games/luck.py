"""A small generator keyed by (seed, name of the draw): the same numbers on every Python, and no state to store."""

import secrets
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from math import perm
from struct import Struct
from typing import TypeVar

SEED_BITS = 128
_WORDS = Struct("<8Q")
"""One digest as eight numbers of 64 bits."""

T = TypeVar("T")


def fresh_seed() -> int:
    """128 bits from the operating system, known to nobody."""
    return secrets.randbits(SEED_BITS)


def derive(seed: int, name: str) -> int:
    """A seed of 128 bits for something named, from which the first cannot be told."""
    return int.from_bytes(blake2b(_bytes(seed) + name.encode(), digest_size=SEED_BITS // 8).digest(), "little")


def _bytes(seed: int) -> bytes:
    return seed.to_bytes(SEED_BITS // 8, "little")


@lru_cache(1 << 10)
def _orders(size: int, count: int) -> int:
    """In how many orders `count` of `size` things can be drawn."""
    orders = perm(size, count)
    if orders == 0 or orders >> 448:
        raise ValueError(f"cannot draw {count} of {size} at once")
    return orders


class Luck:
    """Draws for one named purpose. Not shared: each draw that has a name makes its own."""

    __slots__ = ("_blocks", "_key", "_words")

    def __init__(self, seed: int, name: str) -> None:
        self._key = _bytes(seed) + name.encode()
        self._blocks = 0
        self._words: list[int] = []

    def below(self, n: int) -> int:
        """A whole number, uniform over 0 .. n-1 to within n / 2^64. Raises ValueError if n < 1."""
        if n < 1:
            raise ValueError("nothing to draw from")
        if not self._words:
            self._words += _WORDS.unpack(self._block())
        return self._words.pop() * n >> 64

    def word(self) -> int:
        """A whole number, uniform over 0 .. 2^64-1: what `below` draws from that many."""
        if not self._words:
            self._words += _WORDS.unpack(self._block())
        return self._words.pop()

    def _block(self) -> bytes:
        self._blocks += 1
        return blake2b(b"%b/%d" % (self._key, self._blocks)).digest()

    def chance(self, probability: float) -> bool:
        """True with this probability, to within 2^-53."""
        return self.below(1 << 53) < probability * (1 << 53)

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, each as likely. Raises ValueError if there is none."""
        return options[self.below(len(options))]

    def sample(self, options: Sequence[T], count: int) -> list[T]:
        """`count` different places of `options` in random order; every order is as likely, to within 2^-64.

        One digest ranks all orders, so there may be at most 2^448 of them (ValueError): any order of 88 things.
        Raises ValueError too if there are not that many options.
        """
        left = list(options)
        size = len(left)
        rank = int.from_bytes(self._block(), "little") % _orders(size, count)
        drawn: list[T] = []
        take, keep = left.pop, drawn.append
        for remaining in range(size, size - count, -1):
            rank, place = divmod(rank, remaining)
            keep(take(place))
        return drawn
