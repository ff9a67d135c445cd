"""Baselines that know nothing of the query, or nothing at all."""

from collections.abc import Sequence

import numpy as np

from tools.evaluation.catalogue import Floats
from tools.evaluation.systems import System, repeated_row


class Chart(System):
    """The same films for everybody, by a score of the film alone.

    Args:
        name: What the table calls it.
        film_scores: One score per film.
    """

    def __init__(self, name: str, film_scores: Floats) -> None:
        self.name = name
        self._film_scores = film_scores

    def scores(self, seeds: Sequence[Sequence[int]]) -> Floats:
        """Return the film's score whatever is liked."""
        return repeated_row(self._film_scores, len(seeds))


class Random(System):
    """Any films, drawn anew for each query.

    Args:
        films: Number of films.
    """

    name = "random"

    def __init__(self, films: int) -> None:
        self._films = films

    def scores(self, seeds: Sequence[Sequence[int]]) -> Floats:
        """Return uniform random scores that depend on the query only."""
        return np.stack([np.random.default_rng(sorted(query)).random(self._films, np.float32) for query in seeds])
