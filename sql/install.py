"""SQL files run on a connection: objects that may need one another, tables filled in slices, and comments on macros."""

import re
from collections.abc import Iterable

import duckdb

from sql import SqlFile, SqlFileError, sql_literal

_MACRO = re.compile(
    r"create or replace macro (?P<name>\w+)\s*\((?P<parameters>[^)]*)\)\s*as(?P<table>\s+table\b)?", re.IGNORECASE
)


def install(connection: duckdb.DuckDBPyConnection, files: Iterable[SqlFile]) -> None:
    """Run files that may need one another, and store each macro's documentation as its comment.

    A macro or a table is bound when it is created, so a file that needs one that is not there yet waits for its turn.

    Raises:
        SqlFileError: A statement is wrong, or needs an object that no file makes.
        duckdb.Error: A statement is right, but DuckDB cannot run it.
    """
    waiting = list(files)
    while waiting:
        postponed = []
        for file in waiting:
            try:
                _check_macros(connection, file)
                if file.schema:
                    connection.execute(f"create schema if not exists {file.schema}")
                connection.execute(file.statement)
                _forbid_nulls(connection, file)
                _fill(connection, file)
                _index(connection, file)
            except duckdb.CatalogException as error:
                postponed.append((file, error))
            except duckdb.ProgrammingError as error:
                raise wrong_statement(file, error) from error
            except duckdb.Error as error:
                error.add_note(f"in {file.path}")
                raise
            else:
                _comment_on_macro(connection, file)
        if len(postponed) == len(waiting):
            raise wrong_statement(*postponed[0]) from postponed[0][1]
        waiting = [file for file, _ in postponed]


def wrong_statement(file: SqlFile, error: duckdb.Error) -> SqlFileError:
    """What DuckDB finds wrong with a statement, and in which line of its file, where it says so."""
    fault, _, place = str(error).partition("\n\nLINE ")
    line, _, shown = place.partition(": ")
    if not place:
        return SqlFileError(f"{file.path}: {fault}")
    # The mark under the line stands where the fault is in DuckDB's own text, which has "LINE 7: " before it.
    return SqlFileError(f"{file.path}:{line}: {fault}\n  {shown.replace(chr(10) + ' ' * len(f'LINE {line}: '), chr(10) + '  ')}")


def _forbid_nulls(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> None:
    """Have DuckDB keep nulls out of the columns that a table's header says are never null.

    A table that is created from a query has no constraints of its own. The items of a list, written as ``name[]``, can have none
    at all: ``ingest.rules`` has the rule for those.
    """
    for name in file.headers.get("table", {}).get("not_null", ()):
        if not name.endswith("[]"):
            connection.execute(f'alter table {file.relation} alter column "{name}" set not null')


def _check_macros(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> None:
    """Let a table wait for the macros that its headers need, so that nothing is made of a table that is still empty."""
    if "slices" in file.headers:
        connection.execute(f"from {file.headers['slices']['rows']}(null, null) limit 0")
    if _looked_up_by(file):
        connection.execute("select large_catalogue()")


def _fill(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> None:
    """Fill a table whose header says so with the rows of a macro of the first and the last film, for some films at a time.

    The memory that a statement needs grows with its films, so a catalogue of any size is filled with about the same memory. What
    all slices read again, such as the features of all films, would take time that grows with the square of the films; so a header
    may say how many slices there are at most, and those of a large catalogue are longer.
    """
    slices = file.headers.get("slices")
    if slices is None:
        return
    ranges = connection.execute(
        """
        with numbered as (
            select
                movie_id,
                row_number() over (order by movie_id) - 1 as number,
                greatest(?, ceil(count(*) over () / ?::double)::bigint) as films
            from movies
        )

        select min(n.movie_id), max(n.movie_id) from numbered as n group by n.number // n.films order by all
        """,
        [slices["films"], slices.get("most")],
    ).fetchall()
    for first, last in ranges:
        connection.execute(f"insert into {file.relation} from {slices['rows']}(?, ?)", [first, last])


def _looked_up_by(file: SqlFile) -> str | None:
    column: str | None = file.headers.get("table", {}).get("looked_up_by")
    return column


def _index(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> None:
    """Give a table of a large catalogue an index on the column that its header says it is looked up by.

    Without one all rows near those that are asked for are read, and all others passed over, which takes longer the more films
    there are; in other catalogues that is as fast, and the file is smaller.
    """
    if (column := _looked_up_by(file)) is None:
        return
    if connection.execute("select count(*) > large_catalogue() from movies").fetchall() == [(True,)]:
        connection.execute(f'create index "{file.name}_{column}" on {file.relation} ("{column}")')


def documentation(file: SqlFile) -> str:
    """What the comment of a macro says in the database: what its file says, and for a question an example."""
    if "endpoint" not in file.headers:
        return file.about
    return f"{file.about}\n\nExample: from {file.name}({', '.join(_example_arguments(file))})"


def _example_arguments(file: SqlFile) -> Iterable[str]:
    """The examples of the parameters that have no default, in the order of the macro."""
    macro = _MACRO.search(file.statement)
    parameters = file.headers["endpoint"].get("parameters", {})
    for parameter in macro["parameters"].split(",") if macro and macro["parameters"].strip() else ():
        name = parameter.split()[0]
        if ":=" not in parameter and "example" in parameters.get(name, {}):
            yield _example_literal(parameters[name]["example"])


def _example_literal(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_example_literal, value))}]"
    return sql_literal(value) if isinstance(value, str) else str(value)


def _comment_on_macro(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> None:
    macro = _MACRO.search(file.statement)
    if macro is None:
        return
    if macro["name"] != file.name:
        raise SqlFileError(f"{file.path}: the macro is named {macro['name']}, the file {file.name}; give both the same name")
    kind = "macro table" if macro["table"] else "macro"
    connection.execute(f"comment on {kind} {macro['name']} is {sql_literal(documentation(file))}")
