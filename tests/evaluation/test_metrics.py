import numpy as np
import pytest

from tools.evaluation import metrics

SCORES = np.array([0.5, 0.9, -np.inf, 0.5, 0.1], np.float32)


def test_best_films_come_first_and_equal_scores_by_number() -> None:
    assert metrics.top_films(SCORES, 3).tolist() == [1, 0, 3]


def test_a_film_that_is_not_recommended_is_left_out() -> None:
    assert metrics.top_films(SCORES, 10).tolist() == [1, 0, 3, 4]
    assert metrics.top_films(np.full(3, -np.inf, np.float32), 10).tolist() == []


def test_ndcg_of_one_hit_in_second_place() -> None:
    hits = np.array([False, True, False])
    assert metrics.ndcg(hits, relevant=1) == pytest.approx(1 / np.log2(3))
    assert metrics.ndcg(hits, relevant=2) == pytest.approx((1 / np.log2(3)) / (1 + 1 / np.log2(3)))


def test_ndcg_of_a_full_list_is_one_however_many_films_are_relevant() -> None:
    assert metrics.ndcg(np.ones(10, np.bool_), relevant=500) == pytest.approx(1)


def test_reciprocal_rank_is_that_of_the_first_relevant_film() -> None:
    assert metrics.reciprocal_rank(SCORES, np.array([0, 4])) == pytest.approx(1 / 2)
    assert metrics.reciprocal_rank(SCORES, np.array([3, 4])) == pytest.approx(1 / 3)
    assert metrics.reciprocal_rank(SCORES, np.array([2])) == 0


def test_rare_films_weigh_more() -> None:
    weights = metrics.propensity_weights(np.array([0, 1, 4, 100]))
    assert weights.tolist() == pytest.approx([1, 1, 0.5, 0.1])
    # Mean weight of the relevant films 0.3; two hits are attainable; the famous film was hit.
    assert metrics.weighted_recall(np.array([3, 0]), np.array([2, 3]), weights) == pytest.approx(0.1 / 0.6)
    assert metrics.weighted_recall(np.array([2, 3]), np.array([2, 3]), weights) == pytest.approx(1)


def test_weighted_recall_of_a_full_list_of_average_hits_is_one() -> None:
    assert metrics.weighted_recall(np.arange(10), np.arange(30), np.ones(30, np.float32)) == pytest.approx(1)


def test_deciles_hold_films_of_like_popularity() -> None:
    counts = np.array([0, *range(20, 0, -1)])
    deciles = metrics.popularity_deciles(counts)
    assert deciles.tolist() == [-1, *[9 - place // 2 for place in range(20)]]


def test_pairwise_accuracy_compares_within_a_decile() -> None:
    deciles = np.array([0, 0, 0, 1, 1, -1])
    scores = np.array([0.5, 0.2, 0.5, 0.1, 0.3, 9.0], np.float32)
    ranks = metrics.decile_ranks(scores, deciles)
    assert metrics.pairwise_accuracy(ranks, np.array([0]), deciles) == pytest.approx((1 + 0.5) / 2)
    assert metrics.pairwise_accuracy(ranks, np.array([3]), deciles) == 0
    # Film 0 wins one pair and ties one, film 3 loses its only one; the film without ratings has no rivals.
    assert metrics.pairwise_accuracy(ranks, np.array([0, 3, 5]), deciles) == pytest.approx(0.75 / 2)
    assert metrics.pairwise_accuracy(ranks, np.array([5]), deciles) is None


def test_relevant_films_are_no_rivals_of_each_other() -> None:
    deciles = np.zeros(3, np.int64)
    ranks = metrics.decile_ranks(np.array([0.1, 0.2, 0.3], np.float32), deciles)
    assert metrics.pairwise_accuracy(ranks, np.array([0, 2]), deciles) == pytest.approx(0.5)


LISTS = [np.array([1, 2]), np.array([0, 2]), np.array([1, 0]), np.array([0])]


def test_coverage_counts_films_that_are_in_a_list() -> None:
    assert metrics.coverage(LISTS, films=4) == pytest.approx(3 / 4)


def test_collection_share_is_the_mean_over_the_films_of_small_collections() -> None:
    assert metrics.collection_share(LISTS, [7, 7, None, None]) == 1
    assert metrics.collection_share(LISTS, [7, 7, 7, 7]) == pytest.approx((2 / 3 + 2 / 3 + 2 / 3 + 1 / 3) / 4)
    assert metrics.collection_share(LISTS, [7, None, None, None]) == 0


def test_collections_of_more_than_five_films_are_left_out() -> None:
    lists = [np.array([1]), np.array([0]), *[np.array([0])] * 6]
    assert metrics.collection_share(lists, [1, 1, 2, 2, 2, 2, 2, 2]) == 1


def test_year_distance_is_the_median_over_all_recommendations() -> None:
    assert metrics.year_distance(LISTS, np.array([1990, 1995, 1992, 2010])) == 3


def test_a_title_repeats_when_the_query_or_an_earlier_place_has_it() -> None:
    assert metrics.repeated_titles(LISTS, ["alien", "alien", "rocky", ""]) == pytest.approx(3 / 7)
    assert metrics.repeated_titles(LISTS, ["", "", "", ""]) == 0


def test_the_mean_is_over_users_and_the_interval_holds_it() -> None:
    mean, low, high = metrics.mean_and_interval({1: [0.0, 0.0, 0.0], 2: [1.0], 3: []})
    assert (mean, low, high) == (0.5, 0.0, 1.0)
    assert metrics.mean_and_interval({1: [0.25], 2: [0.25]}) == (0.25, 0.25, 0.25)
