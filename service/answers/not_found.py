"""Why a question has no answer: which of its values names nothing, and what is named like it."""

from collections.abc import Iterator, Mapping, Sequence

import duckdb

from service.answers.films_named import Film, films_named
from service.endpoints.column_types import Scalar, Value
from service.endpoints.endpoint import Endpoint, Parameter
from service.endpoints.filters import Predicate
from service.problems import InvalidParameterError, ProblemError, UnknownNameError
from sql import quote_identifier, relation


def not_found(cursor: duckdb.DuckDBPyConnection, endpoint: Endpoint, arguments: Mapping[str, Value]) -> ProblemError:
    """The error that says why the macro gives no row."""
    if mistake := unknown_value(cursor, endpoint, arguments):
        return mistake
    named = next((parameter for parameter in _looked_up(endpoint, arguments) if parameter.header.vocabulary), None)
    if named is None or (len(arguments) == 1 and not isinstance(arguments[named.name], list)):
        return UnknownNameError(_nothing_for(arguments))
    known = _values(arguments[named.name])[0]
    advice = f"'{known}' itself is known; leave out the other values, or change them."
    return UnknownNameError(f"{_nothing_for(arguments)} {advice}", parameter=named.name)


def unknown_value(cursor: duckdb.DuckDBPyConnection, endpoint: Endpoint, arguments: Mapping[str, Value]) -> ProblemError | None:
    """The error that names the first value that names nothing, if there is one."""
    for named in films_named(cursor, endpoint, arguments):
        name = named.parameter.name
        if not named.word:
            detail = f"Each value of the parameter '{name}' must name a film, {_example(named.parameter)}; one names none."
            return InvalidParameterError(detail, parameter=name)
        if len(named.films) > 1:
            return _ambiguous(name, named.word, named.films)
        if not named.films:
            near = _names(cursor, "from near_names(?, ?) limit 5", [str(named.parameter.header.vocabulary), named.word])
            return _unknown_name(cursor, name, str(named.parameter.header.vocabulary), near, _nothing_for(arguments))
    for parameter in _looked_up(endpoint, arguments):
        for value in _values(arguments[parameter.name]):
            if not _is_id(cursor, parameter, value) and (mistake := _mistake(cursor, parameter, value, arguments)):
                return mistake
    return None


def unknown_filter_value(cursor: duckdb.DuckDBPyConnection, filters: Sequence[Predicate]) -> ProblemError | None:
    """The error that names the first value of a filter that is no name of its column's vocabulary, if there is one."""
    is_name = "from vocabulary_names(?) where normalized_column(name) = normalized(cast(? as varchar)) limit 1"
    named = (
        (predicate.parameter, predicate.vocabulary, value)
        for predicate in filters
        if predicate.vocabulary
        for value in predicate.values
    )
    for parameter, kind, value in named:
        if not _names(cursor, is_name, [kind, value]):
            near = _names(cursor, "from near_names(?, ?) limit 5", [kind, value])
            nothing = f"There is nothing for {parameter} = '{value}'."
            return _unknown_name(cursor, parameter, kind, near, nothing)
    return None


def _looked_up(endpoint: Endpoint, arguments: Mapping[str, Value]) -> Iterator[Parameter]:
    """The parameters whose values must name something."""
    for parameter in endpoint.parameters:
        header = parameter.header
        if parameter.name in arguments and not header.named_by and (header.of or header.vocabulary):
            yield parameter


def _ambiguous(parameter: str, word: str, films: Sequence[Film]) -> InvalidParameterError:
    """The error that a number is the id of one film and the title of another, with what says which."""
    number = word.strip()
    choices = {
        f"id:{film['id']}" if str(film["id"]) == number.lstrip("0") else f"title:{number}": f"{film['title']} ({film['year']})"
        for film in films
    }
    told = " or ".join(f"'{choice}' for {film}" for choice, film in choices.items())
    detail = f"The value '{number}' of the parameter '{parameter}' can mean two films; give {told}."
    return InvalidParameterError(detail, parameter=parameter, valid_values=list(choices))


def _is_id(cursor: duckdb.DuckDBPyConnection, parameter: Parameter, value: Scalar) -> bool:
    if parameter.header.of is None:
        return False
    table, column = parameter.header.of.split(".")
    held = f"lower(cast({quote_identifier(column)} as varchar))"
    statement = f"select 1 from {relation(table)} where {held} = lower(cast(? as varchar)) limit 1"
    return bool(cursor.execute(statement, [value]).fetchall())


def _mistake(
    cursor: duckdb.DuckDBPyConnection, parameter: Parameter, value: Scalar, arguments: Mapping[str, Value]
) -> ProblemError | None:
    nothing, name, kind = _nothing_for(arguments), parameter.name, parameter.header.vocabulary
    if kind is None:
        detail = nothing if len(arguments) == 1 else f"{nothing} There is no {name} '{value}'."
        return UnknownNameError(detail, parameter=name)
    if parameter.header.closed:
        valid = _names(cursor, "from vocabulary_names(?)", [kind])
        detail = f"{nothing} The parameter '{name}' must be one of {', '.join(valid)}."
        return InvalidParameterError(detail, parameter=name, valid_values=valid)
    near = _names(cursor, "from near_names(?, ?) limit 5", [kind, value])
    if any(other.casefold() == str(value).casefold() for other in near):
        return None
    return _unknown_name(cursor, name, kind, near, nothing)


def _unknown_name(
    cursor: duckdb.DuckDBPyConnection, parameter: str, kind: str, near: list[str], nothing: str
) -> UnknownNameError:
    """The error that a value is no name of a kind."""
    if near:
        advice = f"Perhaps you mean '{near[0]}'; 'suggestions' has the nearest names."
    elif _names(cursor, "from vocabulary_names(?) limit 1", [kind]):
        advice = "No known name is near; check the spelling."
    else:
        advice = f"The data of this warehouse hold no {kind} at all."
    return UnknownNameError(f"{nothing} {advice}", parameter=parameter, suggestions=near)


def _example(parameter: Parameter) -> str:
    example = parameter.header.example
    return f"such as '{example[0] if isinstance(example, tuple) else example}'"


def _nothing_for(arguments: Mapping[str, Value]) -> str:
    what = " and ".join(f"{name} = {_listed(value)}" for name, value in arguments.items())
    return f"There is nothing for {what or 'this address'}."


def _listed(value: Value) -> str:
    return ", ".join(f"'{one}'" for one in _values(value))


def _values(value: Value) -> list[Scalar]:
    return value if isinstance(value, list) else [value]


def _names(cursor: duckdb.DuckDBPyConnection, source: str, values: list[Scalar]) -> list[str]:
    return [name for (name,) in cursor.execute(f"select name {source}", values).fetchall()]
