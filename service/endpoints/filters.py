"""Filters of a list: ``column=value`` and ``column__operator=value`` in a query, as conditions of SQL.

Values are always bound. A row without a value in a column, or with an empty list, passes no filter of that column but ``isnull``.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from service.endpoints.column_types import SCALAR_KINDS, ParameterKind, Scalar
from service.endpoints.columns import Column
from service.problems import InvalidParameterError

MOST_VALUES = 100
"""The most values that ``in`` takes."""

_COMPARISONS = {"eq": "=", "ne": "<>", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


class Condition(NamedTuple):
    """A condition of SQL.

    Attributes:
        text: Its text, with a ``?`` for each value.
        values: The values in their order.
        parameter: The name in the query that asks for it.
        vocabulary: The kind of names that each value must be one of, where it must.
    """

    text: str
    values: tuple[Scalar, ...]
    parameter: str = ""
    vocabulary: str | None = None


def conditions(pairs: Iterable[tuple[str, str]], columns: Mapping[str, Column]) -> list[Condition]:
    """The conditions that the names and values of a query ask for.

    Args:
        pairs: Names, which are columns with or without an operator, and values.
        columns: The columns of the list, by their names.

    Raises:
        InvalidParameterError: A column has no such operator, or the value is of the wrong type.
    """
    return [_condition(name, text, *found) for name, text in pairs if (found := target(name, columns))]


def _condition(name: str, given: str, column: Column, operator: str) -> Condition:
    if operator not in column.operators:
        valid = [column.name if known == "eq" else f"{column.name}__{known}" for known in column.operators]
        raise InvalidParameterError(
            f"'{name}' cannot be asked; the filters of {column.name} are: {', '.join(valid)}.", parameter=name, valid_values=valid
        )
    if operator == "isnull":
        is_null = _value(name, given, SCALAR_KINDS["BOOLEAN"])
        is_empty = f"coalesce(len({column.quoted}), 0) = 0" if column.is_list else f"{column.quoted} is null"
        return Condition(is_empty if is_null else f"not ({is_empty})", ())
    assert column.kind is not None  # noqa: S101 - objects have no other operator
    if operator == "in":
        values = _values(name, given, column.kind)
        text = f"{column.folded(column.quoted)} in ({', '.join([column.folded('?')] * len(values))})"
        return Condition(text, values, name, column.info.vocabulary)
    value = _value(name, given, column.kind)
    if operator == "contains" and column.is_list:
        elements = f"list_transform({column.quoted}, lambda element: {column.folded('element')})"
        return Condition(f"list_contains({elements}, {column.folded('?')})", (value,), name, column.info.vocabulary)
    if operator == "contains":
        return Condition(f"contains({column.folded(column.quoted)}, {column.folded('?')})", (value,))
    if operator == "startswith":
        return Condition(f"starts_with({column.folded(column.quoted)}, {column.folded('?')})", (value,))
    vocabulary = column.info.vocabulary if operator == "eq" else None
    return Condition(f"{column.folded(column.quoted)} {_COMPARISONS[operator]} {column.folded('?')}", (value,), name, vocabulary)


def target(name: str, columns: Mapping[str, Column]) -> tuple[Column, str] | None:
    """The column and the operator that a name in a query stands for, whether or not the column has the operator."""
    if name in columns:
        return columns[name], "eq"
    stem, _, operator = name.rpartition("__")
    return (columns[stem], operator) if stem in columns else None


def _value(name: str, text: str, kind: ParameterKind) -> Scalar:
    try:
        return kind.value(text)
    except ValueError as error:
        raise InvalidParameterError(f"The value of '{name}' must be {kind.wanted}; '{text}' is not.", parameter=name) from error


def _values(name: str, text: str, kind: ParameterKind) -> tuple[Scalar, ...]:
    """The values of a list with commas or ends of lines between them, as CSV has them; blank ones count for nothing."""
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), skipinitialspace=True, strict=True))
    except csv.Error as error:
        raise InvalidParameterError(
            f"The double quotes in '{name}' do not fit together; a value that has one in it stands between double quotes and has "
            "each of its own written twice.",
            parameter=name,
        ) from error
    texts = [one for line in lines for cell in line if (one := cell.strip())]
    if not 1 <= len(texts) <= MOST_VALUES:
        raise InvalidParameterError(
            f"'{name}' takes 1 to {MOST_VALUES} values, with commas or ends of lines between them.", parameter=name
        )
    return tuple(_value(name, one, kind) for one in texts)
