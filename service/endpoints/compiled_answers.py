"""Endpoints whose answers are made with the warehouse: how to look one up, and which requests it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
from duckdb.sqltypes import DuckDBPyType

from service.endpoints.column_types import Value
from service.endpoints.endpoint_header import EndpointHeader, placeholders
from sql import SqlFile, SqlFileError
from sql.compiled import CompiledAnswers, compiled_answers

MOST_ROWS = 100
"""The most rows of a page that are looked up; more are read sooner together."""


@dataclass(frozen=True)
class RowLookup:
    """How rows of a list are looked up.

    Attributes:
        answers: Where they are, and by which column.
    """

    answers: CompiledAnswers

    @property
    def column(self) -> str:
        """The column that is the key."""
        return self.answers.column

    def statement(self, rows: int) -> str:
        """The statement for some rows, with a ``?`` for the key of each."""
        return self.answers.select(*["?"] * rows)


@dataclass(frozen=True)
class Lookup:
    """How an answer is looked up, for a request that gives nothing but its key.

    Attributes:
        parameter: The parameter that is the key.
        type: Its type in DuckDB.
        answers: Where the answers are.
    """

    parameter: str
    type: str
    answers: CompiledAnswers

    def body(self, cursor: duckdb.DuckDBPyConnection, value: Value) -> str | None:
        """The answer for a value of the parameter, if it was made.

        Args:
            cursor: Where to ask.
            value: The value.
        """
        key, placeholder = self._key(value)
        found = cursor.execute(self.answers.select(placeholder), [key]).fetchall()
        if not found and self.answers.other_names:
            keys = cursor.execute(self.answers.select_key(placeholder), [key]).fetchall()
            found = cursor.execute(self.answers.select("?"), keys[0]).fetchall() if keys else []
        return found[0][1] if found else None

    def _key(self, value: Value) -> tuple[Value, str]:
        """What is bound for a value, and what makes the key of it in SQL."""
        if not isinstance(value, str):
            return value, f"cast(? as {self.type})"
        if value.isascii():
            # To plan the macro takes as long as to look the key up.
            return folded_ascii(value), "?"
        return value, "normalized(?)"


def folded_ascii(text: str) -> str:
    """What the macro ``normalized`` makes of a text in ASCII."""
    return text.strip("\t\n\f\r ").lower()


def lookup(
    file: SqlFile, header: EndpointHeader, parameters: Sequence[tuple[str, str]], types: Mapping[str, DuckDBPyType]
) -> Lookup | RowLookup | None:
    """How answers of an endpoint are looked up, if its header says that they are made with the warehouse.

    Args:
        file: The file of the endpoint.
        header: Its header.
        parameters: The names and types of the parameters of its macro.
        types: The types of the columns that it gives.

    Raises:
        SqlFileError: The key is not the first parameter, or DuckDB writes a column otherwise than the service does.
    """
    answers = compiled_answers(file)
    if answers is None:
        return None
    if timed := next((column for column, of in types.items() if "TIME" in str(of)), None):
        raise SqlFileError(f"{file.path}: {timed} is {types[timed]}, with which answers cannot be compiled")
    if answers.is_list:
        return RowLookup(answers)
    name, kind = parameters[0]
    if [name] != placeholders(header.path):
        raise SqlFileError(f"{file.path}: answers are compiled by the first parameter of the macro, so let the path have {name}")
    return Lookup(name, kind, answers)


def shared_rows(
    endpoint: str,
    header: EndpointHeader,
    types: Mapping[str, DuckDBPyType],
    file: SqlFile,
    types_there: Mapping[str, DuckDBPyType],
) -> RowLookup:
    """How rows of a list are looked up that are those of another list.

    Args:
        endpoint: What to call the list where it is wrong.
        header: Its header.
        types: The types of its columns.
        file: The file of the other list.
        types_there: The types of the columns of that one.

    Raises:
        SqlFileError: The other list has no compiled rows, or other columns, or this one is not ordered by their key in the end.
    """
    answers = compiled_answers(file)
    if answers is None or not answers.is_list:
        raise SqlFileError(f"{endpoint}: 'rows_of' names {file.name}, which is no list with compiled rows")
    if list(types.items()) != list(types_there.items()):
        raise SqlFileError(f"{endpoint}: 'rows_of' names {file.name}, whose columns are not those of the list")
    if header.order[-1:] != (answers.column,):
        raise SqlFileError(f"{endpoint}: rows of {file.name} are looked up by {answers.column}, with which the order must end")
    return RowLookup(answers)
