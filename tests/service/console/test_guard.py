"""The guard refuses every part of a syntax tree that it does not know."""

import copy
import tomllib
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import pytest

from service.console.catalog import Catalog, read_catalog
from service.console.errors import ConsoleError
from service.console.guard import check
from service.console.statement import tree
from service.console.syntax import LEAVES, TYPES

STATEMENTS = tomllib.loads((Path(__file__).parent / "honest.toml").read_text(encoding="utf-8"))["statements"]

Node = dict[str, Any]


@pytest.fixture(scope="module")
def catalog(connection: duckdb.DuckDBPyConnection) -> Catalog:
    return read_catalog(connection)


@pytest.fixture(scope="module")
def trees(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> list[Any]:
    found = [each for statement in STATEMENTS if (each := tree(connection, statement)) is not None]
    for each in found:
        check(each, catalog)
    return found


def nodes(part: object) -> Iterator[Node]:
    """The nodes of a tree that the guard looks at."""
    if isinstance(part, list):
        for child in part:
            yield from nodes(child)
    elif isinstance(part, dict) and "is_null" not in part:
        yield part
        for name, child in part.items():
            if name not in LEAVES:
                yield from nodes(child)


def changed(tree: object, kind: Callable[[Node], bool], change: Callable[[Node], None]) -> Iterator[object]:
    """A tree with a change to one of its nodes, for each node of a kind."""
    for position, node in enumerate(nodes(tree)):
        if kind(node):
            other = copy.deepcopy(tree)
            change(next(islice(nodes(other), position, None)))
            yield other


@pytest.mark.parametrize(
    "strange",
    [{"file_path": "x"}, {"info": {}}, {"type": "COPY_QUERY_NODE"}, {"type": "COLUMN_DATA"}, {"class": "DEFAULT"}, {"class": ""}],
)
def test_unknown_parts(trees: list[Any], catalog: Catalog, strange: Node) -> None:
    for tree_ in trees:
        for other in changed(tree_, lambda _: True, lambda node: node.update(strange)):
            with pytest.raises(ConsoleError):
                check(other, catalog)


@pytest.mark.parametrize("name", ["read_csv", "query", "getvariable", "nextval", "pg_sleep", "write_log", "x"])
def test_other_functions(trees: list[Any], catalog: Catalog, name: str) -> None:
    for tree_ in trees:
        for other in changed(tree_, lambda node: "function_name" in node, lambda node: rename(node, "function_name", name)):
            with pytest.raises(ConsoleError):
                check(other, catalog)


@pytest.mark.parametrize("name", ["secret.csv", "duckdb_settings", "sqlite_master", "sys", "/etc/passwd", "MOVIE\u017f"])
def test_other_tables(trees: list[Any], catalog: Catalog, name: str) -> None:
    for tree_ in trees:
        for other in changed(tree_, lambda node: node.get("type") == "BASE_TABLE", lambda node: rename(node, "table_name", name)):
            with pytest.raises(ConsoleError):
                check(other, catalog)


def rename(node: Node, field: str, name: str) -> None:
    node[field] = name
    if "qualified_name" in node:
        node["qualified_name"]["path"][-1] = name


def test_no_function_that_may_be_called_does_more_than_compute(catalog: Catalog) -> None:
    suspicious = (
        "read_",
        "scan",
        "glob",
        "pragma",
        "query",
        "setting",
        "secret",
        "log_",
        "_log",
        "checkpoint",
        "variable",
        "attach",
    )
    allowed = catalog.functions | catalog.table_functions
    assert not [name for name in allowed if any(word in name for word in suspicious)]
    assert "COPY_QUERY_NODE" not in TYPES


def test_every_listed_function_exists_somewhere(catalog: Catalog, connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.execute("select distinct lower(function_name) from duckdb_functions()").fetchall()
    there_are = {name for (name,) in rows}
    # Each version has a few that the other one has not.
    assert len(catalog.functions - there_are) < 60
