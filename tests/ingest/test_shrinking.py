"""No build replaces a warehouse by one that lacks many of its films, or has none at all, unless somebody means it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from shutil import copyfile

import pytest

from ingest.warehouse_file import snapshot_of
from tests.data.films import WHOLE_FILMS, Film
from tests.ingest.drop_files import credits_file, films_file, write_files

RunBuild = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def place(warehouse: Path, tmp_path: Path) -> Path:
    """A place with a warehouse of the 43 films of the hand-made catalogue."""
    return Path(copyfile(warehouse, tmp_path / "warehouse.duckdb"))


def written(folder: Path, films: Iterable[Film]) -> Path:
    """Raw files of some films."""
    write_files(folder, {**films_file(*films), **credits_file(*films)})
    return folder


def test_a_build_that_loses_many_films_is_refused_unless_it_is_meant(
    place: Path, raw_folder: Path, warehouse: Path, run_build: RunBuild
) -> None:
    raw = written(raw_folder, WHOLE_FILMS[:1])
    code, said = run_build(raw, place)
    assert (code, said[-1]) == (
        4,
        "build refused: 42 of the 43 films would be lost; if that is right, use --accept-shrink, or ACCEPT_SHRINK=1 with make",
    )
    assert place.read_bytes() == warehouse.read_bytes()
    code, said = run_build(raw, place, "--accept-shrink")
    assert code == 0, said
    assert snapshot_of(place) != snapshot_of(warehouse)


def test_a_build_that_leaves_no_film_of_a_warehouse_is_always_refused(
    place: Path, raw_folder: Path, warehouse: Path, run_build: RunBuild
) -> None:
    raw = written(raw_folder, [Film(990_777, "Another Film", "1995-10-30", "7", "6.5", cast=("Clara Bow",))])
    for options in ([], ["--accept-shrink"]):
        code, said = run_build(raw, place, *options)
        assert code == 4
        assert said[-1] == f"build refused: none of the 43 films of {place} would be left; if that is right, remove it first"
        assert place.read_bytes() == warehouse.read_bytes()
    place.unlink()
    assert run_build(raw, place)[0] == 0


def test_a_build_without_a_film_fails_and_says_why(place: Path, raw_folder: Path, warehouse: Path, run_build: RunBuild) -> None:
    raw = written(raw_folder, [replace(film, date="") for film in WHOLE_FILMS[:4]])
    for given in (place, place.with_name("new.duckdb")):
        code, said = run_build(raw, given, "--accept-shrink")
        assert (code, said[-1]) == (
            1,
            f"build failed: {raw}: not one film can be used; of the records of films 4: the film has no release date",
        )
    assert place.read_bytes() == warehouse.read_bytes()
    assert not place.with_name("new.duckdb").exists()
