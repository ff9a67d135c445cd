"""Copies of a warehouse that know the ratings of some users only, with everything that is made of ratings made anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile

import duckdb

import sql

NO_USER = "false"
LEARNING_USERS = "r.user_id % 4 = 0"
"""Conditions on the ratings, as SQL; learning users are those of `splits.LEARN`."""


@contextmanager
def opened_copy(warehouse: Path, folder: Path, kept: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a copy without the other ratings, for as long as the block lasts.

    Args:
        warehouse: Is not changed.
        folder: Where the copy goes, and what DuckDB writes when memory is short.
        kept: A condition on the ratings ``r`` that stay, as SQL.
    """
    copy = copyfile(warehouse, folder / "copy.duckdb")
    with duckdb.connect(copy, config={"memory_limit": "2GB", "temp_directory": str(folder / "spill")}) as connection:
        connection.execute(f"delete from ratings as r where not ({kept})")
        yield connection
    copy.unlink()


@contextmanager
def answering_copy(warehouse: Path, folder: Path, kept: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a copy whose macros and features are made anew from the ratings that stay; see `opened_copy`."""
    with opened_copy(warehouse, folder, kept) as connection:
        sql.install(connection, [*sql.sql_files("macros"), *sql.sql_files("features")])
        yield connection
