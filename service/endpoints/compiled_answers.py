"""Endpoints whose answers are made with the warehouse: how to look one up, and which requests it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from duckdb.sqltypes import DuckDBPyType

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
        statement: The statement, with a ``?`` for its value.
    """

    parameter: str
    statement: str


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
    return Lookup(name, answers.select("normalized(?)" if kind == "VARCHAR" else f"cast(? as {kind})"))
