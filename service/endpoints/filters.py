"""Filters of a list: ``column=value`` and ``column__operator=value`` in a query, as conditions of SQL.

Values are always bound. A row without a value in a column, or with an empty list, passes no filter of that column but ``isnull``.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from service.endpoints.column_types import SCALAR_TYPES, ColumnType, Scalar
from service.endpoints.columns import Column
from service.problems import InvalidParameterError

MOST_VALUES = 100
"""The most values that ``in`` takes."""

_COMPARISONS = {"eq": "=", "ne": "<>", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


class Predicate(NamedTuple):
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


def predicates(pairs: Iterable[tuple[str, str]], columns: Mapping[str, Column]) -> list[Predicate]:
    """The conditions that the names and values of a query ask for.

    Args:
        pairs: Names, which are columns with or without an operator, and values.
        columns: The columns of the list, by their names.

    Raises:
        InvalidParameterError: A column has no such operator, or the value is of the wrong type.
    """
    return [_predicate(name, text, *found) for name, text in pairs if (found := parse_filter_name(name, columns))]


def _predicate(name: str, given: str, column: Column, operator: str) -> Predicate:
    if operator not in column.operators:
        valid = [column.name if known == "eq" else f"{column.name}__{known}" for known in column.operators]
        raise InvalidParameterError(
            f"'{name}' cannot be asked; the filters of {column.name} are: {', '.join(valid)}.", parameter=name, valid_values=valid
        )
    if operator == "isnull":
        is_null = _value(name, given, SCALAR_TYPES["BOOLEAN"])
        is_empty = f"coalesce(len({column.quoted}), 0) = 0" if column.is_list else f"{column.quoted} is null"
        return Predicate(is_empty if is_null else f"not ({is_empty})", ())
    assert column.value_type is not None  # noqa: S101 - objects have no other operator
    if operator == "in":
        values = _values(name, given, column.value_type)
        text = f"{column.folded(column.quoted)} in ({', '.join([column.named] * len(values))})"
        return Predicate(text, values, name, column.info.vocabulary)
    value = _value(name, given, column.value_type)
    if operator == "contains" and column.is_list:
        return Predicate(column.holding, (value,), name, column.info.vocabulary)
    if operator == "contains":
        return Predicate(f"contains({column.folded(column.quoted)}, {column.bound})", (value,))
    if operator == "startswith":
        return Predicate(f"starts_with({column.folded(column.quoted)}, {column.bound})", (value,))
    vocabulary = column.info.vocabulary if operator == "eq" else None
    compared = column.named if operator in {"eq", "ne"} else column.bound
    return Predicate(f"{column.folded(column.quoted)} {_COMPARISONS[operator]} {compared}", (value,), name, vocabulary)


def parse_filter_name(name: str, columns: Mapping[str, Column]) -> tuple[Column, str] | None:
    """The column and the operator that a name in a query stands for, whether or not the column has the operator."""
    if name in columns:
        return columns[name], "eq"
    stem, _, operator = name.rpartition("__")
    return (columns[stem], operator) if stem in columns else None


def _value(name: str, text: str, value_type: ColumnType) -> Scalar:
    try:
        return value_type.value(text)
    except ValueError as error:
        raise InvalidParameterError(
            f"The value of '{name}' must be {value_type.wanted}; '{text}' is not.", parameter=name
        ) from error


def _values(name: str, text: str, value_type: ColumnType) -> tuple[Scalar, ...]:
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
    return tuple(_value(name, one, value_type) for one in texts)
