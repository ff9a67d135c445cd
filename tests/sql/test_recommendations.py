"""What every film recommends."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

import sql
from sql.install import install
from tests.sql.plain_answers import PlainCatalogue, fold

Ask = Callable[..., dict[str, Any]]

LISTS = ["Nombre", "Anio estreno", "Director", "Motivo"]


@pytest.fixture(scope="module")
def answers(ask: Ask, full_layout: Path) -> dict[str, dict[str, Any]]:
    """The recommendations of every title."""
    return {title: ask("recomendacion", title) for title in PlainCatalogue(full_layout).titles()}


def test_every_title_recommends_five_films(answers: dict[str, dict[str, Any]]) -> None:
    assert len(answers) == 37
    assert {len(answer["lista recomendada"]) for answer in answers.values()} == {5}


def test_no_title_recommends_itself_or_another_twice(answers: dict[str, dict[str, Any]]) -> None:
    for title, answer in answers.items():
        recommended = {fold(name) for name in answer["lista recomendada"]}
        assert len(recommended) == 5
        assert title not in recommended


def test_the_lists_are_parallel_and_each_film_has_a_reason(answers: dict[str, dict[str, Any]]) -> None:
    for answer in answers.values():
        assert answer["Nombre"] == answer["lista recomendada"]
        assert {len(answer[name]) for name in LISTS} == {5}
        assert all(answer["Motivo"])


@pytest.mark.parametrize(
    ("title", "sequels"),
    [
        ("Toy Story", {"Toy Story 2", "Toy Story 3"}),
        ("The Godfather", {"The Godfather: Part II", "The Godfather: Part III"}),
        ("The Dark Knight", {"Batman Begins", "The Dark Knight Rises"}),
    ],
)
def test_sequels_come_first_and_say_so(ask: Ask, title: str, sequels: set[str]) -> None:
    answer = ask("recomendacion", title)
    assert set(answer["lista recomendada"][:2]) == sequels
    assert all(reason.startswith("misma saga: ") for reason in answer["Motivo"][:2])


def test_a_recommended_film_has_its_year_and_directors(ask: Ask) -> None:
    answer = ask("recomendacion", "Toy Story 2")
    place = answer["Nombre"].index("Toy Story")
    assert (answer["Anio estreno"][place], answer["Director"][place]) == (1995, "John Lasseter")


@pytest.mark.parametrize(
    "reasons", ["select reason from derived.recommendations", "select motivo from similar_movies(862, n := 50)"]
)
def test_reasons_name_genres_in_spanish_and_no_more_than_three(connection: duckdb.DuckDBPyConnection, reasons: str) -> None:
    in_spanish = dict(connection.execute("select name, spanish_name from derived.spanish_genres").fetchall())
    known = {name for (name,) in connection.execute("select name from genres").fetchall()}
    wanted = {in_spanish.get(name, name).lower() for name in known}
    parts = [part for (text,) in connection.execute(reasons).fetchall() for part in text.split("; ")]
    told = [part.partition(": ")[2].split(", ") for part in parts if part.startswith(("mismos géneros: ", "mismo género: "))]
    assert told
    assert {name for names in told for name in names} <= wanted
    assert max(map(len, told)) == 3


def test_a_genre_without_a_name_in_spanish_keeps_its_own(spoiled: duckdb.DuckDBPyConnection) -> None:
    spoiled.execute("delete from derived.spanish_genres where name = 'Family'")
    install(spoiled, [sql.sql_file(sql.ROOT / "derived" / "features.sql")])
    built = "select list(reason)::varchar from film_recommendations(862, 862)"
    for question in ("select list(motivo)::varchar from similar_movies(862)", built):
        [(told,)] = spoiled.execute(question).fetchall()
        assert "Family" in told
        assert "comedia" in told


@pytest.mark.parametrize("macro", ["similar_movies(862, n := 40)", "recommended_movies(['862', 'Heat'], n := 40)"])
def test_directors_are_those_of_the_films(connection: duckdb.DuckDBPyConnection, macro: str) -> None:
    found = connection.execute(
        f"select r.directors, d.directors from {macro} as r inner join derived.film_details as d on r.movie_id = d.movie_id"
    ).fetchall()
    assert len(found) > 5
    assert [] in [shown for shown, _ in found]
    assert [shown for shown, held in found if shown != held] == []


def test_of_several_films_with_a_title_the_year_chooses(ask: Ask) -> None:
    recent, first = ask("recomendacion", "Cinderella"), ask("recomendacion", "Cinderella", anio=1899)
    assert "Cinderella (2015)" in recent["mensaje"]
    assert "Cinderella (1899)" in first["mensaje"]
    assert recent["Nombre"] != first["Nombre"]
    assert ask("recomendacion", "Cinderella", anio=1900) is None


def test_of_words_with_one_stem_the_commonest_is_told(spoiled: duckdb.DuckDBPyConnection) -> None:
    spoiled.execute("update movies set overview = 'Lonely robots.' where movie_id in (862, 863)")
    spoiled.execute("update movies set overview = 'A robot and a lonely family.' where movie_id = 949")
    spoiled.execute("update movies set overview = 'A family.' where movie_id = 238")
    install(spoiled, [sql.sql_file(sql.ROOT / "derived" / f"{name}.sql") for name in ("movie_traits", "features")])
    told = dict(spoiled.execute("select name, films from derived.features where kind = 'text'").fetchall())
    assert (told["robots"], told["lonely"], told["family"]) == (3, 3, 2)
    assert not {"robot", "lone", "fami"} & told.keys()
