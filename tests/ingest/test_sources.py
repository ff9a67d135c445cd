"""Which files of a folder are used, and what is said when they do not fit together."""

from pathlib import Path

import pytest

from ingest.errors import SourceError
from ingest.sources import drops, sha256


def folder_with(tmp_path: Path, *names: str) -> Path:
    for name in names:
        (tmp_path / name).touch()
    return tmp_path


def test_both_layouts_are_known_by_their_names(full_layout: Path, tmdb_5000_layout: Path) -> None:
    (full,) = drops(full_layout)
    assert [path.name for path in (full.movies, full.credits, full.keywords, full.links, full.ratings) if path] == [
        "movies_dataset.csv",
        "credits.csv",
        "keywords.csv",
        "links.csv",
        "ratings_small.csv",
    ]
    (tmdb_5000,) = drops(tmdb_5000_layout)
    assert [path.name for path in (tmdb_5000.movies, tmdb_5000.credits) if path] == [
        "tmdb_5000_movies.csv",
        "tmdb_5000_credits.csv",
    ]
    assert [tmdb_5000.keywords, tmdb_5000.links, tmdb_5000.ratings, tmdb_5000.deletions] == [None] * 4


def test_the_sample_of_the_ratings_is_enough(tmp_path: Path) -> None:
    (found,) = drops(folder_with(tmp_path, "movies.csv", "credits.csv", "links.csv", "ratings.csv", "ratings_small.csv"))
    assert found.ratings == tmp_path / "ratings_small.csv"


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["credits.csv"], "no file of films; expected movies_dataset.csv or"),
        (["movies.csv"], "no file of credits; expected credits.csv or"),
        (["movies.csv", "movies_dataset.csv", "credits.csv"], "more than one file of films: movies_dataset.csv, movies.csv"),
        (["movies.csv", "credits.csv", "ratings.csv"], "links.csv: the file is missing; ratings need it"),
    ],
)
def test_files_that_do_not_make_a_catalogue_are_refused(tmp_path: Path, names: list[str], message: str) -> None:
    with pytest.raises(SourceError, match=message):
        drops(folder_with(tmp_path, *names))


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nowhere: the folder of raw files does not exist"):
        drops(tmp_path / "nowhere")


def test_a_file_is_known_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")
    assert sha256(tmp_path / "file") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
