"""From a request to the bytes of its answer, in the process that runs statements."""

from collections.abc import Iterable, Iterator

import duckdb
import msgspec

from service.console.catalog import Catalog
from service.console.errors import ConsoleError, console_error
from service.console.projection import projection
from service.console.protocol import MOST_BYTES, MOST_ROWS, MOST_ROWS_OF_FILES, ConsoleRequest
from service.console.statement import LINES_BEFORE, checked
from service.formats.row_formats import FORMATS

# The rows are put aside first: so a fault shows before any byte is sent, and the statement runs once though its types
# and the number of its rows must be known before they are written.
_PUT_ASIDE = "create temporary table temp.main.answer as "
_HELD = "temp.main.answer"

_LISTS = {"duckdb_tables": "tables", "duckdb_columns": "columns"}
"""What lists the rows put aside along with the tables of the warehouse, and a word in all statements that ask it."""

_ENCODE = msgspec.json.Encoder(decimal_format="number").encode


def answer(connection: duckdb.DuckDBPyConnection, catalog: Catalog, snapshot: str, request: ConsoleRequest) -> tuple[bytes, bool]:
    """Run a statement.

    Args:
        connection: The warehouse.
        catalog: What the statement may name.
        snapshot: The snapshot id of the warehouse.
        request: The statement, its parameters and the format of the answer.

    Returns:
        The bytes of the answer, and whether there were more rows than it may have.

    Raises:
        ConsoleError: The statement is wrong, not allowed, or needs too much.
    """
    most = MOST_ROWS.get(request.format, MOST_ROWS_OF_FILES)
    # What a statement leaves behind, such as the rows put aside, ends with its cursor.
    with connection.cursor() as cursor:
        try:
            statement = checked(cursor, request.sql, request.parameters, most, catalog)
            _hide_what_is_put_aside(cursor, statement.text.lower())
            cursor.execute(_PUT_ASIDE + statement.text, request.parameters)
            [(count,)] = cursor.fetchall()
            return b"".join(_limited(_written(cursor, request.format, snapshot, most, truncated=count > most))), count > most
        except (duckdb.Error, MemoryError) as error:
            raise console_error(error, LINES_BEFORE) from None
        except (ValueError, TypeError, OverflowError, NotImplementedError) as error:
            raise ConsoleError("wrong", f"A value cannot be written as {request.format}; cast it to text.") from error


def _hide_what_is_put_aside(cursor: duckdb.DuckDBPyConnection, statement: str) -> None:
    """Have lists show the warehouse only. What `show tables` and the information schema say comes of the same functions."""
    for name, word in _LISTS.items():
        if word in statement:
            cursor.execute(f"create temporary macro {name}() as table from system.main.{name}() where database_name <> 'temp'")


def _written(
    cursor: duckdb.DuckDBPyConnection, format_name: str, snapshot: str, most: int, *, truncated: bool
) -> Iterable[bytes]:
    columns = [(name, kind) for name, kind, *_ in cursor.execute(f"from {_HELD} limit 0").description]
    statement = f"select {projection(columns, format_name)} from {_HELD} limit {most}"
    if format_name in FORMATS:
        return FORMATS[format_name].pieces(cursor, statement, [])
    body = {
        "columns": [{"name": name, "type": str(kind)} for name, kind in columns],
        "rows": cursor.execute(statement).fetchall(),
        "truncated": truncated,
        "snapshot": snapshot,
    }
    return [_ENCODE(body)]


def _limited(pieces: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MOST_BYTES:
            raise ConsoleError(
                "too-much", f"The answer has more than {MOST_BYTES // 2**20} MB; ask for fewer rows or columns at once."
            )
        yield piece
