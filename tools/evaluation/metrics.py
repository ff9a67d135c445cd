"""The measures, each a pure function of one list or of one query; a list holds films, best first, and may be short."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from tools.evaluation.catalogue import Films, Floats

NOT_RECOMMENDED = -np.inf


def top_films(scores: Floats, count: int) -> Films:
    """Return the best films in order; equal scores by film number; a film scored minus infinity is left out."""
    count = min(count, int(np.count_nonzero(scores > NOT_RECOMMENDED)))
    if count == 0:
        return np.empty(0, np.int64)
    threshold = np.partition(scores, len(scores) - count)[len(scores) - count]
    films = np.flatnonzero(scores >= threshold)
    best: Films = films[np.argsort(-scores[films], kind="stable")][:count]
    return best


def ndcg(hits: NDArray[np.bool_], relevant: int, depth: int = 10) -> float:
    """Return the normalised discounted cumulative gain with binary gains (Järvelin and Kekäläinen 2002).

    DCG = sum of 1 / log2(place + 1) over the hits, divided by the DCG of a list with min(depth, relevant) hits in front.
    """
    discounts = 1 / np.log2(np.arange(2, depth + 2))
    return float(discounts[: len(hits)][hits].sum() / discounts[: min(depth, relevant)].sum())


def reciprocal_rank(scores: Floats, relevant: Films) -> float:
    """Return 1 / place of the first relevant film among all films; 0 when none is recommended."""
    best = scores[relevant].max()
    if best == NOT_RECOMMENDED:
        return 0.0
    first = int(relevant[scores[relevant] == best].min())
    return 1 / (1 + int(np.count_nonzero(scores > best)) + int(np.count_nonzero(scores[:first] == best)))


def propensity_weights(rating_counts: NDArray[np.int64]) -> Floats:
    """Return 1 / sqrt(max(1, ratings)) per film: the chance to have rated a film is taken to grow with the root of its ratings.

    See Steck, "Training and testing of recommender systems on data missing not at random" (2010) and Schnabel et al.,
    "Recommendations as treatments" (2016).
    """
    weights: Floats = (1 / np.sqrt(np.maximum(1, rating_counts))).astype(np.float32)
    return weights


def weighted_recall(top: Films, relevant: Films, weights: Floats, depth: int = 10) -> float:
    """Return the weight of the hits over what min(depth, relevant) hits of the user's mean weight would weigh."""
    attainable = min(depth, len(relevant)) * float(weights[relevant].mean())
    return float(weights[np.intersect1d(top, relevant)].sum()) / attainable


def popularity_deciles(rating_counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return 0 to 9 for each film that has ratings, a tenth of these films each from few ratings to many; else -1."""
    rated = np.flatnonzero(rating_counts)
    ordered = rated[np.argsort(rating_counts[rated], kind="stable")]
    deciles = np.full(len(rating_counts), -1)
    deciles[ordered] = np.arange(len(ordered)) * 10 // len(ordered)
    return deciles


def decile_ranks(scores: Floats, deciles: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the rank of each film within its decile, 1 for the lowest score, equal scores sharing their mean rank."""
    ranks = np.zeros(len(scores))
    for decile in range(10):
        films = np.flatnonzero(deciles == decile)
        ranks[films] = rankdata(scores[films])
    return ranks


def pairwise_accuracy(ranks: NDArray[np.float64], relevant: Films, deciles: NDArray[np.int64]) -> float | None:
    """Return how often a relevant film outscores another film of its decile that is not relevant.

    This is the mean over all such pairs of each relevant film (Mann-Whitney U per decile), equal scores counting one half; None
    when no relevant film has a rival. ``ranks`` are those of `decile_ranks` for the same ``deciles``.
    """
    wins, compared = 0.0, 0
    for decile in range(10):
        mine = relevant[deciles[relevant] == decile]
        rivals = int(np.count_nonzero(deciles == decile)) - len(mine)
        if len(mine) and rivals:
            wins += (float(ranks[mine].sum()) - len(mine) * (len(mine) + 1) / 2) / rivals
            compared += len(mine)
    return wins / compared if compared else None


def coverage(lists: Sequence[Films], films: int) -> float:
    """Return the share of all films that are in at least one list."""
    return len({int(film) for top in lists for film in top}) / films


def collection_share(lists: Sequence[Films], collections: Sequence[int | None], depth: int = 5) -> float:
    """Return how many of a collection's other films are in the first places, over all films of collections of two to five."""
    members: dict[int, list[int]] = {}
    for film, collection in enumerate(collections):
        if collection is not None:
            members.setdefault(collection, []).append(film)
    small = [films for films in members.values() if 2 <= len(films) <= 5]
    shares = [len(set(films) & set(lists[film][:depth].tolist())) / (len(films) - 1) for films in small for film in films]
    return float(np.mean(shares)) if shares else 0.0


def year_distance(lists: Sequence[Films], years: NDArray[np.int64]) -> float:
    """Return the median difference in release years between a film and what it recommends."""
    return float(np.median(np.concatenate([np.abs(years[top] - years[film]) for film, top in enumerate(lists)])))


def repeated_titles(lists: Sequence[Films], titles: Sequence[str]) -> float:
    """Return the share of recommendations whose title is that of the query or of an earlier place."""
    repeats = places = 0
    for film, top in enumerate(lists):
        known = [titles[other] for other in (film, *top.tolist()) if titles[other]]
        repeats += len(known) - len(set(known))
        places += len(top)
    return repeats / places if places else 0.0


def mean_and_interval(by_user: Mapping[int, Sequence[float]], draws: int = 2000) -> tuple[float, float, float]:
    """Return the mean over users of each user's mean, with the 95 % percentile bootstrap interval over users (Efron 1979)."""
    means = np.array([np.mean(values) for values in by_user.values() if len(values)])
    picks = np.random.default_rng(0).integers(0, len(means), (draws, len(means)))
    low, high = np.quantile(means[picks].mean(axis=1), [0.025, 0.975])
    return float(means.mean()), float(low), float(high)
