"""How to go on with the series of every film."""

from collections import defaultdict
from datetime import date

import duckdb

import sql
from sql.install import install
from tests.sql.asking import asked


def test_it_is_the_film_behind_or_after_the_last_one_those_before(connection: duckdb.DuckDBPyConnection) -> None:
    films = connection.execute("select movie_id, collection_id, release_date from movies").fetchall()
    series = defaultdict(list)
    for movie_id, collection, released in films:
        if collection is not None:
            series[collection].append((released, movie_id))
    for movie_id, collection, _ in films:
        in_order = [film for _, film in sorted(series[collection])] if collection is not None else [movie_id]
        place = in_order.index(movie_id)
        behind, before = in_order[place + 1 :][:1], in_order[:place][::-1]
        found = asked(connection, "next_in_series", movie_id)
        assert [row["movie_id"] for row in found] == (behind or before)
        assert [row["place"] for row in found] == [*range(1, len(found) + 1)]
        assert {row["is_earlier"] for row in found} == ({not behind} if found else set())


def test_films_of_one_day_stand_in_the_order_of_their_ids(spoiled: duckdb.DuckDBPyConnection) -> None:
    spoiled.execute("update movies set release_date = ? where movie_id in (863, 10193)", [date(1999, 10, 30)])
    install(spoiled, [sql.sql_file(sql.ROOT / "derived" / "next_films.sql")])
    assert [row["movie_id"] for row in asked(spoiled, "next_in_series", 862)] == [863]
    assert [row["movie_id"] for row in asked(spoiled, "next_in_series", 863)] == [10193]
    assert [row["movie_id"] for row in asked(spoiled, "next_in_series", 10193)] == [863, 862]
