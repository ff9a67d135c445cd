"""The same films give the same rows, whether Python literals or JSON describe them."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from ingest.build import build
from tests.data.layouts import TMDB_5000_FILMS

RELATIONS = {
    "movies": "(select * exclude (collection_id) from movies)",
    "genres": "movie_genres join genres using (genre_id)",
    "companies": "movie_companies join companies using (company_id)",
    "countries": "movie_countries join countries using (country_code)",
    "languages": "movie_languages join languages using (language_code)",
    "keywords": "movie_keywords join keywords using (keyword_id)",
    "cast": '"cast" join (select person_id, name, gender from people) using (person_id)',
    "crew": "crew join (select person_id, name, gender from people) using (person_id)",
}


@pytest.fixture(scope="module")
def json_connection(tmdb_5000_layout: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    place = tmp_path_factory.mktemp("json") / "warehouse.duckdb"
    build(tmdb_5000_layout, place, lambda _: None)
    with duckdb.connect(place, read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("relation", RELATIONS.values(), ids=RELATIONS.keys())
def test_both_layouts_give_the_same_rows(
    connection: duckdb.DuckDBPyConnection, json_connection: duckdb.DuckDBPyConnection, relation: str
) -> None:
    question = f"select * from {relation} where list_contains(?, movie_id) order by all"
    rows = json_connection.execute(question, [TMDB_5000_FILMS]).fetchall()
    assert len(rows) >= len(TMDB_5000_FILMS)
    assert connection.execute(question, [TMDB_5000_FILMS]).fetchall() == rows


def test_a_layout_without_portraits_and_collections_leaves_them_unknown(json_connection: duckdb.DuckDBPyConnection) -> None:
    assert json_connection.execute("select count(profile_path) from people").fetchall() == [(0,)]
    assert json_connection.execute("select count(*) from collections").fetchall() == [(0,)]
