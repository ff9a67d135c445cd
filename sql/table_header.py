"""The header ``table`` of a file that makes a table: what its rows are known by, and what they lead to."""

from typing import Annotated

import msgspec

from sql import SqlFile, SqlFileError


class TableHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The header ``table`` of a file of SQL.

    Attributes:
        key: The columns whose values together name one row; none of them where the table has one row at most. A table without
            a key may hold a row twice.
        nullable: Those of the key, but never all, that may be null; a null is then a value like any other.
        not_null: Columns of a table that is made by a query which are never null; the items of a list have "[]" after its name.
        sorted_by: The columns by which rows are put in order when the table is filled from raw files.
        looked_up_by: The column by which few rows are asked for at a time; in a large catalogue it has an index.
        counted: Whether `build_counts` says how many rows the table must have.
        references: The table and column that have every value of a column, as in "movies.movie_id". A column that holds lists
            has "[]" after its name.
        unreferenced: Why a column of ids or codes has no table that holds them all, for each such column.
    """

    key: tuple[str, ...] | None = None
    nullable: tuple[str, ...] = ()
    not_null: tuple[str, ...] = ()
    sorted_by: tuple[str, ...] = ()
    looked_up_by: str | None = None
    counted: bool = False
    references: dict[str, Annotated[str, msgspec.Meta(pattern=r"^\w+\.\w+$")]] = {}
    unreferenced: dict[str, str] = {}


def table_header(file: SqlFile) -> TableHeader:
    """Read the header of a file that makes a table.

    Raises:
        SqlFileError: There is no such header, or it says something that has no meaning.
    """
    if "table" not in file.headers:
        raise SqlFileError(f"{file.path}: the comment has no header '/// table'")
    try:
        header = msgspec.convert(file.headers["table"], TableHeader)
    except msgspec.ValidationError as error:
        raise SqlFileError(f"{file.path}: the header 'table' is wrong: {error}") from error
    if header.nullable and not set(header.nullable) < set(header.key or ()):
        raise SqlFileError(f"{file.path}: 'nullable' must name some columns of the key, but not all")
    return header
