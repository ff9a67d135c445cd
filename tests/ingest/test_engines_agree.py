"""The warehouse is the same whichever supported version of DuckDB writes it."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from ingest.warehouse import snapshot_of

PROJECT = Path(__file__).parents[2]
OTHER_VERSION = "2.0.0"


@pytest.fixture(scope="module")
def other_engine(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which Python imports another version of DuckDB."""
    folder = tmp_path_factory.mktemp("engine")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
    done = subprocess.run(
        [*pip, "--target", str(folder), f"duckdb=={OTHER_VERSION}"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"DuckDB {OTHER_VERSION} cannot be installed here: {done.stderr.strip().splitlines()[-1]}")
    return {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{PROJECT}"}


def test_snapshot_is_equal(other_engine: dict[str, str], full_layout: Path, warehouse: Path, tmp_path: Path) -> None:
    place = tmp_path / "warehouse.duckdb"
    command = [sys.executable, "-m", "ingest", str(full_layout), str(place)]
    done = subprocess.run(command, env=other_engine, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with duckdb.connect(place, read_only=True) as connection:
        assert connection.execute("select duckdb_version from build_info").fetchall() == [(OTHER_VERSION,)]
    assert duckdb.__version__ != OTHER_VERSION
    assert snapshot_of(place) == snapshot_of(warehouse)
