"""The DuckDB file of a warehouse: how it is opened to be filled, and what a finished one was built with."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

import sql
from ingest.build_lock import beside

STORAGE_VERSION = "v1.4.0"
"""The oldest format that knows typed macro parameters, so that older shells can read files that newer versions wrote."""

_ROW_GROUP_SIZE = 4096
"""Rows that are read together at least: few, because most questions look one row up; more would make the file smaller."""

WITHOUT_LOG = "recovery_mode 'no_wal_writes'"
"""No log is written of what is unfinished, for nobody takes it up again; DuckDB would wait for the disk after each statement."""

_BLOCK_SIZE = 65536
"""Bytes of a block of the file. Tables and indexes share no blocks, so that smaller ones leave less room empty: with the usual
256 kB the sample takes a fifth more, though long texts are written in two thirds of the time. With 16 kB writing takes three
times as long."""

_MOST_MEMORY = "3GB"
"""What DuckDB may use of memory before it goes on with files, where lists that are collected for every film cannot go: those of
the details of a million films do not fit in 2 GB. Smaller catalogues need less; what Polars takes, it takes before."""

_LARGEST_SPILL = "20GB"
"""What DuckDB may write beside the unfinished file when memory is short, so that a huge build fails before the disk is full."""


@contextmanager
def open_to_fill(unfinished: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a file to fill or to change, new or not; it is closed, with everything in it on disk, when the block ends."""
    connection = duckdb.connect(
        config={
            "allow_community_extensions": "false",
            "memory_limit": _MOST_MEMORY,
            "temp_directory": str(spill_folder(unfinished)),
            "max_temp_directory_size": _LARGEST_SPILL,
        }
    )
    # The blocks of a file stay as large as they were made, and DuckDB takes no other size for them.
    of_new_file = "" if unfinished.exists() else f", block_size {_BLOCK_SIZE}"
    try:
        connection.execute(
            f"attach {sql.sql_literal(unfinished)} as warehouse "
            f"(storage_version '{STORAGE_VERSION}', row_group_size {_ROW_GROUP_SIZE}, {WITHOUT_LOG}{of_new_file})"
        )
        connection.execute("use warehouse")
        yield connection
        connection.execute("checkpoint")
    finally:
        connection.close()


def spill_folder(unfinished: Path) -> Path:
    """Where DuckDB goes on with files when memory is short."""
    return beside(unfinished, "spill")


def snapshot_of(warehouse: Path) -> str | None:
    """The snapshot id of a finished warehouse, or none when there is no readable one."""
    found = built_with(warehouse)
    return found[0] if found else None


def built_with(warehouse: Path) -> tuple[str, str] | None:
    """The snapshot id of a finished warehouse and the fingerprint of its SQL, or none when there is no readable one."""
    if not warehouse.is_file():
        return None
    try:
        with duckdb.connect(warehouse, read_only=True) as connection:
            rows = connection.execute("select snapshot, sql_fingerprint from build_info").fetchall()
    except duckdb.Error:
        return None
    return (str(rows[0][0]), str(rows[0][1])) if rows else None
