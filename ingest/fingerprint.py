"""The fingerprint of a warehouse's content: equal content gives an equal one, whatever the order of its rows."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

import duckdb

import sql

_ABOUT_THE_BUILD = ("build_info", "build_sources", "build_changes", "build_sql", "build_fingerprints", "column_profiles")
"""Tables that say how a warehouse was made and what is in it; they are no part of its content."""


def content_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The names of all tables that are content, in alphabetical order; what is compiled of it follows from them."""
    tables = connection.execute(
        "select table_name from duckdb_tables() where not internal and schema_name in ('main', 'derived') order by table_name"
    ).fetchall()
    return [table for (table,) in tables if table not in _ABOUT_THE_BUILD]


def table_fingerprints(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> dict[str, str]:
    """The fingerprint of each table: its number of rows, and sums over the two halves of the MD5 of its rows.

    Rows are signed as JSON: as plain text, versions of DuckDB quote some values differently.
    """
    fingerprints = {}
    for table in tables:
        [sums] = connection.execute(
            f"""
            with signed as (
                select md5_number(to_json(t)::varchar) as md5
                from {sql.relation(table)} as t
            )

            select
                count(*),
                (bit_xor(s.md5) >> 64)::ubigint,
                sum((s.md5 & 18446744073709551615::uhugeint)::hugeint)
            from signed as s
            """
        ).fetchall()
        fingerprints[table] = " ".join(map(str, sums))
    return fingerprints


def snapshot_id(fingerprints: Mapping[str, str]) -> str:
    """A SHA-256, in hex, over the fingerprints of all tables and the text of all SQL."""
    lines = [sql.text_fingerprint(), *(f"{table} {fingerprints[table]}" for table in sorted(fingerprints))]
    return sha256("\n".join(lines).encode()).hexdigest()
