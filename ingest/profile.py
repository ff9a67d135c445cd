"""What is in each column of a warehouse, so that its data can be judged at a glance."""

from collections.abc import Iterable

import duckdb

import sql

_LONGEST_VALUE = 200


def profile_columns(connection: duckdb.DuckDBPyConnection, tables: Iterable[sql.SqlFile]) -> None:
    """Fill `column_profiles` with one scan of each table.

    Args:
        connection: Has the warehouse as its default database.
        tables: The files of the tables to scan.
    """
    for table in (file.name for file in tables):
        columns = connection.execute(
            "select column_name, data_type from duckdb_columns() "
            "where database_name = current_database() and table_name = ? order by column_index",
            [table],
        ).fetchall()
        profiles = ", ".join(_profile(table, place, *column) for place, column in enumerate(columns, start=1))
        connection.execute(f'insert into column_profiles by name select unnest([{profiles}], recursive := true) from "{table}"')


def _profile(table: str, place: int, column: str, data_type: str) -> str:
    """One row of `column_profiles` as an aggregate."""
    return f"""{{
        'table_name': '{table}',
        'column_name': '{column}',
        'column_place': {place},
        'data_type': '{data_type}',
        'rows_found': count(*),
        'nulls': count(*) - count("{column}"),
        'distinct_values': count(distinct "{column}"),
        'least': left(min("{column}")::varchar, {_LONGEST_VALUE}),
        'greatest': left(max("{column}")::varchar, {_LONGEST_VALUE})
    }}"""
