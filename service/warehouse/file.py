"""The warehouse file: opened so that it can be read and nothing else done, and checked before anyone is answered from it."""

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

import duckdb

from service.problems import NotReadyError
from service.warehouse.file_state import FileState, HeldFile, file_state, state_of
from sql import quote_identifier, sql_literal

_Config = dict[str, str | bool | int | float | list[str]]

_CONFIG: _Config = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
    "memory_limit": "2GB",
    "max_temp_directory_size": "512MB",
    "threads": 1,
}

_CHECK_CONFIG: _Config = {**_CONFIG, "memory_limit": "64MB", "threads": 2, "index_scan_percentage": 1.0}
"""To read a whole file once: in little memory, indexes also where many rows are asked for, and so that a new version answers soon
while many questions are being answered."""

_TABLES_AT_ONCE = 10
"""How many tables one statement reads: after each, this thread waits for its turn among those that answer; all tables in one need
more memory than the check may take."""

_HEADER_BYTES = 3 * 4096
"""What stands in a DuckDB file before its blocks."""


_NO_RIGHTS = "the user that this service runs as may not read it, or not enter its folder; grant that right."


class UnfitFileError(NotReadyError):
    """The file can be opened and is not what it must be, which stays so until it changes."""


class DamagedFileError(NotReadyError):
    """What was read of the file is not what was written; another try may read it right, but reads much."""


@dataclass(frozen=True)
class Version:
    """A warehouse that was found fit.

    Attributes:
        file: Its file.
        state: The state in which the file was opened.
        snapshot: The fingerprint of its content.
        built_at: When it was built.
    """

    file: HeldFile
    state: FileState
    snapshot: str
    built_at: datetime


class OpenedFile(NamedTuple):
    """A warehouse that is open and fit.

    Attributes:
        connection: A connection whose cursors see the warehouse, and nothing else.
        version: What was opened.
    """

    connection: duckdb.DuckDBPyConnection
    version: Version


def open_warehouse(path: Path, sql_fingerprint: str) -> OpenedFile:
    """Open the version of a warehouse that is at a path now, even while an older one is open.

    Raises:
        UnfitFileError: The file is no warehouse, or built from other SQL files.
        DamagedFileError: The file is incomplete or damaged.
        NotReadyError: The file is missing, locked, may not be read, is none of DuckDB, or was replaced meanwhile.
    """
    state = _state_to_open(path)
    file = _held(path)
    # What was read to check the file must not stay in the memory of the connection that answers.
    with _opened(path, _CHECK_CONFIG) as connection:
        snapshot, built_at = _checked(connection, path, state, sql_fingerprint)
    connection = _opened(path, _CONFIG)
    if file_state(path) != state:
        connection.close()
        raise NotReadyError(f"{path.name} changed while it was being opened.")
    return OpenedFile(connection, Version(file, state, snapshot, built_at))


def reopen(version: Version) -> OpenedFile:
    """Open a version again, which is not checked again.

    Raises:
        NotReadyError: It cannot be opened any more.
    """
    return OpenedFile(_opened(version.file.path, _CONFIG), version)


def _held(path: Path) -> HeldFile:
    try:
        return HeldFile(path)
    except OSError as error:
        raise NotReadyError(f"{path.name} cannot be opened: {_why_not(path, error)}") from error


def _state_to_open(path: Path) -> FileState:
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotReadyError(f"There is no {path.name}; build it with 'make warehouse'.") from error
    except PermissionError as error:
        raise NotReadyError(f"{path.name} cannot be opened: {_NO_RIGHTS}") from error
    except OSError as error:
        raise NotReadyError(f"{path.name} cannot be opened: {error.strerror}.") from error
    if not S_ISREG(found.st_mode):
        raise NotReadyError(f"{path.name} is no regular file; put a warehouse there, or build one with 'make warehouse'.")
    return state_of(found)


def _why_not(path: Path, error: duckdb.Error | OSError) -> str:
    if "Could not set lock" in str(error):
        holder = re.search(r"PID (\d+)", str(error))
        program = f"the program with process number {holder[1]}" if holder else "another program"
        return f"{program} has it open to write; the service answers as soon as that program has closed it."
    if not os.access(path, os.R_OK):
        return _NO_RIGHTS
    return (
        "it is no DuckDB file, not a whole one, or one of a version that this service does not read; copy it again, or build it "
        "anew with 'make warehouse'."
    )


def _opened(path: Path, config: _Config) -> duckdb.DuckDBPyConnection:
    try:
        return _attached(path, config)
    except duckdb.Error as error:
        raise NotReadyError(f"{path.name} cannot be opened: {_why_not(path, error)}") from error


def _attached(path: Path, config: _Config) -> duckdb.DuckDBPyConnection:
    """A connection to a database in memory that is then exchanged for the file.

    To connect to the path itself would give the content of an older file again while that one is open, for DuckDB shares
    databases by path. New cursors look names up in the database called 'memory', so the file takes that name; that way they need
    no statement of their own before the first question.
    """
    connection = duckdb.connect(":memory:", config=config)
    try:
        connection.execute("attach ':memory:' as nothing")
        connection.execute("use nothing")
        connection.execute("detach memory")
        connection.execute(f"attach {sql_literal(path)} as memory (read_only, type duckdb)")
        connection.execute("use memory")
        connection.execute("detach nothing")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
    except duckdb.Error:
        connection.close()
        raise
    return connection


def _checked(connection: duckdb.DuckDBPyConnection, path: Path, state: FileState, sql_fingerprint: str) -> tuple[str, datetime]:
    """The snapshot of a warehouse and when it was built, asked on a new cursor as requests do."""
    with connection.cursor() as cursor:
        try:
            builds = cursor.execute("select snapshot, sql_fingerprint, built_at from build_info").fetchall()
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise UnfitFileError(
                f"{path.name} is no warehouse, it has no build_info; build one with 'make warehouse'."
            ) from error
        except duckdb.Error as error:
            raise _damaged(path) from error
        if len(builds) != 1 or builds[0][1] != sql_fingerprint:
            raise UnfitFileError(
                f"{path.name} was built from other SQL files than this service has; build it anew with 'make warehouse'."
            )
        _check_content(cursor, path, state)
        if file_state(path) != state:
            raise NotReadyError(f"{path.name} changed while it was being opened.")
    snapshot, _, built_at = builds[0]
    return str(snapshot), built_at.replace(tzinfo=UTC)


def _check_content(cursor: duckdb.DuckDBPyConnection, path: Path, state: FileState) -> None:
    """Read every block that holds anything, for DuckDB holds a block against its checksum when it reads it.

    Raises:
        DamagedFileError: A block is not what was written, or is missing.
    """
    try:
        # Free blocks at the end of a file that was changed may never have been written.
        [(blocks,)] = cursor.execute("select used_blocks * block_size from pragma_database_size()").fetchall()
        if state.size < _HEADER_BYTES + blocks:
            raise _damaged(path)
        tables = cursor.execute("select schema_name, table_name from duckdb_tables() where not internal order by all").fetchall()
        # To count values, DuckDB would read only where there are none; for the first of them it reads all.
        reads = [f"(select first(columns(*)) from {'.'.join(map(quote_identifier, names))})" for names in tables]
        for begin in range(0, len(reads), _TABLES_AT_ONCE):
            cursor.execute(f"select * from {', '.join(reads[begin : begin + _TABLES_AT_ONCE])}").fetchall()
        _read_indexes(cursor)
    except (duckdb.OutOfMemoryException, MemoryError) as error:
        raise NotReadyError(f"There is not enough memory to check {path.name}.") from error
    except duckdb.Error as error:
        raise _damaged(path) from error


def _read_indexes(cursor: duckdb.DuckDBPyConnection) -> None:
    """Read the blocks of all indexes, each of which is on one column.

    Questions read those near their keys. All are read to find the rows above the least key, of which one row need be read itself.
    """
    indexes = cursor.execute(
        "select schema_name, table_name, (expressions::varchar[])[1] from duckdb_indexes() order by all"
    ).fetchall()
    for schema, name, column in indexes:
        table = f"{quote_identifier(schema)}.{quote_identifier(name)}"
        [(least,)] = cursor.execute(f"select min({column}) from {table}").fetchall()
        cursor.execute(f"select {column} from {table} where {column} > ? limit 1", [least]).fetchall()


def _damaged(path: Path) -> DamagedFileError:
    return DamagedFileError(f"{path.name} is cut off or damaged; copy it again, or build it anew with 'make warehouse'.")
