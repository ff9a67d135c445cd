from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pytest

from tools.evaluation.catalogue import read_catalogue, read_ratings
from tools.evaluation.copies import LEARNING_USERS, NO_USER, answering_copy
from tools.evaluation.filmoteca import Filmoteca
from tools.evaluation.metrics import NOT_RECOMMENDED


@pytest.fixture(scope="module", params=[NO_USER, LEARNING_USERS])
def answering(
    request: pytest.FixtureRequest, rated_warehouse: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy without ratings, and one with those of learning users."""
    with answering_copy(rated_warehouse, tmp_path_factory.mktemp("copy"), request.param) as connection:
        yield connection


@pytest.fixture(scope="module")
def filmoteca(answering: duckdb.DuckDBPyConnection) -> Filmoteca:
    return Filmoteca("Filmoteca", answering, read_catalogue(answering))


def test_a_copy_learns_from_the_users_that_it_keeps(rated_warehouse: Path, tmp_path: Path) -> None:
    with answering_copy(rated_warehouse, tmp_path, LEARNING_USERS) as connection:
        assert set(read_ratings(connection, read_catalogue(connection)).users.tolist()) == set(range(4, 48, 4))
        [(likers,)] = connection.execute("select list(distinct user_id order by user_id) from derived.likes").fetchall()
        assert likers == [*range(4, 48, 4)]
        [(likes, standing)] = connection.execute(
            "select (select sum(weight) / 1e6 from derived.likes), (select sum(like_total) from derived.film_priors)"
        ).fetchall()
        assert standing == pytest.approx(likes)
    with duckdb.connect(rated_warehouse, read_only=True) as connection:
        assert connection.execute("select count(distinct user_id) from ratings").fetchall() == [(47,)]
    assert list(tmp_path.glob("*.duckdb")) == []


def test_neighbours_and_scores_are_one_ranking(answering: duckdb.DuckDBPyConnection) -> None:
    for (movie_id,) in answering.execute("select movie_id from movies").fetchall():
        [(compared, different)] = answering.execute(
            "select count(*), count(*) filter (where n.score != s.score) from derived.neighbours as n"
            " left join film_scores((select list(t) from taste_of([{'movie_id': ?::integer, 'sign': 1}]) as t)) as s"
            " on n.other_id = s.movie_id where n.movie_id = ?",
            [movie_id, movie_id],
        ).fetchall()
        assert compared > 0
        assert different == 0


def test_lists_are_in_the_order_of_the_scores(filmoteca: Filmoteca, answering: duckdb.DuckDBPyConnection) -> None:
    films = range(len(read_catalogue(answering)))
    lists = filmoteca.lists(len(films), 10)
    assert len(lists) == len(films)
    for film, top in zip(films, lists, strict=True):
        scores = filmoteca.scores([(film,)])[0][top]
        # A title's best film may be no candidate; then the list has another film of the title.
        scores = scores[scores > NOT_RECOMMENDED]
        assert scores.tolist() == sorted(scores, reverse=True)
        assert len(scores) >= len(top) - 1


def test_candidates_keep_most_of_the_best_films(filmoteca: Filmoteca, answering: duckdb.DuckDBPyConnection) -> None:
    assert 0.9 <= filmoteca.kept(range(len(read_catalogue(answering))), 5) <= 1


def test_no_title_is_recommended_twice_nor_to_who_liked_it(filmoteca: Filmoteca, answering: duckdb.DuckDBPyConnection) -> None:
    titles = np.array(read_catalogue(answering).titles)
    scores = filmoteca.scores([(film,) for film in range(len(titles))])
    assert len(set(titles)) < len(titles)
    for film, row in enumerate(scores):
        recommended = titles[row > NOT_RECOMMENDED].tolist()
        assert sorted({*recommended, titles[film]}) == sorted([*recommended, titles[film]]) == sorted(set(titles))


def test_several_liked_films_are_not_recommended_themselves(filmoteca: Filmoteca) -> None:
    row = filmoteca.scores([(0, 1, 2)])[0]
    assert row[:3].tolist() == [NOT_RECOMMENDED] * 3
    assert np.count_nonzero(row > NOT_RECOMMENDED) > 10
