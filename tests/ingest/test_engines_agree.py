"""The warehouse is the same whichever supported version of DuckDB writes it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from ingest.warehouse_file import snapshot_of

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


@pytest.fixture
def awkward_layout(full_layout: Path, tmp_path: Path) -> Path:
    """Raw files with a name that ends in a backslash, which versions write differently when they show a row as text."""
    folder = tmp_path / "raw"
    shutil.copytree(full_layout, folder)
    films = (folder / "movies_dataset.csv").read_text(encoding="utf-8")
    awkward = films.replace("'Pixar Animation Studios'", r"'Underground Films\\'")
    assert awkward != films
    (folder / "movies_dataset.csv").write_text(awkward, encoding="utf-8")
    return folder


def test_snapshot_is_equal(other_engine: dict[str, str], awkward_layout: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "here.duckdb", tmp_path / "there.duckdb"
    for place, environment in ((here, {**os.environ, "PYTHONPATH": str(PROJECT)}), (there, other_engine)):
        command = [sys.executable, "-m", "ingest", str(awkward_layout), str(place)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    with duckdb.connect(there, read_only=True) as connection:
        assert connection.execute("select duckdb_version from build_info").fetchall() == [(OTHER_VERSION,)]
        named = connection.execute(r"select count(*) from companies where name = 'Underground Films\'").fetchall()
    assert named == [(1,)]
    assert duckdb.__version__ != OTHER_VERSION
    assert snapshot_of(here) == snapshot_of(there)
