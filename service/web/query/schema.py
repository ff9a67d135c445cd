"""What a statement can name, as the warehouse itself tells it: tables, views and macros, with their comments."""

from collections.abc import Iterable
from typing import NamedTuple

from service.answers.statements import Statement
from service.web.pages.macro_queries import MacroQueries, Row

_WORDS = "select keyword_name from duckdb_keywords() where keyword_category <> 'unreserved'"

_RELATIONS = """
select table_name as name, comment, estimated_size as rows_found, schema_name as schema, 'table' as kind
from duckdb_tables()
where database_name = current_database() and schema_name in ('main', 'derived') and not internal
union all
select view_name, comment, null, schema_name, 'view'
from duckdb_views()
where database_name = current_database() and schema_name in ('main', 'derived') and not internal
order by name
"""

_COLUMNS = """
select table_name, column_name as name, data_type as type, comment
from duckdb_columns()
where database_name = current_database() and schema_name in ('main', 'derived') and not internal
order by table_name, column_index
"""

_MACROS = """
select function_name as name, parameters, parameter_types as types, comment, function_type as kind
from duckdb_functions()
where database_name = current_database() and schema_name = 'main' and not internal
order by function_name
"""


# What people ask about first, and what tells how the warehouse was made, which stands last.
_FIRST = (
    "movies",
    "cast",
    "crew",
    "people",
    "genres",
    "collections",
    "companies",
    "countries",
    "languages",
    "keywords",
    "ratings",
)
_LAST = frozenset(
    [
        "build_changes",
        "build_counts",
        "build_fingerprints",
        "build_info",
        "build_sources",
        "build_sql",
        "column_profiles",
        "rejected_rows",
    ]
)


class Column(NamedTuple):
    """A column of a table or view.

    Attributes:
        name: Its name.
        written: Its name as a statement writes it.
        type: Its type in DuckDB.
        comment: What it holds.
    """

    name: str
    written: str
    type: str
    comment: str


class Relation(NamedTuple):
    """A table or a view.

    Attributes:
        name: Its name.
        written: Its name as a statement writes it.
        comment: What it holds.
        rows: How many rows it has; None for a view.
        columns: Its columns in their order.
    """

    name: str
    written: str
    comment: str
    rows: int | None
    columns: list[Column]


class Macro(NamedTuple):
    """A macro.

    Attributes:
        name: Its name.
        written: The call of it without arguments, as a statement writes it.
        parameters: The names of its parameters, each with its type if it has one.
        comment: What it gives.
    """

    name: str
    written: str
    parameters: list[str]
    comment: str


class Schema(NamedTuple):
    """What a statement can name.

    Attributes:
        tables: The tables, those that people ask about first before others, those on the build last.
        views: The views.
        derived: The tables and views that are derived from these, which have a schema of their own.
        table_macros: The macros that give rows.
        macros: The macros that give a value.
    """

    tables: list[Relation]
    views: list[Relation]
    derived: list[Relation]
    table_macros: list[Macro]
    macros: list[Macro]


def read_schema(queries: MacroQueries) -> Schema:
    """Ask the warehouse what it holds."""

    def asked(text: str) -> list[Row]:
        return queries.answer(Statement(text, []))

    words = {row["keyword_name"] for row in asked(_WORDS)}
    columns: dict[str, list[Column]] = {}
    for row in asked(_COLUMNS):
        column = Column(row["name"], _written(row["name"], words), row["type"], row["comment"] or "")
        columns.setdefault(row["table_name"], []).append(column)
    relations: dict[str, list[Relation]] = {"table": [], "view": [], "derived": []}
    for row in asked(_RELATIONS):
        name, comment = row["name"], row["comment"] or ""
        is_derived = row["schema"] == "derived"
        written = f"derived.{_written(name, words)}" if is_derived else _written(name, words)
        relation = Relation(name, written, comment, row["rows_found"], columns.get(name, []))
        relations["derived" if is_derived else row["kind"]].append(relation)
    relations["table"].sort(key=lambda table: _rank(table.name))
    macros: dict[str, list[Macro]] = {"table_macro": [], "macro": []}
    for row in asked(_MACROS):
        # The first part of a comment says what the macro is for; the rest goes into cases.
        comment = " ".join((row["comment"] or "").partition("\n\n")[0].split())
        parameters = [" ".join(filter(None, pair)) for pair in zip(row["parameters"], row["types"], strict=True)]
        macros[row["kind"]].append(Macro(row["name"], f"{_written(row['name'], words)}()", parameters, comment))
    return Schema(relations["table"], relations["view"], relations["derived"], macros["table_macro"], macros["macro"])


def _rank(name: str) -> tuple[int, str]:
    if name in _FIRST:
        return _FIRST.index(name), name
    return len(_FIRST) + (name in _LAST), name


def _written(name: str, words: Iterable[str]) -> str:
    if name.isascii() and name.isidentifier() and name == name.lower() and name not in words:
        return name
    escaped = name.replace('"', '""')
    return f'"{escaped}"'
