"""What some weights of the recommender reach on a sample of questions, with learning users alone.

The users who report are never looked at. Learning users are parted into folds; those of one fold are asked with what the users of
the other folds like. The questions are a sample drawn once, the same for all weights.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np

import sql
from tools.evaluation import metrics
from tools.evaluation.catalogue import Films, Floats, read_catalogue, read_ratings
from tools.evaluation.copies import NO_USER
from tools.evaluation.filmoteca import Filmoteca
from tools.evaluation.measure import DEPTH, Values, popularity, query_values
from tools.evaluation.splits import Query, item_queries, liked_films, multi_seed_queries
from tools.evaluation.systems import System

Weights = Mapping[str, float]

OF_WEIGHTS = ("movie_features", "features_of_films", "collection_neighbours", "year_scores")
OF_WEIGHTS_AND_RATINGS = ("likes", "film_priors")
"""The features of which scores are made and which depend on weights, each after those that it needs itself."""

FOLDS = 4
QUERIES = 100
COLLECTIONS = 20
"""The size of the sample: queries of each kind, each of another user, and collections of two to five films."""

CONTENT, RATINGS, SEVERAL = "content only", "with ratings", "several liked"
ACCURACY = ("NDCG@10", "wrecall@10", "pairwise")


@dataclass(frozen=True)
class Outcome:
    """What some weights reach.

    Attributes:
        accuracy: Sum of the measures of `ACCURACY`, by kind of query.
        listed: How many different films the lists of the sampled queries hold, without and with ratings.
        collections: Share of the other films of a collection in the first five, without ratings.
    """

    accuracy: Mapping[str, float]
    listed: Mapping[str, int]
    collections: float


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


def sampled_collections(collections: Sequence[int | None]) -> list[int | None]:
    """Draw at most `COLLECTIONS` collections of two to five films, the same in every run; other films are of none."""
    sizes: dict[int, int] = {}
    for collection in collections:
        if collection is not None:
            sizes[collection] = sizes.get(collection, 0) + 1
    small = sorted(collection for collection, size in sizes.items() if 2 <= size <= 5)
    drawn = set(np.random.default_rng(0).permutation(small)[:COLLECTIONS].tolist())
    return [collection if collection in drawn else None for collection in collections]


class Recorded(System):
    """Keeps which films were listed.

    Args:
        system: Gives the scores.
    """

    def __init__(self, system: System) -> None:
        self.name = system.name
        self.listed: set[int] = set()
        self._system = system

    def scores(self, seeds: Sequence[Sequence[int]]) -> Floats:
        """Return the scores of the system."""
        rows = self._system.scores(seeds)
        for row in rows:
            self.listed.update(metrics.top_films(row, DEPTH).tolist())
        return rows


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
        liked = liked_films(ratings)
        self.single = sampled(item_queries(liked))
        self.several = sampled(multi_seed_queries(liked, draws=1))
        self._asked = sorted({query.seeds[0] for query in item_queries(liked)})
        self._collections = sampled_collections(self._catalogue.collections)
        self._known = popularity(ratings.films, self._catalogue)

    def measure(self, weights: Weights) -> Outcome:
        """Ask all queries with some weights."""
        self._weigh(weights)
        system = self._learnt(NO_USER)
        content, rated = Recorded(system), Recorded(system)
        values = {CONTENT: query_values(content, self.single, self._known), RATINGS: {}, SEVERAL: {}}
        collections = metrics.collection_share(self._collection_lists(system), self._collections)
        for fold in range(FOLDS):
            self._learnt(other_folds(fold))
            for kind, asked, queries in ((RATINGS, rated, self.single), (SEVERAL, system, self.several)):
                found = query_values(asked, [query for query in queries if fold_of(query.user) == fold], self._known)
                for measure, by_user in found.items():
                    values[kind].setdefault(measure, {}).update(by_user)
        return Outcome(
            {kind: mean_accuracy(reached) for kind, reached in values.items()},
            {CONTENT: len(content.listed), RATINGS: len(rated.listed)},
            collections,
        )

    def coverage(self, weights: Weights) -> dict[str, float]:
        """Return which share of all films is in the lists of all films that learning users like, without and with ratings."""
        self._weigh(weights)
        shares = {}
        for setting, kept in ((CONTENT, NO_USER), (RATINGS, "true")):
            system = self._learnt(kept)
            self._connection.execute("reset threads")
            self._run("best_films", "neighbours")
            lists = system.lists(len(self._catalogue), DEPTH)
            shares[setting] = metrics.coverage([lists[film] for film in self._asked], len(self._catalogue))
        return shares

    def _weigh(self, weights: Weights) -> None:
        self._run("recommendation_weights")
        self._connection.executemany(
            "update recommendation_weights set weight = ? where name = ?", [[weight, name] for name, weight in weights.items()]
        )
        self._run(*OF_WEIGHTS)

    def _learnt(self, kept: str) -> Filmoteca:
        self._connection.execute("delete from ratings")
        self._connection.execute(f"insert into ratings from learning_ratings as r where {kept}")
        self._run(*OF_WEIGHTS_AND_RATINGS)
        return Filmoteca("Filmoteca", self._connection, self._catalogue)

    def _run(self, *names: str) -> None:
        sql.install(self._connection, [self._features[name] for name in names])

    def _collection_lists(self, system: System) -> list[Films]:
        lists: list[Films] = [np.empty(0, np.int64)] * len(self._collections)
        films = [film for film, collection in enumerate(self._collections) if collection is not None]
        for film, row in zip(films, system.scores([(film,) for film in films]), strict=True):
            lists[film] = metrics.top_films(row, DEPTH)
        return lists
