"""Which files of a folder are used, and what is said when they do not fit together."""

from pathlib import Path

import pytest

from ingest.errors import SourceError
from ingest.sources import sha256, sources


def folder_with(tmp_path: Path, *names: str) -> Path:
    for name in names:
        (tmp_path / name).touch()
    return tmp_path


def test_both_layouts_are_known_by_their_names(full_layout: Path, tmdb_5000_layout: Path) -> None:
    found = sources(full_layout)
    assert [path.name for path in found if path] == [
        "movies_dataset.csv",
        "credits.csv",
        "keywords.csv",
        "links.csv",
        "ratings_small.csv",
    ]
    assert [path and path.name for path in sources(tmdb_5000_layout)] == [
        "tmdb_5000_movies.csv",
        "tmdb_5000_credits.csv",
        None,
        None,
        None,
    ]


def test_the_sample_of_the_ratings_is_enough(tmp_path: Path) -> None:
    found = sources(folder_with(tmp_path, "movies.csv", "credits.csv", "links.csv", "ratings.csv", "ratings_small.csv"))
    assert found.ratings == tmp_path / "ratings_small.csv"


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["credits.csv"], "no file of films; expected movies_dataset.csv or"),
        (["movies.csv"], "no file of credits; expected credits.csv or"),
        (["movies.csv", "movies_dataset.csv", "credits.csv"], "more than one file of films: movies_dataset.csv, movies.csv"),
        (["movies.csv", "credits.csv", "ratings.csv"], "links.csv: the file is missing; ratings.csv needs it"),
    ],
)
def test_files_that_do_not_make_a_catalogue_are_refused(tmp_path: Path, names: list[str], message: str) -> None:
    with pytest.raises(SourceError, match=message):
        sources(folder_with(tmp_path, *names))


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nowhere: the folder of raw files does not exist"):
        sources(tmp_path / "nowhere")


def test_a_file_is_known_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")
    assert sha256(tmp_path / "file") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
