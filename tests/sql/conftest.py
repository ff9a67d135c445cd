"""Questions to a warehouse, and a warehouse to spoil."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy
from typing import Any

import duckdb
import pytest

from tests.conftest import AS_SERVED

Answer = dict[str, Any] | None


def _asker(connection: duckdb.DuckDBPyConnection) -> Callable[..., Answer]:
    def ask(macro: str, *values: object, **options: object) -> Answer:
        arguments = ", ".join(["?" for _ in values] + [f"{name} := ?" for name in options])
        result = connection.execute(f"from {macro}({arguments})", [*values, *options.values()])
        columns = [column[0] for column in result.description or ()]
        rows = result.fetchall()
        assert len(rows) <= 1
        return dict(zip(columns, rows[0], strict=True)) if rows else None

    return ask


@pytest.fixture(scope="session")
def ask(connection: duckdb.DuckDBPyConnection) -> Callable[..., Answer]:
    """Ask the hand-made catalogue one of the brief's questions."""
    return _asker(connection)


@pytest.fixture(scope="session")
def ask_full(full_connection: duckdb.DuckDBPyConnection) -> Callable[..., Answer]:
    """Ask the full Movies Dataset one of the brief's questions."""
    return _asker(full_connection)


@pytest.fixture(scope="session")
def _copy(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(copy(warehouse, tmp_path_factory.mktemp("spoiled") / "warehouse.duckdb"), config=AS_SERVED) as connection:
        yield connection


@pytest.fixture
def spoiled(_copy: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy of the warehouse; what is changed in it is undone after the test."""
    _copy.execute("begin")
    yield _copy
    _copy.execute("rollback")
