"""The order of a list, and the cursors with which its pages follow each other.

A cursor holds the values of the last row of a page in the columns of the order, which tell any two rows apart. The next page is
what comes after them (keyset paging), so that it costs what the first one does, and no row comes twice or is missed.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from service.endpoints.column_types import Scalar
from service.endpoints.columns import Column
from service.endpoints.filters import Predicate
from service.problems import InvalidParameterError


class SortKey(NamedTuple):
    """A column that rows are ordered by.

    Attributes:
        column: The column.
        falls: Whether the greatest value comes first. A row without a value comes last either way.
    """

    column: Column
    is_descending: bool

    @property
    def name(self) -> str:
        """Its name in ``sort=``."""
        return f"-{self.column.name}" if self.is_descending else self.column.name


class _Cursor(msgspec.Struct, frozen=True, array_like=True):
    order: list[str]
    values: list[str | int | float | bool | None]


def sortable(columns: Mapping[str, Column]) -> dict[str, Column]:
    """The columns that rows can be put in the order of."""
    return {name: column for name, column in columns.items() if column.is_sortable}


def sort_keys(names: Sequence[str], columns: Mapping[str, Column]) -> list[SortKey]:
    """The keys that names stand for, each with "-" before it if it falls.

    Args:
        names: What is asked for.
        columns: The columns that rows can be put in the order of, see `sortable`.

    Raises:
        InvalidParameterError: There is no such column, or rows cannot be put in the order of it, or it comes twice.
    """
    keys: list[SortKey] = []
    for name in names:
        column = columns.get(name.removeprefix("-"))
        if column is None or any(key.column is column for key in keys):
            wrong = "comes twice" if column else "is no column to sort by"
            raise InvalidParameterError(
                f"'{name}' in 'sort' {wrong}; give columns once each, with '-' before those that fall: {', '.join(columns)}.",
                parameter="sort",
                valid_values=list(columns),
            )
        keys.append(SortKey(column, name.startswith("-")))
    return keys


def with_tiebreak(keys: Sequence[SortKey], default: Sequence[SortKey]) -> list[SortKey]:
    """The keys, and those of the default order after them, so that rows that are equal in the first have one order."""
    asked = {key.column.name for key in keys}
    return [*keys, *(key for key in default if key.column.name not in asked)]


def order_by(keys: Sequence[SortKey]) -> str:
    """The keys as they stand after ``order by``; texts that differ in case or accents only stand together."""
    return ", ".join(
        f"{expression} {'desc' if key.is_descending else 'asc'} nulls last"
        for key in keys
        for expression, _ in _expressions(key.column)
    )


def cursor(keys: Sequence[SortKey], row: Mapping[str, Scalar | None]) -> str:
    """The cursor of the page after a row."""
    text = msgspec.json.encode([[key.name for key in keys], [row[key.column.name] for key in keys]])
    return urlsafe_b64encode(text).rstrip(b"=").decode()


def keyset_predicate(keys: Sequence[SortKey], text: str) -> Predicate:
    """The condition of the rows that come after a cursor.

    Raises:
        InvalidParameterError: The text is no cursor of a list in this order.
    """
    values = _cursor_values(keys, text)
    equal: list[Predicate] = []
    alternatives: list[Predicate] = []
    for key, value in zip(keys, values, strict=True):
        for expression, placeholder in _expressions(key.column):
            if value is not None:
                beyond = f"({expression} {'<' if key.is_descending else '>'} {placeholder} or {expression} is null)"
                alternatives.append(_joined(" and ", [*equal, Predicate(beyond, (value,))]))
            equal.append(
                Predicate(f"{expression} is null", ()) if value is None else Predicate(f"{expression} = {placeholder}", (value,))
            )
    return _joined(" or ", alternatives) if alternatives else Predicate("(false)", ())


def _expressions(column: Column) -> list[tuple[str, str]]:
    """What a column is ordered by, and the placeholder of a value to compare with: text first as it reads, then to the letter."""
    exact = (column.quoted, "?")
    return [(column.folded(column.quoted), column.bound), exact] if column.is_text else [exact]


def _joined(word: str, predicates: Sequence[Predicate]) -> Predicate:
    texts = word.join(predicate.text for predicate in predicates)
    return Predicate(f"({texts})", tuple(value for predicate in predicates for value in predicate.values))


def _cursor_values(keys: Sequence[SortKey], text: str) -> list[Scalar | None]:
    wrong = InvalidParameterError(
        "The cursor is none of this list in this order; take it from 'next' of the page before.", parameter="cursor"
    )
    try:
        held = msgspec.json.decode(urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=_Cursor)
        values = zip(keys, held.values, strict=True)
        if held.order == [key.name for key in keys]:
            return [None if value is None else _key_value(key, value) for key, value in values]
    except ValueError as error:
        raise wrong from error
    raise wrong


def _key_value(key: SortKey, value: Scalar) -> Scalar:
    assert key.column.value_type is not None  # noqa: S101 - a key is sortable
    return key.column.value_type.type(value) if key.column.is_text else key.column.value_type.value(value)
