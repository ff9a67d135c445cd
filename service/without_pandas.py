"""Processes that do without pandas, though it may be installed."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType, SimpleNamespace

import duckdb


class _NoPandas(MetaPathFinder):
    """Hides pandas, where it is installed."""

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> None:  # noqa: ARG002
        """Find nothing.

        Raises:
            ModuleNotFoundError: It is pandas that is looked for.
        """
        if name == "pandas":
            raise ModuleNotFoundError("The service does without pandas.", name=name)


def do_without_pandas() -> None:
    """Keep libraries from looking for pandas, which nothing here uses, in this process.

    DuckDB's package looks for two values of it, which it takes for null, with each value that is bound, and takes longer for that
    than to bind it, until it has found any. Arrow imports pandas in the thread of one request, and until it is there as a whole
    Altair would stumble over it in that of another. Where pandas is installed, its import takes longer than all else that a
    process for statements does before it is ready.
    """
    sys.modules["pandas"] = SimpleNamespace(NaT=object(), NA=object())  # type: ignore[assignment]
    try:
        with duckdb.connect() as connection:
            connection.execute("select ?", [0])
    finally:
        del sys.modules["pandas"]
    sys.meta_path.insert(0, _NoPandas())
