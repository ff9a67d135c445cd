"""What the files of a drop from TMDB say, and what a build makes of them."""

import json
from datetime import timedelta
from pathlib import Path

import duckdb

from ingest.build import build
from ingest.tmdb.selection import Choice
from tests.ingest.raw_tables import load_tables
from tests.ingest.tmdb.conftest import DAY, NEXT_DAY, Fetch, ReadDrop
from tests.ingest.tmdb.made_up import answer
from tests.ingest.tmdb.server import Tmdb


def ids(records: list[dict[str, str]]) -> list[int]:
    return [int(record["id"]) for record in records]


def test_files_say_what_tmdb_says(fetch: Fetch, read_drop: ReadDrop) -> None:
    fetch(choice=Choice(top=1))
    [film] = read_drop("movies_dataset.csv")
    assert film["title"] == "Film 5"
    assert film["overview"] == 'A film, "quoted"; with\ntwo lines'
    assert json.loads(film["production_companies"]) == [{"id": 5, "name": "Metro, Inc."}]
    assert json.loads(film["belongs_to_collection"])["name"] == "A Series"
    assert (film["budget"], film["vote_average"], film["homepage"]) == ("1000000", "7.25", "")
    [of_film] = read_drop("credits.csv")
    [role] = json.loads(of_film["cast"])
    assert (role["character"], role["credit_id"], role["order"]) == ('Ana "the cat"', "ca5", 0)
    assert json.loads(read_drop("keywords.csv")[0]["keywords"]) == [{"id": 301, "name": "paris, france"}]
    assert [tuple(row.values()) for row in read_drop("titles.csv")] == [
        ("5", "La película 5", "es", "", "original"),
        ("5", "La peli", "", "AR", "alternative"),
        ("5", "La cinta", "es", "ES", "translated"),
        ("5", "El filme", "es", "MX", "translated"),
        ("5", "La cinta catalana", "ca", "ES", "translated"),
    ]
    assert [tuple(row.values()) for row in read_drop("translations.csv")] == [
        ("5", "es", "ES", "La cinta", "Una cinta.", "Mírela."),
        ("5", "es", "MX", "El filme", "Un filme.", ""),
        ("5", "ca", "ES", "La cinta catalana", "", ""),
    ]
    assert [tuple(row.values()) for row in read_drop("external_ids.csv")] == [
        ("5", "imdb", "tt0000005"),
        ("5", "wikidata", "Q5"),
        ("5", "twitter", "film"),
    ]
    assert [tuple(row.values()) for row in read_drop("watch_providers.csv")] == [
        ("5", "AR", "flatrate", "8", "Netflix", "2"),
        ("5", "AR", "rent", "3", "Play", "7"),
        ("5", "ES", "free", "9", "Libre", "1"),
        ("5", "ES", "ads", "9", "Libre", "1"),
    ]
    assert [tuple(row.values()) for row in read_drop("certifications.csv")] == [("5", "AR", "16", "3", "2026-03-06")]


def test_a_series_that_a_film_names_by_its_number_is_asked_for(tmdb: Tmdb, fetch: Fetch, read_drop: ReadDrop) -> None:
    tmdb.films[5]["belongs_to_collection"] = {"id": 78, "name": "", "poster_path": None, "backdrop_path": None}
    tmdb.films[4]["belongs_to_collection"] = {"id": 79, "name": None}
    tmdb.collections[78] = {"id": 78, "name": "Another Series", "overview": "", "parts": [], "poster_path": "/a.jpg"}
    fetch()
    assert sorted(tmdb.asked("/3/collection/")) == ["/3/collection/78", "/3/collection/79"]
    series = {record["id"]: json.loads(record["belongs_to_collection"])["name"] for record in read_drop("movies_dataset.csv")}
    assert (series["5"], series["4"], series["3"]) == ("Another Series", None, "A Series")


ODD_TEXT = 'a\r\nb\rc\n\'d\u2028\\ "e", [{f}] \\'

SHAPES: list[dict[str, object]] = [
    dict.fromkeys([name for name in answer(1) if name != "id"]),
    {name: "" for name, value in answer(1).items() if isinstance(value, str)},
    {"credits": {"cast": None, "crew": []}, "keywords": {}, "watch/providers": {"results": {"AR": {"link": ""}}}},
    {"translations": {"translations": [{"iso_639_1": "de", "name": "Deutsch"}]}, "release_dates": {"results": []}},
    {"popularity": "3.25", "vote_count": "12", "title": " Edges \0", "new": {"deep": [1]}},
    {"budget": 10**15, "runtime": -1, "vote_average": 11},
    {"release_date": "0000-00-00"},
    {"overview": ODD_TEXT, "tagline": ODD_TEXT, "title": ODD_TEXT, "genres": [{"id": 18, "name": ODD_TEXT}]},
]


def test_films_of_any_shape_are_taken_and_the_build_judges_them(tmdb: Tmdb, fetch: Fetch, drops: Path) -> None:
    tmdb.films = {key: answer(key) for key in range(1, 51)}
    tmdb.films |= {key: {**answer(key), **changes} for key, changes in enumerate(SHAPES, start=51)}
    fetch()
    place = drops.parent / "warehouse.duckdb"
    build(drops, place, lambda _: None)
    with duckdb.connect(place, read_only=True) as connection:
        kept = {key for (key,) in connection.execute("select movie_id from movies").fetchall()}
        odd = connection.execute("select title, overview, tagline from movies where movie_id = 58").fetchall()
        rejected = connection.execute(
            "select movie_id, reason from rejected_rows where table_name = 'movies' and action = 'rejected' order by movie_id"
        ).fetchall()
    assert rejected == [
        (51, "the film has no release date"),
        (52, "the film has no release date"),
        (57, "'0000-00-00' is no valid release_date (a date AAAA-mm-dd from 1870-01-01 to 2100-12-31)"),
    ]
    assert odd == [(ODD_TEXT,) * 3]
    assert kept == tmdb.films.keys() - {51, 52, 57}


def test_drops_build_to_what_tmdb_says_now(tmdb: Tmdb, fetch: Fetch, drops: Path) -> None:
    fetch()
    tmdb.films[5] = answer(5, title="A New Title", genres=[{"id": 35, "name": "Comedy"}])
    tmdb.changes = {NEXT_DAY: [5]}
    fetch(NEXT_DAY)
    place = drops.parent / "warehouse.duckdb"
    load_tables(drops, place)
    with duckdb.connect(place, read_only=True) as connection:
        assert connection.execute("select title, overview from movies where movie_id >= 4 order by movie_id").fetchall() == [
            ("Film 4", 'A film, "quoted"; with\ntwo lines'),
            ("A New Title", 'A film, "quoted"; with\ntwo lines'),
        ]
        assert connection.execute("select genre_id from movie_genres where movie_id = 5").fetchall() == [(35,)]
        assert connection.execute("select distinct name from people order by all").fetchall() == [("Clara Bow",), ("Ida Lupino",)]
        assert connection.execute("select count(*) from rejected_rows where action <> 'merged'").fetchall() == [(0,)]


def test_a_film_that_tmdb_deleted_is_deleted(tmdb: Tmdb, fetch: Fetch, read_drop: ReadDrop, drops: Path) -> None:
    fetch()
    del tmdb.films[4]
    tmdb.changes = {NEXT_DAY: [4]}
    [written] = fetch(NEXT_DAY)
    assert (written.films, written.deleted) == (0, 1)
    assert ids(read_drop("deleted_movies.csv", NEXT_DAY)) == [4]
    tmdb.requests.clear()
    tmdb.changes = {DAY + timedelta(days=2): [4]}
    fetch(DAY + timedelta(days=2))
    assert tmdb.asked_films() == []
    load_tables(drops, drops.parent / "warehouse.duckdb")
    with duckdb.connect(drops.parent / "warehouse.duckdb", read_only=True) as connection:
        assert connection.execute("select movie_id from movies order by all").fetchall() == [(1,), (2,), (3,), (5,)]
