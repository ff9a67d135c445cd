"""From checked parameters to the bytes of an answer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

import duckdb
import msgspec

from service.answers.not_found import mistaken_value, nothing_found, unknown_filter_value
from service.answers.statements import Question, any_row, call, chosen, row_count, rows, value_counts
from service.endpoints.address import Address
from service.endpoints.column_types import Value
from service.endpoints.endpoint import Endpoint
from service.endpoints.included_lists import INCLUDED, place_below
from service.endpoints.keyset import cursor as cursor_after
from service.endpoints.list_query import Listing, listing
from service.endpoints.object_query import ObjectQuery
from service.formats.text import BYTE_ORDER_MARK

_ENCODE = msgspec.json.Encoder().encode


class Page(NamedTuple):
    """A page of a list.

    Attributes:
        body: Its JSON.
        following: The address of the page after it, if there is one.
    """

    body: bytes
    following: str | None


def one(
    cursor: duckdb.DuckDBPyConnection,
    address: Address,
    asked: Mapping[str, Value],
    wanted: ObjectQuery,
    prefix: str,
) -> bytes:
    """Ask an endpoint's macro for its one row, as an object of JSON, with the lists below it that are wanted.

    Args:
        cursor: Where to ask.
        address: The address that is asked.
        asked: The values of the macro's parameters; one that is missing has the macro's default.
        wanted: What is asked of the object.
        prefix: What stands before all addresses of the service.

    Raises:
        ProblemError: There is no such row; it says why.
    """
    found = _fetched(cursor, chosen(call(address.endpoint, asked), wanted.columns))
    if not found:
        raise nothing_found(cursor, address.endpoint, asked)
    body: dict[str, Any] = dict(zip((column.name for column in wanted.columns), found[0], strict=True))
    if wanted.included:
        body[INCLUDED] = {
            name: msgspec.Raw(_first_page(cursor, address, address.included[name], asked, prefix)) for name in wanted.included
        }
    return _ENCODE(body)


def _first_page(
    cursor: duckdb.DuckDBPyConnection, address: Address, below: Endpoint, asked: Mapping[str, Value], prefix: str
) -> bytes:
    """The first page of a list below an object, as the list's own address gives it."""
    assert below.list_shape is not None  # noqa: S101 - it is a list
    path, values = place_below(address.endpoint, below, asked)
    whole = listing(below.list_shape, [], None)
    return page(cursor, below, values, whole, lambda after: f"{prefix}{path}?{urlencode({'cursor': after})}").body


def page(
    cursor: duckdb.DuckDBPyConnection,
    endpoint: Endpoint,
    asked: Mapping[str, Value],
    listing: Listing,
    address: Callable[[str], str],
) -> Page:
    """Ask an endpoint's macro for a page of its rows.

    Args:
        cursor: Where to ask.
        endpoint: Whose macro to ask.
        asked: The values of its parameters; one that is missing has the macro's default.
        listing: What is asked of the list.
        address: The address of the page that begins after a cursor.

    Raises:
        ProblemError: There is no row because a parameter or a filter names nothing.
    """
    macro = call(endpoint, asked)
    assert listing.limit is not None  # noqa: S101 - a page ends
    held = {column.name: column for column in (*listing.columns, *(key.column for key in listing.keys))}
    found = _fetched(cursor, rows(macro, listing, held.values(), listing.limit + 1))
    if not found:
        _check_emptiness(cursor, endpoint, asked, listing)
    shown = [dict(zip(held, row, strict=True)) for row in found[: listing.limit]]
    following = address(cursor_after(listing.keys, shown[-1])) if len(found) > listing.limit else None
    names = [column.name for column in listing.columns]
    body: dict[str, Any] = {
        "items": shown if len(names) == len(held) else [{name: row[name] for name in names} for row in shown],
        "next": following,
    }
    if listing.total:
        [(body["total"],)] = _fetched(cursor, row_count(macro, listing))
    if listing.facets:
        body["facets"] = {
            column.name: [
                {"value": value, "count": count} for value, count in _fetched(cursor, value_counts(macro, listing, column))
            ]
            for column in listing.facets
        }
    return Page(_ENCODE(body), following)


def download(
    cursor: duckdb.DuckDBPyConnection, endpoint: Endpoint, asked: Mapping[str, Value], listing: Listing
) -> Iterator[bytes]:
    """Ask an endpoint's macro for all its rows, or as many as are asked for, in pieces of another format than JSON.

    Raises:
        ProblemError: There is no row because a parameter or a filter names nothing.
    """
    assert listing.format is not None  # noqa: S101 - JSON comes in pages
    macro = call(endpoint, asked)
    if not _fetched(cursor, any_row(macro, listing)):
        _check_emptiness(cursor, endpoint, asked, listing)
    question = rows(macro, listing, listing.columns, listing.limit)
    if listing.has_mark:
        yield BYTE_ORDER_MARK
    yield from listing.format.pieces(cursor, question.text, question.values)


def _check_emptiness(cursor: duckdb.DuckDBPyConnection, endpoint: Endpoint, asked: Mapping[str, Value], listing: Listing) -> None:
    """Check that a list without rows may be so.

    Raises:
        ProblemError: A parameter or a filter names nothing.
    """
    if mistake := mistaken_value(cursor, endpoint, asked) or unknown_filter_value(cursor, listing.filters):
        raise mistake


def _fetched(cursor: duckdb.DuckDBPyConnection, question: Question) -> Sequence[tuple[Any, ...]]:
    return cursor.execute(question.text, question.values).fetchall()
