"""Names of countries, languages and genres in Spanish stand for those in the data, which win where they are the same."""

from collections.abc import Callable
from typing import Any

import duckdb
import pytest

Ask = Callable[..., dict[str, Any] | None]


@pytest.mark.parametrize(
    ("macro", "name", "own"),
    [
        ("peliculas_pais", "España", "Spain"),
        ("peliculas_pais", "estados unidos", "United States of America"),
        ("peliculas_pais", "EE. UU.", "United States of America"),
        ("peliculas_pais", "Alemania", "Germany"),
        ("peliculas_idioma", "inglés", "en"),
        ("peliculas_idioma", "FRANCES", "fr"),
        ("peliculas_idioma", "Français", "fr"),
        ("peliculas_idioma", "castellano", "es"),
    ],
)
def test_a_question_takes_a_name_in_spanish(ask: Ask, macro: str, name: str, own: str) -> None:
    assert ask(macro, name) == ask(macro, own) is not None


@pytest.mark.parametrize(
    ("macro", "name", "own"), [("films_of_genre", "comedia", "Comedy"), ("films_of_country", "españa", "ES")]
)
def test_a_choice_of_films_takes_a_name_in_spanish(
    connection: duckdb.DuckDBPyConnection, macro: str, name: str, own: str
) -> None:
    films = f"select movie_id from {macro}(?) order by movie_id"
    assert connection.execute(films, [name]).fetchall() == connection.execute(films, [own]).fetchall() != []


def test_a_name_in_the_data_stands_for_itself(connection: duckdb.DuckDBPyConnection) -> None:
    own = (
        "select normalized(name) from genres union all select normalized(name) from countries "
        "union all select normalized(language_code) from languages"
    )
    both = f"select name_key from derived.other_names where name_key in ({own}) and kind != 'language'"
    assert connection.execute(both).fetchall() == []
    assert connection.execute("select own_name('genre', 'Drama'), own_name('genre', 'Nada')").fetchall() == [("drama", "nada")]


@pytest.mark.parametrize(("kind", "near"), [("country", "España"), ("genre", "Comedia"), ("title", "El padrino")])
def test_names_that_are_near_are_offered_in_spanish(connection: duckdb.DuckDBPyConnection, kind: str, near: str) -> None:
    found = connection.execute("from near_names(?, ?)", [kind, near.replace("a", "s", 1) + "x"]).fetchall()
    assert (near,) in found
