"""Simulated chance: streams of numbers that follow from a seed and a name, and from nothing else.

The same seed and the same names give the same numbers, whenever and in whatever order they are asked
for: a slice of work that runs again, or later, comes to the same end. Secrets never come from here.
See: tests/engine/test_chance.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """One stream, named by whatever tells it from others."""

    __slots__ = ("_block", "_count", "_key", "_name")

    def __init__(self, seed: bytes, *names: object) -> None:
        self._key = blake2b(seed, digest_size=32).digest()
        self._name = "/".join(map(str, names)).encode()
        self._count = 0
        self._block = b""

    def word(self) -> int:
        """The next 64 bits."""
        place = self._count % 8
        if not place:
            source = self._count.to_bytes(8, "big") + self._name
            self._block = blake2b(source, key=self._key, digest_size=64).digest()
        self._count += 1
        return int.from_bytes(self._block[place * 8 : place * 8 + 8], "big")

    def below(self, bound: int) -> int:
        """A number from 0 up to, and without, the bound (at most 2^32; the bias is below 2^-32)."""
        return self.word() * bound >> 64

    def between(self, least: int, most: int) -> int:
        """A number from least to most, both included."""
        return least + self.below(most - least + 1)

    def is_one_in(self, count: int) -> bool:
        """True once in so many times."""
        return self.below(count) == 0

    def pick(self, choices: Sequence[T]) -> T:
        """One of some, all alike."""
        return choices[self.below(len(choices))]

    def weighted(self, choices: Sequence[tuple[T, int]]) -> T:
        """One of some, each as likely as its weight says."""
        place = self.below(sum(weight for _, weight in choices))
        for choice, weight in choices:
            place -= weight
            if place < 0:
                return choice
        raise AssertionError("a place below the sum lies in one of the weights")

    def amount(self, median_cents: int, spread: int = 3) -> int:
        """An amount around a median: mostly near it, sometimes up to `spread` times it, at least 1."""
        # Three draws make a hump; integers alone, so that every machine comes to the same cents.
        hump = (self.below(2001) + self.below(2001) + self.below(2001)) // 3 - 1000
        if hump >= 0:
            return max(1, median_cents + median_cents * (spread - 1) * hump // 1000)
        return max(1, median_cents + median_cents * hump // 1250)
