"""The endpoints that the SQL files define: what their headers say, joined with what DuckDB knows of their macros."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, urlencode

import duckdb

import sql
from service.endpoints.column_info import ColumnSources, column_infos, column_sources
from service.endpoints.column_types import PARAMETER_TYPES, SCALAR_TYPES, ColumnType, Value, check_json
from service.endpoints.columns import Column
from service.endpoints.compiled_answers import Lookup, RowLookup, lookup, shared_rows
from service.endpoints.endpoint_header import EndpointHeader, ParameterHeader, endpoint_headers, placeholders, shape
from service.endpoints.keyset import sort_keys, sortable
from service.endpoints.list_query import OPTIONS, ListShape
from service.endpoints.object_query import OPTIONS as OBJECT_OPTIONS
from service.endpoints.split_macros import Macros, Split, split
from service.problems import InvalidParameterError
from sql import SqlFile, SqlFileError, quote_identifier, relation
from sql.install import install


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
    def value_type(self) -> ColumnType:
        """What values it may have."""
        value_type = PARAMETER_TYPES[self.type]
        if self.header.most:
            value_type = value_type.at_most(self.header.most)
        return value_type.within(self.header.bounds) if self.header.bounds else value_type


@dataclass(frozen=True)
class Endpoint:
    """A table macro that is served.

    Attributes:
        file: The file that makes it.
        header: The file's header.
        parameters: The parameters in the order in which the macro takes them.
        columns: The columns of a row, by their names.
        list_shape: What can be asked of the list, if the answer is one.
        split: The macros that answer in place of its own, if there are such.
        lookup: How answers that are made with the warehouse are looked up, if there are such.
    """

    file: SqlFile
    header: EndpointHeader
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, Column]
    list_shape: ListShape | None
    split: Split | None = None
    lookup: Lookup | RowLookup | None = None

    @cached_property
    def name(self) -> str:
        """The name of the macro."""
        return self.file.name

    @cached_property
    def placeholders(self) -> dict[str, str]:
        """What stands in a call of the macro for the value of each parameter."""
        # DuckDB takes a bound number for an INTEGER, and a macro does not take that for a SMALLINT.
        return {parameter.name: f'"{parameter.name}" := cast(? as {parameter.type})' for parameter in self.parameters}

    def macro(self, arguments: Mapping[str, Value]) -> str:
        """The macro that answers a request with these arguments."""
        return self.split.chosen(self.name, arguments) if self.split else self.name

    @property
    def paths(self) -> tuple[str, ...]:
        """Its address and its aliases."""
        return (self.header.path, *self.header.aliases)

    @property
    def download_name(self) -> str:
        """What a file of its rows is called, without ending: the fixed parts of its address, such as genres_movies."""
        return "_".join(part for part in self.header.path.split("/") if part and not placeholders(part))

    @cached_property
    def naming(self) -> list[Parameter]:
        """The parameters whose values name films."""
        return [parameter for parameter in self.parameters if parameter.header.named_by]

    @cached_property
    def exemplary(self) -> list[Parameter]:
        """The parameters that an example gives: those that must be given, and of those of which one must be, the first."""
        return [parameter for parameter in self.parameters if parameter.required or parameter.name in self.header.any_of[:1]]

    @property
    def tag(self) -> str:
        """What it stands under in the documentation."""
        return self.header.tag or self.file.group

    def example(self, path: str) -> str:
        """One of its addresses with the examples of all parameters that must be given, escaped as in a link."""
        examples = {parameter.name: parameter.header.example for parameter in self.exemplary}
        in_path = {name: examples.pop(name) for name in placeholders(path)}
        address = path.format_map({name: quote(str(example)) for name, example in in_path.items()})
        return f"{address}?{urlencode(examples, doseq=True, quote_via=quote)}" if examples else address


def read_endpoints(root: Path) -> list[Endpoint]:
    """Read all endpoints under a folder of SQL files.

    The macros are described in an empty database in memory, so that no warehouse is needed. Nothing is read there, so neither
    more threads nor better plans are of use.

    Raises:
        SqlFileError: A header does not fit its macro, or two paths are the same.
        duckdb.Error: A file is wrong SQL.
    """
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        connection.execute("pragma disable_optimizer")
        files = [file for kind in sql.SCHEMA_KINDS for file in sql.sql_files(kind, root)]
        install(connection, files)
        macros, sources = _table_macros(connection), column_sources(connection, files)
        endpoint_files = sql.sql_files("endpoints", root)
        headers = endpoint_headers(endpoint_files)
        endpoints = [_endpoint(connection, file, headers[file.name], macros, sources) for file in endpoint_files]
    _check_paths(endpoints)
    by_name = {endpoint.name: endpoint for endpoint in endpoints}
    return [_with_shared_rows(endpoint, by_name) for endpoint in endpoints]


def _with_shared_rows(endpoint: Endpoint, by_name: Mapping[str, Endpoint]) -> Endpoint:
    named = endpoint.header.rows_of
    if named is None:
        return endpoint
    if named not in by_name:
        raise SqlFileError(f"{endpoint.file.path}: 'rows_of' names {named}, which is no endpoint")
    other = by_name[named]
    own, there = ({name: column.type for name, column in each.columns.items()} for each in (endpoint, other))
    return replace(endpoint, lookup=shared_rows(str(endpoint.file.path), endpoint.header, own, other.file, there))


def _table_macros(connection: duckdb.DuckDBPyConnection) -> Macros:
    # All at once, because DuckDB lists all its functions for each question.
    found = connection.execute(
        "select function_name, parameters, parameter_types from duckdb_functions() "
        "where function_type = 'table_macro' and not internal"
    ).fetchall()
    return {macro: list(zip(names, types, strict=True)) for macro, names, types in found}


def _endpoint(
    connection: duckdb.DuckDBPyConnection, file: SqlFile, header: EndpointHeader, macros: Macros, sources: ColumnSources
) -> Endpoint:
    if header.answer == "one" and (taken := next((name for name in header.parameters if name in OBJECT_OPTIONS), None)):
        raise SqlFileError(f"{file.path}: every object has an option {taken} in its query; give the parameter another name")
    parameters = tuple(_parameters(file, header, macros))
    _check_sources(connection, file, header)
    required = [f'"{parameter.name}" := cast(null as {parameter.type})' for parameter in parameters if parameter.required]
    try:
        described = connection.sql(f'from "{file.name}"({", ".join(required)})')
    except duckdb.BinderException as error:
        raise SqlFileError(
            f"{file.path}: the macro cannot be asked; give each parameter that is not required a default ({error})"
        ) from error
    types = dict(zip(described.columns, described.types, strict=True))
    try:
        for name, kind in types.items():
            check_json(name, kind)
    except TypeError as error:
        raise SqlFileError(f"{file.path}: {error}") from error
    columns = {name: Column(name, types[name], info) for name, info in column_infos(sources, file, types).items()}
    list_shape = None if header.answer == "one" else _list_shape(file, header, columns)
    halves = split(connection, file, header, macros, types)
    return Endpoint(file, header, parameters, columns, list_shape, halves, lookup(file, header, macros[file.name], types))


def _list_shape(file: SqlFile, header: EndpointHeader, columns: Mapping[str, Column]) -> ListShape:
    for name in (*columns, *header.parameters):
        if name in OPTIONS:
            raise SqlFileError(
                f"{file.path}: every list has an option {name} in its query; give the parameter or column another name"
            )
    for name in header.facets:
        if name not in columns or columns[name].value_type is None:
            raise SqlFileError(
                f"{file.path}: the values of {name} cannot be counted; 'facets' are columns of values or lists of them"
            )
    try:
        order = sort_keys(header.order, sortable(columns))
    except InvalidParameterError as error:
        raise SqlFileError(f"{file.path}: the order of the list is wrong: {error}") from error
    parameters = [name for name in header.parameters if name not in placeholders(header.path)]
    return ListShape(parameters, columns, order, header.page, header.facets)


def _parameters(file: SqlFile, header: EndpointHeader, macros: Macros) -> Iterator[Parameter]:
    if file.name not in macros:
        raise SqlFileError(f"{file.path}: the file must create one table macro named {file.name}")
    types = dict(macros[file.name])
    in_path = placeholders(header.path)
    for name in in_path:
        if name not in types:
            raise SqlFileError(f"{file.path}: the path has {{{name}}}, but the macro has no such parameter")
    for name in header.parameters:
        if name not in types:
            raise SqlFileError(f"{file.path}: the header describes {name}, but the macro has no such parameter")
    for name, kind in types.items():
        if name not in header.parameters:
            raise SqlFileError(f"{file.path}: the header does not describe the macro's parameter {name}")
        if kind not in PARAMETER_TYPES:
            known = ", ".join(SCALAR_TYPES)
            raise SqlFileError(f"{file.path}: the parameter {name} is {kind}; give it one of the types {known}, or a list of one")
        parameter = Parameter(name, kind, name in in_path or header.parameters[name].required, header.parameters[name])
        _check_bounds(file, parameter)
        if name in in_path and parameter.value_type.is_list:
            raise SqlFileError(
                f"{file.path}: the parameter {name} is a list, {kind}, which no path can hold; leave it to the query"
            )
        if not _has_fit_example(parameter):
            wanted = f"{'an array of values, each ' if parameter.value_type.is_list else ''}{parameter.value_type.wanted}"
            raise SqlFileError(f"{file.path}: the example of {name} must be {wanted}")
        yield parameter


def _check_bounds(file: SqlFile, parameter: Parameter) -> None:
    try:
        _ = parameter.value_type
    except TypeError as error:
        raise SqlFileError(f"{file.path}: the parameter {parameter.name} is {parameter.type}: {error}") from error


def _has_fit_example(parameter: Parameter) -> bool:
    example, value_type = parameter.header.example, parameter.value_type
    if example is None:
        return True
    values = example if isinstance(example, tuple) else (example,)
    return (
        isinstance(example, tuple) == value_type.is_list
        and len(values) <= value_type.most
        and all(value_type.fits(value) for value in values)
    )


def _check_sources(connection: duckdb.DuckDBPyConnection, file: SqlFile, header: EndpointHeader) -> None:
    """Check that what the values of parameters are compared with is there."""
    for name, parameter in header.parameters.items():
        if parameter.of:
            table, _, column = parameter.of.partition(".")
            try:
                connection.sql(f"select {quote_identifier(column)} from {relation(table)}")
            except duckdb.Error as error:
                raise SqlFileError(f"{file.path}: {name} is of {parameter.of}, which is no column ({error})") from error
        if parameter.named_by:
            try:
                connection.sql(f"select place, word, films from {quote_identifier(parameter.named_by)}([])")
            except duckdb.Error as error:
                raise SqlFileError(
                    f"{file.path}: {name} is named by {parameter.named_by}, which is no such macro ({error})"
                ) from error
    if not any(parameter.vocabulary for parameter in header.parameters.values()):
        return
    for call in ("vocabulary_names('')", "near_names('', '')"):
        try:
            connection.sql(f"select name from {call}")
        except duckdb.Error as error:
            raise SqlFileError(f"{file.path}: a vocabulary needs the macro {call} with a column 'name' ({error})") from error


def _check_paths(endpoints: list[Endpoint]) -> None:
    files: dict[str, Path] = {}
    for endpoint in endpoints:
        for path in endpoint.paths:
            taken = files.setdefault(shape(path), endpoint.file.path)
            if taken is not endpoint.file.path or endpoint.paths.count(path) > 1:
                raise SqlFileError(f"{endpoint.file.path}: the path {path} is already that of {taken}")
