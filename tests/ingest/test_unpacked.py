"""Compressed files, archives and Parquet files give the same films as the CSV files that they hold."""

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import duckdb
import polars as pl
import pyarrow as pa
import pytest

from ingest import unpacked
from ingest.errors import SourceError
from ingest.inputs import record_of
from ingest.sources import drops
from tests.ingest.raw_tables import load_tables

RunBuild = Callable[..., tuple[int, list[str]]]

NAMES = ("movies_dataset.csv", "credits.csv", "keywords.csv", "links.csv", "ratings_small.csv")


def rows(place: Path) -> dict[str, list[tuple[object, ...]]]:
    """What is in the tables of films, without the names of files."""
    with duckdb.connect(place, read_only=True) as connection:
        return {
            table: connection.execute(f"from {table} order by all").fetchall()
            for table in ("movies", "movie_genres", "movie_keywords", '"cast"', "crew", "ratings")
        } | {
            "rejected_rows": connection.execute(
                "select table_name, record, column_name, movie_id, action, reason from rejected_rows order by all"
            ).fetchall()
        }


def as_gzip(folder: Path) -> None:
    for name in NAMES:
        with gzip.open(folder / f"{name}.GZ", "wb") as file:
            file.write((folder / name).read_bytes())
        (folder / name).unlink()


def as_zstd(folder: Path) -> None:
    for name in NAMES:
        with pa.CompressedOutputStream(pa.OSFile(str(folder / f"{name}.zst"), "wb"), "zstd") as file:
            file.write((folder / name).read_bytes())
        (folder / name).unlink()


def as_zip(folder: Path) -> None:
    with zipfile.ZipFile(folder / "archive (1).zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in NAMES:
            archive.write(folder / name, f"the-movies-dataset/{name.upper()}")
            archive.writestr(f"__MACOSX/{name}", "junk")
            (folder / name).unlink()


def as_zip_and_others(folder: Path) -> None:
    with zipfile.ZipFile(folder / "ratings.zip", "w") as archive:
        for name in NAMES[3:]:
            archive.write(folder / name, name)
            (folder / name).unlink()


@pytest.mark.parametrize("pack", [as_gzip, as_zstd, as_zip, as_zip_and_others])
def test_packed_files_are_read_in_place(full_layout: Path, tmp_path: Path, pack: Callable[[Path], None], warehouse: Path) -> None:
    raw = copytree(full_layout, tmp_path / "raw")
    pack(raw)
    before = sorted(path.name for path in raw.iterdir())
    load_tables(raw, tmp_path / "packed.duckdb")
    assert rows(tmp_path / "packed.duckdb") == rows(warehouse)
    assert sorted(path.name for path in raw.iterdir()) == before


def test_parquet_files_are_read_whatever_their_types(full_layout: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    films = pl.DataFrame(
        {
            "id": [1, 2],
            "title": ["One", "Two"],
            "release_date": ["1995-10-30", "1999-11-13"],
            "budget": [3e7, None],
            "revenue": [100, 200],
            "runtime": [95.0, None],
            "popularity": [1.5, 2.5],
            "vote_average": [7.5, 0.0],
            "vote_count": [10, 0],
            "original_language": ["en", None],
            "status": ["Released", ""],
            "tagline": ['He said "go", \nand left', None],
            "overview": [None, "x"],
            "genres": [[{"id": 18, "name": "Drama"}, {"id": 35, "name": 'Say "no"'}], []],
            "production_companies": [[], None],
            "production_countries": ["[{'iso_3166_1': 'ES', 'name': 'Spain'}]", "[]"],
            "spoken_languages": ["[]", "[]"],
        },
        schema_overrides={
            "genres": pl.List(pl.Struct({"id": pl.Int64, "name": pl.String})),
            "production_companies": pl.List(pl.Struct({"id": pl.Int64, "name": pl.String})),
        },
    ).with_columns(pl.col("release_date").str.to_datetime("%Y-%m-%d"))
    films.write_parquet(raw / "movies.parquet")
    (raw / "credits.csv").write_bytes((full_layout / "credits.csv").read_bytes())
    load_tables(raw, tmp_path / "warehouse.duckdb")
    with duckdb.connect(tmp_path / "warehouse.duckdb", read_only=True) as connection:
        found = connection.execute(
            "select movie_id, release_date::varchar, budget, runtime, vote_average, tagline, status from movies order by all"
        )
        assert found.fetchall() == [
            (1, "1995-10-30", 30_000_000, 95, 7.5, 'He said "go", \nand left', "Released"),
            (2, "1999-11-13", 0, None, 0.0, None, None),
        ]
        genres = connection.execute("select genre_id, name from movie_genres join genres using (genre_id) order by all")
        assert genres.fetchall() == [(18, "Drama"), (35, 'Say "no"')]
        files = connection.execute("select file from build_sources order by all").fetchall()
        assert files == [("credits.csv",), ("movies.parquet/movies.csv",)]


@pytest.mark.parametrize("name", ["archive.zip", "movies.csv.gz", "movies.csv.zst", "movies.parquet"])
def test_a_packed_file_that_is_broken_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"no such thing at all")
    with pytest.raises(SourceError, match=f"{name}: the (file|archive) cannot be "):
        drops(tmp_path, tmp_path / ".unpacked")


def test_a_table_that_is_there_packed_and_unpacked_is_refused(full_layout: Path, tmp_path: Path) -> None:
    raw = copytree(full_layout, tmp_path / "raw")
    with gzip.open(raw / "credits.csv.gz", "wb") as file:
        file.write((raw / "credits.csv").read_bytes())
    with pytest.raises(SourceError, match=r"more than one file of credits: credits\.csv, credits\.csv; keep one"):
        drops(raw, tmp_path / "unpacked")


def test_a_build_leaves_nothing_of_what_it_unpacked(full_layout: Path, tmp_path: Path, run_build: RunBuild) -> None:
    raw = copytree(full_layout, tmp_path / "raw")
    as_zip(raw)
    place = tmp_path / "out" / "warehouse.duckdb"
    place.parent.mkdir()
    code, said = run_build(raw, place)
    assert code == 0, said
    assert set(place.parent.iterdir()) == {place, record_of(place)}


def as_bomb_in_gzip(path: Path, content: bytes) -> None:
    with gzip.open(path.with_name("movies_dataset.csv.gz"), "wb") as file:
        file.write(content)


def as_bomb_in_zstd(path: Path, content: bytes) -> None:
    with pa.CompressedOutputStream(pa.OSFile(str(path.with_name("movies_dataset.csv.zst")), "wb"), "zstd") as file:
        file.write(content)


def as_bomb_in_zip(path: Path, content: bytes) -> None:
    with zipfile.ZipFile(path.with_name("archive.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(path.name, content)


@pytest.mark.parametrize("packed", [as_bomb_in_gzip, as_bomb_in_zstd, as_bomb_in_zip])
def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: Callable[[Path, bytes], None]
) -> None:
    monkeypatch.setattr(unpacked, "LARGEST_TABLE", 3_000_000)
    folder = tmp_path / "raw"
    folder.mkdir()
    packed(folder / "movies_dataset.csv", b"id,title,release_date\n" + b"0" * 10_000_000)
    with pytest.raises(SourceError, match="it unpacks to more than 3,000,000 bytes, which no known data set does"):
        drops(folder, tmp_path / "unpacked")
    assert sum(path.stat().st_size for path in (tmp_path / "unpacked").rglob("*.csv")) <= 3_000_000
