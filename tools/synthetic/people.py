"""Everybody who makes films: who they are follows from their number, and who works often from the order of the numbers."""

import math
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from statistics import NormalDist
from typing import NamedTuple

from tools.synthetic.cultures import Culture
from tools.synthetic.dice import Dice, Traits, scattered
from tools.synthetic.jobs import DEPARTMENTS
from tools.synthetic.scenes import SCENES, Scene
from tools.synthetic.words import GENRES

ACTOR = "actor"
DIRECTOR = "director"

_FIRST_YEAR = 1896
LAST_YEAR = 2017
_MEAN_AGE = 29
"""Half of all careers began in the last two thirds of this."""

_GENERATIONS = 10
_PER_FILM = {ACTOR: 4.5, DIRECTOR: 0.55} | dict.fromkeys(DEPARTMENTS, 0.55)
_REGULARS = 12


class Person(NamedTuple):
    """Somebody, as a credit names them."""

    id: int
    name: str
    gender: int
    profile_path: str | None


class Director(NamedTuple):
    """What a director's films have in common.

    Attributes:
        scene: Where they are made.
        start: The year of the first.
        genres: The genres that they are made of, the usual one first.
        fame: How well known they are, normally distributed.
        skill: How good they are, normally distributed.
        regulars: The numbers of the actors who come back.
    """

    scene: Scene
    start: float
    genres: tuple[str, ...]
    fame: float
    skill: float
    regulars: tuple[int, ...]


class _Pool(NamedTuple):
    """The people of one scene and role: every generation has so many numbers, one generation after the other."""

    first: int
    generation_size: int
    scene: Scene


class People:
    """The people of a catalogue. Only those met lately are kept in memory."""

    def __init__(self, films: int, seed: int) -> None:
        self._seed = seed
        self._pools: dict[tuple[str, str], _Pool] = {}
        self._total = 0
        for role, per_film in _PER_FILM.items():
            for scene in SCENES:
                size = math.ceil(films * per_film * scene.share / 1000 / _GENERATIONS)
                self._pools[role, scene.country] = _Pool(self._total, size, scene)
                self._total += size * _GENERATIONS
        self._in_order = tuple(self._pools.values())
        self._firsts = tuple(pool.first for pool in self._in_order)
        self.person: Callable[[int], Person] = lru_cache(1 << 16)(self._person)
        self.director: Callable[[int], Director] = lru_cache(1 << 14)(self._director)

    def somebody(self, dice: Dice, role: str, scene: Scene, year: float, skew: float) -> int:
        """The number of a person who works in a role at a place and time."""
        generation = int(_GENERATIONS * math.exp((year - LAST_YEAR - 1) / _MEAN_AGE))
        if generation and dice.chance(0.25):
            generation -= 1  # so that careers last longer than a generation
        pool = self._pools[role, scene.country]
        return pool.first + generation * pool.generation_size + dice.rank(pool.generation_size, skew)

    def any_director(self, dice: Dice, scene: Scene, skew: float) -> int:
        """The number of a director of any time."""
        pool = self._pools[DIRECTOR, scene.country]
        return pool.first + dice.rank(_GENERATIONS, 1) * pool.generation_size + dice.rank(pool.generation_size, skew)

    def _pool_of(self, number: int) -> _Pool:
        return self._in_order[bisect_right(self._firsts, number) - 1]

    def _person(self, number: int) -> Person:
        traits = Traits(self._seed, "person", number)
        name, gender = _name(traits, self._pool_of(number).scene.culture)
        has_picture = traits.below(100) < 45
        known_gender = gender if traits.below(100) < 62 else 0
        return Person(1 + scattered(number, self._total), name, known_gender, traits.image_path() if has_picture else None)

    def _director(self, number: int) -> Director:
        pool = self._pool_of(number)
        traits = Traits(self._seed, "director", number)
        generation = (number - pool.first) // pool.generation_size
        start = max(_FIRST_YEAR, LAST_YEAR + _MEAN_AGE * math.log((generation + traits.share()) / _GENERATIONS))
        names = tuple(GENRES)
        genres = dict.fromkeys(names[int(len(names) * traits.share() ** 2.6)] for _ in range(4))
        normal = NormalDist()
        fame, skill = normal.inv_cdf(traits.share()), normal.inv_cdf(traits.share())
        actors = self._pools[ACTOR, pool.scene.country]
        first_actor = actors.first + generation * actors.generation_size
        regulars = (first_actor + int(actors.generation_size * traits.share() ** 2) for _ in range(_REGULARS))
        return Director(pool.scene, start, tuple(genres), fame, skill, tuple(regulars))


def _name(traits: Traits, culture: Culture) -> tuple[str, int]:
    """A name and the gender that goes with it, as the raw files number it."""
    gender = 1 + (traits.below(100) < 64)
    if culture.native and traits.below(100) < 1:
        return traits.pick(culture.native), gender
    given_names = culture.male if gender == 2 else culture.female
    given, surname = traits.pick(given_names), traits.pick(culture.roots) + traits.pick(culture.endings)
    form = traits.below(100)
    if form < 25:
        return f"{given} {surname}", gender
    if form < 60:
        return f"{given} {traits.pick(given_names)[0]}. {surname}", gender
    if form < 98:
        return f"{given} {traits.pick(given_names)} {surname}", gender
    nickname = traits.pick(given_names)
    return traits.pick((f'{given} "{nickname}" {surname}', f"{given}\xa0{surname}", f"{given} {surname}\u200b")), gender
