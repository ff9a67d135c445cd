"""``python -m tools.check_sql`` checks every SQL file against an empty warehouse, in a second or two."""

import sys
from pathlib import Path

import duckdb

import sql
from ingest.rules import rules
from service.api.routes import check_names
from service.endpoints.endpoint import read_endpoints
from sql.compiled import compile_answers
from sql.install import install


def check_sql(root: Path = sql.ROOT) -> int:
    """Run everything that makes a warehouse, describe the endpoints, and ask the rules and the reports of an empty one.

    Returns:
        How many files are right.

    Raises:
        SqlFileError: One is wrong; the message names it and the line.
    """
    check_names(read_endpoints(root))
    files = [file for kind in sql.SCHEMA_KINDS for file in sql.sql_files(kind, root)]
    asked = [file for kind in ("checks", "reports") for file in sql.sql_files(kind, root)]
    # Nothing is read of an empty warehouse, so neither more threads nor better plans are of use.
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        connection.execute("pragma disable_optimizer")
        install(connection, files)
        install(connection, asked)
        compile_answers(connection, files)
        for file in files:
            _call(connection, file)
        for rule in rules():
            connection.execute(rule.statement)
    return len(files) + len(asked)


def _call(connection: duckdb.DuckDBPyConnection, file: sql.SqlFile) -> None:
    """Call a macro as the examples in its header do, for DuckDB binds one with untyped parameters only then."""
    for example in file.headers.get("macro", {}).get("examples", ()):
        arguments = ", ".join(f"{name} := ${name}" for name in example)
        try:
            connection.execute(f'from "{file.name}"({arguments})', example)
        except duckdb.ProgrammingError as error:
            fault, _, _ = str(error).partition("\n\nLINE ")
            raise sql.SqlFileError(f"{file.path}: {fault}, in the call with {example}") from error


def main() -> int:
    """Say on standard error what is wrong, or on standard output that nothing is.

    Returns:
        0 when every file is right, else 1.
    """
    try:
        print(f"{check_sql()} SQL files are right")
    except sql.SqlFileError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
