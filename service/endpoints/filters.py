"""Filters of a list: ``column=value`` and ``column__operator=value`` in a query, as conditions of SQL.

Values are always bound. A row without a value in a column passes no filter of that column but ``isnull``.
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
    """

    text: str
    values: tuple[Scalar, ...]


def conditions(pairs: Iterable[tuple[str, str]], columns: Mapping[str, Column]) -> list[Condition]:
    """The conditions that the names and values of a query ask for.

    Args:
        pairs: Names, which are columns with or without an operator, and values.
        columns: The columns of the list, by their names.

    Raises:
        InvalidParameterError: A column has no such operator, or the value is of the wrong type.
    """
    return [_condition(name, text, *found) for name, text in pairs if (found := target(name, columns))]


def _condition(name: str, text: str, column: Column, operator: str) -> Condition:
    if operator not in column.operators:
        valid = [column.name if known == "eq" else f"{column.name}__{known}" for known in column.operators]
        raise InvalidParameterError(
            f"'{name}' cannot be asked; the filters of {column.name} are: {', '.join(valid)}.", parameter=name, valid_values=valid
        )
    if operator == "isnull":
        is_null = _value(name, text, SCALAR_KINDS["BOOLEAN"])
        return Condition(f"{column.quoted} is {'' if is_null else 'not '}null", ())
    assert column.kind is not None  # noqa: S101 - objects have no other operator
    if operator == "in":
        values = _values(name, text, column.kind)
        return Condition(f"{column.folded(column.quoted)} in ({', '.join([column.folded('?')] * len(values))})", values)
    value = _value(name, text, column.kind)
    if operator == "contains" and column.is_list:
        elements = f"list_transform({column.quoted}, lambda element: {column.folded('element')})"
        return Condition(f"list_contains({elements}, {column.folded('?')})", (value,))
    if operator == "contains":
        return Condition(f"contains({column.folded(column.quoted)}, {column.folded('?')})", (value,))
    if operator == "startswith":
        return Condition(f"starts_with({column.folded(column.quoted)}, {column.folded('?')})", (value,))
    return Condition(f"{column.folded(column.quoted)} {_COMPARISONS[operator]} {column.folded('?')}", (value,))


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
