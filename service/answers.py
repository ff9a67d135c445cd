"""From checked parameters to the bytes of an answer: one call of a macro."""

from collections.abc import Mapping

import duckdb
import msgspec

from service.endpoints import Endpoint
from service.kinds import Scalar, Value
from service.problems import InvalidParameterError, ProblemError, UnknownNameError

_ENCODE = msgspec.json.Encoder().encode


def answer(cursor: duckdb.DuckDBPyConnection, endpoint: Endpoint, asked: Mapping[str, Value]) -> bytes:
    """Ask an endpoint's macro and write its rows as JSON.

    Args:
        cursor: Where to ask.
        endpoint: Whose macro to ask.
        asked: The values of its parameters; one that is missing has the macro's default.

    Raises:
        UnknownNameError: The answer should have a row, but there is none.
        InvalidParameterError: The same, and the value is not in a closed vocabulary.
    """
    rows = cursor.execute(_call(endpoint, asked), list(asked.values())).fetchall()
    if not rows and endpoint.header.answer != "many":
        raise _nothing_found(cursor, endpoint, asked)
    objects = [dict(zip(endpoint.columns, row, strict=True)) for row in rows]
    return _ENCODE(objects[0] if endpoint.header.answer == "one" else objects)


def _call(endpoint: Endpoint, asked: Mapping[str, Value]) -> str:
    # DuckDB takes a bound number for an INTEGER, and a macro does not take that for a SMALLINT.
    types = {parameter.name: parameter.type for parameter in endpoint.parameters}
    arguments = ", ".join(f'"{name}" := cast(? as {types[name]})' for name in asked)
    return f'from "{endpoint.name}"({arguments})'


def _nothing_found(cursor: duckdb.DuckDBPyConnection, endpoint: Endpoint, asked: Mapping[str, Value]) -> ProblemError:
    what = " and ".join(f"{name} = {_listed(value)}" for name, value in asked.items()) or "this address"
    nothing = f"There is nothing for {what}."
    named = [
        (parameter, kind)
        for parameter in endpoint.parameters
        if (kind := parameter.header.vocabulary) and parameter.name in asked
    ]
    if not named:
        return UnknownNameError(nothing)
    [(parameter, kind)] = named
    name, values = parameter.name, _values(asked[parameter.name])
    if parameter.header.closed:
        valid = _names(cursor, "from vocabulary_names(?)", [kind])
        detail = f"{nothing} The parameter '{name}' must be one of {', '.join(valid)}."
        return InvalidParameterError(detail, parameter=name, valid_values=valid)
    if not _names(cursor, "from vocabulary_names(?) limit 1", [kind]):
        return UnknownNameError(f"{nothing} The data of this warehouse hold no {kind} at all.", parameter=name)
    value, near = _mistaken(cursor, kind, values)
    advice = _advice(value, near, others=len(asked) > 1 or len(values) > 1)
    return UnknownNameError(f"{nothing} {advice}", parameter=name, suggestions=near)


def _mistaken(cursor: duckdb.DuckDBPyConnection, kind: str, values: list[Scalar]) -> tuple[Scalar, list[str]]:
    """The first value that is near to names but is none of them, else the last one, and the names."""
    for value in values:
        near = _names(cursor, "from near_names(?, ?) limit 5", [kind, value])
        if near and not _is_name(value, near):
            break
    return value, near


def _values(value: Value) -> list[Scalar]:
    return value if isinstance(value, list) else [value]


def _listed(value: Value) -> str:
    return ", ".join(f"'{one}'" for one in _values(value))


def _advice(value: Scalar, near: list[str], *, others: bool) -> str:
    if not near:
        return "No known name is near; check the spelling."
    if others and _is_name(value, near):
        return f"'{near[0]}' itself is known; leave out the other values, or change them."
    return f"Perhaps you mean '{near[0]}'; 'suggestions' has the nearest names."


def _is_name(value: Scalar, near: list[str]) -> bool:
    return bool(near) and near[0].casefold() == str(value).casefold()


def _names(cursor: duckdb.DuckDBPyConnection, source: str, values: list[Scalar]) -> list[str]:
    return [name for (name,) in cursor.execute(f"select name {source}", values).fetchall()]
