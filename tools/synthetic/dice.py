"""Chance that repeats itself: the same seed gives the same throws, and a thing looks the same whenever it is met."""

import math
from base64 import b64encode
from collections.abc import Sequence
from hashlib import blake2b
from random import Random
from typing import TypeVar

_Item = TypeVar("_Item")


class Dice(Random):
    """A source of throws, one after the other."""

    def pick(self, items: Sequence[_Item]) -> _Item:
        """One of several, all equally likely; a third of the time that `choice` takes."""
        return items[int(self.random() * len(items))]

    def rank(self, size: int, skew: float) -> int:
        """A number from 0 below a size; the greater the skew above 1, the more the low ones get (Zipf's law)."""
        return int(size * self.random() ** skew)

    def chance(self, probability: float) -> bool:
        """Whether something happens."""
        return self.random() < probability

    def skewed(self, median: float, sigma: float) -> float:
        """A positive number with a long tail (log-normal)."""
        return median * math.exp(sigma * self.gauss(0, 1))

    def image_path(self) -> str:
        """The path of a picture."""
        return image_path(self.randbytes(20))


class Traits:
    """The traits of one thing: they depend on nothing but the seed and its number, so nobody has to remember it."""

    def __init__(self, seed: int, kind: str, number: int) -> None:
        self._digest = blake2b(f"{seed} {kind} {number}".encode(), digest_size=40).digest()
        self._left = int.from_bytes(self._digest)

    def below(self, limit: int) -> int:
        """The next trait as a number from 0 below a limit."""
        self._left, value = divmod(self._left, limit)
        return value

    def pick(self, items: Sequence[_Item]) -> _Item:
        """The next trait as one of several."""
        return items[self.below(len(items))]

    def share(self) -> float:
        """The next trait as a number above 0 and below 1."""
        return (self.below(1 << 16) + 0.5) / (1 << 16)

    def image_path(self) -> str:
        """The path of its picture."""
        return image_path(self._digest[:20])


def image_path(content: bytes) -> str:
    """A path as pictures have it: 27 letters and digits, from 20 bytes."""
    return f"/{b64encode(content, altchars=b'xY')[:27].decode()}.jpg"


def scattered(number: int, size: int) -> int:
    """The number's place when all numbers below a size are thrown about; no two numbers share one."""
    step = int(size * 0.618) | 1
    while math.gcd(step, size) != 1:
        step += 2
    return number * step % size


def is_due(number: int, total: int, count: int, phase: float) -> bool:
    """Whether something that happens to some numbers below a total, evenly spread, happens to this one.

    Args:
        number: From 0 below the total.
        total: How many numbers there are.
        count: To how many of them it happens.
        phase: From 0 below 1; keeps apart what has the same count.
    """
    shift = int(phase * total)
    return ((number + 1) * count + shift) // total > (number * count + shift) // total
