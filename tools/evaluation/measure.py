"""Runs one system over the queries and the catalogue."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.evaluation import metrics
from tools.evaluation.catalogue import Catalogue, Films, Floats
from tools.evaluation.splits import Query
from tools.evaluation.systems import BLOCK, System, score_blocks

DEPTH = 10

Values = dict[str, dict[int, list[float]]]
Measured = dict[str, tuple[float, float, float]]


@dataclass(frozen=True)
class Popularity:
    """How often each film was rated, as the measures need it."""

    weights: Floats
    deciles: NDArray[np.int64]


def popularity(films: Films, catalogue: Catalogue) -> Popularity:
    """Count the ratings of each film.

    Args:
        films: The rated film of every rating, by all users: this is part of the measure, and no system sees it.
        catalogue: The films.
    """
    counts = np.bincount(films, minlength=len(catalogue))
    return Popularity(metrics.propensity_weights(counts), metrics.popularity_deciles(counts))


def _of_query(query: Query, row: Floats, top: Films, weights: Floats) -> dict[str, float]:
    hits = np.isin(top, query.relevant)
    return {
        "NDCG@10": metrics.ndcg(hits, len(query.relevant), DEPTH),
        "hit@5": float(hits[:5].any()),
        "hit@10": float(hits.any()),
        "MRR": metrics.reciprocal_rank(row, query.relevant),
        "wrecall@10": metrics.weighted_recall(top, query.relevant, weights, DEPTH),
    }


def query_values(system: System, queries: Sequence[Query], known: Popularity) -> Values:
    """Return each measure of each query, by measure and user."""
    values: Values = defaultdict(lambda: defaultdict(list))
    asked: dict[tuple[int, ...], list[Query]] = defaultdict(list)
    for query in queries:
        asked[query.seeds].append(query)
    seeds = list(asked)
    for start, rows in enumerate(score_blocks(system, seeds)):
        for row, liked in zip(rows, seeds[start * BLOCK :], strict=False):
            top = metrics.top_films(row, DEPTH)
            deciles = known.deciles.copy()
            deciles[list(liked)] = -1
            ranks = metrics.decile_ranks(row, deciles)
            for query in asked[liked]:
                for name, value in _of_query(query, row, top, known.weights).items():
                    values[name][query.user].append(value)
                accuracy = metrics.pairwise_accuracy(ranks, query.relevant, deciles)
                if accuracy is not None:
                    values["pairwise"][query.user].append(accuracy)
    return values


def measure_queries(system: System, queries: Sequence[Query], known: Popularity) -> Measured:
    """Return each measure's mean over users with its interval; queries count equally within a user."""
    return {name: metrics.mean_and_interval(by_user) for name, by_user in query_values(system, queries, known).items()}


def measure_catalogue(system: System, catalogue: Catalogue, asked: Iterable[int]) -> dict[str, float]:
    """Return what the lists of all films are like.

    Args:
        system: The recommender.
        catalogue: The films.
        asked: The films that users ask with; how much of the catalogue their lists alone cover is told apart, because a system
            that varies the lists of unknown films only would look varied over all films.
    """
    lists = system.lists(len(catalogue), DEPTH)
    return {
        "collection@5": metrics.collection_share(lists, catalogue.collections),
        "coverage@10": metrics.coverage(lists, len(catalogue)),
        "of queries": metrics.coverage([lists[film] for film in asked], len(catalogue)),
        "years": metrics.year_distance(lists, catalogue.years),
        "repeats": metrics.repeated_titles(lists, catalogue.titles),
    }
