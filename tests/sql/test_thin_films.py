"""Films that nobody voted for are compared with fewer films where there are very many of them, and only there."""

import duckdb
import pytest

import sql
from ingest.rules import rules
from sql.install import install

TABLES = ("thin_films", "fame_groups", "neighbours")
UNVOTED = "coalesce(m.vote_count, 0) = 0"


@pytest.fixture
def large(spoiled: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The hand-made catalogue, as if it were a large one, with some films more that nobody voted for."""
    spoiled.execute("create or replace macro large_catalogue() as 5")
    spoiled.execute("update movies set vote_count = 0 where movie_id % 2 = 1")
    files = {file.name: file for file in sql.answer_files()}
    install(spoiled, [files[name] for name in ("film_priors", *TABLES)])
    return spoiled


def listed(connection: duckdb.DuckDBPyConnection, films: str) -> dict[int, int]:
    """How many neighbours films have that fulfil a condition."""
    return dict(
        connection.execute(
            "select m.movie_id, count(n.place) from movies as m left join derived.neighbours as n on m.movie_id = n.movie_id "
            f"where {films} group by m.movie_id"
        ).fetchall()
    )


def test_no_film_of_a_small_catalogue_is_thin(connection: duckdb.DuckDBPyConnection) -> None:
    assert connection.execute(f"select count(*) > 0 from movies as m where {UNVOTED}").fetchone() == (True,)
    assert connection.execute("select count(*) from derived.thin_films").fetchone() == (0,)


def test_thin_films_have_ten_neighbours_at_most_and_the_others_more(large: duckdb.DuckDBPyConnection) -> None:
    thin = listed(large, UNVOTED)
    assert large.execute("select movie_id from derived.thin_films order by all").fetchall() == [(film,) for film in sorted(thin)]
    assert max(thin.values()) == 10
    assert max(listed(large, f"not {UNVOTED}").values()) > 10


def test_thin_films_stand_in_one_group_of_a_genre(large: duckdb.DuckDBPyConnection) -> None:
    groups = large.execute(
        """
        select count(g.group_id), greatest(len(any_value(p.genre_ids)), 1), t.movie_id is not null
        from derived.film_priors as p
        left join derived.thin_films as t on p.movie_id = t.movie_id
        left join derived.fame_groups as g on p.movie_id = g.movie_id
        group by p.movie_id, t.movie_id
        """
    ).fetchall()
    assert all(found == genres * (1 if is_thin else 4) for found, genres, is_thin in groups)


def test_neighbours_with_thin_films_keep_the_rules(large: duckdb.DuckDBPyConnection) -> None:
    for rule in rules():
        if rule.name.split(".")[0] in {*TABLES, "recommendations_make_sense"}:
            rule.check(large)


def test_titles_of_thin_films_alone_are_no_keys_of_compiled_answers(large: duckdb.DuckDBPyConnection) -> None:
    keys = {title for (title,) in large.execute("select title from derived.voted_titles").fetchall()}
    voted = {title for (title,) in large.execute(f"select title from movies as m where not {UNVOTED}").fetchall()}
    assert keys == voted


def test_all_titles_of_a_small_catalogue_are(connection: duckdb.DuckDBPyConnection) -> None:
    [(keys,)] = connection.execute("select count(*) from derived.voted_titles").fetchall()
    assert connection.execute("select count(*) from movies").fetchall() == [(keys,)]
