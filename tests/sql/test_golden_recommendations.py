"""The recommendations of films that everybody knows, as a reader of the lists wants them."""

import tomllib
from pathlib import Path
from typing import Any

import duckdb
import pytest

GOLDEN = tomllib.loads((Path(__file__).parents[1] / "data/golden_recommendations.toml").read_text(encoding="utf-8"))["film"]

pytestmark = pytest.mark.full_data


def test_there_are_120_films() -> None:
    assert len({film["title"] for film in GOLDEN}) >= 120


@pytest.mark.parametrize("film", GOLDEN, ids=lambda film: film["title"])
def test_the_list_of_a_known_film(full_connection: duckdb.DuckDBPyConnection, film: dict[str, Any]) -> None:
    [(titles,)] = full_connection.execute('select "lista recomendada" from recomendacion(?, n := 10)', [film["title"]]).fetchall()
    begins = film.get("begins", [])
    assert titles[: len(begins)] == begins
    assert set(film.get("holds", [])) <= set(titles)
    assert not set(film.get("never", [])) & set(titles)
    assert begins or film.get("holds")


def test_every_film_that_is_named_is_in_the_data(full_connection: duckdb.DuckDBPyConnection) -> None:
    named = {title for film in GOLDEN for kind in ("begins", "holds", "never") for title in film.get(kind, [])}
    known = {title for (title,) in full_connection.execute("select m.title from movies as m").fetchall()}
    assert named - known == set()
