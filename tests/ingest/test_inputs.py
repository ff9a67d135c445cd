"""Whether a build would give what is there: seen without a build, and never wrong."""

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from ingest.inputs import inputs_of, remember, remember_as, unchanged_snapshot
from ingest.limits import DEFAULT_LIMITS
from ingest.sources import drops
from ingest.warehouse_file import snapshot_of


@pytest.fixture
def raw(tmp_path: Path, full_layout: Path) -> Path:
    """Raw files, and a drop of one."""
    folder = Path(shutil.copytree(full_layout, tmp_path / "raw"))
    (folder / "2026-11-21").mkdir()
    (folder / "2026-11-21" / "keywords.csv").write_text("id,keywords\n862,[]\n")
    for path in folder.rglob("*"):
        os.utime(path, ns=(10**18, 10**18))
    return folder


@pytest.fixture
def place(tmp_path: Path, warehouse: Path, raw: Path) -> Path:
    """A warehouse that is remembered to be built from them."""
    place = Path(shutil.copyfile(warehouse, tmp_path / "warehouse.duckdb"))
    remember(place, str(snapshot_of(place)), inputs_of(raw, place, DEFAULT_LIMITS))
    return place


def kept(raw: Path, place: Path) -> bool:
    """Whether nothing would be built."""
    found = unchanged_snapshot(raw, place, DEFAULT_LIMITS)
    assert found in {None, snapshot_of(place)}
    return found is not None


def exchanged(path: Path) -> None:
    """Put another file in the place of one, with its size and times."""
    copy = Path(shutil.copy2(path, path.with_name("copy")))
    unnoticed(copy)
    copy.replace(path)


def unnoticed(path: Path) -> None:
    """Change one character, and set size and time back."""
    before = path.stat()
    content = path.read_bytes()
    path.write_bytes(content[:-2] + bytes([content[-2] ^ 1]) + content[-1:])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "other content": lambda raw: (raw / "movies_dataset.csv").write_text((raw / "credits.csv").read_text()),
    "a character, with size and time set back": lambda raw: unnoticed(raw / "movies_dataset.csv"),
    "another file of the same size and time": lambda raw: exchanged(raw / "credits.csv"),
    "a file more": lambda raw: (raw / "deleted_movies.csv").write_text("id\n862\n"),
    "an archive more": lambda raw: (raw / "ARCHIVE.ZIP").write_bytes(b"PK"),
    "a drop more": lambda raw: shutil.copytree(raw / "2026-11-21", raw / "2026-11-22"),
    "a file less": lambda raw: (raw / "keywords.csv").unlink(),
    "a file of a drop": lambda raw: unnoticed(raw / "2026-11-21" / "keywords.csv"),
    "another day of a drop": lambda raw: (raw / "2026-11-21").rename(raw / "2026-11-20"),
    "another name": lambda raw: (raw / "movies_dataset.csv").rename(raw / "movies_metadata.csv"),
    "two files that change places": lambda raw: (
        (raw / "keywords.csv").rename(raw / "2026-11-21" / "credits.csv"),
        (raw / "credits.csv").rename(raw / "keywords.csv"),
    ),
    "no folder": shutil.rmtree,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_of_raw_files_is_seen(raw: Path, place: Path, change: Callable[[Path], object]) -> None:
    assert kept(raw, place)
    change(raw)
    assert not kept(raw, place)


SAME: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "times": lambda raw: (raw / "credits.csv").touch(),
    "a copy in its place": lambda raw: Path(shutil.copy(raw / "credits.csv", raw / "c")).replace(raw / "credits.csv"),
    "what no build reads": lambda raw: ((raw / "notes.txt").write_text("x"), (raw / ".unfinished.sqlite").write_text("x")),
    "an empty folder": lambda raw: (raw / "empty").mkdir(),
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_the_same_content_is_the_same(raw: Path, place: Path, change: Callable[[Path], object]) -> None:
    change(raw)
    assert kept(raw, place)


def test_a_file_is_read_only_once_if_it_is_old(raw: Path, place: Path) -> None:
    old = raw / "movies_dataset.csv"
    time.sleep(2.1)  # a file that was changed just now may change again within what its disk can tell
    assert kept(raw, place)
    first = inputs_of(raw, place, DEFAULT_LIMITS).files
    assert inputs_of(raw, place, DEFAULT_LIMITS).files == first
    old.touch()
    again = inputs_of(raw, place, DEFAULT_LIMITS).files
    assert {name for name in first if again[name] is not None and again[name].read_at != first[name].read_at} == {old.name}


def test_another_warehouse_other_sql_and_other_limits_are_seen(
    raw: Path, place: Path, tmdb_5000_warehouse: Path, warehouse: Path
) -> None:
    assert unchanged_snapshot(raw, place, replace(DEFAULT_LIMITS, films_lost=1.0)) is not None
    assert unchanged_snapshot(raw, place, replace(DEFAULT_LIMITS, unreadable=0.5)) is None
    shutil.copyfile(tmdb_5000_warehouse, place)
    assert not kept(raw, place)
    shutil.copyfile(warehouse, place)
    assert kept(raw, place)
    with duckdb.connect(place) as connection:
        connection.execute("update build_info set sql_fingerprint = 'other'")
    assert not kept(raw, place)
    place.unlink()
    assert not kept(raw, place)


@pytest.mark.parametrize("content", [b"", b"{}", b"[", b"\xff", b'{"snapshot": 1, "inputs": null}'])
def test_a_record_that_cannot_be_read_counts_for_nothing(raw: Path, place: Path, content: bytes) -> None:
    place.with_name("warehouse.duckdb.inputs").write_bytes(content)
    assert not kept(raw, place)


def test_a_warehouse_that_took_over_sql_is_known(raw: Path, place: Path) -> None:
    before = str(snapshot_of(place))
    with duckdb.connect(place) as connection:
        connection.execute("update build_info set snapshot = 'after'")
    remember_as(place, "another", "after")
    assert not kept(raw, place)
    remember_as(place, before, "after")
    assert kept(raw, place)


def test_a_warehouse_among_its_raw_files_is_no_raw_file(raw: Path, warehouse: Path) -> None:
    place = Path(shutil.copyfile(warehouse, raw / "warehouse.duckdb"))
    remember(place, str(snapshot_of(place)), inputs_of(raw, place, DEFAULT_LIMITS))
    assert kept(raw, place)
    assert [drop.unused for drop in drops(raw, raw / ".unpacked")] == [(), ()]


def test_other_code_is_seen(raw: Path, place: Path) -> None:
    inputs = inputs_of(raw, place, DEFAULT_LIMITS)
    remember(place, str(snapshot_of(place)), type(inputs)("other", inputs.files))
    assert not kept(raw, place)
