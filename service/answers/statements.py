"""The SQL of an answer: one call of a macro, and for a list what a request asks of it around that call.

Only names that DuckDB itself described are put into the text; values are bound.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import duckdb

from service.endpoints.column_types import Value
from service.endpoints.columns import Column
from service.endpoints.compiled_answers import MOST_ROWS, RowLookup
from service.endpoints.endpoint import Endpoint
from service.endpoints.filters import Predicate
from service.endpoints.list_query import ListQuery

MOST_FACET_VALUES = 100
"""The most values of a column that are counted: the most frequent."""


class Statement(NamedTuple):
    """A statement of SQL.

    Attributes:
        text: Its text, with a ``?`` for each value.
        values: The values in their order.
    """

    text: str
    values: Sequence[Value]

    def fetched(self, cursor: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
        """All its rows."""
        return cursor.execute(self.text, self.values).fetchall()


def call(endpoint: Endpoint, arguments: Mapping[str, Value]) -> Statement:
    """All rows that the endpoint's macro gives for these parameters."""
    placeholders = ", ".join([endpoint.placeholders[name] for name in arguments])
    return Statement(f'from "{endpoint.macro(arguments)}"({placeholders})', list(arguments.values()))


def compiled_rows(endpoint: Endpoint, list_query: ListQuery) -> RowLookup | None:
    """How the rows of a page are looked up, if they may have been made with the warehouse and it wants them whole."""
    if isinstance(endpoint.lookup, RowLookup) and list_query.has_whole_rows and (list_query.limit or 0) <= MOST_ROWS:
        return endpoint.lookup
    return None


def chosen(macro: Statement, columns: Iterable[Column]) -> Statement:
    """Some columns of all rows."""
    return Statement(f"select {', '.join(column.quoted for column in columns)} {macro.text}", macro.values)


def rows(macro: Statement, list_query: ListQuery, columns: Iterable[Column], limit: int | None) -> Statement:
    """The rows of a page or of a download, in order."""
    predicates = [*list_query.filters, *([list_query.start] if list_query.start else [])]
    filtered = chosen(_filtered(macro, predicates), columns)
    text = f"{filtered.text} order by {list_query.order}"
    if limit is None:
        return Statement(text, filtered.values)
    return Statement(f"{text} limit ?", [*filtered.values, limit])


def any_row(macro: Statement, list_query: ListQuery) -> Statement:
    """A row if any comes after the page before and passes the filters."""
    filtered = _filtered(macro, [*list_query.filters, *([list_query.start] if list_query.start else [])])
    return Statement(f"select 1 {filtered.text} limit 1", filtered.values)


def row_count(macro: Statement, list_query: ListQuery) -> Statement:
    """The number of rows that pass the filters."""
    filtered = _filtered(macro, list_query.filters)
    return Statement(f"select count(*) {filtered.text}", filtered.values)


def value_counts(macro: Statement, list_query: ListQuery, column: Column) -> Statement:
    """The values of a column over all rows that pass the filters, and how many rows have each, the most frequent first.

    A row whose list holds a value twice, as two things of one name, counts once.
    """
    filtered = _filtered(macro, list_query.filters)
    value = f"unnest(list_distinct({column.quoted}))" if column.is_list else column.quoted
    text = (
        f"with held as (select {value} as value {filtered.text}) "
        "select value, count(*) as found from held where value is not null "
        "group by value order by found desc, value asc limit ?"
    )
    return Statement(text, [*filtered.values, MOST_FACET_VALUES])


def _filtered(macro: Statement, predicates: Sequence[Predicate]) -> Statement:
    if not predicates:
        return macro
    texts = " and ".join(predicate.text for predicate in predicates)
    return Statement(
        f"{macro.text} where {texts}", [*macro.values, *(value for predicate in predicates for value in predicate.values)]
    )
