"""Whether a statement may run: its syntax tree may have known parts only, and name what the catalog offers only."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from service.console.catalog import SYSTEM_VIEWS, Catalog, folded
from service.console.errors import ConsoleError
from service.console.syntax import CALLS, CLASSES, FIELDS, LEAVES, QUERIES, TYPES

_CALLS_BY_NAME = {"aggregate", "array_aggr", "array_aggregate", "list_aggr", "list_aggregate"}
"""Functions that call the one that their second argument names."""

_LISTS_OF_TABLES = {'"tables"', "__show_tables_expanded"}

_Names = frozenset[str]


def check(tree: object, catalog: Catalog) -> None:
    """Check that a statement does no more than read the warehouse.

    Args:
        tree: The statement as ``json_serialize_sql`` gives it.
        catalog: What it may name.

    Raises:
        ConsoleError: It has a part that is not known to be harmless, or names something else.
    """
    # A tree may be deeper than Python can recurse. With each part go the names of the queries in WITH that it can see.
    parts: list[tuple[object, _Names]] = [(tree, frozenset())]
    while parts:
        part, seen = parts.pop()
        if isinstance(part, list):
            parts.extend((child, seen) for child in part)
        elif isinstance(part, dict) and "is_null" not in part:  # which only constants have
            parts.extend(_checked(part, seen, catalog))


def _checked(node: dict[str, Any], seen: _Names, catalog: Catalog) -> Iterable[tuple[Any, _Names]]:
    """Check one node, and give the parts of it that are still to be checked."""
    _check_known(node)
    kind = node.get("type")
    if node.get("class") in CALLS:
        _check_function(node, catalog.functions, catalog)
    match kind:
        case "BASE_TABLE":
            _check_table(_path(node, "catalog_name", "schema_name", "table_name"), seen, catalog)
        case "SHOW_REF" if "query" not in node:
            _check_shown(node, catalog)
        case "TABLE_FUNCTION":
            call = node["function"]
            _check_known(call)
            _check_function(call, catalog.table_functions, catalog)
            node = {**node, "function": [value for value in call.values() if isinstance(value, dict | list)]}
    visible = seen
    if kind in QUERIES:
        if "cte_name" in node:
            # A recursive query sees itself in its second part only.
            yield node["left"], seen
            node = {name: value for name, value in node.items() if name != "left"}
            visible |= {folded(node["cte_name"])}
        queries = node.get("cte_map", {})
        for query in queries.get("map", []):
            yield query, visible
            visible |= {folded(query["key"])}
        node = {**node, "cte_map": {**queries, "map": []}}
    for name, value in node.items():
        if name not in LEAVES:
            yield value, visible


def _check_known(node: Mapping[str, Any]) -> None:
    unknown = [
        *(name for name in node if name not in FIELDS),
        *(kind for kind in [node.get("type")] if kind not in TYPES and kind is not None),
        *(kind for kind in [node.get("class")] if kind not in CLASSES and kind is not None),
    ]
    if unknown:
        raise _refused(f"what DuckDB calls '{unknown[0]}'")


def _check_function(call: dict[str, Any], allowed: _Names, catalog: Catalog) -> None:
    name = _path(call, "function_name")[-1]
    if name in allowed and name == folded(call["function_name"]):
        if name in _CALLS_BY_NAME:
            _check_called_by_name(name, call["children"], allowed)
        return
    if name in catalog.unlisted:
        raise _refused(f"the function '{name}'")
    raise ConsoleError("wrong", f"There is no function '{name}'{_nearest(name, allowed)}.")


def _check_called_by_name(name: str, arguments: list[Any], allowed: _Names) -> None:
    # With fewer arguments there is no such call, which DuckDB says itself.
    for argument in arguments[1:2]:
        called = argument.get("value", {}).get("value")
        if not isinstance(called, str) or folded(called) not in allowed:
            raise _refused(f"'{name}' with something else than the name of an aggregate function in quotes")


def _check_table(path: list[str], seen: _Names, catalog: Catalog) -> None:
    *qualifiers, name = path
    in_warehouse = (qualifiers in ([], ["main"], [catalog.name], [catalog.name, "main"]) and name in catalog.tables) or (
        qualifiers in (["derived"], [catalog.name, "derived"]) and f"derived.{name}" in catalog.tables
    )
    from_above = qualifiers in ([], ["recurring"]) and name in seen
    in_system = tuple(path[-2:]) in SYSTEM_VIEWS and path[:-2] in ([], [catalog.name], ["system"])
    if not (in_warehouse or from_above or in_system):
        mistyped = not qualifiers and name.isidentifier() and name not in catalog.unlisted
        derived = f"derived.{name}"
        near = f"; perhaps you mean '{derived}'" if derived in catalog.tables else _nearest(name, catalog.tables)
        detail = f"There is no table '{'.'.join(path)}' in the warehouse{near}; 'show tables' lists them."
        raise ConsoleError("wrong" if mistyped else "refused", detail)


def _check_shown(node: dict[str, Any], catalog: Catalog) -> None:
    path = _path(node, "catalog_name", "schema_name", "table_name")
    if len(path) == 1 and path[0] in _LISTS_OF_TABLES:
        return
    if node.get("show_type") != "SHOW":
        raise _refused("this kind of SHOW")
    _check_table(path, frozenset(), catalog)


def _path(node: Mapping[str, Any], *fields: str) -> list[str]:
    """What a node names, with database and schema if they are given. DuckDB 2 has all in one field."""
    whole = node.get("qualified_name", {}).get("path") or [node[field] for field in fields if node.get(field)]
    return [folded(part) for part in whole]


def _nearest(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known, 1)
    return f"; perhaps you mean '{near[0]}'" if near else ""


def _refused(what: str) -> ConsoleError:
    return ConsoleError(
        "refused",
        f"The statement uses {what}, which is not allowed here; it may read the tables and macros of the warehouse, and call "
        "functions that only compute.",
    )
