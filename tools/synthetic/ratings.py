"""Ratings by users with tastes, of the films that most people know."""

import heapq
from collections.abc import Iterator
from typing import NamedTuple

from tools.synthetic.dice import Dice
from tools.synthetic.films import Film
from tools.synthetic.words import GENRES

_MOST_RATED_FILMS = 9_000
_FILMS_PER_USER = 68
_LEAST_RATINGS = 20
_FIRST_RATING = 831_000_000
_LAST_RATING = 1_476_000_000
_FIRST_HALF_STAR = 1_045_000_000

Rating = tuple[int, int, float, int]


class _Rated(NamedTuple):
    votes: int
    movielens_id: int
    genres: frozenset[str]
    rating: float


class RatedFilms:
    """The best known films of a catalogue, and what users think of them. It keeps so many films and no more."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._films: list[_Rated] = []

    def offer(self, movielens_id: int, film: Film) -> None:
        """Remember a film if it is well known."""
        rated = _Rated(film.votes, movielens_id, frozenset(film.genres), film.rating)
        if len(self._films) < _MOST_RATED_FILMS:
            heapq.heappush(self._films, rated)
        else:
            heapq.heappushpop(self._films, rated)

    def ratings(self, films: int) -> Iterator[Rating]:
        """User, MovieLens id, rating and time of all ratings in a catalogue of so many films."""
        known = sorted(self._films, reverse=True)
        for user in range(1, 2 + films // _FILMS_PER_USER):
            yield from self._ratings_by(user, known)

    def _ratings_by(self, user: int, known: list[_Rated]) -> Iterator[Rating]:
        dice = self._dice
        likes = {dice.pick(tuple(GENRES)[:12]) for _ in range(3)}
        dislikes = {dice.pick(tuple(GENRES)) for _ in range(3)} - likes
        kindness = dice.gauss(0, 0.4)
        since = dice.randrange(_FIRST_RATING, _LAST_RATING)
        seen: dict[int, _Rated] = {}
        for _ in range(min(len(known), max(_LEAST_RATINGS, int(dice.skewed(110, 1))))):
            film = known[dice.rank(len(known), 1.9)]
            if film.genres & likes or dice.chance(0.5):
                seen[film.movielens_id] = film
        for movielens_id in sorted(seen):
            film = seen[movielens_id]
            taste = 0.7 * len(film.genres & likes) - 0.9 * len(film.genres & dislikes)
            exact = 3.2 + 0.55 * (film.rating - 6) + kindness + taste + dice.gauss(0, 0.6)
            step = 0.5 if since > _FIRST_HALF_STAR else 1.0
            yield user, movielens_id, min(5.0, max(step, round(exact / step) * step)), since + dice.rank(20_000, 1)
