"""Which films the values of a question name, by id or by title."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import duckdb

from service.endpoints.column_types import Value
from service.endpoints.endpoint import Endpoint, Parameter
from sql import quote_identifier

Film = dict[str, Any]
"""A film with its id, title and year."""


class NamedFilms(NamedTuple):
    """What a value of a parameter names.

    Attributes:
        parameter: The parameter.
        word: The value.
        films: The film that it names; none if there is no such film, and several if it can be read in several ways.
    """

    parameter: Parameter
    word: str
    films: list[Film]


def films_named(cursor: duckdb.DuckDBPyConnection, endpoint: Endpoint, arguments: Mapping[str, Value]) -> Iterator[NamedFilms]:
    """The films of each value of the parameters that name films, in the order in which they were given."""
    for parameter in endpoint.naming:
        if words := arguments.get(parameter.name):
            statement = f"select word, films from {quote_identifier(str(parameter.header.named_by))}(?) order by place"
            for word, films in cursor.execute(statement, [words]).fetchall():
                yield NamedFilms(parameter, word, films)


def understood(cursor: duckdb.DuckDBPyConnection, endpoint: Endpoint, arguments: Mapping[str, Value]) -> list[dict[str, Any]]:
    """The film that each value was taken for, when every value names one."""
    return [
        {"parameter": named.parameter.name, "value": named.word, **film}
        for named in films_named(cursor, endpoint, arguments)
        for film in named.films
    ]
