"""The DuckDB file while it is made, and what is in it when it is finished."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import duckdb
import polars as pl

import sql
from ingest.changes import changes
from ingest.errors import CheckError, ShrinkError
from ingest.place import beside
from ingest.profile import profile_columns
from ingest.rules import Rule, rules
from sql.table_header import table_header

STORAGE_VERSION = "v1.4.0"
"""The oldest format that knows typed macro parameters, so that older shells can read files that newer versions wrote."""

_ROW_GROUP_SIZE = 4096
"""Rows that are read together at least: few, because most questions look one row up; more would make the file smaller."""

_ABOUT_THE_BUILD = ("build_info", "build_sources", "build_changes", "column_profiles")
"""Tables that say how a warehouse was made and what is in it; they are no part of its content."""

_SHOWN_ROWS = 10

_MOST_MEMORY = "2GB"
"""What DuckDB may use of memory before it goes on with files; Polars takes about as much again at most."""

_LARGEST_SPILL = "20GB"
"""What DuckDB may write beside the unfinished file when memory is short, so that a huge build fails before the disk is full."""


class Draft:
    """A warehouse that is being made.

    Args:
        connection: Has the unfinished, empty file as its default database.
        staging: Where rows that only serve to make others go, beside that file.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, staging: Path) -> None:
        self._connection = connection
        self._staging = staging
        self._tables = {file.name: file for file in sql.sql_files("tables")}
        self._staged = {file.name: file for file in sql.sql_files("staged")}
        connection.execute(f"attach '{sql.quoted(staging)}' as staging")
        sql.install(connection, self._tables.values())

    def insert(self, table: str, frame: pl.DataFrame) -> None:
        """Put a frame into a table, column by name, in the order in which the table is looked up."""
        self._connection.register("frame", frame.to_arrow())
        self._connection.execute(f'insert into "{table}" by name select * from frame order by {self._sort_key(table)}')
        self._connection.unregister("frame")

    def stage(self, name: str, frame: pl.DataFrame) -> None:
        """Put a frame into a table that only serves to make others, with those that were put there before."""
        self._connection.register("frame", frame.to_arrow())
        self._connection.execute(f"create table if not exists staging.{name} as from frame limit 0")
        self._connection.execute(f"insert into staging.{name} by name from frame")
        self._connection.unregister("frame")

    def staged(self, name: str) -> pl.DataFrame:
        """Make a table of ``sql/staged`` from what is staged, and read it."""
        self._connection.execute(self._staged[name].statement)
        return pl.DataFrame(self._connection.execute(f"from staging.{name}").to_arrow_table())

    def insert_staged(self, table: str) -> None:
        """Fill a table with what the file of its name under ``sql/staged`` makes of the staged rows."""
        rows = self._staged[table].statement.rstrip().removesuffix(";")
        self._connection.execute(f'insert into "{table}" by name from (\n{rows}\n) order by {self._sort_key(table)}')

    def discard_staged(self) -> None:
        """Give back the memory and the space of everything that is staged."""
        self._connection.execute("detach staging")
        self._staging.unlink()

    def add_answers(self) -> None:
        """Add what is made of the tables once they are filled: column profiles, macros, features and endpoints."""
        profile_columns(self._connection, self._data_tables())
        sql.install(self._connection, sql.answer_files())

    def _data_tables(self) -> list[sql.SqlFile]:
        """The tables of what raw files say, without those of how the build went."""
        return [file for name, file in self._tables.items() if not name.startswith("build_") and name != "column_profiles"]

    def _sort_key(self, table: str) -> str:
        return ", ".join(table_header(self._tables[table]).sorted_by)

    def check(self) -> None:
        """Check the rules.

        Raises:
            CheckError: A rule is broken.
        """
        for rule in rules():
            _check(self._connection, rule)

    def sign(self) -> str:
        """Fill `build_info`.

        Returns:
            The snapshot id: a fingerprint of the content.
        """
        snapshot = content_fingerprint(self._connection)
        info = {
            "snapshot": snapshot,
            "sql_fingerprint": sql.text_fingerprint(),
            "built_at": datetime.now(UTC).replace(tzinfo=None, microsecond=0),
            "duckdb_version": duckdb.__version__,
            "polars_version": pl.__version__,
        }
        self.insert("build_info", pl.DataFrame([info]))
        return snapshot

    def compare(self, before: Path, most_films_lost: float) -> None:
        """Fill `build_changes`.

        Args:
            before: The warehouse whose place this one takes.
            most_films_lost: The share of its films that may be missing here.

        Raises:
            ShrinkError: More are missing.
        """
        changed = changes(self._connection, before, self._data_tables())
        self.insert("build_changes", changed)
        [(films,)] = self._connection.execute("select count(*) from movies").fetchall()
        of_films = changed.filter(pl.col("column_name").is_null(), table_name="movies").row(0, named=True)
        films_before = films - of_films["added"] + of_films["removed"]
        if of_films["removed"] > most_films_lost * films_before:
            raise ShrinkError(
                f"{of_films['removed']:,} of the {films_before:,} films would be lost; if that is right, use --accept-shrink"
            )


@contextmanager
def draft(unfinished: Path) -> Iterator[Draft]:
    """Open a new file to fill; it is closed, with everything in it on disk, when the block ends."""
    connection = duckdb.connect(
        config={
            "allow_community_extensions": "false",
            "memory_limit": _MOST_MEMORY,
            "temp_directory": str(beside(unfinished, "spill")),
            "max_temp_directory_size": _LARGEST_SPILL,
        }
    )
    try:
        connection.execute(
            f"attach '{sql.quoted(unfinished)}' as warehouse "
            f"(storage_version '{STORAGE_VERSION}', row_group_size {_ROW_GROUP_SIZE})"
        )
        connection.execute("use warehouse")
        yield Draft(connection, beside(unfinished, "staging"))
        connection.execute("checkpoint")
    finally:
        connection.close()


def snapshot_of(warehouse: Path) -> str | None:
    """The snapshot id of a finished warehouse, or none when there is no readable one."""
    if not warehouse.exists():
        return None
    try:
        with duckdb.connect(warehouse, read_only=True) as connection:
            rows = connection.execute("select snapshot from build_info").fetchall()
    except duckdb.Error:
        return None
    return str(rows[0][0]) if rows else None


def content_fingerprint(connection: duckdb.DuckDBPyConnection) -> str:
    """A SHA-256, in hex, over all tables and the text of all SQL; the order of rows does not matter.

    Rows are signed as JSON: as plain text, versions of DuckDB quote some values differently.
    """
    digest = sha256(sql.text_fingerprint().encode())
    tables = connection.execute("select table_name from duckdb_tables() where not internal order by table_name").fetchall()
    for (table,) in tables:
        if table not in _ABOUT_THE_BUILD:
            sums = connection.execute(
                "select count(*), bit_xor(md5_number_lower(to_json(t)::varchar)), "
                f'sum(md5_number_upper(to_json(t)::varchar)::hugeint) from "{table}" as t'
            ).fetchall()
            digest.update(f"{table} {sums}\n".encode())
    return digest.hexdigest()


def _check(connection: duckdb.DuckDBPyConnection, rule: Rule) -> None:
    result = connection.execute(rule.statement)
    columns = [column[0] for column in result.description or ()]
    rows = result.fetchall()
    if rows:
        shown = "\n".join(f"  {dict(zip(columns, row, strict=True))}" for row in rows[:_SHOWN_ROWS])
        more = f"\n  … and {len(rows) - _SHOWN_ROWS} more" if len(rows) > _SHOWN_ROWS else ""
        raise CheckError(f"check '{rule.name}' found {len(rows)} rows. {rule.about}\n{shown}{more}")
