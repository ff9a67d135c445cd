"""Copies of a warehouse that know the ratings of some users only, with everything that is made of ratings made anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

import sql
from ingest.warehouse_file import STORAGE_VERSION
from sql.install import install

NO_USER = "false"
EVERYBODY = "true"
LEARNING_USERS = "r.user_id % 4 = 0"
"""Conditions on the ratings, as SQL; learning users are those of `splits.LEARN`."""


@contextmanager
def answering_copy(warehouse: Path, folder: Path, kept: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a copy without the other ratings, for as long as the block lasts.

    Only the tables are copied. Macros and features are made in the empty rest of the copy, so nothing in them can know of the
    ratings that were left behind.

    Args:
        warehouse: Is not changed.
        folder: Where the copy goes, and what DuckDB writes when memory is short.
        kept: A condition on the ratings ``r`` that stay, as SQL.
    """
    copy = folder / "copy.duckdb"
    with duckdb.connect() as maker:
        maker.execute(f"attach {sql.sql_literal(copy)} (storage_version '{STORAGE_VERSION}')")
    with duckdb.connect(copy, config={"memory_limit": "2GB", "temp_directory": str(folder / "spill")}) as connection:
        tables = sql.sql_files("tables")
        install(connection, tables)
        connection.execute(f"attach {sql.sql_literal(warehouse)} as original (read_only)")
        for table in tables:
            connection.execute(f'insert into "{table.name}" by name from original."{table.name}"')
        connection.execute("detach original")
        connection.execute(f"delete from ratings as r where not ({kept})")
        install(connection, sql.answer_files())
        yield connection
    copy.unlink()
