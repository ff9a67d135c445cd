"""Titles, translations, ids elsewhere, platforms and age ratings come from files of their own and from columns of others."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest.build import build
from ingest.errors import SourceError

Ask = Callable[[str], list[tuple[Any, ...]]]

FILM_COLUMNS = ("id", "title", "release_date", "original_title", "original_language", "imdb_id")
TOY_STORY = ("862", "Toy Story", "1995-10-30", "Toy Story", "en", "tt0114709")
AMELIE = ("194", "Amélie", "2001-04-25", "Le Fabuleux Destin d'Amélie Poulain", "fr", "tt0211915")

TITLES = "select movie_id, title, kind, language_code, region_code from movie_titles order by all"
SET_ASIDE = "select action, movie_id, reason, raw_text from rejected_rows where table_name = '{}' order by all"


def write(folder: Path, name: str, header: tuple[str, ...], *records: tuple[str, ...]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *records])


def write_films(folder: Path, *films: tuple[str, ...]) -> None:
    write(folder, "movies.csv", FILM_COLUMNS, *(films or (TOY_STORY, AMELIE)))


def test_the_original_title_is_that_of_the_film_file(raw_folder: Path, ask: Ask) -> None:
    write_films(raw_folder, TOY_STORY, AMELIE, ("949", "Heat", "1995-12-15", "", "en", ""))
    assert ask(TITLES) == [
        (194, "Le Fabuleux Destin d'Amélie Poulain", "original", "fr", None),
        (862, "Toy Story", "original", "en", None),
    ]
    assert ask(SET_ASIDE.format("movie_titles")) == []


def test_an_original_title_that_a_file_of_titles_repeats_is_there_once_without_a_word(raw_folder: Path, ask: Ask) -> None:
    write_films(raw_folder, AMELIE)
    write(raw_folder, "titles.csv", ("id", "title", "language", "kind"), ("194", AMELIE[3], "fr", "original"))
    assert ask(TITLES) == [(194, AMELIE[3], "original", "fr", None)]
    assert ask(SET_ASIDE.format("movie_titles")) == []


def test_a_film_has_one_original_title_and_a_file_of_titles_knows_best(raw_folder: Path, ask: Ask) -> None:
    write_films(raw_folder, AMELIE)
    titles = [("194", "Amélie Poulain", "", "original"), ("194", "Le Destin d'Amélie", "fr", "original")]
    write(raw_folder, "titles.csv", ("id", "title", "language", "kind"), *titles)
    assert ask(TITLES) == [(194, "Le Destin d'Amélie", "original", "fr", None)]
    reason = "a later record has the same key; that one is kept"
    assert ask(SET_ASIDE.format("movie_titles")) == [
        ("merged", 194, reason, "194,Amélie Poulain,,original"),
        ("merged", 194, reason, AMELIE[3]),
    ]


def test_titles_need_no_more_than_a_film_and_a_title(raw_folder: Path, ask: Ask) -> None:
    write_films(raw_folder)
    write(raw_folder, "titles.csv", ("id", "title"), ("862", "Juguetes"), ("194", " "))
    assert ask(f"from ({TITLES}) where kind != 'original'") == [(862, "Juguetes", "alternative", None, None)]
    assert ask(SET_ASIDE.format("movie_titles")) == [("rejected", 194, "the record has no title", "194, ")]


@pytest.mark.parametrize(
    ("language", "region", "kind"),
    [("es", "", "translated"), ("", "AR", "translated"), ("es", "AR", "translated"), (" ", "", "alternative")],
)
def test_a_title_of_a_language_or_region_is_a_translated_one_unless_a_kind_is_said(
    raw_folder: Path, ask: Ask, language: str, region: str, kind: str
) -> None:
    write_films(raw_folder)
    write(raw_folder, "titles.csv", ("id", "title", "language", "region"), ("862", "Juguetes", language, region))
    assert ask("select kind from movie_titles where title = 'Juguetes'") == [(kind,)]


def test_films_may_be_called_by_their_ids_at_imdb_which_several_may_share(raw_folder: Path, ask: Ask) -> None:
    twin = ("863", "Toy Story again", "1995-10-31", "", "en", "tt0114709")
    write_films(raw_folder, TOY_STORY, AMELIE, twin)
    write(raw_folder, "titles.csv", ("id", "title"), ("tt0114709", "Juguetes"), ("tt0000001", "Nadie"), ("x1", "Nadie"))
    assert ask("select movie_id from movie_titles where title = 'Juguetes' order by all") == [(862,), (863,)]
    assert [(action, reason) for action, _, reason, _ in ask(SET_ASIDE.format("movie_titles"))] == [
        ("rejected", "'x1' is no valid id (a whole number from 1 to 999,999,999)"),
        ("rejected", "the film is not in movies"),
    ]


def test_a_translation_gives_its_texts_and_its_title_each_to_its_table(raw_folder: Path, ask: Ask) -> None:
    write_films(raw_folder)
    header = ("id", "language", "region", "title", "overview", "tagline")
    texts = ("862", "es", "ES", "Juguetes", "Un juguete aprende\na compartir.", "")
    write(raw_folder, "translations.csv", header, texts, ("862", "fr", "", "Jouets", "", ""), ("194", "es", "", "", "", "París."))
    assert ask("from movie_translations order by all") == [
        (194, "es", None, None, "París."),
        (862, "es", "ES", "Un juguete aprende\na compartir.", None),
    ]
    assert ask(f"from ({TITLES}) where kind = 'translated'") == [
        (862, "Jouets", "translated", "fr", None),
        (862, "Juguetes", "translated", "es", "ES"),
    ]
    assert ask("select count(*) from rejected_rows where file = 'translations.csv'") == [(0,)]


def test_ids_of_imdb_have_their_form_and_those_of_the_file_of_ids_count(raw_folder: Path, ask: Ask) -> None:
    films = [(*AMELIE[:5], "0"), TOY_STORY, *((f"{number}", "Film", "2001-01-01", "", "", "nan") for number in (1, 2))]
    write_films(raw_folder, *films)
    write(raw_folder, "external_ids.csv", ("id", "source", "external_id"), ("862", "imdb", "tt7"), ("862", "wikidata", "Q171048"))
    assert ask("from external_ids order by all") == [(862, "imdb", "tt7"), (862, "wikidata", "Q171048")]
    assert ask(SET_ASIDE.format("external_ids")) == [
        ("merged", 862, "a later record has the same key; that one is kept", "tt0114709"),
        ("rejected", 194, "'0' is no id of IMDb, such as tt0114709", "0"),
    ]


OFFER = ("id", "region", "kind", "provider_id", "provider", "display_priority")
OFFERS = "select movie_id, region_code, kind, provider_id from watch_providers order by all"


def test_a_platform_has_the_name_that_most_records_give(raw_folder: Path, ask: Ask) -> None:
    write_films(raw_folder)
    names = ["Nétflix", "Netflix", "Netflix", ""]
    offers = [("862", region, "flatrate", "8", name, "0") for region, name in zip(("AR", "ES", "MX", "UY"), names, strict=True)]
    write(raw_folder, "watch_providers.csv", OFFER, *offers)
    assert ask("from providers") == [(8, "Netflix")]


def test_files_without_records_and_films_without_files_are_sound(raw_folder: Path, ask: Ask) -> None:
    write_films(raw_folder)
    write(raw_folder, "watch_providers.csv", OFFER)
    assert [ask(f"select count(*) from {table}") for table in ("watch_providers", "providers", "certifications")] == [[(0,)]] * 3


def test_dates_of_releases_may_have_times_as_tmdb_writes_them(raw_folder: Path, ask: Ask) -> None:
    write_films(raw_folder)
    header = ("id", "region", "certification", "release_date")
    write(raw_folder, "certifications.csv", header, ("862", "us", "G", "1995-11-22T00:00:00.000Z"))
    assert ask("select region_code, certification, release_type, release_date::varchar from certifications") == [
        ("US", "G", None, "1995-11-22")
    ]


def test_a_column_of_ids_that_cannot_be_read_stops_the_build(raw_folder: Path, ask: Ask) -> None:
    write_films(raw_folder)
    write(raw_folder, "watch_providers.csv", OFFER, *[("862", "AR", "flatrate", "Netflix", "8", "0")] * 60)
    with pytest.raises(SourceError, match=r"watch_providers\.csv, column 'provider_id': 60 of 60 cells .* cannot be read"):
        ask(OFFERS)


def in_two_drops(raw_folder: Path) -> None:
    """Two films with an offer each; the next drop has both films, and says of the first one only."""
    write_films(raw_folder / "2017-09-01")
    offers = [("862", "AR", "flatrate", "8", "Netflix", "0"), ("194", "AR", "rent", "2", "Apple TV", "1")]
    write(raw_folder / "2017-09-01", "watch_providers.csv", OFFER, *offers)
    write(raw_folder / "2026-11-21", "watch_providers.csv", OFFER, ("862", "ES", "buy", "2", "Apple TV", "1"))


def test_of_each_film_the_last_drop_counts_that_speaks_of_it(raw_folder: Path, ask: Ask) -> None:
    in_two_drops(raw_folder)
    assert ask(OFFERS) == [(194, "AR", "rent", 2), (862, "ES", "buy", 2)]
    assert ask(SET_ASIDE.format("watch_providers")) == [
        ("merged", 862, "a later drop replaces the record", "862,AR,flatrate,8,Netflix,0")
    ]


def test_a_film_of_a_later_drop_that_is_on_no_platform_any_more_is_on_none(raw_folder: Path, ask: Ask) -> None:
    in_two_drops(raw_folder)
    write_films(raw_folder / "2026-11-21")
    assert ask(OFFERS) == [(862, "ES", "buy", 2)]


def test_a_later_drop_without_the_file_leaves_what_there_was(raw_folder: Path, ask: Ask) -> None:
    in_two_drops(raw_folder)
    write_films(raw_folder / "2026-11-22", (*TOY_STORY[:5], "tt0000001"))
    assert ask(OFFERS) == [(194, "AR", "rent", 2), (862, "ES", "buy", 2)]
    assert ask("select external_id from external_ids where movie_id = 862") == [("tt0000001",)]


def test_a_deleted_film_is_on_no_platform(raw_folder: Path, ask: Ask) -> None:
    in_two_drops(raw_folder)
    write(raw_folder / "2026-11-22", "deleted_movies.csv", ("id",), ("862",))
    assert ask(OFFERS) == [(194, "AR", "rent", 2)]
    assert {reason for _, _, reason, _ in ask(SET_ASIDE.format("watch_providers"))} == {"the film was deleted"}


def test_a_row_whose_key_has_a_null_is_no_change_from_build_to_build(raw_folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "built.duckdb"
    write_films(raw_folder)
    write(raw_folder, "titles.csv", ("id", "title"), ("862", "Juguetes"))
    build(raw_folder, place, lambda _: None)
    write(raw_folder, "titles.csv", ("id", "title"), ("862", "Juguetes"), ("194", "Amelia"))
    build(raw_folder, place, lambda _: None)
    with duckdb.connect(place, read_only=True) as connection:
        rows = connection.execute(
            "select added, removed, changed from build_changes where table_name = 'movie_titles'"
        ).fetchall()
    assert rows == [(1, 0, 0)]
