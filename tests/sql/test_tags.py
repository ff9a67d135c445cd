"""Tags of MovieLens users count as features of films where several people, or several films, bear them."""

import duckdb
import pytest

import sql
from sql.install import install
from tests.sql.asking import asked

MADE = (
    "movie_traits",
    "features",
    "score_weights",
    "movie_features",
    "features_of_films",
    "common_features",
    "film_vectors",
    "neighbours",
)

TOGETHER, APART = 862, 949
"""Two films of the catalogue."""


@pytest.fixture
def tagged(spoiled: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The hand-made catalogue with these tags alone."""
    spoiled.execute("truncate movielens_tags")
    spoiled.executemany(
        "insert into movielens_tags values (?, ?, ?, null)",
        [
            (1, TOGETHER, "Robots"),
            (2, APART, "robots"),
            (3, APART, "robots"),
            (1, TOGETHER, "seen on the train"),
            (2, TOGETHER, "seen on the train"),
            (1, APART, "slow"),
            (2, APART, "Slow"),
            (3, APART, "SLOW"),
        ],
    )
    remade(spoiled)
    return spoiled


def remade(connection: duckdb.DuckDBPyConnection) -> None:
    files = {file.name: file for file in sql.answer_files()}
    install(connection, [files[name] for name in (*MADE, "recommendations")])


def test_a_tag_counts_if_three_users_or_two_films_bear_it(tagged: duckdb.DuckDBPyConnection) -> None:
    found = tagged.execute(
        "select movie_id, feature_key, share from derived.movie_traits where kind = 'tag' order by all"
    ).fetchall()
    assert found == [(TOGETHER, "robots", 1), (APART, "robots", 1), (APART, "slow", 1)]


def test_a_tag_that_films_share_is_named_as_most_users_write_it(tagged: duckdb.DuckDBPyConnection) -> None:
    assert tagged.execute("select feature_key, name, films from derived.features where kind = 'tag'").fetchall() == [
        ("robots", "robots", 2)
    ]


def test_reasons_tell_what_tags_films_share(tagged: duckdb.DuckDBPyConnection) -> None:
    shown = asked(tagged, "similar_movies", TOGETHER, n=100)
    [other] = [row for row in shown if row["movie_id"] == APART]
    assert [part["names"] for part in other["contributions"] if part["kind"] == "tag"] == [["robots"]]
    assert "misma etiqueta: robots" in other["motivo"]


def test_tags_of_too_few_change_nothing(spoiled: duckdb.DuckDBPyConnection) -> None:
    before = spoiled.execute("select * from derived.neighbours order by all").fetchall()
    spoiled.execute("truncate movielens_tags")
    remade(spoiled)
    assert spoiled.execute("select * from derived.neighbours order by all").fetchall() == before
