"""What a statement may name: the tables and macros of the warehouse, and functions that do no harm."""

from pathlib import Path
from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple

import duckdb

_ABOUT_THE_CATALOG = "duckdb_columns duckdb_functions duckdb_keywords duckdb_tables duckdb_types duckdb_views"
_OTHERS = "generate_series json_each json_tree range unnest"

TABLE_FUNCTIONS = frozenset(f"{_ABOUT_THE_CATALOG} {_OTHERS}".split())
"""The table functions of DuckDB that a statement may call; those about the catalog show no path and no setting."""

SYSTEM_VIEWS = frozenset({("information_schema", "tables"), ("information_schema", "columns")})
"""The views outside the warehouse that a statement may read, each with its schema."""


_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)


def folded(name: str) -> str:
    """A name as DuckDB compares it: it does not tell ASCII letters by their case, but all others.

    Were 'K' (the sign for Kelvin) taken for 'k', a query in WITH could lend its name to a table that it does not hide.
    """
    return name.translate(_LOWER)


class Catalog(NamedTuple):
    """Names as DuckDB compares them.

    Attributes:
        name: The name of the database.
        tables: The tables and views, each as a statement may name it: those of the schema derived with its name.
        functions: The scalar functions, aggregates and scalar macros that may be called.
        table_functions: The table functions and table macros that may be called.
        unlisted: The other functions that there are.
    """

    name: str
    tables: frozenset[str]
    functions: frozenset[str]
    table_functions: frozenset[str]
    unlisted: frozenset[str]


def read_catalog(connection: duckdb.DuckDBPyConnection) -> Catalog:
    """Read what the warehouse offers."""
    [(name,)] = connection.execute("select current_database()").fetchall()
    tables = _names(
        connection,
        "with held as (select schema_name, table_name as name from duckdb_tables() where database_name = $1 "
        "union all select schema_name, view_name from duckdb_views() where database_name = $1 and not internal) "
        "select if(schema_name = 'main', name, 'derived.' || name) from held where schema_name in ('main', 'derived')",
        name,
    )
    macros = "select function_name from duckdb_functions() where database_name = $1 and not internal and function_type = "
    functions = _harmless() | _names(connection, f"{macros} 'macro'", name)
    table_functions = TABLE_FUNCTIONS | _names(connection, f"{macros} 'table_macro'", name)
    there_are = _names(connection, "select function_name from duckdb_functions() where $1 is not null", name)
    return Catalog(folded(name), tables, functions, table_functions, there_are - functions - table_functions)


def _harmless() -> frozenset[str]:
    lines = (Path(__file__).parent / "functions.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(folded(name) for line in lines if not line.startswith("# ") for name in line.split())


def _names(connection: duckdb.DuckDBPyConnection, question: str, database: str) -> frozenset[str]:
    return frozenset(folded(name) for (name,) in connection.execute(question, [database]).fetchall())
