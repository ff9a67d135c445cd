"""No value that a type allows makes an answer fail, or gives it a number that is none."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

import sql
from sql.install import install
from tests.sql.asking import asked, example
from tests.sql.extremes import MOST_NUMBERS, VALUES, endless, extreme_arguments, spoil


@pytest.fixture(scope="module")
def catalogue(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables of the hand-made catalogue in memory, and all that is made of them."""
    with duckdb.connect() as connection:
        connection.execute("set threads = 1")  # as the service asks
        connection.execute("set memory_limit = '1GB'")
        install(connection, sql.sql_files("tables"))
        connection.execute(f"attach {sql.sql_literal(warehouse)} as built (read_only)")
        connection.execute("create schema original")
        for file in sql.sql_files("tables"):
            connection.execute(f'create table original."{file.name}" as from built."{file.name}"')
            connection.execute(f'insert into "{file.name}" from original."{file.name}"')
        connection.execute("detach built")
        install(connection, sql.answer_files())
        yield connection


@pytest.fixture
def restored(catalogue: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The same, with the tables as they were at first, and without what is derived from them."""
    for file in sql.sql_files("tables"):
        catalogue.execute(f'delete from "{file.name}"')
        catalogue.execute(f'insert into "{file.name}" from original."{file.name}"')
    for file in sql.sql_files("derived"):
        kind = "view" if "create or replace view" in file.statement else "table"
        catalogue.execute(f"drop {kind} if exists {file.relation}")
    return catalogue


@pytest.mark.parametrize(
    ("first", "step"), [*((first, 0) for first in range(MOST_NUMBERS)), *((first, 1 + 2 * first) for first in range(3))]
)
def test_no_value_of_a_column_breaks_an_answer(restored: duckdb.DuckDBPyConnection, first: int, step: int) -> None:
    spoil(restored, first, step)
    install(restored, sql.sql_files("derived"))
    found = {table.name: endless(restored.execute(f"from {table.relation}").fetchall()) for table in sql.sql_files("derived")}
    found |= {
        endpoint.name: endless(asked(restored, endpoint.name, **example(endpoint))) for endpoint in sql.sql_files("endpoints")
    }
    for check in sql.sql_files("checks"):
        restored.execute(check.statement).fetchall()
    assert {name: values for name, values in found.items() if values} == {}


@pytest.mark.parametrize("endpoint", sql.sql_files("endpoints"), ids=lambda endpoint: endpoint.name)
def test_no_value_of_a_parameter_breaks_an_answer(catalogue: duckdb.DuckDBPyConnection, endpoint: sql.SqlFile) -> None:
    for given in extreme_arguments(catalogue, endpoint):
        assert endless(asked(catalogue, endpoint.name, **given)) == [], given


@pytest.mark.parametrize("kind", ["title", "actor", "month", "nothing"])
def test_names_near_to_any_text_are_found(catalogue: duckdb.DuckDBPyConnection, kind: str) -> None:
    for text in VALUES["VARCHAR"]:
        assert len(asked(catalogue, "near_names", kind, text)) <= 5
