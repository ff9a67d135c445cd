"""Versions of the warehouse: real DVC, with a folder as the remote."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ingest.warehouse_file import snapshot_of
from tests.ingest.dvc_checkout import copied_checkout, dvc, run


def _publish(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return run(folder, sys.executable, "-m", "ingest.publish", "warehouse.duckdb", *options)


@pytest.fixture
def checkout(empty_checkout: Path, tmp_path: Path) -> Path:
    """A repository that uses DVC as this project does, with a folder as its remote."""
    return copied_checkout(empty_checkout, tmp_path)


def test_published_warehouse_can_be_pulled(checkout: Path, warehouse: Path) -> None:
    place = checkout / "warehouse.duckdb"
    shutil.copy(warehouse, place)
    assert _publish(checkout).returncode == 0
    content = place.read_bytes()
    place.unlink()
    shutil.rmtree(checkout / ".dvc" / "cache")
    dvc(checkout, "pull", "warehouse.duckdb.dvc")
    assert place.read_bytes() == content


def test_snapshot_stands_beside_the_hash(checkout: Path, warehouse: Path) -> None:
    shutil.copy(warehouse, checkout / "warehouse.duckdb")
    assert _publish(checkout).returncode == 0
    record = yaml.safe_load((checkout / "warehouse.duckdb.dvc").read_text())
    assert record["meta"] == {"snapshot": snapshot_of(warehouse)}
    assert record["outs"][0]["path"] == "warehouse.duckdb"
    dvc(checkout, "status", "--quiet")


def test_publishing_again_changes_nothing(checkout: Path, warehouse: Path) -> None:
    shutil.copy(warehouse, checkout / "warehouse.duckdb")
    _publish(checkout)
    tracked = (checkout / "warehouse.duckdb.dvc").read_text()
    assert _publish(checkout).returncode == 0
    assert (checkout / "warehouse.duckdb.dvc").read_text() == tracked


def test_older_version_comes_back(checkout: Path, warehouse: Path, tmdb_5000_warehouse: Path) -> None:
    place = checkout / "warehouse.duckdb"
    shutil.copy(warehouse, place)
    _publish(checkout)
    older = (checkout / "warehouse.duckdb.dvc").read_text()
    shutil.copy(tmdb_5000_warehouse, place)
    _publish(checkout)
    assert snapshot_of(place) == snapshot_of(tmdb_5000_warehouse)
    (checkout / "warehouse.duckdb.dvc").write_text(older)
    dvc(checkout, "pull", "--force", "warehouse.duckdb.dvc")
    assert snapshot_of(place) == snapshot_of(warehouse)


def test_nothing_to_publish_is_said(checkout: Path) -> None:
    done = _publish(checkout)
    assert done.returncode == 1
    assert "there is no finished warehouse; build it with 'make warehouse'" in done.stderr


def test_missing_remote_is_said(checkout: Path, warehouse: Path) -> None:
    shutil.copy(warehouse, checkout / "warehouse.duckdb")
    dvc(checkout, "remote", "remove", "--local", "store")
    for options in ((), ("--check",)):
        done = _publish(checkout, *options)
        assert done.returncode == 5
        assert "make publish REMOTE=folder" in done.stderr
    assert not (checkout / "warehouse.duckdb.dvc").exists()


def test_a_remote_is_found(checkout: Path) -> None:
    assert _publish(checkout, "--check").returncode == 0
