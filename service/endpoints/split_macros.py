"""Endpoints whose macro is made of others, some for quick answers and one for the rest: which of them a request needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
from duckdb.sqltypes import DuckDBPyType

from service.endpoints.column_types import Value
from service.endpoints.endpoint_header import EndpointHeader, QuickHeader
from sql import SqlFile, SqlFileError, quote_identifier

Macros = Mapping[str, Sequence[tuple[str, str]]]
"""The names and types of the parameters of each table macro."""


@dataclass(frozen=True)
class Quick:
    """A macro for quick answers.

    Attributes:
        macro: Its name.
        parameters: The names of its parameters.
        most: The greatest values of these for which it answers.
    """

    macro: str
    parameters: frozenset[str]
    most: Mapping[str, int]

    def answers(self, arguments: Mapping[str, Value]) -> bool:
        """Whether it answers a request that gives these arguments."""
        return arguments.keys() <= self.parameters and not self._is_beyond(arguments)

    def may_answer(self, arguments: Mapping[str, Value]) -> bool:
        """Whether it would, if what is no parameter of its own meant nothing, as false and 0 may."""
        others = any(value for name, value in arguments.items() if name not in self.parameters)
        return not others and not self._is_beyond(arguments)

    def _is_beyond(self, arguments: Mapping[str, Value]) -> bool:
        return any(arguments.get(name, 0) > most for name, most in self.most.items())  # type: ignore[operator]


@dataclass(frozen=True)
class Split:
    """The macros.

    Attributes:
        quick: Those for quick answers, the quickest first.
        rest: The one for the rest.
    """

    quick: tuple[Quick, ...]
    rest: str

    def chosen(self, whole: str, arguments: Mapping[str, Value]) -> str:
        """The macro that answers a request: one of these, or the whole one if that depends on what the arguments mean.

        Args:
            whole: The macro that is made of them.
            arguments: The parameters that the request gives.
        """
        for quick in self.quick:
            if quick.answers(arguments):
                return quick.macro
        return whole if any(quick.may_answer(arguments) for quick in self.quick) else self.rest


def split(
    connection: duckdb.DuckDBPyConnection,
    file: SqlFile,
    header: EndpointHeader,
    macros: Macros,
    types: Mapping[str, DuckDBPyType],
) -> Split | None:
    """The macros that the header of an endpoint names, if it does.

    Args:
        connection: Has all macros.
        file: The file of the endpoint.
        header: Its header.
        macros: The parameters of all macros.
        types: The columns that its own macro gives, with their types.

    Raises:
        SqlFileError: They do not take the parameters of the endpoint's own, or have not its columns.
    """
    named = header.split
    if named is None:
        return None
    own = dict(macros[file.name])
    for macro in (*(quick.macro for quick in named.quick), named.rest):
        parameters = dict(macros.get(macro, []))
        if macro not in macros or not parameters.items() <= own.items():
            raise SqlFileError(
                f"{file.path}: 'split' names {macro}, which is no macro with parameters of {file.name}, of its types"
            )
        if _columns(connection, macro, parameters) != list(types.items()):
            raise SqlFileError(f"{file.path}: 'split' names {macro}, whose columns are not those of {file.name}")
    if dict(macros[named.rest]) != own:
        raise SqlFileError(f"{file.path}: 'split' names {named.rest} for the rest, which must take all parameters of {file.name}")
    return Split(tuple(_quick(file, quick, macros) for quick in named.quick), named.rest)


def _quick(file: SqlFile, named: QuickHeader, macros: Macros) -> Quick:
    parameters = frozenset(name for name, _ in macros[named.macro])
    if unknown := named.most.keys() - parameters:
        raise SqlFileError(f"{file.path}: 'split' bounds {min(unknown)}, which is no parameter of {named.macro}")
    return Quick(named.macro, parameters, named.most)


def _columns(connection: duckdb.DuckDBPyConnection, macro: str, parameters: Mapping[str, str]) -> list[tuple[str, DuckDBPyType]]:
    arguments = ", ".join(f"{quote_identifier(name)} := cast(null as {kind})" for name, kind in parameters.items())
    described = connection.sql(f"from {quote_identifier(macro)}({arguments})")
    return list(zip(described.columns, described.types, strict=True))
