"""The rules of the two projects that answered the same brief before, as the issue describes them."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from tools.evaluation.catalogue import Catalogue, Floats
from tools.evaluation.metrics import NOT_RECOMMENDED, top_films
from tools.evaluation.systems import System


def genre_flags(catalogue: Catalogue) -> Floats:
    """Return a row of zeros and ones per film, one column per genre."""
    names = sorted({name for genres in catalogue.genres for name in genres})
    flags = np.zeros((len(catalogue), len(names)), np.float32)
    for film, genres in enumerate(catalogue.genres):
        flags[film, [names.index(name) for name in genres]] = 1
    return flags


class FirstPredecessor(System):
    """Five films that share at least all genres of the query but one, by vote average; the fifth is by the same director.

    Only films with as many votes as the top tenth of the films with votes are ranked by their vote average: without that floor
    the rule lists films with a single vote of 10. Of several liked films, the films listed for most of them come first.

    Args:
        catalogue: The films.
    """

    name = "first predecessor"

    def __init__(self, catalogue: Catalogue) -> None:
        voted = catalogue.vote_count > 0
        floor = np.quantile(catalogue.vote_count[voted], 0.9)
        self._rank = np.where(catalogue.vote_count >= floor, catalogue.vote_average, 0).astype(np.float32)
        self._genres = genre_flags(catalogue)
        self._directors = catalogue.directors
        self._films_of = defaultdict(list)
        for film, names in enumerate(catalogue.directors):
            for name in names:
                self._films_of[name].append(film)

    def _five(self, film: int) -> list[int]:
        shared = self._genres @ self._genres[film]
        rank = np.where(shared >= max(1, self._genres[film].sum() - 1), self._rank, NOT_RECOMMENDED).astype(np.float32)
        rank[film] = NOT_RECOMMENDED
        films = [int(other) for other in top_films(rank, 6)]
        kin = sorted({other for name in self._directors[film] for other in self._films_of[name]} - {film})
        if kin:
            best = max(kin, key=lambda other: (self._rank[other], -other))
            films = [*[other for other in films if other != best][:4], best]
        return films[:5]

    def scores(self, seeds: Sequence[Sequence[int]]) -> Floats:
        """Return 5 to 1 points for the five films of each liked film."""
        rows = np.zeros((len(seeds), len(self._rank)), np.float32)
        for row, query in zip(rows, seeds, strict=True):
            for film in query:
                five = self._five(film)
                row[five] += 5 - np.arange(len(five), dtype=np.float32)
        rows[rows == 0] = NOT_RECOMMENDED
        return rows


class SecondPredecessor(System):
    """The nearest films by genre flags and vote average (Euclidean distance); of several liked films, nearest to their mean.

    Args:
        catalogue: The films.
    """

    name = "second predecessor"

    def __init__(self, catalogue: Catalogue) -> None:
        self._points = np.hstack([genre_flags(catalogue), catalogue.vote_average[:, None]])
        self._lengths = (self._points**2).sum(axis=1)

    def scores(self, seeds: Sequence[Sequence[int]]) -> Floats:
        """Return minus the squared distance, without the term that is the same for all films."""
        centres = np.stack([self._points[list(query)].mean(axis=0) for query in seeds])
        scores: Floats = 2 * centres @ self._points.T - self._lengths
        return scores
