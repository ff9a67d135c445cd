"""The text of every macro is right for a constant and for a column, whatever the column is called."""

from typing import NamedTuple

import duckdb
import pytest

import sql
from tests.sql.macro_scopes import Node, captured, common_tables, syntax_tree, unplannable


class Macro(NamedTuple):
    """A macro: its parameters and the syntax tree of its text."""

    parameters: set[str]
    tree: Node


MACROS = [file.name for file in sql.answer_files() if "create or replace macro" in file.statement]


@pytest.fixture(scope="module")
def macros(connection: duckdb.DuckDBPyConnection) -> dict[str, Macro]:
    """All macros of the warehouse."""
    rows = connection.execute("""
        select function_name, parameters, macro_definition, function_type = 'table_macro'
        from duckdb_functions()
        where not internal
    """).fetchall()
    return {
        name: Macro(set(parameters), syntax_tree(connection, definition, is_query=is_query))
        for name, parameters, definition, is_query in rows
    }


@pytest.mark.parametrize("name", MACROS)
def test_no_name_inside_a_macro_takes_the_place_of_an_argument(macros: dict[str, Macro], name: str) -> None:
    assert set(captured(macros[name].tree, macros[name].parameters)) == set()


@pytest.mark.parametrize("name", MACROS)
def test_a_macro_with_parameters_has_nothing_that_is_wrong_per_row(macros: dict[str, Macro], name: str) -> None:
    if macros[name].parameters:
        assert list(unplannable(macros[name].tree)) == []


def test_no_step_of_a_macro_is_named_like_a_table(connection: duckdb.DuckDBPyConnection, macros: dict[str, Macro]) -> None:
    relations = {
        name
        for (name,) in connection.execute(
            "select table_name from duckdb_columns() where schema_name in ('main', 'derived')"
        ).fetchall()
    }
    assert "movies" in relations
    steps = {name: set(common_tables(macro.tree)) & relations for name, macro in macros.items() if macro.parameters}
    assert {name: shared for name, shared in steps.items() if shared} == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("select c.x from t as c where c.x = asked", {"asked"}),
        ("select asked as x from t", {"asked"}),
        ("select asked as x", {"asked"}),
        ("select c.x from t as c cross join m(asked)", {"asked"}),
        ("select c.x from t as c cross join (select asked) as a (x)", {"asked"}),
        ("select c.x from t as c where c.x in (select asked)", {"asked"}),
        ("with s as (select c.x from t as c limit asked) from s", {"asked"}),
        ("select c.x from t as c union all select c.x from t as c where c.x = asked", {"asked"}),
        ("select asked", set()),
        ("select a.x from (select asked) as a (x) inner join t on a.x = t.x", set()),
        ("select m.x from m(asked) as m cross join t", set()),
        ("with a (x) as (select asked) select a.x from a cross join t", set()),
        ("select c.asked from t as c", set()),
    ],
)
def test_a_parameter_among_names_is_found(connection: duckdb.DuckDBPyConnection, text: str, found: set[str]) -> None:
    assert set(captured(syntax_tree(connection, text, is_query=True), {"asked"})) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("with s as (select 1 as x) select c.x from t as c where c.x not in (select s.x from s)", ["any over s"]),
        (
            "with s as (select 1 as x) select c.x from t as c where not exists (select 1 from s where s.x = c.x)",
            ["exists over s"],
        ),
        ("select c.x from t as c anti join u on c.x = u.x", ["regular anti join"]),
        ("select c.x from t as c full join u on c.x = u.x", ["regular full join"]),
        ("select c.x from t as c asof join u on c.x >= u.x", ["asof inner join"]),
        ("select c.x from t as c limit asked", ["limit that is no number"]),
        ("select c.x from t as c where c.x not in (select u.x from u)", []),
        ("with s as (select 1 as x) select c.x from t as c left join s on c.x = s.x where s.x is null limit 5", []),
    ],
)
def test_what_is_wrong_per_row_is_found(connection: duckdb.DuckDBPyConnection, text: str, found: list[str]) -> None:
    assert list(unplannable(syntax_tree(connection, text, is_query=True))) == found
