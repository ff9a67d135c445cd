"""Which files of a folder are used, and what is said when they do not fit together."""

from pathlib import Path

import pytest

from ingest.errors import SourceError
from ingest.layout import Kind, Layout
from ingest.layouts import TMDB_DAILY, TMDB_V11, file_names
from ingest.sources import Drop, Source, drops, sha256


def found_in(folder: Path) -> list[Drop]:
    return drops(folder, folder / ".unpacked")


def folder_with(tmp_path: Path, *names: str) -> Path:
    for name in names:
        (tmp_path / name).touch()
    return tmp_path


def names_in(drop: Drop) -> dict[Kind, str]:
    return {kind: source.path.name for kind, source in drop.sources.items()}


def test_both_layouts_are_known_by_their_names(full_layout: Path, tmdb_5000_layout: Path) -> None:
    (full,) = found_in(full_layout)
    assert names_in(full) == {
        Kind.FILMS: "movies_dataset.csv",
        Kind.CREDITS: "credits.csv",
        Kind.KEYWORDS: "keywords.csv",
        Kind.LINKS: "links.csv",
        Kind.RATINGS: "ratings_small.csv",
        Kind.TAGS: "tags.csv",
        Kind.TITLES: "titles.csv",
        Kind.TRANSLATIONS: "translations.csv",
        Kind.EXTERNAL_IDS: "external_ids.csv",
        Kind.WATCH_PROVIDERS: "watch_providers.csv",
        Kind.CERTIFICATIONS: "certifications.csv",
    }
    (tmdb_5000,) = found_in(tmdb_5000_layout)
    assert names_in(tmdb_5000) == {Kind.FILMS: "tmdb_5000_movies.csv", Kind.CREDITS: "tmdb_5000_credits.csv"}


def test_the_sample_of_the_ratings_is_enough(tmp_path: Path) -> None:
    (found,) = found_in(folder_with(tmp_path, "movies.csv", "credits.csv", "links.csv", "ratings.csv", "ratings_small.csv"))
    assert found.path(Kind.RATINGS) == tmp_path / "ratings_small.csv"


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["credits.csv"], "no file of films; expected movies_dataset.csv or"),
        (["movies.csv", "movies_dataset.csv", "credits.csv"], "more than one file of films: movies.csv, movies_dataset.csv"),
        (["movies.csv", "credits.csv", "ratings.csv"], "links.csv: the file is missing; ratings and tags need it"),
        (["movies.csv", "Movies (1).csv", "credits.csv"], r"more than one file of films: Movies \(1\).csv, movies.csv; keep one"),
        (["movies.csv", "credits.csv", "links.csv", "rating.csv", "rating (2).csv"], "more than one file of ratings"),
    ],
)
def test_files_that_do_not_make_a_catalogue_are_refused(tmp_path: Path, names: list[str], message: str) -> None:
    with pytest.raises(SourceError, match=message):
        found_in(folder_with(tmp_path, *names))


@pytest.mark.parametrize("name", ["MOVIES_METADATA.CSV", "movies_metadata (1).csv", "Movies_Metadata(12).csv"])
def test_files_are_known_by_their_names_whatever_a_system_made_of_them(tmp_path: Path, name: str) -> None:
    (found,) = found_in(folder_with(tmp_path, name, "Credits.csv", "LINK.csv", "Rating.csv"))
    assert [*names_in(found).values()] == [name, "Credits.csv", "LINK.csv", "Rating.csv"]


def test_files_may_lie_one_folder_deeper(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    (tmp_path / "other").mkdir()
    (found,) = found_in(folder_with(archive, "movies.csv", "credits.csv").parent)
    assert [source.path for source in found.sources.values()] == [archive / "movies.csv", archive / "credits.csv"]
    folder_with(tmp_path / "other", "credits.csv")
    with pytest.raises(SourceError, match="more than one folder has raw files: archive, other; name one of them"):
        found_in(tmp_path)


def test_the_films_of_movielens_are_told_by_their_header_and_not_used(tmp_path: Path) -> None:
    folder_with(tmp_path, "movies_dataset.csv", "credits.csv")
    (tmp_path / "movies.csv").write_text("movieId,title,genres\n1,A Film (1995),Drama|Comedy\n", encoding="utf-8")
    (found,) = found_in(tmp_path)
    assert found.path(Kind.FILMS) == tmp_path / "movies_dataset.csv"
    assert found.unused == (tmp_path / "movies.csv",)


def test_tables_that_are_not_used_are_named(tmp_path: Path) -> None:
    folder_with(
        tmp_path, "movies.csv", "credits.csv", "links.csv", "ratings.csv", "ratings_small.csv", "genome-tags.csv", "README.md"
    )
    (found,) = found_in(tmp_path)
    assert [path.name for path in found.unused] == ["genome-tags.csv", "ratings.csv"]


def test_a_folder_without_films_is_described(tmp_path: Path) -> None:
    (tmp_path / "movies.csv").write_text("movieId,title,genres\n1,A Film (1995),Drama|Comedy\n", encoding="utf-8")
    (tmp_path / "wide.csv").write_text("a,b,c,d,e,f,g\n", encoding="utf-8")
    (tmp_path / "films.csv").symlink_to("/etc/passwd")
    folder_with(tmp_path, "films.parquet", "notes.md")
    with pytest.raises(SourceError) as raised:
        found_in(tmp_path)
    assert str(raised.value) == (
        f"{tmp_path}: no file of films; expected {' or '.join(file_names(Kind.FILMS))}"
        "; here lie: films.csv (no regular file); films.parquet (parquet); movies.csv (columns movieId, title, genres); "
        "wide.csv (columns a, b, c, d, e, f, …)"
    )


def test_a_folder_with_films_under_an_unknown_name_says_what_to_call_them(tmp_path: Path) -> None:
    (tmp_path / "catalogue.csv").write_text("id,title,release_date,genres\n", encoding="utf-8")
    advice = (
        r"films: call it movies_dataset\.csv if its lists are records with ids, or TMDB_movie_dataset_v11\.csv if they are names"
    )
    with pytest.raises(SourceError, match=advice):
        found_in(tmp_path)


V11 = (
    "id,title,vote_average,vote_count,status,release_date,revenue,runtime,adult,backdrop_path,budget,homepage,imdb_id,"
    "original_language,original_title,overview,popularity,poster_path,tagline,genres,production_companies,"
    "production_countries,spoken_languages,keywords\n"
)
DAILY = (
    "id,title,vote_average,vote_count,status,release_date,revenue,runtime,budget,imdb_id,original_language,original_title,"
    "overview,popularity,tagline,genres,production_companies,production_countries,spoken_languages,cast,director,"
    "director_of_photography,writers,producers,music_composer,imdb_rating,imdb_votes,poster_path\n"
)
OTHER_NAMES = (
    "tmdb_movies.csv",
    "TMDB_movie_dataset_v12.csv",
    "TMDB movie dataset v11 (1).csv",
    "movies.csv",
    "movies_metadata.csv",
    "TMDB_all_movies.csv",
    "TMDB_movie_dataset_v11.csv",
    "todas las películas.CSV",
)


@pytest.mark.parametrize("name", OTHER_NAMES)
@pytest.mark.parametrize(("header", "layout"), [(V11, TMDB_V11[0]), (DAILY, TMDB_DAILY[0])], ids=["v11", "daily"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_films_as_names_are_known_by_their_header(tmp_path: Path, name: str, header: str, layout: Layout, separator: str) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / name).write_text(header.replace(",", separator), encoding="utf-8-sig")
    (found,) = found_in(tmp_path)
    assert found.sources == {Kind.FILMS: Source(tmp_path / "archive" / name, layout)}


def test_a_file_of_films_with_a_known_name_comes_before_others(tmp_path: Path) -> None:
    folder_with(tmp_path, "movies_dataset.csv")
    (tmp_path / "tmdb_movies.csv").write_text(V11, encoding="utf-8")
    (found,) = found_in(tmp_path)
    assert names_in(found) == {Kind.FILMS: "movies_dataset.csv"}
    assert [path.name for path in found.unused] == ["tmdb_movies.csv"]


def test_two_files_of_films_under_unknown_names_are_refused(tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text(V11, encoding="utf-8")
    with pytest.raises(SourceError, match=r"more than one file of films: one\.csv, two\.csv; keep one"):
        found_in(tmp_path)


def test_a_table_that_is_not_used_may_be_broken(tmp_path: Path) -> None:
    folder_with(tmp_path, "credits.csv")
    (tmp_path / "films.csv").write_text(V11, encoding="utf-8")
    (tmp_path / "bare.csv").write_bytes(b"a,b\rc,d\r")
    (tmp_path / "bytes.csv").write_bytes(bytes(range(256)))
    (found,) = found_in(tmp_path)
    assert found.path(Kind.FILMS) == tmp_path / "films.csv"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nowhere: the folder of raw files does not exist"):
        found_in(tmp_path / "nowhere")


def test_a_file_is_known_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")
    assert sha256(tmp_path / "file") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
