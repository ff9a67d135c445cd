"""What a request asks of one object beyond the parameters of its macro: columns, and lists below it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from service.endpoints.columns import Column
from service.endpoints.comma_lists import check_names, chosen_columns, chosen_names, joined

OPTIONS = {
    "fields": "Columns to give; all if it is not given.",
    "include": "Lists below the object to give with it: the first page of each, as its own address gives it.",
}
"""The query parameters of objects, and what they mean. No parameter of a macro that gives one has such a name."""


class ObjectQuery(NamedTuple):
    """What one request asks of an object.

    Attributes:
        columns: The columns to give, in their order.
        included: The names of the lists to give with them.
        is_whole: Whether it asks for nothing but the object.
    """

    columns: Sequence[Column]
    included: Sequence[str]
    is_whole: bool = False


def object_options(included: Sequence[str]) -> list[str]:
    """The options that an object has: only one with lists below it can include some."""
    return [name for name in OPTIONS if name != "include" or included]


def object_query(columns: Mapping[str, Column], included: Sequence[str], pairs: Sequence[tuple[str, str]]) -> ObjectQuery:
    """Read what a query asks of an object.

    Args:
        columns: Its columns by their names.
        included: The names of the lists below it.
        pairs: The names and values of the query's options.

    Raises:
        InvalidParameterError: A name in an option is unknown or comes twice.
    """
    options = dict(joined(pairs, lambda _: True))
    names = chosen_names(options, "include")
    check_names(names, "include", included, "lists")
    return ObjectQuery(chosen_columns(options, "fields", columns) or list(columns.values()), names)
