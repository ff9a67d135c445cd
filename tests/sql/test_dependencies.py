"""What an object is made of is all that it needs, and no more."""

from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb
import pytest

import sql
from sql.dependencies import closure, dependencies
from sql.install import install

FILES = {file.name: file for kind in sql.SCHEMA_KINDS for file in sql.sql_files(kind)}
DIRECT = dependencies(FILES.values())
ORDER = [*TopologicalSorter(DIRECT).static_order()]
"""The names, each behind those of what it needs."""

BOUND = [name for name, file in FILES.items() if file.path.parts[-2] == "derived" or "endpoints" in file.path.parts]
"""What DuckDB binds when it is made; in a macro without types it does not look at all that stands there."""

FILLED_BY = {name: file.headers["slices"]["rows"] for name, file in FILES.items() if "slices" in file.headers}

LOOKED_UP = {name for name, file in FILES.items() if "looked_up_by" in file.headers.get("table", {})}
ASKED_FOR_INDEXES = {"large_catalogue", "movies"}
"""What tells whether a table that is looked up has an index, and is no part of its statement, or need not be."""


@pytest.fixture(scope="module")
def whole() -> Iterator[tuple[duckdb.DuckDBPyConnection, dict[str, str]]]:
    """A database with every object and no rows, and what kind of object each is."""
    with duckdb.connect(":memory:", config={"autoload_known_extensions": "false"}) as connection:
        install(connection, FILES.values())
        kinds = connection.execute("""
            select function_name, if(function_type = 'macro', 'macro', 'macro table') from duckdb_functions() where not internal
            union all
            select table_name, 'table' from duckdb_tables()
            union all
            select view_name, 'view' from duckdb_views() where not internal
        """).fetchall()
        yield connection, dict(kinds)


@pytest.fixture(scope="module")
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    """An engine whose databases have no rows, so that neither more threads nor better plans are of use."""
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        connection.execute("pragma disable_optimizer")
        yield connection


@pytest.fixture
def empty(engine: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with nothing in it, in which names of no other one are found."""
    engine.execute("attach ':memory:' as alone")
    engine.execute("use alone")
    yield engine
    engine.execute("use memory")
    engine.execute("detach alone")


@pytest.mark.parametrize("name", FILES)
def test_an_object_can_be_made_where_there_is_nothing_but_what_it_needs(empty: duckdb.DuckDBPyConnection, name: str) -> None:
    needed = closure([name], DIRECT)
    install(empty, [FILES[each] for each in ORDER if each in needed])


def test_what_is_in_one_database_is_not_found_in_the_next(empty: duckdb.DuckDBPyConnection) -> None:
    assert empty.execute("select table_name from duckdb_tables()").fetchall() == []
    assert empty.execute("select function_name from duckdb_functions() where not internal").fetchall() == []


@pytest.mark.parametrize("name", BOUND)
def test_an_object_cannot_be_made_without_what_it_needs(
    whole: tuple[duckdb.DuckDBPyConnection, dict[str, str]], name: str
) -> None:
    connection, kinds = whole
    for needed in DIRECT[name] - {FILLED_BY.get(name)} - (ASKED_FOR_INDEXES if name in LOOKED_UP else set()):
        connection.execute("begin")
        try:
            connection.execute(f"drop {kinds[needed]} {sql.relation(needed)}")
            with pytest.raises(duckdb.CatalogException, match=needed):
                connection.execute(FILES[name].statement)
        finally:
            connection.execute("rollback")


def test_a_table_that_is_filled_by_a_macro_is_made_of_it() -> None:
    assert {name: DIRECT[name] for name in FILLED_BY} == {name: {macro} for name, macro in FILLED_BY.items()}


@pytest.mark.parametrize(
    ("statement", "needed"),
    [
        ("create or replace macro m() as table from a /* from b */ where x != 'from b' -- from b", {"a"}),
        ("create or replace macro m() as table with a as (from a), b as (from a) from b", {"a"}),
        ("create or replace macro m() as table with b as (from b) select * from (with a as (from b) from a), a", {"a", "b"}),
        ("create or replace macro m() as table with recursive a as (select 1 as x union all from a) from a", set()),
        (
            "create or replace macro m(x integer[] := []::integer[]) as (select max(y) from a where y in (select z from b))",
            {"a", "b"},
        ),
        ("create or replace macro m(x) as list_transform(x, lambda y: f(y))", {"f"}),
        ("create or replace table m as select f(x) as f from (values (1)) as a (x);\n\ncomment on table m is 'from b';", {"f"}),
        ('create or replace view "m" as select * from "a" anti join b using (x)', {"a", "b"}),
        ("create or replace table m (a integer, b decimal(3, 1))", set()),
    ],
)
def test_names_are_those_of_tables_and_functions(tmp_path: Path, statement: str, needed: set[str]) -> None:
    texts = {"m": statement, "a": "create table a (x integer)", "b": "create table b (x integer)", "f": "create macro f(x) as x"}
    files = []
    for name, text in texts.items():
        path = tmp_path / f"{name}.sql"
        path.write_text(f"-- Not 'from crew'.\n{text}\n", encoding="utf-8")
        files.append(sql.sql_file(path))
    assert dependencies(files)["m"] == needed


def test_a_query_that_is_none_is_refused_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "m.sql"
    path.write_text("-- Wrong.\ncreate or replace macro m() as table insert into a values (1)", encoding="utf-8")
    with pytest.raises((sql.SqlFileError, duckdb.Error), match=r"m\.sql|arser"):
        dependencies([sql.sql_file(path)])
