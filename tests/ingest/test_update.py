"""The scheduled job, run as a process: what it publishes, refuses and says."""

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from ingest.publish import published_snapshot
from ingest.warehouse_builder import snapshot_of
from tests.ingest.dvc_checkout import dvc, new_checkout, run


@pytest.fixture
def checkout(tmp_path: Path, full_layout: Path) -> Path:
    """A repository with DVC, and raw files in its folder ``raw``."""
    folder = new_checkout(tmp_path)
    shutil.copytree(full_layout, folder / "raw")
    return folder


def _update(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(folder, sys.executable, "-m", "ingest.update", "raw", "warehouse.duckdb", *arguments)


def _drop(checkout: Path, day: str, changes: dict[str, dict[str, str]], deleted: list[str] | None = None) -> None:
    """Add a drop with changed copies of films, by their ids, and ids of films to delete."""
    folder = checkout / "raw" / day
    folder.mkdir()
    with (checkout / "raw" / "movies_dataset.csv").open(encoding="utf-8", newline="") as file:
        films = {record["id"]: record for record in csv.DictReader(file)}
    if changes:
        with (folder / "movies_dataset.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(films["862"]))
            writer.writeheader()
            writer.writerows(films[movie_id] | change for movie_id, change in changes.items())
    if deleted:
        (folder / "deleted_movies.csv").write_text("\n".join(["id", *deleted, ""]), encoding="utf-8")


def test_first_update_publishes_and_the_second_finds_nothing_new(checkout: Path) -> None:
    first = _update(checkout)
    assert first.returncode == 0, first.stderr
    state = (checkout / "warehouse.duckdb").stat()
    tracked = (checkout / "warehouse.duckdb.dvc").read_text()
    second = _update(checkout)
    assert second.returncode == 3
    assert "nothing new" in second.stderr
    after = (checkout / "warehouse.duckdb").stat()
    assert (after.st_ino, after.st_mtime_ns) == (state.st_ino, state.st_mtime_ns)
    assert (checkout / "warehouse.duckdb.dvc").read_text() == tracked


def test_update_says_what_changed(checkout: Path) -> None:
    _update(checkout)
    _drop(checkout, "2026-11-21", {"862": {"vote_count": "6000"}}, ["949"])
    done = _update(checkout)
    assert done.returncode == 0, done.stderr
    [line] = [line for line in done.stderr.splitlines() if line.startswith("movies ") and "added" in line]
    assert line.split(None, 1)[1] == "0 added  1 removed  1 changed  (vote_count 1)"
    with duckdb.connect(checkout / "warehouse.duckdb", read_only=True) as connection:
        assert connection.execute("select vote_count from movies where movie_id = 862").fetchall() == [(6000,)]
        assert connection.execute("select count(*) from movies where movie_id = 949").fetchall() == [(0,)]


def test_update_that_loses_many_films_is_refused_unless_it_is_meant(checkout: Path) -> None:
    _update(checkout)
    before = snapshot_of(checkout / "warehouse.duckdb")
    with duckdb.connect(checkout / "warehouse.duckdb", read_only=True) as connection:
        some = connection.execute("select movie_id from movies order by movie_id limit 12").fetchall()
    _drop(checkout, "2026-11-21", {}, [str(movie_id) for (movie_id,) in some])
    refused = _update(checkout)
    assert refused.returncode == 4
    assert "update refused: 12 of the 43 films would be lost; if that is right, use --accept-shrink" in refused.stderr
    assert snapshot_of(checkout / "warehouse.duckdb") == before
    assert _update(checkout, "--accept-shrink").returncode == 0
    assert snapshot_of(checkout / "warehouse.duckdb") != before


def test_update_that_cannot_push_fails_and_is_made_up_for(checkout: Path, tmp_path: Path) -> None:
    dvc(checkout, "remote", "remove", "--local", "store")
    failed = _update(checkout)
    assert failed.returncode == 1
    assert published_snapshot(checkout / "warehouse.duckdb") is None
    dvc(checkout, "remote", "add", "--local", "--default", "store", tmp_path / "remote")
    done = _update(checkout)
    assert done.returncode == 0, done.stderr
    assert published_snapshot(checkout / "warehouse.duckdb") == snapshot_of(checkout / "warehouse.duckdb")


def test_update_from_broken_files_fails_and_leaves_everything(checkout: Path) -> None:
    _update(checkout)
    content = (checkout / "warehouse.duckdb").read_bytes()
    (checkout / "raw" / "credits.csv").write_text("cast,crew,id\n")
    failed = _update(checkout)
    assert failed.returncode == 1
    assert "update failed: raw/credits.csv: there is a header but no record" in failed.stderr
    assert (checkout / "warehouse.duckdb").read_bytes() == content
