"""The scheduled job, run as a process: what it publishes, refuses and says."""

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from ingest.publish import published_snapshot
from ingest.warehouse_file import snapshot_of
from tests.ingest.dvc_checkout import copied_checkout, dvc, run


@pytest.fixture
def checkout(empty_checkout: Path, tmp_path: Path, full_layout: Path) -> Path:
    """A repository with DVC, and raw files in its folder ``raw``."""
    folder = copied_checkout(empty_checkout, tmp_path)
    shutil.copytree(full_layout, folder / "raw")
    return folder


@pytest.fixture(scope="module")
def published(empty_checkout: Path, tmp_path_factory: pytest.TempPathFactory, full_layout: Path) -> Path:
    """A folder with such a repository and its remote, after the first update."""
    place = tmp_path_factory.mktemp("published")
    folder = copied_checkout(empty_checkout, place)
    shutil.copytree(full_layout, folder / "raw")
    first = _update(folder)
    assert first.returncode == 0, first.stderr
    return place


@pytest.fixture
def updated(published: Path, tmp_path: Path) -> Path:
    """A copy of that repository, with a copy of its remote, to change."""
    return copied_checkout(published, tmp_path)


def _update(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(folder, sys.executable, "-m", "ingest.update", "raw", "warehouse.duckdb", *arguments)


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    """The files that a user sees, each with its place on disk and the time of its last change."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")]
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in files
        if not path.name.endswith(".inputs")
    }


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


def test_update_says_what_changed(updated: Path) -> None:
    _drop(updated, "2026-11-21", {"862": {"vote_count": "6000"}}, ["949"])
    done = _update(updated)
    assert done.returncode == 0, done.stderr
    [line] = [line for line in done.stderr.splitlines() if line.startswith("movies ") and "added" in line]
    assert line.split(None, 1)[1] == "0 added  1 removed  1 changed  (vote_count 1)"
    with duckdb.connect(updated / "warehouse.duckdb", read_only=True) as connection:
        assert connection.execute("select vote_count from movies where movie_id = 862").fetchall() == [(6000,)]
        assert connection.execute("select count(*) from movies where movie_id = 949").fetchall() == [(0,)]


def test_update_that_loses_many_films_is_refused_unless_it_is_meant(updated: Path) -> None:
    before = snapshot_of(updated / "warehouse.duckdb")
    with duckdb.connect(updated / "warehouse.duckdb", read_only=True) as connection:
        some = connection.execute("select movie_id from movies order by movie_id limit 12").fetchall()
    _drop(updated, "2026-11-21", {}, [str(movie_id) for (movie_id,) in some])
    refused = _update(updated)
    assert refused.returncode == 4
    assert "update refused: 12 of the 43 films would be lost; if that is right, use --accept-shrink" in refused.stderr
    assert snapshot_of(updated / "warehouse.duckdb") == before
    assert _update(updated, "--accept-shrink").returncode == 0
    assert snapshot_of(updated / "warehouse.duckdb") != before


def test_update_without_a_remote_says_so_before_anything_is_done(checkout: Path) -> None:
    dvc(checkout, "remote", "remove", "--local", "store")
    before = _state(checkout)
    refused = _update(checkout)
    assert refused.returncode == 5
    assert "there is no remote to publish to; set one with 'make publish REMOTE=folder'" in refused.stderr
    assert "records read" not in refused.stderr
    assert _state(checkout) == before


def test_update_without_publishing_needs_no_dvc(checkout: Path) -> None:
    shutil.rmtree(checkout / ".dvc")
    done = _update(checkout, "--no-publish")
    assert done.returncode == 0, done.stderr
    assert f"built snapshot {str(snapshot_of(checkout / 'warehouse.duckdb'))[:12]}" in done.stderr
    again = _update(checkout, "--no-publish")
    assert again.returncode == 3
    assert "so nothing was built" in again.stderr
    assert not (checkout / "warehouse.duckdb.dvc").exists()


@pytest.mark.parametrize("state", ["checkout", "updated"])
def test_update_that_cannot_push_keeps_the_version_before_and_is_made_up_for(
    tmp_path: Path, request: pytest.FixtureRequest, state: str
) -> None:
    folder: Path = request.getfixturevalue(state)
    tracked = folder / "warehouse.duckdb.dvc"
    if tracked.exists():
        _drop(folder, "2026-11-21", {"862": {"vote_count": "6000"}})
    before = tracked.read_bytes() if tracked.exists() else None
    assert (before is None) == (state == "checkout")
    (tmp_path / "no folder").write_text("")
    dvc(folder, "remote", "add", "--local", "--force", "--default", "store", tmp_path / "no folder" / "remote")
    failed = _update(folder)
    assert failed.returncode == 6
    assert "the warehouse is in place, but it is not published" in failed.stderr
    assert (tracked.read_bytes() if tracked.exists() else None) == before
    dvc(folder, "remote", "add", "--local", "--force", "--default", "store", tmp_path / "remote")
    done = _update(folder)
    assert done.returncode == 0, done.stderr
    assert "records read" not in done.stderr
    assert published_snapshot(folder / "warehouse.duckdb") == snapshot_of(folder / "warehouse.duckdb")


def test_update_builds_nothing_while_nothing_changes(checkout: Path) -> None:
    _update(checkout)
    before = _state(checkout)
    dvc(checkout, "remote", "remove", "--local", "store")  # which is not needed when there is nothing to do
    for changed in ((), (checkout / "raw" / "credits.csv",)):
        for path in changed:
            path.touch()
        unchanged = _update(checkout)
        assert unchanged.returncode == 3
        assert "nothing new: raw files, SQL and program are those of snapshot" in unchanged.stderr
        assert "records read" not in unchanged.stderr
    after = _state(checkout)
    assert {name: state for name, state in after.items() if name.startswith("warehouse.duckdb")} == {
        name: state for name, state in before.items() if name.startswith("warehouse.duckdb")
    }


def test_update_from_broken_files_fails_and_leaves_everything(updated: Path) -> None:
    content = (updated / "warehouse.duckdb").read_bytes()
    (updated / "raw" / "credits.csv").write_text("cast,crew,id\n")
    failed = _update(updated)
    assert failed.returncode == 1
    assert "update failed: raw/credits.csv: there is a header but no record" in failed.stderr
    assert (updated / "warehouse.duckdb").read_bytes() == content
