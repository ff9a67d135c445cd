"""What the SQL files say of the columns of an answer: what each means, and whether it is ever null.

The comments and constraints of tables say it of their columns. A file of a macro says in its header ``columns`` which tables or
macros its columns are like, and describes those that are like none:

    -- /// columns
    -- of = ["film_details"]
    -- [columns.languages]
    -- of = "film_details.language_codes"
    -- [columns.profit]
    -- about = "Box office less cost in US dollars"
    -- not_null = true
    -- ///
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated

import duckdb
import msgspec
from duckdb.sqltypes import DuckDBPyType

from service.endpoints.column_types import fields_of
from sql import SqlFile, SqlFileError


@dataclass(frozen=True)
class ColumnInfo:
    """What is known of a column beyond its type.

    Attributes:
        about: What it means; empty if no file says it.
        nullable: Whether it may be null.
        nullable_items: Whether the items of a list may be null.
        fields: The same of the fields of an object, or of the objects in a list.
        vocabulary: The kind of the names that are its values, or the items of its lists; none for other values.
    """

    about: str = ""
    nullable: bool = True
    nullable_items: bool = True
    fields: Mapping[str, "ColumnInfo"] = field(default_factory=dict)
    vocabulary: str | None = None


class ColumnHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a header says of one column, or of one field of an object.

    Attributes:
        about: What it means, if it is not what another column means.
        of: The column that it is like, as in "movies.title" or, of a macro, "list_films().title".
        not_null: Whether it never is null, if that is not so of the other column.
        items_not_null: Whether the items of a list never are null. Objects in a list never are.
        fields_of: The tables or macros that the fields of an object are like.
        fields: What there is to say of the fields that are like none.
        vocabulary: The kind of the names that are its values, if it is not that of the other column.
    """

    about: str | None = None
    of: Annotated[str, msgspec.Meta(pattern=r"^\w+(\(\))?\.\w+$")] | None = None
    not_null: bool | None = None
    items_not_null: bool | None = None
    fields_of: tuple[str, ...] = ()
    fields: dict[str, "ColumnHeader"] = {}
    vocabulary: str | None = None


class ColumnsHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The header ``columns`` of a file of a macro.

    Attributes:
        of: The tables, or macros with "()" after their names, whose columns those of the macro are like; the first one that has a
            column of a name counts.
        columns: What there is to say of the columns that are like none of these.
    """

    of: tuple[str, ...] = ()
    columns: dict[str, ColumnHeader] = {}


@dataclass(frozen=True)
class ColumnSources:
    """Where columns of answers come from.

    Attributes:
        tables: The columns of each table and view.
        macros: The header of each macro that has one.
    """

    tables: Mapping[str, Mapping[str, ColumnInfo]]
    macros: Mapping[str, ColumnsHeader]


def column_sources(connection: duckdb.DuckDBPyConnection, files: Sequence[SqlFile]) -> ColumnSources:
    """Read what a database says of its columns, and what the headers of SQL files add.

    Raises:
        SqlFileError: A header says something that has no meaning.
    """
    full_lists = {
        (file.name, column.removesuffix("[]"))
        for file in files
        for column in file.headers.get("table", {}).get("not_null", ())
        if column.endswith("[]")
    }
    found = connection.execute(
        "select table_name, column_name, comment, is_nullable from duckdb_columns() where not internal"
    ).fetchall()
    tables: dict[str, dict[str, ColumnInfo]] = {}
    for table, column, about, nullable in found:
        tables.setdefault(table, {})[column] = ColumnInfo(about or "", nullable, (table, column) not in full_lists)
    return ColumnSources(tables, {file.name: _columns_header(file) for file in files if "columns" in file.headers})


def column_infos(sources: ColumnSources, file: SqlFile, columns: Mapping[str, DuckDBPyType]) -> dict[str, ColumnInfo]:
    """What is known of the columns that a file's macro gives.

    Raises:
        SqlFileError: The file's header names a table, a macro or a column that there is not.
    """
    header = sources.macros.get(file.name, ColumnsHeader())
    try:
        return _infos(_without(sources, file.name), header.of, header.columns, columns)
    except LookupError as error:
        raise SqlFileError(f"{file.path}: the header 'columns' is wrong: {error.args[0]}") from error


def _columns_header(file: SqlFile) -> ColumnsHeader:
    try:
        return msgspec.convert(file.headers["columns"], ColumnsHeader)
    except msgspec.ValidationError as error:
        raise SqlFileError(f"{file.path}: the header 'columns' is wrong: {error}") from error


def _infos(
    sources: ColumnSources, of: Sequence[str], headers: Mapping[str, ColumnHeader], columns: Mapping[str, DuckDBPyType]
) -> dict[str, ColumnInfo]:
    if unknown := headers.keys() - columns.keys():
        raise LookupError(f"there is no column or field '{min(unknown)}'")
    return {name: _info(sources, of, headers.get(name), name, kind) for name, kind in columns.items()}


def _info(sources: ColumnSources, of: Sequence[str], header: ColumnHeader | None, name: str, kind: DuckDBPyType) -> ColumnInfo:
    if header is None:
        return next((info for source in of if (info := _inherited(sources, source, name, kind))), ColumnInfo())
    inherited = ColumnInfo()
    if header.of:
        source, _, column = header.of.rpartition(".")
        inherited = _inherited(sources, source, column, kind) or inherited
        if not inherited.about:
            raise LookupError(f"{header.of} is no column with a comment")
    return ColumnInfo(
        header.about or inherited.about,
        inherited.nullable if header.not_null is None else not header.not_null,
        inherited.nullable_items if header.items_not_null is None else not header.items_not_null,
        _infos(sources, header.fields_of, header.fields, fields_of(kind))
        if header.fields_of or header.fields
        else inherited.fields,
        header.vocabulary or inherited.vocabulary,
    )


def _inherited(sources: ColumnSources, source: str, name: str, kind: DuckDBPyType) -> ColumnInfo | None:
    """What a table or a macro says of a column; nothing if it does not know it."""
    if not source.endswith("()"):
        if source not in sources.tables:
            raise LookupError(f"there is no table {source}")
        return sources.tables[source].get(name)
    name_of_macro = source.removesuffix("()")
    if (header := sources.macros.get(name_of_macro)) is None:
        raise LookupError(f"there is no other macro {source} with a header 'columns'")
    info = _info(_without(sources, name_of_macro), header.of, header.columns.get(name), name, kind)
    return info if info.about else None


def _without(sources: ColumnSources, macro: str) -> ColumnSources:
    """The sources without a macro: its columns can be like those of others only."""
    return replace(sources, macros={name: header for name, header in sources.macros.items() if name != macro})
