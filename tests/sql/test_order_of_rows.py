"""Neither the order of the rows of a table nor the number of threads changes a bit of an answer."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

import sql
from ingest.build import build
from ingest.warehouse_file import STORAGE_VERSION
from sql.install import install
from tests.sql.asking import call, example
from tools import synthetic

FILMS = 300

MONEY = """
update movies
set budget = 10007 + movie_id * 7919 % 99999989,
    revenue = 10009 + movie_id * 104729 % 499999993,
    "return" = (10009 + movie_id * 104729 % 499999993) / (10007 + movie_id * 7919 % 99999989),
    vote_average = movie_id * 31 % 101 / 10,
    vote_count = 1 + movie_id * 17 % 1009
where movie_id % 7 > 0
"""
"""Made-up films seldom have money, and sums of whole numbers are the same in any order; those of such returns are not."""

LISTS = [f"returns_by_{kind}(min_films := 1)" for kind in ("actor", "company", "country", "director", "genre", "year")]


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse whose tables are those of made-up films with money."""
    folder = tmp_path_factory.mktemp("made_up")
    synthetic.write(FILMS, folder / "raw", seed=5)
    build(folder / "raw", folder / "warehouse.duckdb", lambda _: None)
    with duckdb.connect(folder / "warehouse.duckdb") as connection:
        connection.execute(MONEY)
    return folder / "warehouse.duckdb"


@pytest.fixture(scope="module")
def catalogue(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty file whose tables are read by several threads even if they are small."""
    with duckdb.connect() as connection:
        place = tmp_path_factory.mktemp("shuffled") / "warehouse.duckdb"
        connection.execute(
            f"attach {sql.sql_literal(place)} as warehouse (storage_version '{STORAGE_VERSION}', row_group_size 2048)"
        )
        connection.execute(f"attach {sql.sql_literal(raw)} as made_up (read_only)")
        connection.execute("use warehouse")
        yield connection


def answers(connection: duckdb.DuckDBPyConnection, seed: int, threads: int) -> dict[str, list[str]]:
    """All that is made of the tables, and all examples, as the JSON of their rows, which has every bit of a number."""
    connection.execute(f"set threads = {threads}")
    install(connection, sql.sql_files("tables"))
    for file in sql.sql_files("tables"):
        connection.execute(f'insert into "{file.name}" from made_up."{file.name}" order by hash(rowid + ?)', [seed])
    install(connection, sql.answer_files())
    asked: dict[str, tuple[str, list[object]]] = {file.name: (file.relation, []) for file in sql.sql_files("derived")}
    asked |= {f"{file.name}()": call(file.name, **example(file)) for file in sql.sql_files("endpoints")}
    found = {}
    for name, (text, values) in asked.items():
        rows = connection.execute(f"select to_json(t)::varchar from {text} as t order by all", values)
        found[name] = [row for (row,) in rows.fetchall()]
    return found


@pytest.fixture(scope="module")
def first(catalogue: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The answers of one order and one thread."""
    return answers(catalogue, seed=1, threads=1)


def test_rows_in_any_order_and_any_number_of_threads_give_the_same_answers(
    catalogue: duckdb.DuckDBPyConnection, first: dict[str, list[str]]
) -> None:
    again = answers(catalogue, seed=2, threads=4)
    assert [name for name, rows in first.items() if rows != again[name]] == []
    assert sum(map(len, first.values())) > 10 * FILMS


@pytest.mark.usefixtures("first")
@pytest.mark.parametrize("macro", LISTS)
def test_filters_do_not_change_the_numbers_of_the_rows_that_pass(catalogue: duckdb.DuckDBPyConnection, macro: str) -> None:
    everything = [row for (row,) in catalogue.execute(f"select to_json(t)::varchar from {macro} as t").fetchall()]
    assert len(everything) > 5
    for condition in ("films % 2 = 0", "return_mean > 3", "budget > 1000000 and revenue > budget"):
        passed = catalogue.execute(f"select to_json(t)::varchar from {macro} as t where {condition} order by revenue").fetchall()
        assert passed
        assert {row for (row,) in passed} <= set(everything)
