"""The parts of DuckDB's syntax tree that a statement may have, as ``syntax.toml`` lists them."""

import tomllib
from pathlib import Path

_LISTS = {
    name: frozenset(names.split())
    for name, names in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}

QUERIES = _LISTS["queries"]
"""The types of queries, which may have other queries in WITH."""

TYPES = QUERIES | _LISTS["sources"] | _LISTS["modifiers"] | _LISTS["expressions"]
"""The types of nodes."""

CALLS = _LISTS["calls"]
"""The classes of expressions that call a function."""

CLASSES = CALLS | _LISTS["classes"]
"""The classes of expressions."""

LEAVES = _LISTS["leaves"]
"""The fields that hold no expressions."""

FIELDS = LEAVES | _LISTS["fields"]
"""The fields of nodes."""
