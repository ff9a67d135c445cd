"""All rows that a macro gives, by the names of their columns."""

from typing import Any

import duckdb

Row = dict[str, Any]


def asked(connection: duckdb.DuckDBPyConnection, macro: str, *values: object, **options: object) -> list[Row]:
    """Ask a macro for its rows."""
    arguments = ", ".join(["?" for _ in values] + [f"{name} := ?" for name in options])
    result = connection.execute(f"from {macro}({arguments})", [*values, *options.values()])
    columns = [column[0] for column in result.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
