import numpy as np
import pytest

from tools.evaluation.catalogue import Catalogue, weighted_rating
from tools.evaluation.charts import Chart, Random
from tools.evaluation.collaborative import ease, item_knn
from tools.evaluation.measure import measure_catalogue, measure_queries, popularity
from tools.evaluation.predecessors import FirstPredecessor, SecondPredecessor
from tools.evaluation.soup import RerankedSoup, Soup
from tools.evaluation.splits import Query

CATALOGUE = Catalogue(
    movie_ids=np.arange(10, 16),
    titles=["alien", "aliens", "solaris", "space jam", "psycho", "alien nation"],
    years=np.array([1979, 1986, 1972, 1996, 1960, 1988]),
    vote_average=np.array([8.0, 7.5, 7.9, 6.0, 8.5, 6.1], np.float32),
    vote_count=np.array([100, 100, 100, 100, 100, 100], np.float32),
    genres=[["Horror", "SciFi"], ["SciFi", "Horror"], ["SciFi", "Drama"], ["Family"], ["Horror"], ["SciFi"]],
    cast=[
        ["Sigourney Weaver"],
        ["Sigourney Weaver"],
        ["Donatas Banionis"],
        ["Michael Jordan"],
        ["Anthony Perkins"],
        ["James Caan"],
    ],
    directors=[["Ridley Scott"], ["James Cameron"], ["Andrei Tarkovsky"], ["Joe Pytka"], ["Alfred Hitchcock"], ["Graham Baker"]],
    collections=[1, 1, None, None, None, None],
)
QUALITY = weighted_rating(CATALOGUE)
LIKED = {4: np.array([0, 1]), 8: np.array([0, 1, 2]), 12: np.array([3, 4])}


def test_weighted_rating_is_drawn_half_way_to_the_mean_at_the_votes_of_the_floor() -> None:
    assert QUALITY.tolist() == pytest.approx(((CATALOGUE.vote_average + CATALOGUE.vote_average.mean()) / 2).tolist())


def test_charts_list_the_same_films_for_all_but_never_the_query() -> None:
    lists = Chart("weighted rating", QUALITY).lists(len(CATALOGUE), 2)
    assert [top.tolist() for top in lists] == [[4, 2], [4, 0], [4, 0], [4, 0], [0, 2], [4, 0]]


def test_random_scores_depend_on_the_query_only() -> None:
    system = Random(len(CATALOGUE))
    np.testing.assert_array_equal(system.scores([(0,), (1,)])[1], system.scores([(1,)])[0])


def test_the_first_predecessor_wants_all_genres_but_one_ordered_by_vote() -> None:
    assert FirstPredecessor(CATALOGUE).lists(len(CATALOGUE), 10)[0].tolist() == [4, 2, 1, 5]


def test_the_second_predecessor_finds_the_same_genres_first() -> None:
    assert SecondPredecessor(CATALOGUE).lists(len(CATALOGUE), 1)[0].tolist() == [1]


def test_the_soup_finds_shared_words_and_people() -> None:
    soup = Soup(CATALOGUE)
    assert soup.lists(len(CATALOGUE), 2)[0].tolist() == [1, 5]
    assert RerankedSoup(soup, QUALITY).lists(len(CATALOGUE), 1)[0].tolist() == [4]


def test_item_knn_is_the_shrunk_cosine() -> None:
    row = item_knn(LIKED, len(CATALOGUE), shrinkage=2).scores([(0,)])[0]
    assert row[1] == pytest.approx(2 / 2 * 2 / 4)
    assert row[2] == pytest.approx(1 / np.sqrt(2) * 1 / 3)
    assert row[3] == -np.inf


def test_ease_never_recommends_for_a_film_itself_and_prefers_what_is_liked_together() -> None:
    row = ease(LIKED, len(CATALOGUE), regularisation=1).scores([(0,)])[0]
    assert row[0] == -np.inf
    assert row[1] > row[2] > 0


def test_measures_of_a_system_that_lists_the_relevant_film_first() -> None:
    known = popularity(np.array([0, 0, 1, 2]), CATALOGUE)
    scores = np.array([0, 3, 2, 1, 0, 0], np.float32)
    measured = measure_queries(Chart("known", scores), [Query(2, (0,), np.array([1]))], known)
    assert measured["NDCG@10"] == (1, 1, 1)
    assert measured["MRR"] == (1, 1, 1)
    assert measured["hit@5"] == (1, 1, 1)
    assert measured["wrecall@10"] == (1, 1, 1)


def test_measures_of_all_lists() -> None:
    lists = measure_catalogue(Soup(CATALOGUE), CATALOGUE, asked=[3])
    assert lists["collection@5"] == 1
    assert lists["repeats"] == 0
    assert lists["coverage@10"] == 1
    assert lists["of queries"] == pytest.approx(5 / 6)
