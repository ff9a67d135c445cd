"""From checked parameters to the bytes of an answer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import duckdb
import msgspec

from service.answers.films_named import understood
from service.answers.not_found import not_found, unknown_filter_value, unknown_value
from service.answers.statements import Statement, any_row, call, chosen, compiled_rows, row_count, rows, value_counts
from service.endpoints.address import Address
from service.endpoints.column_types import Value
from service.endpoints.columns import Column
from service.endpoints.compiled_answers import Lookup
from service.endpoints.endpoint import Endpoint
from service.endpoints.included_lists import INCLUDED, place_of
from service.endpoints.keyset import cursor as cursor_after
from service.endpoints.list_query import ListQuery
from service.endpoints.object_query import ObjectQuery
from service.formats.text import BYTE_ORDER_MARK

UNDERSTOOD = "understood"
"""What a page says of the films that its parameters name."""

encoded = msgspec.json.Encoder().encode
"""The JSON of what an answer holds."""


class Page(NamedTuple):
    """A page of a list.

    Attributes:
        content: What its JSON holds.
        following: The address of the page after it, if there is one.
    """

    content: dict[str, Any]
    following: str | None


def one(
    cursor: duckdb.DuckDBPyConnection,
    address: Address,
    arguments: Mapping[str, Value],
    wanted: ObjectQuery,
    prefix: str,
) -> bytes:
    """Give the object of an endpoint as JSON, made with the warehouse or by its macro now, with the lists that are wanted.

    Args:
        cursor: Where to ask.
        address: The address that is asked.
        arguments: The values of the macro's parameters; one that is missing has the macro's default.
        wanted: What is asked of the object.
        prefix: What stands before all addresses of the service.

    Raises:
        ProblemError: There is no such row; it says why.
    """
    lookup = address.endpoint.lookup
    if wanted.is_whole and isinstance(lookup, Lookup) and arguments.keys() == {lookup.parameter}:
        body = lookup.body(cursor, arguments[lookup.parameter])
        if body is not None:
            return body.encode()
    found = chosen(call(address.endpoint, arguments), wanted.columns).fetched(cursor)
    if not found:
        raise not_found(cursor, address.endpoint, arguments)
    content: dict[str, Any] = dict(zip((column.name for column in wanted.columns), found[0], strict=True))
    if wanted.included:
        content[INCLUDED] = included(cursor, address, wanted.included, arguments, prefix)
    return encoded(content)


def included(
    cursor: duckdb.DuckDBPyConnection, address: Address, names: Iterable[str], arguments: Mapping[str, Value], prefix: str
) -> dict[str, dict[str, Any]]:
    """Ask for the first pages of lists that come with an answer, as their own addresses give them.

    Args:
        cursor: Where to ask.
        address: The address of the answer.
        names: The names of the lists.
        arguments: The values of the parameters of the answer's macro.
        prefix: What stands before all addresses of the service.
    """
    pages = {}
    for name in names:
        other = address.included[name]
        assert other.list_shape is not None  # noqa: S101 - it is a list
        path, values = place_of(address.endpoint, other, arguments)
        pages[name] = page(cursor, other, values, other.list_shape.first_page, f"{prefix}{path}?cursor=").content
    return pages


def page(
    cursor: duckdb.DuckDBPyConnection,
    endpoint: Endpoint,
    arguments: Mapping[str, Value],
    list_query: ListQuery,
    following: str,
) -> Page:
    """Ask an endpoint's macro for a page of its rows.

    Args:
        cursor: Where to ask.
        endpoint: Whose macro to ask.
        arguments: The values of its parameters; one that is missing has the macro's default.
        list_query: What is asked of the list.
        following: The address of the page after it without its cursor, which stands at the end.

    Raises:
        ProblemError: There is no row because a parameter or a filter names nothing.
    """
    macro = call(endpoint, arguments)
    items, after = _items(cursor, endpoint, macro, list_query)
    if not items:
        _check_emptiness(cursor, endpoint, arguments, list_query)
    next_page = following + after if after else None
    content: dict[str, Any] = {"items": items, "next": next_page}
    if endpoint.naming:
        content[UNDERSTOOD] = understood(cursor, endpoint, arguments)
    if list_query.total:
        [(content["total"],)] = row_count(macro, list_query).fetched(cursor)
    if list_query.facets:
        content["facets"] = {
            column.name: [
                {"value": value, "count": count} for value, count in value_counts(macro, list_query, column).fetched(cursor)
            ]
            for column in list_query.facets
        }
    return Page(content, next_page)


def _items(
    cursor: duckdb.DuckDBPyConnection, endpoint: Endpoint, macro: Statement, list_query: ListQuery
) -> tuple[Sequence[Any], str | None]:
    """What stands for the rows of a page in JSON, and the cursor of the page after it, if there is one.

    Where rows were made with the warehouse, only what they are ordered by is read of others, and whole rows are looked up.
    """
    if lookup := compiled_rows(endpoint, list_query):
        shown, after = _shown(cursor, macro, list_query, list_query.ordering)
        keys = [row[lookup.column] for row in shown]
        texts = dict(cursor.execute(lookup.statement(len(keys)), keys).fetchall()) if keys else {}
        if len(texts) == len(keys):
            return [msgspec.Raw(texts[key].encode()) for key in keys], after
    shown, after = _shown(cursor, macro, list_query, list_query.held)
    names = [column.name for column in list_query.columns]
    return shown if len(names) == len(list_query.held) else [{name: row[name] for name in names} for row in shown], after


def _shown(
    cursor: duckdb.DuckDBPyConnection, macro: Statement, list_query: ListQuery, columns: Mapping[str, Column]
) -> tuple[list[dict[str, Any]], str | None]:
    """Some columns of the rows of a page, and the cursor of the page after it, if there is one."""
    assert list_query.limit is not None  # noqa: S101 - a page ends
    found = rows(macro, list_query, columns.values(), list_query.limit + 1).fetched(cursor)
    shown = [dict(zip(columns, row, strict=True)) for row in found[: list_query.limit]]
    return shown, cursor_after(list_query.keys, shown[-1]) if len(found) > list_query.limit else None


def download(
    cursor: duckdb.DuckDBPyConnection, endpoint: Endpoint, arguments: Mapping[str, Value], list_query: ListQuery
) -> Iterator[bytes]:
    """Ask an endpoint's macro for all its rows, or as many as are asked for, in pieces of another format than JSON.

    Raises:
        ProblemError: There is no row because a parameter or a filter names nothing.
    """
    assert list_query.format is not None  # noqa: S101 - JSON comes in pages
    macro = call(endpoint, arguments)
    if not any_row(macro, list_query).fetched(cursor):
        _check_emptiness(cursor, endpoint, arguments, list_query)
    statement = rows(macro, list_query, list_query.columns, list_query.limit)
    if list_query.has_mark:
        yield BYTE_ORDER_MARK
    yield from list_query.format.pieces(cursor, statement.text, statement.values)


def _check_emptiness(
    cursor: duckdb.DuckDBPyConnection, endpoint: Endpoint, arguments: Mapping[str, Value], list_query: ListQuery
) -> None:
    """Check that a list without rows may be so.

    Raises:
        ProblemError: A parameter or a filter names nothing.
    """
    if mistake := unknown_value(cursor, endpoint, arguments) or unknown_filter_value(cursor, list_query.filters):
        raise mistake
