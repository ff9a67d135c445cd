"""That people find their way in SQL: the questions with their examples, and what to write for what they wish."""

import re
from pathlib import Path

import duckdb
import pytest

import sql

NEEDS_ANOTHER_FILE = "attach "


def test_every_question_is_listed_with_what_it_answers(connection: duckdb.DuckDBPyConnection) -> None:
    listed = connection.execute("select name, arguments, answers from macros()").fetchall()
    files = {file.name: file for file in sql.sql_files("endpoints")}
    assert [name for name, _, _ in listed] == sorted(files)
    for name, arguments, answers in listed:
        assert answers == files[name].about.partition("\n\n")[0].replace("\n", " ")
        assert all(re.search(rf"\b{argument}\b", files[name].statement) for argument in arguments)


def test_every_example_runs(connection: duckdb.DuckDBPyConnection) -> None:
    for name, example in connection.execute("select name, example from macros()").fetchall():
        assert example.startswith(f"from {name}("), name
        connection.execute(example).fetchall()


def test_what_help_says_to_write_gives_rows(connection: duckdb.DuckDBPyConnection) -> None:
    entries = connection.execute("from help()").fetchall()
    assert len(entries) > 5
    for wish, statement in entries:
        if not statement.startswith(NEEDS_ANOTHER_FILE):
            assert connection.execute(statement).fetchall(), wish


def test_the_list_of_tables_has_what_raw_files_say_and_credits(connection: duckdb.DuckDBPyConnection) -> None:
    listed = {name for (name,) in connection.execute("show tables").fetchall()}
    assert listed == {file.name for file in sql.sql_files("tables")} | {"credits"}
    derived = connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'derived' "
        "union all select view_name from duckdb_views() where schema_name = 'derived'"
    ).fetchall()
    assert {name for (name,) in derived} == {file.name for file in sql.sql_files("derived")} - {"credits"}


@pytest.mark.parametrize(
    ("written", "kind", "name"),
    [
        ("Pixarr", "company", "Pixar Animation Studios"),
        ("Toy Stroy", "title", "Toy Story"),
        ("toy story", "collection", "Toy Story Collection"),
        ("Jon Laseter", "director", "John Lasseter"),
        ("tom hank", "actor", "Tom Hanks"),
        ("enerro", "month", "enero"),
        ("viernez", "weekday", "viernes"),
        ("Comdy", "genre", "Comedy"),
        ("Frnce", "country", "France"),
        ("inglees", "language", "inglés"),
    ],
)
def test_what_is_named_like_a_text_is_found_whatever_it_is(
    connection: duckdb.DuckDBPyConnection, written: str, kind: str, name: str
) -> None:
    found = connection.execute("from near(?)", [written]).fetchall()
    assert (kind, name) in [row[:2] for row in found]


def test_what_is_named_like_a_text_comes_with_a_question_that_has_an_answer(connection: duckdb.DuckDBPyConnection) -> None:
    names = connection.execute("select name from derived.vocabulary order by hash(name), name limit 60").fetchall()
    asked = [(*row, written) for (written,) in names for row in connection.execute("from near(?)", [written]).fetchall()]
    assert len({kind for kind, *_ in asked}) > 5
    for kind, name, statement, written in asked:
        assert connection.execute(statement).fetchall(), (written, kind, name)


def test_an_attached_warehouse_answers_after_use(warehouse: Path) -> None:
    with duckdb.connect(":memory:") as other:
        other.execute(f"attach {sql.sql_literal(warehouse)} as f (read_only)")
        other.execute("create table mine as select 862 as movie_id")
        assert other.execute("select count(*) from f.movies").fetchall() > [(0,)]
        assert other.execute("select count(*) from f.credits").fetchall() > [(0,)]
        with pytest.raises(duckdb.CatalogException):
            other.execute("from f.peliculas_mes('enero')")
        other.execute("use f")
        assert other.execute("select title from memory.main.mine inner join movies using (movie_id)").fetchall() == [
            ("Toy Story",)
        ]
        assert other.execute("from f.peliculas_mes('enero')").fetchall()
        assert other.execute("select count(*) from macros()").fetchall() > [(50,)]


def test_credits_are_cast_and_crew(connection: duckdb.DuckDBPyConnection) -> None:
    [(found, cast, crew)] = connection.execute(
        'select (select count(*) from credits), (select count(*) from "cast"), (select count(*) from crew)'
    ).fetchall()
    assert found == cast + crew > 0
    departments = connection.execute(
        "select distinct department from credits where job = 'Actor' and character is not null"
    ).fetchall()
    assert departments == [("Acting",)]
