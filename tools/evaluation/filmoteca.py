"""Our own recommender, asked in SQL."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import duckdb
import numpy as np

from tools.evaluation.catalogue import Catalogue, Films, Floats
from tools.evaluation.metrics import NOT_RECOMMENDED, top_films
from tools.evaluation.systems import System

_SCORES = """
with taste as (from taste_of(list_transform(?::integer[], lambda film: {'movie_id': film, 'sign': 1})))
select s.movie_id, s.score from film_scores((select list(t) from taste as t)) as s
"""


class Filmoteca(System):
    """The macro ``film_scores`` for any liked films, and the table ``neighbours`` for the lists of all films.

    As everywhere in the product, a title is recommended once, by its best film, and never to people who liked one of
    that title.

    Args:
        name: What the table calls it.
        connection: A warehouse in which both are up to date.
        catalogue: Its films.
    """

    def __init__(self, name: str, connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
        self.name = name
        self._connection = connection
        connection.execute("set threads = 1")  # two questions at a time are faster than one on two threads
        self._movie_ids = catalogue.movie_ids
        self._titles, films_of_title = np.unique(catalogue.titles, return_inverse=True, return_counts=True)[1:]
        self._namesakes = np.flatnonzero(films_of_title[self._titles] > 1)

    def scores(self, seeds: Sequence[Sequence[int]]) -> Floats:
        """Return the scores in millionths."""
        with ThreadPoolExecutor(2) as threads:
            return np.stack(list(threads.map(self._of_query, seeds)))

    def _of_query(self, liked: Sequence[int]) -> Floats:
        with self._connection.cursor() as cursor:
            rows = cursor.execute(_SCORES, [self._movie_ids[list(liked)].tolist()]).fetchnumpy()
        scores = np.full(len(self._movie_ids), NOT_RECOMMENDED, np.float32)
        scores[np.searchsorted(self._movie_ids, rows["movie_id"])] = rows["score"]
        best_first = self._namesakes[np.argsort(-scores[self._namesakes], kind="stable")]
        in_order = np.concatenate([np.array(liked), best_first])
        first_of_title = np.unique(self._titles[in_order], return_index=True)[1]
        scores[np.delete(in_order, first_of_title)] = NOT_RECOMMENDED
        return scores

    def lists(self, films: int, count: int) -> list[Films]:
        """Return the first neighbours of each film in their order."""
        rows = self._connection.execute(
            "select n.movie_id, n.other_id from derived.neighbours as n where n.place <= ? order by n.movie_id, n.place", [count]
        ).fetchnumpy()
        others = np.searchsorted(self._movie_ids, rows["other_id"])
        starts = np.searchsorted(np.searchsorted(self._movie_ids, rows["movie_id"]), np.arange(1, films))
        return list(np.split(others, starts))

    def kept(self, asked: Sequence[int], count: int) -> float:
        """Return the share of the best films for each of some films that ``neighbours`` has among its first ones.

        It is less than one because neighbours are looked for among candidates and scores are given to all films.
        """
        lists = self.lists(len(self._movie_ids), count)
        best = [top_films(self.scores([(film,)])[0], count) for film in asked]
        return float(np.mean([len(set(lists[film]) & set(top)) / len(top) for film, top in zip(asked, best, strict=True)]))
