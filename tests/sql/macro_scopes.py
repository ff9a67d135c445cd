"""Where the text of a macro is not right for columns, found in its syntax tree.

DuckDB puts the arguments of a macro into its text as they are written, so a column takes the meaning that its name has at that
place. And of what a row's columns reach it plans some forms wrongly or not at all.
"""

import json
from collections.abc import Iterator
from typing import Any

import duckdb

Node = dict[str, Any]

_PLANNED_PER_ROW = {"INNER", "LEFT", "RIGHT"}
_ASKS_FOR_EACH_ROW = {"ANY", "EXISTS", "NOT_EXISTS"}


def syntax_tree(connection: duckdb.DuckDBPyConnection, definition: str, *, is_query: bool) -> Node:
    """The syntax tree of a macro's query, or of its expression."""
    text = definition if is_query else f"select {definition}"
    [(serialized,)] = connection.execute("select json_serialize_sql(?)", [text]).fetchall()
    node: Node = json.loads(serialized)["statements"][0]["node"]
    return node


def captured(node: object, parameters: set[str], *, in_scope: bool = False) -> Iterator[str]:
    """Parameters at places where names already mean something: the columns of a table, or what the same select names.

    Such a place is every one of a select with tables, but for the arguments of its first one and what is inside of it.
    """
    if isinstance(node, list):
        for item in node:
            yield from captured(item, parameters, in_scope=in_scope)
        return
    if not isinstance(node, dict):
        return
    if node.get("class") == "COLUMN_REF" and in_scope and len(node["column_names"]) == 1:
        yield from parameters & set(node["column_names"])
    tables = node.get("from_table")
    if tables is None or tables["type"] == "EMPTY":
        named = [item for item in node.get("select_list", []) if item["alias"]]
        yield from captured(named, parameters, in_scope=True)
        yield from captured([value for value in node.values() if value is not named], parameters, in_scope=in_scope)
        return
    for key, value in node.items():
        if key == "from_table":
            yield from _captured_by_tables(value, parameters, in_scope=in_scope)
        else:
            yield from captured(value, parameters, in_scope=in_scope or key != "cte_map")


def _captured_by_tables(table: Node, parameters: set[str], *, in_scope: bool) -> Iterator[str]:
    if table["type"] != "JOIN":
        yield from captured(table, parameters, in_scope=in_scope)
        return
    yield from _captured_by_tables(table["left"], parameters, in_scope=in_scope)
    yield from captured([value for key, value in table.items() if key != "left"], parameters, in_scope=True)


def unplannable(node: object, common: frozenset[str] = frozenset()) -> Iterator[str]:
    """Joins that DuckDB refuses or mistakes when their tables reach columns, and in and exists over a common table expression."""
    if isinstance(node, list):
        for item in node:
            yield from unplannable(item, common)
        return
    if not isinstance(node, dict):
        return
    common |= {entry["key"] for entry in node.get("cte_map", {}).get("map", [])}
    if node.get("type") == "JOIN" and (node["join_type"] not in _PLANNED_PER_ROW or node["ref_type"] in {"ASOF", "POSITIONAL"}):
        yield f"{node['ref_type']} {node['join_type']} join".lower()
    if node.get("class") == "SUBQUERY" and node["subquery_type"] in _ASKS_FOR_EACH_ROW:
        yield from (f"{node['subquery_type']} over {name}".lower() for name in set(_tables(node)) & common)
    if node.get("type") == "LIMIT_MODIFIER":
        yield from (
            "limit that is no number" for key in ("limit", "offset") if (node[key] or {}).get("class", "CONSTANT") != "CONSTANT"
        )
    for value in node.values():
        yield from unplannable(value, common)


def common_tables(node: object) -> Iterator[str]:
    """The names of all common table expressions."""
    if isinstance(node, list):
        for item in node:
            yield from common_tables(item)
    elif isinstance(node, dict):
        yield from (entry["key"] for entry in node.get("cte_map", {}).get("map", []))
        for value in node.values():
            yield from common_tables(value)


def _tables(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _tables(item)
    elif isinstance(node, dict):
        if node.get("type") == "BASE_TABLE":
            yield node["table_name"]
        for value in node.values():
            yield from _tables(value)
