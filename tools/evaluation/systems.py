"""What a recommender is to the evaluation."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np

from tools.evaluation.catalogue import Films, Floats
from tools.evaluation.metrics import NOT_RECOMMENDED, top_films

BLOCK = 128


class System(Protocol):
    """A recommender: it scores all films for sets of liked films, higher better.

    A film scored minus infinity is not recommended. Films with equal scores are listed by their numbers, that is by film id.
    """

    name: str

    def scores(self, seeds: Sequence[Sequence[int]]) -> Floats:
        """Return a row of scores, one per film, for each set of liked films."""
        ...

    def lists(self, films: int, count: int) -> list[Films]:
        """Return the best films for each film of the catalogue."""
        queries = [(film,) for film in range(films)]
        return [top_films(row, count) for rows in score_blocks(self, queries) for row in rows]


def score_blocks(system: System, queries: Sequence[Sequence[int]]) -> Iterator[Floats]:
    """Yield the scores of the queries, some rows at a time, with the liked films themselves left out."""
    for start in range(0, len(queries), BLOCK):
        block = queries[start : start + BLOCK]
        rows = system.scores(block)
        for row, seeds in zip(rows, block, strict=True):
            row[list(seeds)] = NOT_RECOMMENDED
        yield rows


def repeated_row(row: Floats, times: int) -> Floats:
    """Return the same scores for every query."""
    return np.tile(row, (times, 1))
