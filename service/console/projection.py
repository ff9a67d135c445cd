"""Columns of any DuckDB type as columns of types that a format can hold."""

from collections.abc import Iterable
from typing import Any, cast

from duckdb.sqltypes import DuckDBPyType

from sql import quote_identifier

_BOTH = "boolean tinyint smallint integer bigint utinyint usmallint uinteger ubigint float double decimal varchar"

_TEXTS = frozenset(_BOTH.split()) | {"hugeint", "uhugeint", "uuid", "enum"}
"""What JSON and CSV hold as it is; times are not in it because Python has none that is infinite."""

_TIMES = {"date", "time", "timestamp", "timestamp_s", "timestamp_ms", "timestamp_ns", "timestamp with time zone"}

_COLUMNS = frozenset(_BOTH.split()) | _TIMES | {"blob"}
"""What Arrow and Parquet hold as it is."""

_HELD = {"parquet": _COLUMNS, "arrow": _COLUMNS}


def projection(columns: Iterable[tuple[str, DuckDBPyType]], format_name: str) -> str:
    """The select list that gives columns so that a format can hold them; what it cannot hold becomes text.

    Args:
        columns: Names and types.
        format_name: The name of the format.
    """
    held = _HELD.get(format_name, _TEXTS)
    return ", ".join(
        f"cast({quote_identifier(name)} as {_as_held(kind, held)}) as {quote_identifier(name)}" for name, kind in columns
    )


def _as_held(kind: DuckDBPyType, held: frozenset[str]) -> str:
    match kind.id:
        case "list" | "array":
            return f"{_as_held(_children(kind)[0][1], held)}[]"
        case "map":
            return f"map(varchar, {_as_held(_children(kind)[1][1], held)})"
        case "struct" if _children(kind) and all(name for name, _ in _children(kind)):
            return f"struct({', '.join(f'{quote_identifier(name)} {_as_held(child, held)}' for name, child in _children(kind))})"
        case "hugeint" | "uhugeint" if "hugeint" not in held:
            return "double"
        case plain if plain in held and str(kind) != "JSON":
            return str(kind)
    return "varchar"


def _children(kind: DuckDBPyType) -> list[tuple[str, Any]]:
    return cast("list[tuple[str, Any]]", kind.children)
