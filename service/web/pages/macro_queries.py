"""What pages ask: the macros of endpoints, with the checks that their addresses have."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import duckdb
import msgspec

from service.answers.answers import page
from service.answers.statements import Statement, call, rows
from service.endpoints.column_types import Value
from service.endpoints.endpoint import Endpoint
from service.endpoints.list_query import OPTIONS, parse_list_query
from service.warehouse.executor import Job
from service.web.pages.problems import NoSuchPageError
from sql import quote_identifier

T = TypeVar("T")

Row = dict[str, Any]

Pairs = list[tuple[str, str]]
"""Names and values of a query."""


@dataclass(frozen=True)
class Found:
    """A part of a list.

    Attributes:
        rows: Its rows; dates are text, as in JSON.
        total: How many rows pass the filters.
        cursor: Where the part after it begins, if there is one.
    """

    rows: list[Row]
    total: int
    cursor: str | None


class MacroQueries:
    """Asks the macros of endpoints by their names.

    Args:
        cursor: Where to ask.
        endpoints: The endpoints, by their names.
        root_path: The path under which the service stands, with which the addresses of pages begin.
        posters: What the addresses of posters begin with.
    """

    def __init__(
        self, cursor: duckdb.DuckDBPyConnection, endpoints: Mapping[str, Endpoint], root_path: str = "", posters: str = ""
    ) -> None:
        self._cursor = cursor
        self._endpoints = endpoints
        self.root_path = root_path
        self.posters = posters

    def rows(self, name: str, **arguments: Value) -> list[Row]:
        """All rows that a macro gives."""
        return self.answer(call(self._endpoints[name], arguments))

    def object(self, name: str, missing: str, **arguments: Value) -> Row:
        """The one row that a macro gives.

        Raises:
            NoSuchPageError: There is none; the page says what is missing.
        """
        if found := self.rows(name, **arguments):
            return found[0]
        raise NoSuchPageError(missing)

    def part(self, name: str, pairs: Pairs, fields: Iterable[str] = (), **arguments: Value) -> Found:
        """A part of a list, as the address of its endpoint gives it.

        Args:
            name: The name of the list's macro.
            pairs: Filters, sort, limit and cursor, as they stand in the query of an address.
            fields: The columns to give; all if there are none.
            arguments: The values of the macro's parameters.

        Raises:
            InvalidParameterError: The list has no such filter or order.
            UnknownNameError: A parameter names nothing.
        """
        endpoint = self._endpoints[name]
        assert endpoint.list_shape is not None  # noqa: S101 - only lists have parts
        options = [("total", "true"), *([("fields", ",".join(fields))] if fields else [])]
        wanted = parse_list_query(endpoint.list_shape, [*pairs, *options])
        found = page(self._cursor, endpoint, arguments, wanted, "")
        return Found(msgspec.to_builtins(found.content["items"]), found.content["total"], found.following)

    def value_counts(self, name: str, pairs: Pairs, column: str, **arguments: Value) -> list[tuple[Any, int]]:
        """The values of a column over all rows of a list that pass the filters, in order, and how many rows have each."""
        endpoint = self._endpoints[name]
        assert endpoint.list_shape is not None  # noqa: S101 - only lists have filters
        filters = [(name, value) for name, value in pairs if name not in OPTIONS]
        wanted = parse_list_query(endpoint.list_shape, filters)
        held = rows(call(endpoint, arguments), wanted, [endpoint.columns[column]], None)
        text = (
            f"with held as ({held.text}) select {quote_identifier(column)} as value, count(*) as found from held "
            "where value is not null group by value order by value"
        )
        return self._cursor.execute(text, held.values).fetchall()

    def films(self, ids: Iterable[int], fields: Iterable[str]) -> dict[int, Row]:
        """What is known of films, by their ids; those that there are not are left out."""
        if not (listed := list(dict.fromkeys(ids))):
            return {}
        columns = ", ".join(map(quote_identifier, dict.fromkeys(("movie_id", *fields))))
        places = ", ".join("?" for _ in listed)
        found = self.answer(Statement(f"select {columns} from listed_films() where movie_id in ({places})", listed))
        return {film["movie_id"]: film for film in found}

    def count(self, name: str) -> int:
        """How many rows a macro without parameters gives."""
        statement = call(self._endpoints[name], {})
        [(rows,)] = self._cursor.execute(f"select count(*) {statement.text}").fetchall()
        return int(rows)

    def names(self, kind: str) -> list[str]:
        """All names of a kind of the vocabulary."""
        return [row["name"] for row in self.answer(Statement("from vocabulary_names(?)", [kind]))]

    def columns(self, name: str) -> Iterable[str]:
        """The columns of what a macro gives."""
        return self._endpoints[name].columns

    def job(self, question: Job[T]) -> T:
        """What a question that is no macro's gives."""
        return question(self._cursor)

    def answer(self, statement: Statement) -> list[Row]:
        """The rows of an answer."""
        result = self._cursor.execute(statement.text, statement.values)
        names = [name for name, *_ in result.description]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
