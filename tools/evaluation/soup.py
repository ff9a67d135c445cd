"""TF-IDF cosine over title, genres, cast and director in one text, the usual notebook recommender for this data set."""

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from tools.evaluation.catalogue import Catalogue, Floats
from tools.evaluation.metrics import NOT_RECOMMENDED, top_films
from tools.evaluation.systems import System


class Soup(System):
    """Cosine of TF-IDF vectors; of several liked films, the sum of their cosines.

    Args:
        catalogue: The films.
    """

    name = "TF-IDF soup"

    def __init__(self, catalogue: Catalogue) -> None:
        people = zip(catalogue.cast, catalogue.directors, strict=True)
        names = [[name.replace(" ", "") for name in [*cast, *directors]] for cast, directors in people]
        parts = zip(catalogue.titles, catalogue.genres, names, strict=True)
        texts = [" ".join([title, *genres, *people]) for title, genres, people in parts]
        self._vectors = TfidfVectorizer(stop_words="english", dtype=np.float32).fit_transform(texts).tocsr()
        self._films_of_terms = self._vectors.T.tocsr()

    def scores(self, seeds: Sequence[Sequence[int]]) -> Floats:
        """Return the sum of the cosines to the liked films."""
        queries = [self._vectors[list(query)].sum(axis=0) for query in seeds]
        products: Floats = np.asarray((type(self._vectors)(np.vstack(queries)) @ self._films_of_terms).toarray())
        return products


class RerankedSoup(System):
    """The best 25 films of the soup, by weighted rating.

    Args:
        soup: The plain soup.
        film_scores: The weighted rating of every film.
    """

    name = "soup, re-ranked"

    def __init__(self, soup: Soup, film_scores: Floats) -> None:
        self._soup = soup
        self._film_scores = film_scores

    def scores(self, seeds: Sequence[Sequence[int]]) -> Floats:
        """Return the weighted rating of the 25 films and nothing else."""
        rows = self._soup.scores(seeds)
        for row, query in zip(rows, seeds, strict=True):
            row[list(query)] = NOT_RECOMMENDED
            best = top_films(row, 25)
            row[:] = NOT_RECOMMENDED
            row[best] = self._film_scores[best]
        return rows
