"""What every table macro is asked with in tests: examples that its file has, and values that its header allows."""

import random
from functools import cache
from typing import Any, NamedTuple

import duckdb

import sql

Arguments = tuple[object, ...]
"""A value for each parameter of a macro, in their order."""

_OF_A_TYPE: dict[str, list[object]] = {
    "INTEGER": [1995, 2, -1],
    "BIGINT": [1, 1_000_000],
    "DOUBLE": [0.5],
    "BOOLEAN": [True, False],
    "VARCHAR": ["en", "nothing at all"],
}
_ROWS = 5


class TableMacro(NamedTuple):
    """A table macro that takes something.

    Attributes:
        name: Its name.
        parameters: The names of its parameters.
        types: Their types; None where any will do.
        definition: Its query.
    """

    name: str
    parameters: list[str]
    types: list[str | None]
    definition: str


def table_macros(connection: duckdb.DuckDBPyConnection) -> list[TableMacro]:
    """All table macros of a warehouse that have parameters."""
    rows = connection.execute("""
        select function_name, parameters, parameter_types, macro_definition
        from duckdb_functions()
        where function_type = 'table_macro' and not internal and len(parameters) > 0
        order by function_name
    """).fetchall()
    return [TableMacro(*row) for row in rows]


def arguments(connection: duckdb.DuckDBPyConnection, macro: TableMacro) -> list[Arguments]:
    """Some rows of arguments of a macro: the examples of its file, or of its header with others that the header allows.

    Raises:
        KeyError: The file of a macro that is no endpoint has no examples.
    """
    headers = _headers()[macro.name]
    if "endpoint" in headers:
        return _allowed(connection, macro, headers["endpoint"].get("parameters", {}))
    return [tuple(example.get(name) for name in macro.parameters) for example in headers["macro"]["examples"]]


@cache
def _headers() -> dict[str, dict[str, Any]]:
    """The headers of all files of macros, by their names; to read them takes as long as to ask a macro."""
    return {file.name: file.headers for file in sql.answer_files()}


def _allowed(connection: duckdb.DuckDBPyConnection, macro: TableMacro, headers: dict[str, Any]) -> list[Arguments]:
    chance = random.Random(macro.name)
    pools = [_pool(connection, headers[name], str(type_)) for name, type_ in zip(macro.parameters, macro.types, strict=True)]
    examples = tuple(headers[name].get("example") for name in macro.parameters)
    return [examples, *(tuple(chance.choice(pool) for pool in pools) for _ in range(_ROWS))]


def _pool(connection: duckdb.DuckDBPyConnection, header: dict[str, Any], type_: str) -> list[object]:
    values = [*header.get("valid", [])[:2], *header.get("bounds", []), *([header["example"]] if "example" in header else [])]
    if "vocabulary" in header:
        values += _column(connection, f"select name from vocabulary_names('{header['vocabulary']}') limit 4")
    if "of" in header:
        table, column = header["of"].split(".")
        values += _column(
            connection, f"select distinct {column} from {sql.relation(table)} order by md5({column}::varchar) limit 4"
        )
    if type_.endswith("[]"):
        return [value if isinstance(value, list) else [str(value)] for value in values] or [[]]
    return [*values, None] if "vocabulary" in header or "of" in header else [*values, *_OF_A_TYPE[type_], None]


def _column(connection: duckdb.DuckDBPyConnection, question: str) -> list[object]:
    return [value for (value,) in connection.execute(question).fetchall()]


def literal(value: object) -> str:
    """A value as DuckDB writes it."""
    if isinstance(value, list):
        return f"[{', '.join(literal(item) for item in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"'{key}': {literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, str):
        return sql.sql_literal(value)
    return "null" if value is None else str(value).lower()
