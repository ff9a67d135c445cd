"""No column of an answer is null that the OpenAPI document says never is, whatever is asked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import duckdb
import pytest

import sql
from service.answers.statements import call
from service.endpoints.column_info import ColumnInfo
from service.endpoints.endpoint import Endpoint, Parameter, read_endpoints
from sql import quote_identifier

ENDPOINTS = read_endpoints(sql.ROOT)
SOURCES = {
    parameter.name: parameter.header.of for endpoint in ENDPOINTS for parameter in endpoint.parameters if parameter.header.of
}
ROWS_AT_ONCE = 10_000
MAY_BE_EMPTY = {"quality_changes", "quality_suspicious"}
NOT_IN_THE_FULL_DATA = {"list_providers", "movie_certifications", "movie_watch_providers"}
"""What the Movies Dataset knows nothing of."""


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_what_is_never_null_never_is(connection: duckdb.DuckDBPyConnection, endpoint: Endpoint) -> None:
    assert not list(wrong_nulls(connection, endpoint, 1000, MAY_BE_EMPTY))


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_what_is_never_null_never_is_in_the_full_data(full_connection: duckdb.DuckDBPyConnection, endpoint: Endpoint) -> None:
    assert not list(wrong_nulls(full_connection, endpoint, 50, MAY_BE_EMPTY | NOT_IN_THE_FULL_DATA))


def wrong_nulls(connection: duckdb.DuckDBPyConnection, endpoint: Endpoint, most: int, may_be_empty: set[str]) -> Iterator[str]:
    """The columns that are null and must not be, of what an endpoint answers to up to so many questions."""
    found = 0
    for asked in questions(connection, endpoint, most):
        question = call(endpoint, asked)
        result = connection.execute(question.text, question.values)
        while rows := result.fetchmany(ROWS_AT_ONCE):
            found += len(rows)
            for row in rows:
                for column, value in zip(endpoint.columns.values(), row, strict=True):
                    yield from nulls(column.name, column.info, value)
    assert found or endpoint.name in may_be_empty


def nulls(name: str, info: ColumnInfo, value: object) -> Iterator[str]:
    match value:
        case None:
            if not info.nullable:
                yield name
        case dict():
            for field, held in value.items():
                yield from nulls(f"{name}.{field}", info.fields[field], held)
        case [dict(), *_]:
            for item in value:
                yield from nulls(f"{name}[]", info, item)
        case list() if None in value and not info.nullable_items:
            yield f"{name}[]"


def questions(connection: duckdb.DuckDBPyConnection, endpoint: Endpoint, most: int) -> Iterator[Mapping[str, Any]]:
    # The floors of statistics leave nothing of a small catalogue.
    floors = {parameter.name: 1 for parameter in endpoint.parameters if parameter.name.startswith("min_")}
    needed = endpoint.exemplary
    if not needed:
        yield floors
        return
    [parameter] = needed
    for value in values(connection, parameter, most):
        yield {parameter.name: [str(value)] if parameter.value_type.is_list else value}


def values(connection: duckdb.DuckDBPyConnection, parameter: Parameter, most: int) -> Sequence[Any]:
    """Values that a parameter may have, spread over all there are."""
    if parameter.header.vocabulary and not parameter.header.of:
        text = f"select name from derived.vocabulary where kind = '{parameter.header.vocabulary}'"
    elif source := SOURCES.get(parameter.name):
        table, column = source.split(".")
        text = f"select distinct {quote_identifier(column)} as name from {sql.relation(table)}"
    else:
        text = "select distinct title as name from movies"
    found = connection.execute(f"select s.name from ({text}) as s where s.name is not null order by hash(s.name) limit {most}")
    return [value for (value,) in found.fetchall()]
