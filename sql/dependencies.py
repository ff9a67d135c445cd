"""What the object of each SQL file is made of, by DuckDB's own parser."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import duckdb

from sql import SqlFile, SqlFileError
from sql.install import wrong_statement

Dependencies = Mapping[str, set[str]]
"""The names of what each object needs at once, by its own name."""

_DEFINITION = re.compile(
    r'create or replace (?P<kind>table|view|macro) (?:\w+\.)?"?\w+"?\s*(?:\([^)]*\)\s*)?as\s+(?P<is_table>table\s+)?(?P<body>.*)',
    re.DOTALL,
)


def dependencies(files: Iterable[SqlFile]) -> dict[str, set[str]]:
    """The tables and macros that each file's object needs at once, of those that the files make.

    The macro that fills a table for some films at a time, which its header names, counts as well, and what tells whether it is
    one of a large catalogue.

    Raises:
        SqlFileError: A statement is wrong.
    """
    with duckdb.connect(":memory:") as connection:
        named = {file.name: _names_in(connection, file) for file in files}
    return {name: (names & named.keys()) - {name} for name, names in named.items()}


def closure(names: Iterable[str], direct: Dependencies) -> set[str]:
    """Some names and those of all that they need, at once or by way of others."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += direct[name]
    return found


def _names_in(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> set[str]:
    of_headers = {file.headers["slices"]["rows"]} if "slices" in file.headers else set()
    if "looked_up_by" in file.headers.get("table", {}):
        of_headers |= {"large_catalogue", "movies"}
    try:
        definition = _DEFINITION.search(connection.extract_statements(file.statement)[0].query)
    except duckdb.ProgrammingError as error:
        raise wrong_statement(file, error) from error
    if definition is None:
        return of_headers
    is_expression = definition["kind"] == "macro" and not definition["is_table"]
    query = f"select {definition['body']}" if is_expression else definition["body"]
    [(text,)] = connection.execute("select json_serialize_sql(?)", [query]).fetchall()
    tree = json.loads(text)
    if tree["error"]:
        raise SqlFileError(f"{file.path}: DuckDB cannot read the query: {tree['error_message']}")
    return of_headers | set(_names(tree, frozenset()))


def _names(node: Any, ctes: frozenset[str]) -> Iterator[str]:  # noqa: ANN401 - any part of a tree of JSON
    """The names of tables and functions in a part of a tree, but for the CTEs that are known there.

    A CTE may have the name of the table that it reads, so it is known from the one behind it on.
    """
    if isinstance(node, list):
        for child in node:
            yield from _names(child, ctes)
    elif isinstance(node, dict):
        if node.get("type") == "RECURSIVE_CTE_NODE":
            ctes |= {node["cte_name"]}
        for cte in node.get("cte_map", {}).get("map", []):
            yield from _names(cte["value"], ctes)
            ctes |= {cte["key"]}
        if node.get("type") == "BASE_TABLE" and node["table_name"] not in ctes:
            yield node["table_name"]
        if "function_name" in node:
            yield node["function_name"]
        for key, child in node.items():
            if key != "cte_map":
                yield from _names(child, ctes)
