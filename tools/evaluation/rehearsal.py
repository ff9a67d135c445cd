"""What some weights of the ranking by taste reach on a sample of questions, with learning users alone.

The users who report are never looked at. Learning users are parted into folds; those of one fold are asked with what the users of
the other folds like. The questions are a sample drawn once, the same for all weights.
"""

from collections.abc import Mapping, Sequence

import duckdb
import numpy as np

import sql
from sql.install import install
from tools.evaluation.catalogue import read_catalogue, read_ratings
from tools.evaluation.copies import NO_USER
from tools.evaluation.filmoteca import Filmoteca
from tools.evaluation.measure import Values, popularity, query_values
from tools.evaluation.splits import Query, liked_films, multi_seed_queries

Weights = Mapping[str, float]
Outcome = Mapping[str, float]

OF_WEIGHTS = ("collection_neighbours", "year_scores")
OF_WEIGHTS_AND_RATINGS = ("likes", "film_priors", "score_weights", "co_likes")
"""The features of which scores are made and which depend on weights, each after those that it needs itself."""

FOLDS = 4
QUERIES = 100
"""The size of the sample: queries, each of another user."""

CONTENT, RATINGS = "content only", "with ratings"
ACCURACY = ("NDCG@10", "wrecall@10", "pairwise")


def mean_accuracy(values: Values) -> float:
    """Return the sum of the measures, each the mean over users."""
    return float(sum(np.mean([np.mean(mine) for mine in values[measure].values()]) for measure in ACCURACY))


def fold_of(user: int) -> int:
    """Return the fold of a learning user, whose id is a multiple of four."""
    return user // 4 % FOLDS


def other_folds(fold: int) -> str:
    """Return the condition on ratings ``r`` of learning users that they are of another fold, as SQL."""
    return f"(r.user_id // 4) % {FOLDS} != {fold}"


def sampled(queries: Sequence[Query]) -> list[Query]:
    """Draw at most `QUERIES` queries, no two of one user and the same in every run."""
    generator = np.random.default_rng(0)
    by_user: dict[int, list[Query]] = {}
    for query in queries:
        by_user.setdefault(query.user, []).append(query)
    users = generator.permutation(sorted(by_user))[:QUERIES].tolist()
    return [by_user[user][generator.integers(len(by_user[user]))] for user in sorted(users)]


class Rehearsal:
    """Asks the sample of queries with any weights.

    Args:
        connection: A copy of a warehouse, which is changed, with ratings of learning users only.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._features = {file.name: file for file in sql.sql_files("derived")}
        connection.execute("create table learning_ratings as from ratings")
        self._catalogue = read_catalogue(connection)
        ratings = read_ratings(connection, self._catalogue)
        self.queries = sampled(multi_seed_queries(liked_films(ratings), draws=1))
        self._known = popularity(ratings.films, self._catalogue)

    def measure(self, weights: Weights) -> dict[str, float]:
        """Ask all queries with some weights of the ranking by taste.

        Returns:
            The sum of the measures of `ACCURACY`, without and with ratings.
        """
        self._weigh(weights)
        content = query_values(self._learnt(NO_USER), self.queries, self._known)
        rated: Values = {}
        for fold in range(FOLDS):
            system = self._learnt(other_folds(fold))
            found = query_values(system, [query for query in self.queries if fold_of(query.user) == fold], self._known)
            for measure, by_user in found.items():
                rated.setdefault(measure, {}).update(by_user)
        return {CONTENT: mean_accuracy(content), RATINGS: mean_accuracy(rated)}

    def _weigh(self, weights: Weights) -> None:
        self._run("recommendation_weights")
        self._connection.executemany(
            "update derived.recommendation_weights set taste = ? where name = ?",
            [[weight, name] for name, weight in weights.items()],
        )
        self._run(*OF_WEIGHTS)

    def _learnt(self, kept: str) -> Filmoteca:
        self._connection.execute("delete from ratings")
        self._connection.execute(f"insert into ratings from learning_ratings as r where {kept}")
        self._run(*OF_WEIGHTS_AND_RATINGS)
        return Filmoteca("Filmoteca", self._connection, self._catalogue)

    def _run(self, *names: str) -> None:
        install(self._connection, [self._features[name] for name in names])
