"""Tables of a large catalogue have an index where few of their rows are looked up; others do without."""

import duckdb
import pytest

import sql
from sql.install import install
from tests.sql.asking import asked

LOOKED_UP = {
    file.name: file.headers["table"]["looked_up_by"]
    for file in sql.sql_files("derived")
    if "looked_up_by" in file.headers.get("table", {})
}


def indexes(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return connection.execute(
        "select table_name, index_name from duckdb_indexes() where schema_name = 'derived' order by all"
    ).fetchall()


@pytest.fixture
def indexed(spoiled: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The hand-made catalogue with the indexes of a large one."""
    spoiled.execute("create or replace macro large_catalogue() as 5")
    files = {file.name: file for file in sql.answer_files()}
    install(spoiled, [files[name] for name in sorted(LOOKED_UP)])
    return spoiled


def test_a_small_catalogue_has_no_index(connection: duckdb.DuckDBPyConnection) -> None:
    assert len(LOOKED_UP) >= 2
    assert indexes(connection) == []


def test_a_large_catalogue_has_them(indexed: duckdb.DuckDBPyConnection) -> None:
    assert indexes(indexed) == [(table, f"{table}_{column}") for table, column in sorted(LOOKED_UP.items())]


def test_answers_with_an_index_are_those_without(
    connection: duckdb.DuckDBPyConnection, indexed: duckdb.DuckDBPyConnection
) -> None:
    for film in (862, 949, 238):
        assert asked(indexed, "similar_movies", film, n=50) == asked(connection, "similar_movies", film, n=50)
