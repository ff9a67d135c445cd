"""From checked parameters to the bytes of an answer: one call of a macro."""

from collections.abc import Mapping

import duckdb
import msgspec

from service.endpoints import Endpoint
from service.kinds import Value
from service.problems import InvalidParameterError, ProblemError, UnknownNameError

_ENCODE = msgspec.json.Encoder().encode


def answer(cursor: duckdb.DuckDBPyConnection, endpoint: Endpoint, asked: Mapping[str, Value]) -> bytes:
    """Ask an endpoint's macro and write its rows as JSON.

    Args:
        cursor: Where to ask.
        endpoint: Whose macro to ask.
        asked: The values of its parameters; one that is missing has the macro's default.

    Raises:
        UnknownNameError: The answer should be one object, but there is no row.
        InvalidParameterError: The same, and the value is not in a closed vocabulary.
    """
    rows = cursor.execute(_call(endpoint, asked), list(asked.values())).fetchall()
    if endpoint.header.answer == "many":
        return _ENCODE([dict(zip(endpoint.columns, row, strict=True)) for row in rows])
    if not rows:
        raise _nothing_found(cursor, endpoint, asked)
    return _ENCODE(dict(zip(endpoint.columns, rows[0], strict=True)))


def _call(endpoint: Endpoint, asked: Mapping[str, Value]) -> str:
    # DuckDB takes a bound number for an INTEGER, and a macro does not take that for a SMALLINT.
    arguments = ", ".join(
        f"cast(? as {parameter.type})" if parameter.required else f'"{parameter.name}" := cast(? as {parameter.type})'
        for parameter in endpoint.parameters
        if parameter.name in asked
    )
    return f'from "{endpoint.name}"({arguments})'


def _nothing_found(cursor: duckdb.DuckDBPyConnection, endpoint: Endpoint, asked: Mapping[str, Value]) -> ProblemError:
    what = " and ".join(f"{name} = '{value}'" for name, value in asked.items()) or "this address"
    nothing = f"There is nothing for {what}."
    named = [
        (parameter, kind)
        for parameter in endpoint.parameters
        if (kind := parameter.header.vocabulary) and parameter.name in asked
    ]
    if not named:
        return UnknownNameError(nothing)
    [(parameter, kind)] = named
    name, value = parameter.name, asked[parameter.name]
    if parameter.header.closed:
        valid = _names(cursor, "from vocabulary_names(?)", [kind])
        detail = f"{nothing} The parameter '{name}' must be one of {', '.join(valid)}."
        return InvalidParameterError(detail, parameter=name, valid_values=valid)
    if not _names(cursor, "from vocabulary_names(?) limit 1", [kind]):
        return UnknownNameError(f"{nothing} The data of this warehouse hold no {kind} at all.", parameter=name)
    near = _names(cursor, "from near_names(?, ?) limit 5", [kind, value])
    return UnknownNameError(f"{nothing} {_advice(str(value), near, others=len(asked) > 1)}", parameter=name, suggestions=near)


def _advice(name: str, near: list[str], *, others: bool) -> str:
    if not near:
        return "No name is near it; check the spelling."
    if others and near[0].casefold() == name.casefold():
        return f"'{near[0]}' itself is known; leave out the other parameters, or change them."
    return f"Perhaps you mean '{near[0]}'; 'suggestions' has the nearest names."


def _names(cursor: duckdb.DuckDBPyConnection, source: str, values: list[Value]) -> list[str]:
    return [name for (name,) in cursor.execute(f"select name {source}", values).fetchall()]
