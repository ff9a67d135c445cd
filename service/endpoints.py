"""The endpoints that the SQL files define: what their headers say, joined with what DuckDB knows of their macros."""

from collections.abc import Iterator
from dataclasses import dataclass
from keyword import iskeyword
from pathlib import Path
from urllib.parse import quote, urlencode

import duckdb
import msgspec
from litestar.constants import RESERVED_KWARGS

import sql
from service.headers import EndpointHeader, ParameterHeader, endpoint_header, placeholders, shape
from service.kinds import PARAMETER_KINDS, SCALAR_KINDS, ParameterKind, row_type
from sql import SqlFile, SqlFileError


@dataclass(frozen=True)
class Parameter:
    """A parameter of an endpoint.

    Attributes:
        name: Its name in the macro and in addresses.
        type: Its DuckDB type.
        required: Whether it must be given, for it is in the path or the header says so; else the macro has a default for it.
        header: What the file says of it.
    """

    name: str
    type: str
    required: bool
    header: ParameterHeader

    @property
    def kind(self) -> ParameterKind:
        """What values it may have."""
        kind = PARAMETER_KINDS[self.type]
        return kind.within(self.header.bounds) if self.header.bounds else kind


@dataclass(frozen=True)
class Endpoint:
    """A table macro that is served.

    Attributes:
        file: The file that makes it.
        header: The file's header.
        parameters: The parameters in the order in which the macro takes them.
        columns: The names of the columns of a row.
        row: The type of a row.
    """

    file: SqlFile
    header: EndpointHeader
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    row: type[msgspec.Struct]

    @property
    def name(self) -> str:
        """The name of the macro."""
        return self.file.name

    @property
    def paths(self) -> tuple[str, ...]:
        """Its address and its aliases."""
        return (self.header.path, *self.header.aliases)

    def example(self, path: str) -> str:
        """One of its addresses with the examples of all parameters that must be given, escaped as in a link."""
        examples = {parameter.name: parameter.header.example for parameter in self.parameters if parameter.required}
        in_path = {name: examples.pop(name) for name in placeholders(path)}
        address = path.format_map({name: quote(str(example)) for name, example in in_path.items()})
        return f"{address}?{urlencode(examples, doseq=True, quote_via=quote)}" if examples else address


def read_endpoints(root: Path) -> list[Endpoint]:
    """Read all endpoints under a folder of SQL files.

    The macros are described in an empty database in memory, so that no warehouse is needed.

    Raises:
        SqlFileError: A header does not fit its macro, or two paths are the same.
        duckdb.Error: A file is wrong SQL.
    """
    with duckdb.connect(":memory:") as connection:
        sql.install(connection, [file for kind in sql.SCHEMA_KINDS for file in sql.sql_files(kind, root)])
        endpoints = [_endpoint(connection, file) for file in sql.sql_files("endpoints", root)]
    _check_paths(endpoints)
    return endpoints


def _endpoint(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> Endpoint:
    header = endpoint_header(file)
    parameters = tuple(_parameters(connection, file, header))
    _check_vocabulary(connection, file, header)
    required = [f'"{parameter.name}" := cast(null as {parameter.type})' for parameter in parameters if parameter.required]
    try:
        columns = connection.execute(f'from "{file.name}"({", ".join(required)}) limit 0').description
    except duckdb.BinderException as error:
        raise SqlFileError(f"{file.path}: give each macro parameter that is not required a default ({error})") from error
    try:
        row = row_type(file.name, [(name, kind) for name, kind, *_ in columns])
    except TypeError as error:
        raise SqlFileError(f"{file.path}: {error}") from error
    return Endpoint(file, header, parameters, tuple(name for name, *_ in columns), row)


def _parameters(connection: duckdb.DuckDBPyConnection, file: SqlFile, header: EndpointHeader) -> Iterator[Parameter]:
    found = connection.execute(
        "select parameters, parameter_types from duckdb_functions() where function_name = ? and function_type = 'table_macro'",
        [file.name],
    ).fetchall()
    if len(found) != 1:
        raise SqlFileError(f"{file.path}: the file must create one table macro named {file.name}")
    names, types = found[0]
    in_path = placeholders(header.path)
    for name in in_path:
        if name not in names:
            raise SqlFileError(f"{file.path}: the path has {{{name}}}, but the macro has no such parameter")
    for name in header.parameters:
        if name not in names:
            raise SqlFileError(f"{file.path}: the header describes {name}, but the macro has no such parameter")
    for name, kind in zip(names, types, strict=True):
        if name not in header.parameters:
            raise SqlFileError(f"{file.path}: the header does not describe the macro's parameter {name}")
        if name in RESERVED_KWARGS or iskeyword(name) or not name.isidentifier():
            raise SqlFileError(
                f"{file.path}: Litestar or Python keeps the name {name} for other ends; give the parameter another"
            )
        if kind not in PARAMETER_KINDS:
            types = ", ".join(SCALAR_KINDS)
            raise SqlFileError(f"{file.path}: the parameter {name} is {kind}; give it one of the types {types}, or a list of one")
        parameter = Parameter(name, kind, name in in_path or header.parameters[name].required, header.parameters[name])
        _check_bounds(file, parameter)
        if name in in_path and parameter.kind.is_list:
            raise SqlFileError(
                f"{file.path}: the parameter {name} is a list, {kind}, which no path can hold; leave it to the query"
            )
        if not _has_fit_example(parameter):
            wanted = f"{'an array of values, each ' if parameter.kind.is_list else ''}{parameter.kind.wanted}"
            raise SqlFileError(f"{file.path}: the example of {name} must be {wanted}")
        yield parameter


def _check_bounds(file: SqlFile, parameter: Parameter) -> None:
    try:
        _ = parameter.kind
    except TypeError as error:
        raise SqlFileError(f"{file.path}: the parameter {parameter.name} is {parameter.type}: {error}") from error


def _has_fit_example(parameter: Parameter) -> bool:
    example, kind = parameter.header.example, parameter.kind
    if example is None:
        return True
    values = example if isinstance(example, tuple) else (example,)
    return isinstance(example, tuple) == kind.is_list and len(values) <= kind.most and all(kind.fits(value) for value in values)


def _check_vocabulary(connection: duckdb.DuckDBPyConnection, file: SqlFile, header: EndpointHeader) -> None:
    if not any(parameter.vocabulary for parameter in header.parameters.values()):
        return
    for call in ("vocabulary_names('')", "near_names('', '')"):
        try:
            connection.execute(f"select name from {call} limit 0")
        except duckdb.Error as error:
            raise SqlFileError(f"{file.path}: a vocabulary needs the macro {call} with a column 'name' ({error})") from error


def _check_paths(endpoints: list[Endpoint]) -> None:
    files: dict[str, Path] = {}
    for endpoint in endpoints:
        for path in endpoint.paths:
            taken = files.setdefault(shape(path), endpoint.file.path)
            if taken is not endpoint.file.path or endpoint.paths.count(path) > 1:
                raise SqlFileError(f"{endpoint.file.path}: the path {path} is already that of {taken}")
