"""What a new warehouse changes against the one before it."""

from collections.abc import Iterable
from pathlib import Path

import duckdb
import polars as pl

import sql
from sql.table_header import TableHeader, table_header

SCHEMA = {
    "table_name": pl.String,
    "column_name": pl.String,
    "added": pl.Int64,
    "removed": pl.Int64,
    "changed": pl.Int64,
}


def changes(connection: duckdb.DuckDBPyConnection, before: Path, tables: Iterable[sql.SqlFile]) -> pl.DataFrame:
    """Compare the tables that have a key with those of an earlier warehouse; a table or column that it lacks is left out.

    Args:
        connection: Has the new warehouse as its default database.
        before: The earlier warehouse, which is only read.
        tables: The files of the tables, whose headers name the keys.

    Returns:
        The table `build_changes`: for each table a row for whole rows, and one for each column with changed values.
    """
    connection.execute(f"attach {sql.sql_literal(before)} as before (read_only)")
    try:
        headers = {file.name: table_header(file) for file in tables}
        compared = [_table_changes(connection, table, header) for table, header in headers.items() if header.key]
    finally:
        connection.execute("detach before")
    return pl.concat([pl.DataFrame(schema=SCHEMA), *compared])


def _table_changes(connection: duckdb.DuckDBPyConnection, table: str, header: TableHeader) -> pl.DataFrame:
    key = header.key or ()
    here, there = (
        [
            name
            for (name,) in connection.execute(
                "select column_name from duckdb_columns() where database_name = ? and table_name = ? order by column_index",
                [database, table],
            ).fetchall()
        ]
        for database in ("warehouse", "before")
    )
    if not set(key) <= set(there):
        return pl.DataFrame(schema=SCHEMA)
    columns = [name for name in here if name in there and name not in key]
    on = " and ".join(f'n."{name}" {"is not distinct from" if name in header.nullable else "="} o."{name}"' for name in key)
    is_kept = f'n."{key[0]}" is not null and o."{key[0]}" is not null'
    differs = [f'n."{name}" is distinct from o."{name}"' for name in columns]
    counts = [
        f'count(*) filter (where o."{key[0]}" is null)',
        f'count(*) filter (where n."{key[0]}" is null)',
        f"count(*) filter (where {is_kept} and ({' or '.join(differs) or 'false'}))",
        *(f"count(*) filter (where {is_kept} and {difference})" for difference in differs),
    ]
    [row] = connection.execute(
        f'select {", ".join(counts)} from warehouse."{table}" as n full join before."{table}" as o on {on}'
    ).fetchall()
    added, removed, changed, *changed_values = row
    rows = [(table, None, added, removed, changed)]
    rows += [(table, name, 0, 0, count) for name, count in zip(columns, changed_values, strict=True) if count]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")
