"""All rows that a macro gives, by the names of their columns, and the arguments of its example."""

from typing import Any

import duckdb

import sql

Row = dict[str, Any]


def asked(connection: duckdb.DuckDBPyConnection, macro: str, *values: object, **options: object) -> list[Row]:
    """Ask a macro for its rows."""
    text, bound = call(macro, *values, **options)
    result = connection.execute(f"from {text}", bound)
    columns = [column[0] for column in result.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def call(macro: str, *values: object, **options: object) -> tuple[str, list[object]]:
    """The call of a macro as it stands after ``from``, and the values that are bound to it."""
    arguments = ", ".join(["?" for _ in values] + [f'"{name}" := ?' for name in options])
    return f"{macro}({arguments})", [*values, *options.values()]


def example(endpoint: sql.SqlFile) -> dict[str, Any]:
    """The arguments of an endpoint's example."""
    described = endpoint.headers["endpoint"].get("parameters", {})
    return {name: about["example"] for name, about in described.items() if "example" in about}
