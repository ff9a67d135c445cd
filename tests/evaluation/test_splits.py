import numpy as np

from tools.evaluation import splits
from tools.evaluation.catalogue import Ratings

RATINGS = Ratings(
    users=np.array([4, 4, 4, 6, 6, 8]),
    films=np.array([2, 0, 1, 0, 1, 3]),
    stars=np.array([4.0, 5.0, 3.5, 4.5, 4.0, 5.0], np.float32),
)


def test_learning_and_reporting_users_are_apart() -> None:
    learning, reporting = splits.of_group(RATINGS, splits.LEARN), splits.of_group(RATINGS, splits.REPORT)
    assert set(learning.users.tolist()) == {4, 8}
    assert set(reporting.users.tolist()) == {6}


def test_four_stars_are_liked() -> None:
    liked = splits.liked_films(RATINGS)
    assert {user: films.tolist() for user, films in liked.items()} == {4: [0, 2], 6: [0, 1], 8: [3]}


def test_every_liked_film_asks_for_the_others() -> None:
    queries = splits.item_queries(splits.liked_films(RATINGS))
    assert [(query.user, query.seeds, query.relevant.tolist()) for query in queries] == [
        (4, (0,), [2]),
        (4, (2,), [0]),
        (6, (0,), [1]),
        (6, (1,), [0]),
    ]


def test_several_seeds_and_the_relevant_films_are_all_that_is_liked() -> None:
    films = np.arange(10, 18)
    queries = splits.multi_seed_queries({2: films, 6: films[:5]}, draws=20)
    assert len(queries) == 20
    assert {len(query.seeds) for query in queries} == {3, 4, 5}
    for query in queries:
        assert sorted([*query.seeds, *query.relevant.tolist()]) == films.tolist()


def test_the_queries_of_a_user_are_the_same_in_every_run_and_company() -> None:
    films = np.arange(8)
    alone = splits.multi_seed_queries({2: films}, draws=3)
    in_company = splits.multi_seed_queries({1: films, 2: films}, draws=3)[3:]
    assert [query.seeds for query in alone] == [query.seeds for query in in_company]
