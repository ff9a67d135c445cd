"""Raw files that came in dated drops: the last drop has the last word on everything, and the rest is written down."""

import csv
import io
import os
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest.errors import SourceError
from tests.data.films import Film
from tests.data.layouts import tmdb_5000_records
from tests.data.plain_reading import raw_records
from tests.ingest.drop_files import Files, credits_file, deletions_file, films_file, keywords_file, write_files
from tests.ingest.raw_tables import load_tables

Ask = Callable[[str], list[tuple[Any, ...]]]

EARLY, LATE = "2017-09-01", "2026-11-21"

OLD = Film(1, "Old", "2001-01-01", "90", "5.0", genres="Drama", directors=("Fritz Lang",), cast=("Clara Bow",), keywords="toy")
NEW = Film(1, "New", "2002-02-02", "10", "6.0", genres="Comedy", directors=("John Woo",), cast=("Al Pacino",), keywords="heist")
OTHER = Film(2, "Other", "2003-03-03", "7", "7.0", genres="Crime", directors=("Zack Snyder",))
BASE = {**films_file(OLD, OTHER), **credits_file(OLD, OTHER), **keywords_file(OLD, OTHER)}
LINKS = {"links.csv": [["11", "", "1"], ["12", "", "2"]]}


TITLES = "select movie_id, title from movies order by all"
CREDITED = 'select c.movie_id, p.name from (from "cast" union all by name from crew) as c join people as p using (person_id)'
ALL_PEOPLE = "select distinct name from people union select distinct name from person_names order by all"
ALL_KEYWORDS = "select movie_id, name from movie_keywords full join keywords using (keyword_id) order by all"
ALL_GENRES = "select movie_id, name from movie_genres full join genres using (genre_id) order by all"
ALL_RATINGS = "select user_id, movie_id, rating from ratings order by all"


def test_a_film_of_a_later_drop_replaces_the_older_one_whatever_its_votes(raw_folder: Path, ask: Ask) -> None:
    write_files(raw_folder, BASE)
    write_files(raw_folder / EARLY, films_file(NEW))
    assert ask(TITLES) == [(1, "New"), (2, "Other")]
    assert ask(ALL_GENRES) == [(1, "Comedy"), (2, "Crime")]


def test_a_film_that_a_later_drop_repeats_keeps_its_credits_and_keywords(raw_folder: Path, ask: Ask) -> None:
    write_files(raw_folder, BASE)
    write_files(raw_folder / EARLY, films_file(NEW))
    assert {(1, "Fritz Lang"), (1, "Clara Bow")} < set(ask(CREDITED))
    assert (1, "toy") in ask(ALL_KEYWORDS)


def test_a_films_credits_of_a_later_drop_replace_all_older_ones(raw_folder: Path, ask: Ask) -> None:
    write_files(raw_folder, BASE)
    write_files(raw_folder / EARLY, credits_file(NEW))
    assert set(ask(CREDITED)) == {(1, "John Woo"), (1, "Al Pacino"), (2, "Zack Snyder")}
    assert ask(ALL_PEOPLE) == [("Al Pacino",), ("John Woo",), ("Zack Snyder",)]


def test_a_films_keywords_of_a_later_drop_replace_all_older_ones(raw_folder: Path, ask: Ask) -> None:
    write_files(raw_folder, BASE)
    write_files(raw_folder / EARLY, keywords_file(NEW))
    assert ask(ALL_KEYWORDS) == [(1, "heist")]


def test_a_movielens_id_means_what_the_last_drop_says(raw_folder: Path, ask: Ask) -> None:
    write_files(raw_folder, {**BASE, **LINKS})
    write_files(raw_folder / EARLY, {"links.csv": [["11", "", "2"]]})
    assert ask("select movielens_id, movie_id from movielens_links order by all") == [(11, 2), (12, 2)]


def test_a_users_rating_of_a_later_drop_counts_whatever_its_time(raw_folder: Path, ask: Ask) -> None:
    write_files(raw_folder, {**BASE, **LINKS, "ratings_small.csv": [["5", "11", "1.0", "2000"], ["6", "11", "2.0", "2000"]]})
    write_files(raw_folder / EARLY, {"ratings_small.csv": [["5", "11", "4.0", "1000"], ["5", "12", "3.0", "1000"]]})
    assert ask(ALL_RATINGS) == [(5, 1, 4.0), (5, 2, 3.0), (6, 1, 2.0)]


def test_a_users_rating_of_a_later_drop_counts_under_another_movielens_id_of_the_film(raw_folder: Path, ask: Ask) -> None:
    two_ids = {"links.csv": [["11", "", "1"], ["13", "", "1"]]}
    write_files(raw_folder, {**BASE, **two_ids, "ratings_small.csv": [["5", "11", "1.0", "2000"]]})
    write_files(raw_folder / EARLY, {"ratings_small.csv": [["5", "13", "4.0", "1000"]]})
    assert ask(ALL_RATINGS) == [(5, 1, 4.0)]


def test_a_credit_that_a_later_drop_gives_to_another_film_leaves_the_first(raw_folder: Path, ask: Ask) -> None:
    write_files(raw_folder, BASE)
    ((cast, crew, _),) = credits_file(OLD)["credits.csv"]
    write_files(raw_folder / EARLY, {"credits.csv": [[cast, crew, "2"]]})
    assert set(ask(CREDITED)) == {(2, "Fritz Lang"), (2, "Clara Bow")}


# For each kind of thing its table, its raw column, and how the column writes it.
NAMED_KINDS = {
    "genres": ("genres", "[{{'id': 7, 'name': '{}'}}]"),
    "companies": ("production_companies", "[{{'name': '{}', 'id': 7}}]"),
    "countries": ("production_countries", "[{{'iso_3166_1': 'XX', 'name': '{}'}}]"),
    "languages": ("spoken_languages", "[{{'iso_639_1': 'xx', 'name': '{}'}}]"),
    "collections": ("belongs_to_collection", "{{'id': 7, 'name': '{}', 'poster_path': None}}"),
    "keywords": ("keywords", "[{{'id': 7, 'name': '{}'}}]"),
    "people": ("cast", "[{{'credit_id': 'c{}', 'id': 7, 'name': '{}', 'order': 0}}]"),
}


def named_film(movie_id: int, name: str) -> Files:
    """The raw files of a film with one thing of each kind, all of one name."""
    cells = {column: form.format(*[movie_id] * (kind == "people"), name) for kind, (column, form) in NAMED_KINDS.items()}
    credited = {"credits.csv": [[cells.pop("cast"), "[]", str(movie_id)]]}
    film = Film(movie_id, f"Film {movie_id}", "2001-01-01", "1", "5.0", countries="", language="", raw=cells)
    return {**films_file(film), **credited, **keywords_file(film)}


def merged(*drops: Files) -> Files:
    """One drop with the records of several."""
    return {name: [record for drop in drops for record in drop[name]] for name in drops[0]}


NAMES_IN_DROPS = {
    "an odd last record": (["Zeta", "Zeta", "Zeta"], ["Alpha"]),
    "an odd first record": (["Alpha"], ["Zeta", "Zeta"]),
    "as many of each": (["Zeta"], ["Beta"]),
    "another in each": (["Zeta"], ["Beta"], ["Gamma"]),
    "the rarer twice in one": (["Zeta", "Beta"], ["Zeta", "Alpha", "Alpha"], ["Zeta"]),
}


@pytest.mark.parametrize("names", NAMES_IN_DROPS.values(), ids=NAMES_IN_DROPS.keys())
def test_a_thing_has_the_most_common_name_of_all_drops_as_in_one(tmp_path: Path, names: tuple[list[str], ...]) -> None:
    number = count(1)
    parts = [merged(*(named_film(next(number), name) for name in part)) for part in names]
    for day, part in zip(["", EARLY, LATE], parts, strict=False):
        write_files(tmp_path / "drops" / day, part)
    write_files(tmp_path / "whole", merged(*parts))
    all_names = [name for part in names for name in part]
    expected = min(all_names, key=lambda name: (-all_names.count(name), name))
    for folder in ("drops", "whole"):
        assert names_in(tmp_path / folder) == {kind: [(expected,)] for kind in NAMED_KINDS}


def names_in(folder: Path) -> dict[str, list[tuple[str, ...]]]:
    """The names of each kind in the tables that a folder fills."""
    place = folder / "warehouse.duckdb"
    load_tables(folder, place)
    with duckdb.connect(place, read_only=True) as connection:
        return {kind: connection.execute(f'select name from "{kind}"').fetchall() for kind in NAMED_KINDS}


def test_only_records_in_force_name_a_thing(raw_folder: Path, ask: Ask) -> None:
    old = merged(*(named_film(movie_id, "Old") for movie_id in (1, 2, 3)))
    write_files(raw_folder, old)
    write_files(raw_folder / EARLY, merged(*(named_film(movie_id, "New") for movie_id in (1, 2))))
    assert ask("select genre_id, name from genres") == [(7, "New")]


def test_drops_count_in_the_order_of_their_dates(raw_folder: Path, ask: Ask) -> None:
    write_files(raw_folder / LATE, films_file(NEW))
    write_files(raw_folder / EARLY, BASE)
    write_files(raw_folder, films_file(OTHER))
    assert ask(TITLES) == [(1, "New"), (2, "Other")]
    assert ask("select file, drop_date from build_sources where file like '%movies%' order by drop_date nulls first") == [
        ("movies_dataset.csv", None),
        ("2017-09-01/movies_dataset.csv", date(2017, 9, 1)),
        ("2026-11-21/movies_dataset.csv", date(2026, 11, 21)),
    ]


def test_the_time_of_each_file_is_written_down(raw_folder: Path, ask: Ask) -> None:
    write_files(raw_folder / EARLY, BASE)
    os.utime(raw_folder / EARLY / "credits.csv", (1_000_000_000, 1_000_000_000))
    found = ask("select epoch(modified_at) from build_sources where file = '2017-09-01/credits.csv'")
    assert found == [(1_000_000_000,)]


def test_a_deleted_film_leaves_with_everything_of_it(raw_folder: Path, ask: Ask) -> None:
    write_files(raw_folder, {**BASE, **LINKS, "ratings_small.csv": [["5", "11", "1.0", "2000"]]})
    write_files(raw_folder / EARLY, deletions_file(1))
    assert ask(TITLES) == [(2, "Other")]
    assert set(ask(CREDITED)) == {(2, "Zack Snyder")}
    assert ask(ALL_KEYWORDS) == []
    assert ask(ALL_RATINGS) == []


def test_a_deletion_counts_for_films_of_its_own_drop(raw_folder: Path, ask: Ask) -> None:
    write_files(raw_folder / EARLY, {**BASE, **deletions_file(1)})
    assert ask(TITLES) == [(2, "Other")]
    assert set(ask(CREDITED)) == {(2, "Zack Snyder")}


def test_a_deletion_of_an_unknown_film_does_nothing(raw_folder: Path, ask: Ask) -> None:
    write_files(raw_folder, BASE)
    write_files(raw_folder / EARLY, deletions_file(990999))
    assert ask(TITLES) == [(1, "Old"), (2, "Other")]


def test_a_drop_may_delete_nothing(raw_folder: Path, ask: Ask) -> None:
    write_files(raw_folder, BASE)
    write_files(raw_folder / EARLY, {"deleted_movies.csv": []})
    assert ask(TITLES) == [(1, "Old"), (2, "Other")]
    assert ask("select rows_read from build_counts where table_name = 'deletions'") == [(0,)]


def test_a_deletion_that_names_no_film_is_written_down(raw_folder: Path, ask: Ask) -> None:
    write_files(raw_folder, BASE)
    write_files(raw_folder / EARLY, {"deleted_movies.csv": [["2"], ["tt0000001"]]})
    assert ask("select record, action from rejected_rows where file = '2017-09-01/deleted_movies.csv'") == [(1, "rejected")]


def test_a_film_comes_back_with_the_credits_and_keywords_that_come_with_it_only(raw_folder: Path, ask: Ask) -> None:
    write_files(raw_folder, BASE)
    write_files(raw_folder / EARLY, deletions_file(1))
    write_files(raw_folder / LATE, {**films_file(NEW), **credits_file(NEW)})
    assert ask(TITLES) == [(1, "New"), (2, "Other")]
    assert set(ask(CREDITED)) == {(1, "John Woo"), (1, "Al Pacino"), (2, "Zack Snyder")}
    assert ask(ALL_KEYWORDS) == []


def test_a_film_comes_back_without_its_old_credits(raw_folder: Path, ask: Ask) -> None:
    write_files(raw_folder, BASE)
    write_files(raw_folder / EARLY, deletions_file(1))
    write_files(raw_folder / LATE, films_file(NEW))
    assert ask(TITLES) == [(1, "New"), (2, "Other")]
    assert set(ask(CREDITED)) == {(2, "Zack Snyder")}


def test_what_does_not_count_is_written_down_with_file_record_film_reason_and_text(raw_folder: Path, ask: Ask) -> None:
    write_files(raw_folder / EARLY, BASE)
    write_files(raw_folder / LATE, {**films_file(NEW), **deletions_file(2)})
    found = ask(
        "select record, movie_id, action, reason, raw_text from rejected_rows where table_name = 'movies' order by record"
    )
    assert [(*row[:4], next(csv.reader([row[4]]))) for row in found] == [
        (0, 1, "merged", "a later drop replaces the record", BASE["movies_dataset.csv"][0]),
        (1, 2, "rejected", "the film was deleted", BASE["movies_dataset.csv"][1]),
    ]
    assert ask("select distinct file from rejected_rows where table_name = 'movies'") == [("2017-09-01/movies_dataset.csv",)]


def test_a_split_film_is_replaced_as_a_whole(raw_folder: Path, ask: Ask, full_layout: Path) -> None:
    first, second = raw_records(full_layout / "movies_dataset.csv")[1][:2]
    write_files(raw_folder, {"movies_dataset.csv": [first, second], **credits_file(OLD)})
    write_files(raw_folder / EARLY, films_file(Film(990041, "Whole", "2001-01-01", "1", "5.0")))
    assert ask(TITLES) == [(990041, "Whole")]
    assert ask("select record, action from rejected_rows where file = 'movies_dataset.csv' order by record") == [
        (0, "merged"),
        (1, "repaired"),
    ]
    [(text,)] = ask("select raw_text from rejected_rows where action = 'merged' and table_name = 'movies'")
    assert list(csv.reader(io.StringIO(text))) == [first, second]


def test_a_broken_record_of_a_later_drop_replaces_the_film_too(raw_folder: Path, ask: Ask) -> None:
    write_files(raw_folder, BASE)
    (record,) = films_file(NEW)["movies_dataset.csv"]
    write_files(raw_folder / EARLY, {"movies_dataset.csv": [record[:16]]})
    assert ask(TITLES) == [(2, "Other")]
    assert ask("select file, record, movie_id, action from rejected_rows where table_name = 'movies' order by file") == [
        ("2017-09-01/movies_dataset.csv", 0, 1, "rejected"),
        ("movies_dataset.csv", 0, 1, "merged"),
    ]


@pytest.mark.parametrize("name", ["2017-9-1", "20170901", "2017-13-01", "2017-02-29", "2017-W35-5", "old 2017-09-01", "backup"])
def test_a_folder_that_is_not_named_as_a_date_is_ignored(raw_folder: Path, ask: Ask, name: str) -> None:
    write_files(raw_folder, BASE)
    write_files(raw_folder / name, films_file(NEW))
    assert ask(TITLES) == [(1, "Old"), (2, "Other")]
    assert ask("select count(*) from build_sources") == [(len(BASE),)]


def test_a_file_that_is_named_as_a_date_is_ignored(raw_folder: Path, ask: Ask) -> None:
    write_files(raw_folder, BASE)
    (raw_folder / EARLY).touch()
    assert ask(TITLES) == [(1, "Old"), (2, "Other")]


def test_a_drop_without_a_raw_file_is_ignored(raw_folder: Path, ask: Ask) -> None:
    write_files(raw_folder, BASE)
    write_files(raw_folder / EARLY, {})
    assert ask(TITLES) == [(1, "Old"), (2, "Other")]


@pytest.mark.parametrize("name", ["movies_dataset.csv", "credits.csv", "keywords.csv"])
def test_a_broken_file_of_a_drop_is_named(raw_folder: Path, ask: Ask, name: str) -> None:
    write_files(raw_folder, BASE)
    write_files(raw_folder / EARLY, {name: BASE[name]})
    with (raw_folder / EARLY / name).open("a", encoding="utf-8") as file:
        file.write('"and then the connection')
    with pytest.raises(SourceError, match=rf"2017-09-01/{name}, record 2, .*: a quoted field is broken"):
        ask(TITLES)


def test_a_drop_in_the_other_layout_replaces_films_too(raw_folder: Path, ask: Ask) -> None:
    films, credited = tmdb_5000_records()
    toy_story = Film(862, "Outdated", "2001-01-01", "999999", "1.0", directors=("Fritz Lang",), collection="Cars Collection")
    write_files(raw_folder, {**films_file(toy_story, OTHER), **credits_file(toy_story, OTHER)})
    write_files(raw_folder / EARLY, {"tmdb_5000_movies.csv": films, "tmdb_5000_credits.csv": credited})
    assert {(2, "Other"), (862, "Toy Story"), (238, "The Godfather")} < set(ask(TITLES))
    assert {(2, "Zack Snyder"), (862, "John Lasseter"), (862, "Tom Hanks")} < set(ask(CREDITED))
    assert ("Fritz Lang",) not in ask(ALL_PEOPLE)
    assert (862, "friendship") in ask(ALL_KEYWORDS)
    assert ask("select name from collections") == [("Cars Collection",)]  # for the later drop has no column of them


def test_keywords_in_a_column_and_in_a_file_of_one_drop_are_refused(raw_folder: Path, ask: Ask) -> None:
    films, credited = tmdb_5000_records()
    keywords = BASE["keywords.csv"]
    write_files(raw_folder, {"tmdb_5000_movies.csv": films, "tmdb_5000_credits.csv": credited, "keywords.csv": keywords})
    with pytest.raises(SourceError, match=r"keywords\.csv: the films file has a column of keywords as well"):
        ask(TITLES)
