"""With diversity no film loses score but for better films of its collection or, if it is of none, of the very same genres."""

import random
from collections import Counter
from typing import Any

import duckdb
import pytest

from tests.sql.asking import asked

Kind = tuple[str, object]


def kinds(connection: duckdb.DuckDBPyConnection) -> dict[int, Kind]:
    """What each film is one of, as the documentation says it: its collection, else its genres."""
    films = connection.execute("""
        select m.movie_id, m.collection_id, list(l.genre_id order by l.genre_id) filter (where l.genre_id is not null)
        from movies as m left join movie_genres as l on m.movie_id = l.movie_id
        group by all
    """).fetchall()
    return {
        movie_id: ("genres", tuple(genres or [])) if collection is None else ("collection", collection)
        for movie_id, collection, genres in films
    }


def check_losses(
    films: dict[int, Kind], plain: list[dict[str, Any]], varied: list[dict[str, Any]], diversity: float
) -> list[tuple[float, int]]:
    """Compare the same question with and without diversity.

    Returns:
        What each film lost, in points, with the number of better films of its kind.
    """
    better: Counter[Kind] = Counter()
    before: dict[int, tuple[float, int]] = {}
    for row in plain:
        kind = films[row["movie_id"]]
        before[row["movie_id"]] = (row["score"], better[kind])
        better[kind] += 1
    losses = []
    for row in varied:
        if row["movie_id"] in before:
            score, ahead = before[row["movie_id"]]
            losses.append((score - row["score"], ahead))
    assert losses
    assert [loss for loss, _ in losses] == pytest.approx([diversity * ahead for _, ahead in losses], abs=0.0011)
    assert [row["place"] for row in varied] == list(range(1, len(varied) + 1))
    assert [row["score"] for row in varied] == sorted((row["score"] for row in varied), reverse=True)
    return losses


@pytest.fixture(scope="module")
def similar(connection: duckdb.DuckDBPyConnection) -> dict[int, list[dict[str, Any]]]:
    """The films that are similar to each film, without diversity."""
    return {film: asked(connection, "similar_movies", film, n=100) for film in kinds(connection)}


@pytest.mark.parametrize("diversity", [0.3, 1])
def test_a_film_loses_for_better_films_of_its_kind_alone(
    connection: duckdb.DuckDBPyConnection, similar: dict[int, list[dict[str, Any]]], diversity: float
) -> None:
    films = kinds(connection)
    losses = []
    for film, plain in similar.items():
        varied = asked(connection, "similar_movies", film, n=100, diversity=diversity)
        losses += check_losses(films, plain, varied, diversity)
    assert {ahead for _, ahead in losses} >= {0, 1, 2}


def test_films_of_no_collection_are_no_kind(connection: duckdb.DuckDBPyConnection) -> None:
    films = kinds(connection)
    plain = asked(connection, "recommended_movies", ["862", "949"], n=100)
    varied = asked(connection, "recommended_movies", ["862", "949"], n=100, diversity=1)
    check_losses(films, plain, varied, 1)
    scores = {row["movie_id"]: row["score"] for row in plain}
    alone = [row for row in varied if films[row["movie_id"]][0] == "genres" and row["score"] == scores[row["movie_id"]]]
    assert len({films[row["movie_id"]] for row in alone}) > 1


@pytest.mark.full_data
@pytest.mark.parametrize("diversity", [0.5, 1])
def test_known_films_lose_for_a_reason(full_connection: duckdb.DuckDBPyConnection, diversity: float) -> None:
    films = kinds(full_connection)
    chance = random.Random(1)
    known = [film for (film,) in full_connection.execute("select movie_id from movies where vote_count > 500").fetchall()]
    for film in ["597", *(str(film) for film in chance.sample(sorted(known), 20))]:
        plain = asked(full_connection, "recommended_movies", [film], n=100)
        varied = asked(full_connection, "recommended_movies", [film], n=30, diversity=diversity)
        check_losses(films, plain, varied, diversity)


@pytest.mark.full_data
def test_pulp_fiction_keeps_its_score_after_forrest_gump(full_connection: duckdb.DuckDBPyConnection) -> None:
    scores = [
        {row["title"]: row["score"] for row in asked(full_connection, "recommended_movies", ["597"], n=100, diversity=diversity)}
        for diversity in (0, 1)
    ]
    assert scores[0]["Forrest Gump"] == scores[1]["Forrest Gump"]
    assert scores[0]["Pulp Fiction"] == scores[1]["Pulp Fiction"]
