"""What fills a warehouse and makes its answers."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb
import polars as pl

import sql
from ingest.build_lock import beside
from ingest.changes import changes
from ingest.errors import PublishError, ShrinkError
from ingest.fingerprint import content_tables, snapshot_id, table_fingerprints
from ingest.profile import profile_columns
from ingest.rules import rules
from ingest.warehouse_file import WITHOUT_LOG, open_to_fill
from sql.compiled import compile_answers, drop_compiled, keys_of
from sql.dependencies import closure, dependencies
from sql.install import install
from sql.table_header import table_header

_SHOWN_REASONS = 3

_SCHEMAS = ("main", "derived")
"""The schemas that SQL files make objects in."""


class WarehouseBuilder:
    """A warehouse that is being made.

    Args:
        connection: Has the unfinished file as its default database.
        staging: Where rows that only serve to make others go, beside that file.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, staging: Path) -> None:
        self._connection = connection
        self._staging = staging
        self._tables = {file.name: file for file in sql.sql_files("tables")}
        self._staged = {file.name: file for file in sql.sql_files("staging")}

    def add_tables(self) -> None:
        """Make the tables that are filled from raw files, and open the place for what is staged."""
        self._connection.execute(f"attach {sql.sql_literal(self._staging)} as staging ({WITHOUT_LOG})")
        install(self._connection, self._tables.values())

    def insert(self, table: str, frame: pl.DataFrame) -> None:
        """Put a frame into a table, column by name, in the order in which the table is looked up."""
        self._connection.register("frame", frame.to_arrow())
        try:
            self._connection.execute(f'insert into "{table}" by name select * from frame order by {self._sort_key(table)}')
        except duckdb.Error as error:
            error.add_note(f"in the rows of table {table}")
            raise
        self._connection.unregister("frame")

    def stage(self, name: str, frame: pl.DataFrame) -> None:
        """Put a frame into a table that only serves to make others, with those that were put there before."""
        self._connection.register("frame", frame.to_arrow())
        self._connection.execute(f"create table if not exists staging.{name} as from frame limit 0")
        self._connection.execute(f"insert into staging.{name} by name from frame")
        self._connection.unregister("frame")

    def make_staged(self, name: str) -> None:
        """Run the file of a name under ``sql/staging``, which makes a table of what is staged, or adds to one."""
        self._connection.execute(self._staged[name].statement)

    def staged(self, name: str) -> pl.DataFrame:
        """Read a table of what is staged."""
        return pl.DataFrame(self._connection.execute(f"from staging.{name}").to_arrow_table())

    def insert_staged(self, table: str) -> None:
        """Fill a table with what the file of its name under ``sql/staging`` makes of the staged rows."""
        rows = self._staged[table].statement.rstrip().removesuffix(";")
        self._connection.execute(f'insert into "{table}" by name from (\n{rows}\n) order by {self._sort_key(table)}')

    def discard_staged(self) -> None:
        """Give back the memory and the space of everything that is staged."""
        self._connection.execute("detach staging")
        self._staging.unlink(missing_ok=True)

    def add_answers(self) -> None:
        """Add what is made of the tables once they are filled: column profiles, macros, features, endpoints and their answers."""
        profile_columns(self._connection, self._data_tables())
        install(self._connection, sql.answer_files())
        compile_answers(self._connection, sql.sql_files("endpoints"))

    def add_answers_again(self) -> list[str]:
        """Make anew what files that changed since the warehouse was made say, and what is made of that.

        Returns:
            The names of the tables that were made anew.

        Raises:
            PublishError: A file changed that says how raw files are loaded.
            SqlFileError: A file is wrong.
        """
        made_with = dict(self._connection.execute("select s.file, s.sha256 from build_sql as s").fetchall())
        changed = {file for file, digest in made_with.items() ^ sql.file_hashes().items()}
        if of_tables := sorted(file for file in changed if file.startswith("tables/")):
            raise PublishError(
                f"sql/{of_tables[0]} changed, which says what raw files are loaded into; build with 'make warehouse'"
            )
        files = {file.name: file for file in sql.answer_files()}
        needs = dependencies(files.values())
        changed_names = {Path(file).stem for file in changed}
        again = {name for name in files if closure([name], needs) & changed_names}
        gone = changed_names - files.keys()
        for schema in _SCHEMAS:
            self._drop(schema, gone)
            # A file may make its table in another schema than before.
            self._drop(schema, (name for name in again if schema != (files[name].schema or "main")))
        drop_compiled(self._connection, gone)
        for name in TopologicalSorter({name: needs[name] & again for name in again}).static_order():
            install(self._connection, [files[name]])
        endpoints = [file for file in sql.sql_files("endpoints") if ({file.name} | keys_of(file)) & again]
        compile_answers(self._connection, endpoints)
        return [name for name in again if self._is_table(name)]

    def _drop(self, schema: str, names: Iterable[str]) -> None:
        """Drop what has one of some names in a schema, if anything has."""
        for name in names:
            for kind in ("macro table", "macro", "view", "table"):
                with suppress(duckdb.CatalogException):  # it is of another kind
                    self._connection.execute(f'drop {kind} if exists {schema}."{name}"')

    def _is_table(self, name: str) -> bool:
        return name in content_tables(self._connection)

    def _data_tables(self) -> list[sql.SqlFile]:
        """The tables of what raw files say, without those of how the build went."""
        return [file for name, file in self._tables.items() if not name.startswith("build_") and name != "column_profiles"]

    def _sort_key(self, table: str) -> str:
        return ", ".join(table_header(self._tables[table]).sorted_by)

    def rejections(self, table: str) -> str:
        """Why rows of a table were rejected, the commonest reasons first, with how many rows each is said of."""
        rows = self._connection.execute(
            """
            select r.reason, count(*) as rows_rejected
            from rejected_rows as r
            where r.table_name = ? and r.action = 'rejected'
            group by r.reason
            order by rows_rejected desc, r.reason
            limit ?
            """,
            [table, _SHOWN_REASONS],
        ).fetchall()
        return "; ".join(f"{count:,}: {reason}" for reason, count in rows)

    def check(self) -> None:
        """Check the rules.

        Raises:
            CheckError: A rule is broken.
        """
        for rule in rules():
            rule.check(self._connection)

    def write_build_info(self) -> str:
        """Fill `build_info` and what it follows from.

        Returns:
            The snapshot id: a fingerprint of the content.
        """
        return self._write_build_info(table_fingerprints(self._connection, content_tables(self._connection)))

    def rewrite_build_info(self, changed: Iterable[str]) -> str:
        """Fill `build_info` anew, and what it follows from, when some tables were made anew.

        Returns:
            The snapshot id.
        """
        tables = content_tables(self._connection)
        held = dict(self._connection.execute("select f.table_name, f.fingerprint from build_fingerprints as f").fetchall())
        kept = {table: held[table] for table in tables if table in held and table not in set(changed)}
        for table in ("build_info", "build_sql", "build_fingerprints"):
            self._connection.execute(f"truncate {table}")
        return self._write_build_info(
            kept | table_fingerprints(self._connection, (table for table in tables if table not in kept))
        )

    def _write_build_info(self, fingerprints: dict[str, str]) -> str:
        snapshot = snapshot_id(fingerprints)
        info = {
            "snapshot": snapshot,
            "sql_fingerprint": sql.text_fingerprint(),
            "built_at": datetime.now(UTC).replace(tzinfo=None, microsecond=0),
            "duckdb_version": duckdb.__version__,
            "polars_version": pl.__version__,
        }
        self.insert("build_info", pl.DataFrame([info]))
        self.insert("build_sql", _pairs(sql.file_hashes(), "file", "sha256"))
        self.insert("build_fingerprints", _pairs(fingerprints, "table_name", "fingerprint"))
        return snapshot

    def compare(self, before: Path, most_films_lost: float) -> None:
        """Fill `build_changes`.

        Args:
            before: The warehouse whose place this one takes.
            most_films_lost: The share of its films that may be missing here.

        Raises:
            ShrinkError: More are missing, or all of them.
        """
        changed = changes(self._connection, before, self._data_tables())
        self.insert("build_changes", changed)
        [(films,)] = self._connection.execute("select count(*) from movies").fetchall()
        of_films = changed.filter(pl.col("column_name").is_null(), table_name="movies").row(0, named=True)
        films_before = films - of_films["added"] + of_films["removed"]
        if films_before and of_films["removed"] == films_before:
            raise ShrinkError(f"none of the {films_before:,} films of {before} would be left; if that is right, remove it first")
        if of_films["removed"] > most_films_lost * films_before:
            raise ShrinkError(
                f"{of_films['removed']:,} of the {films_before:,} films would be lost; if that is right, use --accept-shrink, "
                "or ACCEPT_SHRINK=1 with make"
            )


@contextmanager
def warehouse_builder(unfinished: Path) -> Iterator[WarehouseBuilder]:
    """Open a file to fill or to change with what fills it, as `open_to_fill` does."""
    with open_to_fill(unfinished) as connection:
        yield WarehouseBuilder(connection, beside(unfinished, "staging"))


def _pairs(values: Mapping[str, str], first: str, second: str) -> pl.DataFrame:
    return pl.DataFrame({first: list(values), second: list(values.values())})
