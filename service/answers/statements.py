"""The SQL of an answer: one call of a macro, and for a list what a request asks of it around that call.

Only names that DuckDB itself described are put into the text; values are bound.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from service.endpoints.column_types import Value
from service.endpoints.columns import Column
from service.endpoints.endpoint import Endpoint
from service.endpoints.filters import Condition
from service.endpoints.keyset import order_by
from service.endpoints.list_query import Listing

MOST_FACET_VALUES = 100
"""The most values of a column that are counted: the most frequent."""


class Question(NamedTuple):
    """A statement of SQL.

    Attributes:
        text: Its text, with a ``?`` for each value.
        values: The values in their order.
    """

    text: str
    values: Sequence[Value]


def call(endpoint: Endpoint, asked: Mapping[str, Value]) -> Question:
    """All rows that the macro gives for these parameters."""
    # DuckDB takes a bound number for an INTEGER, and a macro does not take that for a SMALLINT.
    types = {parameter.name: parameter.type for parameter in endpoint.parameters}
    arguments = ", ".join(f'"{name}" := cast(? as {types[name]})' for name in asked)
    return Question(f'from "{endpoint.name}"({arguments})', list(asked.values()))


def chosen(macro: Question, columns: Iterable[Column]) -> Question:
    """Some columns of all rows."""
    return Question(f"select {', '.join(column.quoted for column in columns)} {macro.text}", macro.values)


def rows(macro: Question, listing: Listing, columns: Iterable[Column], limit: int | None) -> Question:
    """The rows of a page or of a download, in order."""
    conditions = [*listing.filters, *([listing.start] if listing.start else [])]
    filtered = chosen(_filtered(macro, conditions), columns)
    text = f"{filtered.text} order by {order_by(listing.keys)}"
    if limit is None:
        return Question(text, filtered.values)
    return Question(f"{text} limit ?", [*filtered.values, limit])


def any_row(macro: Question, listing: Listing) -> Question:
    """A row if any comes after the page before and passes the filters."""
    filtered = _filtered(macro, [*listing.filters, *([listing.start] if listing.start else [])])
    return Question(f"select 1 {filtered.text} limit 1", filtered.values)


def row_count(macro: Question, listing: Listing) -> Question:
    """The number of rows that pass the filters."""
    filtered = _filtered(macro, listing.filters)
    return Question(f"select count(*) {filtered.text}", filtered.values)


def value_counts(macro: Question, listing: Listing, column: Column) -> Question:
    """The values of a column over all rows that pass the filters, and how many rows have each, the most frequent first.

    A row whose list holds a value twice, as two things of one name, counts once.
    """
    filtered = _filtered(macro, listing.filters)
    value = f"unnest(list_distinct({column.quoted}))" if column.is_list else column.quoted
    text = (
        f"with held as (select {value} as value {filtered.text}) "
        "select value, count(*) as found from held where value is not null "
        "group by value order by found desc, value asc limit ?"
    )
    return Question(text, [*filtered.values, MOST_FACET_VALUES])


def _filtered(macro: Question, conditions: Sequence[Condition]) -> Question:
    if not conditions:
        return macro
    texts = " and ".join(condition.text for condition in conditions)
    return Question(
        f"{macro.text} where {texts}", [*macro.values, *(value for condition in conditions for value in condition.values)]
    )
