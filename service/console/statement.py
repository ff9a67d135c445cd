"""From a statement as it was written to one that is checked and may run."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import duckdb
import msgspec

from service.console.catalog import Catalog
from service.console.errors import ConsoleError, pointed
from service.console.guard import check
from service.console.pivots import MOST_VALUES, with_values

LINES_BEFORE = 1
"""How many lines stand before what was written when it is run."""

_ONLY_READS = (
    "Only a statement that reads is allowed: SELECT, FROM, WITH, VALUES, PIVOT, UNPIVOT, DESCRIBE, SUMMARIZE or SHOW TABLES."
)

_SERIALIZE = "select json_serialize_sql($1, skip_default := true, skip_empty := true, skip_null := true)"


class Checked(NamedTuple):
    """A statement that may run.

    Attributes:
        text: The statement.
        parameters: The names of its parameters.
    """

    text: str
    parameters: frozenset[str]


def checked(
    cursor: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any], most_rows: int, catalog: Catalog
) -> Checked:
    """Check a statement and its parameters, and limit its rows to one more than an answer may have.

    What is checked is what will run, with the limit around it, so that no trick with comments or quotes comes between.

    Args:
        cursor: Where DuckDB is asked what the statement says.
        sql: The statement.
        parameters: The values of its parameters, by name.
        most_rows: The most rows of an answer.
        catalog: What it may name.

    Raises:
        ConsoleError: The statement is wrong or not allowed, or its parameters are not those that have values.
    """

    def values_of(question: str) -> list[str]:
        part = _checked(cursor, question, MOST_VALUES, catalog)
        known = {name: value for name, value in parameters.items() if name in part.parameters}
        return [value for (value,) in cursor.execute(part.text, known).fetchall()]

    statements = tree(cursor, sql)
    if statements is None:
        written_out = with_values(sql, values_of)
        if written_out == sql:
            raise ConsoleError("refused", _ONLY_READS)
        sql = written_out
    elif len(statements) != 1:
        count = f"there are {len(statements)}" if statements else "there is none"
        raise ConsoleError("wrong", f"Give one statement; {count}.")
    statement = _checked(cursor, sql, most_rows, catalog)
    _check_parameters(statement.parameters, parameters)
    return statement


def _checked(cursor: duckdb.DuckDBPyConnection, sql: str, most_rows: int, catalog: Catalog) -> Checked:
    text = f"select * from (\n{sql.strip().rstrip(';')}\n) limit {most_rows + 1}"
    try:
        whole = tree(cursor, text)
    except ConsoleError as fault:
        # The place is one in a text that nobody wrote.
        raise ConsoleError(fault.kind, str(fault).partition("\n\nLINE")[0]) from None
    if whole is None or len(whole) != 1:
        raise ConsoleError("refused", _ONLY_READS)
    check(whole, catalog)
    return Checked(text, frozenset(entry["key"] for entry in whole[0].get("named_param_map", [])))


_CAST = re.compile(r"\b(?:from|join)\s+cast\b|,\s*cast\b(?!\s*\()", re.IGNORECASE)

_ABOUT_CAST = 'cast is a word of SQL: write the table as "cast", or ask credits, which has cast and crew.'


def _check_parameters(needed: Iterable[str], given: Mapping[str, Any]) -> None:
    for name in sorted(needed):
        if name.isdigit():
            raise ConsoleError("parameter", "A parameter has no name; write it as $name, and give its value under that name.")
        if name not in given:
            raise ConsoleError("parameter", f"The statement has a parameter ${name} but 'parameters' has no value for it.", name)
    for name in given:
        if name not in needed:
            raise ConsoleError("parameter", f"'parameters' has a value for '{name}' but the statement has no ${name}.", name)


def tree(cursor: duckdb.DuckDBPyConnection, sql: str) -> list[Any] | None:
    """The syntax trees of the statements in a text; none if there is one that DuckDB makes no tree of, as of what writes.

    Raises:
        ConsoleError: It is not SQL.
    """
    if "\0" in sql or any("\ud800" <= letter <= "\udfff" for letter in sql):
        raise ConsoleError("wrong", "The statement has a character that is none, NUL or half of a surrogate pair; leave it out.")
    [(written,)] = cursor.execute(_SERIALIZE, [sql]).fetchall()
    try:
        answer = msgspec.json.decode(written)
    except RecursionError:
        raise ConsoleError("too-much", "The statement is nested too deeply; write it flatter.") from None
    if not answer["error"]:
        return list(answer["statements"])
    if answer["error_type"] == "not implemented":
        return None
    message = f"Parser Error: {answer['error_message']}"
    told = pointed(message, sql, int(answer["position"])) if "position" in answer else message
    raise ConsoleError("wrong", f"{told}\n\n{_ABOUT_CAST}" if _CAST.search(sql) else told)
