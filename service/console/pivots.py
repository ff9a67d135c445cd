"""``PIVOT … ON column`` with its values written out, as ``PIVOT … ON column IN (values)``.

DuckDB does this in two statements, the first of which makes a type of the values; no syntax tree can be had of them to check.
With the values written out it is one statement that can be checked as any other. Nothing here need be safe: whatever text
comes out of it is checked before it runs.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from service.console.errors import ConsoleError

MOST_VALUES = 500
"""The most values of a column that can become columns."""

_TOKEN = re.compile(
    r"""--[^\n]* | /\*.*?\*/ | \s+ | (?P<token> '(?:[^']|'')*' | "(?:[^"]|"")*" | \$(\w*)\$.*?\$\2\$ | \w+ | .)""",
    re.DOTALL | re.VERBOSE,
)
_AFTER_COLUMNS = {"using", "group", "order", "limit", "offset", "union", "except", "intersect", ";"}


class _Token(NamedTuple):
    text: str
    start: int
    end: int
    depth: int


class _Column(NamedTuple):
    """A column to pivot on: where it ends, and the statement that lists its values."""

    end: int
    values: str


def with_values(sql: str, values_of: Callable[[str], list[str]]) -> str:
    """Write the values into every PIVOT of a statement that has none.

    Args:
        sql: The statement.
        values_of: Runs a statement that lists values.

    Raises:
        ConsoleError: A column has no values, or too many.
    """
    for column in sorted(_columns(sql), reverse=True):
        values = values_of(column.values)
        if not values or len(values) > MOST_VALUES:
            raise ConsoleError(
                "too-much", f"PIVOT makes a column of each value, and there are {_count(values)}; write ON … IN (…)."
            )
        listed = ", ".join("'{}'".format(value.replace("'", "''")) for value in values)
        sql = f"{sql[: column.end]} in ({listed}){sql[column.end :]}"
    return sql


def _count(values: list[str]) -> str:
    return f"more than {MOST_VALUES}" if values else "none"


def _columns(sql: str) -> Iterator[_Column]:
    tokens = list(_tokens(sql))
    for position, pivot in enumerate(tokens):
        if pivot.text in {"pivot", "pivot_wider"} and (position == 0 or tokens[position - 1].text != "."):
            # What comes before at the same level can only be WITH, which the values need as well.
            before = sql[: pivot.start] if pivot.depth == 0 else ""
            yield from _columns_of(sql, before, pivot, tokens[position + 1 :])


def _columns_of(sql: str, before: str, pivot: _Token, tokens: list[_Token]) -> Iterator[_Column]:
    inside = []
    for token in tokens:
        if token.depth < pivot.depth or (token.text in _AFTER_COLUMNS and token.depth == pivot.depth):
            break
        inside.append(token)
    level = [token for token in inside if token.depth == pivot.depth]
    on = next((token for token in level if token.text == "on"), None)
    if on is None or on is level[0]:
        return
    source = sql[pivot.end : on.start]
    ends = [token.start for token in level if token.text == "," and token.start > on.end] + [inside[-1].end]
    starts = [on.end, *(end + 1 for end in ends[:-1])]
    for start, end in zip(starts, ends, strict=True):
        if not any(token.text == "in" and start <= token.start < end for token in level):
            column = sql[start:end].strip()
            yield _Column(
                start + len(sql[start:end].rstrip()),
                f"{before}select distinct on (value) cast(({column}) as varchar) as value from {source} "
                f"where ({column}) is not null order by ({column}), value limit {MOST_VALUES + 1}",
            )


def _tokens(sql: str) -> Iterator[_Token]:
    depth = 0
    for found in _TOKEN.finditer(sql):
        text = found["token"]
        if text is None:
            continue
        depth -= text in {")", "]"}
        yield _Token(text.lower(), found.start(), found.end(), depth)
        depth += text in {"(", "["}
