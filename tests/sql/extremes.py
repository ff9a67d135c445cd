"""A catalogue of the least and the greatest values that the types of its columns allow, and the answers that it gives."""

from collections.abc import Iterable, Iterator
from math import isfinite
from typing import Any

import duckdb

import sql
from tests.sql.asking import example

VALUES: dict[str, list[str]] = {
    "BIGINT": ["-9223372036854775808", "9223372036854775807", "0", "-1", "1", "999999999999999999"],
    "BOOLEAN": ["false", "true"],
    "DATE": [
        "infinity", "-infinity", "5881580-07-10", "5877642-06-25 (BC)", "0001-01-01", "9999-12-31", "0001-01-01 (BC)",
        "1970-01-01",
    ],
    "DOUBLE": ["1.7976931348623157e308", "-1.7976931348623157e308", "5e-324", "nan", "inf", "-inf", "-0.0", "-1", "1000"],
    "INTEGER": ["2147483647", "-2147483648", "0", "-1", "1", "9999"],
    "TIMESTAMP": ["infinity", "-infinity", "294247-01-10 04:00:54.775806", "290309-12-22 (BC) 00:00:00", "1970-01-01"],
    "VARCHAR": [
        "", " ", "'", "%_\\", "a" * 3000, "\U0010ffff", "\u0301", "\u200f\u00a0", "'s", "l'", "99999999999999999999", "NaN", "{}",
        "\n",
    ],
}  # fmt: skip
"""The ends of each type, what lies about nought, and what is no number, as text that DuckDB casts."""

MOST_NUMBERS = len(VALUES["DOUBLE"]) + 1
"""How many values a column of numbers can have here: those above, and none."""

_FIRST_TEXTS = 5
"""How many texts a parameter is tried with; each takes the time of a plan."""

_IDS = [text for text in VALUES["INTEGER"] if text != "9999"]


def spoil(connection: duckdb.DuckDBPyConnection, first: int, step: int) -> None:
    """Give every column of every table that is no key the values of its type in turn, and some things the least and greatest ids.

    Args:
        connection: Holds the tables.
        first: The number of the value that the first row gets.
        step: How many values further on the next row is; with 0 all rows have one value.
    """
    columns = connection.execute(
        "select table_name, column_name, data_type, is_nullable from duckdb_columns() "
        "where schema_name = 'main' and table_name in (select unnest(?)) order by all",
        [[file.name for file in sql.sql_files("tables")]],
    ).fetchall()
    ids = {column for _, column, data_type, _ in columns if data_type == "INTEGER" and column.endswith("_id")}
    for column in sorted(ids):
        tables = [table for table, name, _, _ in columns if name == column]
        found = " union ".join(f'select "{column}" as id from "{table}"' for table in tables)
        known = connection.execute(f"select distinct id from ({found}) where id is not null order by id limit ?", [len(_IDS)])
        for (old,), new in zip(known.fetchall(), _IDS, strict=False):
            for table in tables:
                connection.execute(f'update "{table}" set "{column}" = ? where "{column}" = ?', [int(new), old])
    for number, (table, column, data_type, is_nullable) in enumerate(columns):
        if column in ids or column.endswith(("_id", "_code")) or column == "original_language":
            continue
        values = VALUES[data_type] + ([None] if is_nullable else [])
        connection.execute(
            f'update "{table}" set "{column}" = cast(?::varchar[] as {data_type}[])[(? + rowid * ?) % ? + 1]',
            [values, first + number * min(step, 1), step, len(values)],
        )


def extreme_arguments(connection: duckdb.DuckDBPyConnection, endpoint: sql.SqlFile) -> Iterator[dict[str, Any]]:
    """The arguments that an endpoint needs, with each parameter in turn at each end of its type or of its bounds."""
    [(names, types)] = connection.execute(
        "select parameters, parameter_types from duckdb_functions() where function_name = ? and function_type = 'table_macro'",
        [endpoint.name],
    ).fetchall()
    header = endpoint.headers["endpoint"]
    described = header.get("parameters", {})
    required = {
        name: value
        for name, value in example(endpoint).items()
        if f"{{{name}}}" in header["path"] or described[name].get("required")
    }
    for name, data_type in zip(names, types, strict=True):
        for value in described.get(name, {}).get("bounds") or _values(connection, data_type):
            yield {**required, name: value}


def _values(connection: duckdb.DuckDBPyConnection, data_type: str) -> list[Any]:
    element = data_type.removesuffix("[]")
    values = VALUES[element][:_FIRST_TEXTS] if element == "VARCHAR" else VALUES[element]
    [(typed,)] = connection.execute(f"select cast(?::varchar[] as {element}[])", [values]).fetchall()
    return [[value] for value in typed] if element != data_type else list(typed)


def numbers(value: object) -> Iterator[float]:
    """All floating-point numbers in a value, whatever it is made of."""
    if isinstance(value, float):
        yield value
    elif isinstance(value, dict):
        yield from numbers(list(value.values()))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from numbers(part)


def endless(rows: Iterable[object]) -> list[float]:
    """The numbers in rows that are none, or without end."""
    return [number for number in numbers(list(rows)) if not isfinite(number)]
