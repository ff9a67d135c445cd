"""The catalogue's answers equal those that plain Python works out of the same raw files, for everything there is."""

from collections.abc import Callable
from math import isfinite
from pathlib import Path
from typing import Any

import duckdb
import pytest

import sql
from tests.sql.asking import Row, asked
from tests.sql.plain_answers import PlainCatalogue
from tests.sql.plain_groups import cast_of, credits_of, groups, links, people, success, totals, votes, weighted_rating

Rows = Callable[..., list[Row]]

GROUPS = {
    "genre": ("list_genres", "genre_id"),
    "company": ("list_companies", "company_id"),
    "collection": ("list_collections", "collection_id"),
    "country": ("list_countries", "country_code"),
    "language": ("list_languages", "language_code"),
}
NAMED = [("genre", "genres"), ("company", "companies"), ("country", "countries")]
NO_CAST = 64
NO_CREDITS = 990001


@pytest.fixture(scope="module")
def plain(full_layout: Path) -> PlainCatalogue:
    return PlainCatalogue(full_layout)


@pytest.fixture(scope="module")
def names(connection: duckdb.DuckDBPyConnection) -> dict[int, str]:
    return dict(connection.execute("select person_id, name from people").fetchall())


@pytest.fixture(scope="module")
def rows(connection: duckdb.DuckDBPyConnection) -> Rows:
    return lambda macro, *values, **options: asked(connection, macro, *values, **options)


def one(rows: Rows, macro: str, *values: object) -> Row:
    (row,) = rows(macro, *values)
    return row


def by_key(rows_: list[Row], key: str) -> dict[Any, Row]:
    found = {row[key]: row for row in rows_}
    assert len(found) == len(rows_)
    return found


def near(wanted: Row) -> Row:
    """The same values; numbers equal those that are nearly equal."""
    return {name: pytest.approx(value, rel=1e-12) if isinstance(value, float) else value for name, value in wanted.items()}


def test_every_film_has_all_that_is_known_of_it(rows: Rows, plain: PlainCatalogue) -> None:
    rating = weighted_rating(plain)
    for film in plain.films.values():
        row = one(rows, "movie", film.id)
        assert (row["movie_id"], row["title"], row["release_date"]) == (film.id, film.title, film.released)
        assert (row["release_year"], row["runtime"]) == (film.released.year, film.runtime)
        assert (row["original_language"] or "", row["tagline"] or "") == (
            film.record["original_language"],
            film.record["tagline"],
        )
        assert (row["budget"], row["revenue"], row["return"]) == (film.budget, film.revenue, pytest.approx(film.gain, rel=1e-12))
        assert (row["popularity"], row["vote_average"], row["vote_count"]) == (film.popularity, film.average, film.votes)
        assert row["weighted_rating"] == pytest.approx(rating(film), rel=1e-9)
        assert row["poster_path"] == film.record["poster_path"]
        path = film.record["poster_path"]
        assert row["poster_url"] == (f"https://image.tmdb.org/t/p/w342{path}" if path else None)
        for kind, column in NAMED:
            key = GROUPS[kind][1]
            assert [(thing[key], thing["name"]) for thing in row[column]] == list(links(film, kind).items())
        assert [spoken["language_code"] for spoken in row["languages"]] == list(links(film, "spoken language"))
        series = [{"collection_id": key, "name": name} for key, name in links(film, "collection").items()]
        assert row["collection"] == (series[0] if series else None)


def test_every_film_has_its_directors_and_leading_cast(rows: Rows, plain: PlainCatalogue, names: dict[int, str]) -> None:
    for film in plain.films.values():
        row = one(rows, "movie", film.id)
        directors = {entry["id"] for entry in credits_of(plain.crew, film) if entry["job"] == "Director"}
        assert {(person["person_id"], person["name"]) for person in row["directors"]} == {(key, names[key]) for key in directors}
        assert [person["name"] for person in row["directors"]] == sorted(names[key] for key in directors)
        roles: dict[int, tuple[str, int | None]] = {}
        for entry in cast_of(plain, film):
            roles.setdefault(entry["id"], (entry.get("character") or "", entry.get("order")))
        found = [(person["person_id"], person["name"], person["character"], person["place"]) for person in row["leading_cast"]]
        assert [(*person[:2], person[2] or "", person[3]) for person in found] == [
            (key, names[key], *role) for key, role in list(roles.items())[:5]
        ]


def test_the_list_has_every_film_with_names_in_the_place_of_things(rows: Rows, plain: PlainCatalogue) -> None:
    films = by_key(rows("list_movies"), "movie_id")
    assert films.keys() == plain.films.keys()
    for key, row in films.items():
        details = one(rows, "movie", key)
        for column in ("genres", "companies", "countries", "directors", "leading_cast", "keywords"):
            assert row[column] == [thing["name"] for thing in details[column]]
        assert row["languages"] == [spoken["language_code"] for spoken in details["languages"]]
        assert row["collection_name"] == (details["collection"] or {}).get("name")
        assert {name: details[name] for name in row.keys() & details.keys() if not isinstance(details[name], list)}.items() <= (
            row.items()
        )


def test_keywords_are_those_of_the_file_of_keywords(rows: Rows) -> None:
    keywords = one(rows, "movie", 862)["keywords"]
    assert keywords == [{"keyword_id": 4290, "name": "toy"}, {"keyword_id": 6054, "name": "friendship"}]
    assert [film["movie_id"] for film in rows("keyword_movies", 4290)] == [862, 863, 10193]
    assert one(rows, "keyword", 4290)["films"] == 3
    assert by_key(rows("list_keywords"), "keyword_id")[4290] == one(rows, "keyword", 4290)


def test_cast_and_crew_of_every_film(rows: Rows, plain: PlainCatalogue, names: dict[int, str]) -> None:
    for film in plain.films.values():
        cast = [(row["credit_id"], row["person_id"], row["place"], row["character"] or "") for row in rows("movie_cast", film.id)]
        crew = {(row["credit_id"], row["person_id"], row["department"], row["job"]) for row in rows("movie_crew", film.id)}
        assert cast == [
            (entry["credit_id"], entry["id"], entry.get("order"), entry.get("character") or "") for entry in cast_of(plain, film)
        ]
        assert crew == {
            (entry["credit_id"], entry["id"], entry.get("department"), entry.get("job")) for entry in credits_of(plain.crew, film)
        }
    assert [row["name"] for row in rows("movie_cast", 862)] == ["Tom Hanks", "Tim Allen", "Don Rickles"]
    assert names[31] == "Tom Hanks"


@pytest.mark.parametrize("film", [NO_CAST, NO_CREDITS])
def test_a_film_without_cast_has_empty_lists(rows: Rows, film: int) -> None:
    row = one(rows, "movie", film)
    assert row["leading_cast"] == rows("movie_cast", film) == []
    assert by_key(rows("list_movies"), "movie_id")[film]["leading_cast"] == []


def test_who_plays_several_roles_leads_once_but_has_each_in_the_cast(rows: Rows) -> None:
    leads = one(rows, "movie", 990007)["leading_cast"]
    assert [(person["name"], person["character"]) for person in leads] == [("Ana Ruiz", "Leila"), ("PEDRO ALMODOVAR", "")]
    assert [row["character"] for row in rows("movie_cast", 990007)][:2] == ["Leila", "Leila's twin"]
    (film,) = (film for film in rows("person_movies", 990105) if film["movie_id"] == 990007)
    assert (film["characters"], film["place"], film["roles"], film["jobs"]) == (["Leila", "Leila's twin"], 0, ["Acting"], [])


def test_everybody_has_their_totals(rows: Rows, plain: PlainCatalogue, names: dict[int, str]) -> None:
    listed = by_key(rows("list_people"), "person_id")
    expected = people(plain)
    assert listed.keys() == expected.keys()
    for key, credit in expected.items():
        row, person = listed[key], one(rows, "person", key)
        years = [film.released.year for film in credit.films]
        assert (row["name"], row["roles"], row["films"]) == (names[key], credit.roles, len(credit.films))
        assert (row["first_year"], row["last_year"]) == (min(years), max(years))
        assert {name: row[name] for name in ("vote_count", "vote_average")} == near(votes(credit.films))
        assert {name: person[name] for name in row.keys() & person.keys()}.items() <= row.items()
        for role, films in (("actor", credit.acted), ("director", credit.directed)):
            wanted = success(films)
            assert person[f"as_{role}"] == (wanted and near(wanted))
            assert row[f"films_as_{role}"] == len(films)
            assert row[f"return_as_{role}"] == pytest.approx(wanted["return_total"] if wanted else 0, rel=1e-12)


def test_films_of_everybody(rows: Rows, plain: PlainCatalogue) -> None:
    for key, credit in people(plain).items():
        films = by_key(rows("person_movies", key), "movie_id")
        assert films.keys() == {film.id for film in credit.films}
        for film in credit.films:
            row = films[film.id]
            jobs = {entry["job"] for entry in credits_of(plain.crew, film) if entry["id"] == key}
            assert (row["jobs"], row["title"], row["release_date"]) == (sorted(jobs), film.title, film.released)
            assert ("Acting" in row["roles"]) == (film in credit.acted) == (row["place"] is not None)
            assert (row["budget"], row["revenue"], row["vote_count"]) == (film.budget, film.revenue, film.votes)


def test_a_person_with_two_names_is_one_person_with_both(rows: Rows) -> None:
    person = one(rows, "person", 990105)
    assert {person["name"], *person["other_names"]} == {"Ana Ruiz", "Ana María Ruiz"}
    assert len(person["other_names"]) == 1
    assert one(rows, "person", 31)["other_names"] == []


def test_who_never_directed_has_no_success_as_a_director(rows: Rows) -> None:
    hanks = one(rows, "person", 31)
    assert hanks["as_director"] is None
    assert hanks["as_actor"]["films"] == 4


@pytest.mark.parametrize("kind", GROUPS)
def test_totals_of_every_group(rows: Rows, plain: PlainCatalogue, kind: str) -> None:
    macro, key = GROUPS[kind]
    listed = by_key(rows(macro), key)
    expected = groups(plain, kind)
    assert listed.keys() == expected.keys()
    for group, films in expected.items():
        wanted = totals(films)
        assert {name: listed[group][name] for name in wanted} == near(wanted), group
        assert one(rows, kind, group) == listed[group]


@pytest.mark.parametrize("kind", GROUPS)
def test_films_of_every_group_are_rows_of_the_list_of_films(rows: Rows, plain: PlainCatalogue, kind: str) -> None:
    all_films = by_key(rows("list_movies"), "movie_id")
    for group, films in groups(plain, kind).items():
        assert by_key(rows(f"{kind}_movies", group), "movie_id") == {film.id: all_films[film.id] for film in films}


def test_languages_tell_films_made_in_them_from_films_in_which_they_are_spoken(rows: Rows, plain: PlainCatalogue) -> None:
    made, spoken = groups(plain, "original language"), groups(plain, "spoken language")
    assert made.keys() - spoken.keys() == {"xx"}
    for code, row in by_key(rows("list_languages"), "language_code").items():
        assert (row["films_made"], row["films_spoken"]) == (len(made.get(code, [])), len(spoken.get(code, [])))


def test_years(rows: Rows, plain: PlainCatalogue) -> None:
    listed = rows("list_years")
    expected = groups(plain, "year")
    assert [row["release_year"] for row in listed] == sorted(expected)
    for row in listed:
        wanted = totals(expected[row["release_year"]])
        assert row == pytest.approx(
            {name: wanted[name] for name in row if name in wanted} | {"release_year": row["release_year"]}
        )


def test_a_year_without_budgets_has_a_return_of_0(rows: Rows) -> None:
    (year,) = (row for row in rows("list_years") if row["release_year"] == 1899)
    assert (year["films"], year["films_with_money"], year["budget"], year["return"]) == (1, 0, 0, 0.0)


def test_a_group_without_votes_has_no_mean_vote(rows: Rows) -> None:
    horror = one(rows, "genre", 27)
    assert (horror["films"], horror["vote_count"], horror["vote_average"]) == (1, 0, None)


def test_a_collection_of_one_film(rows: Rows) -> None:
    cars = one(rows, "collection", 87118)
    assert (cars["name"], cars["films"], cars["first_year"], cars["last_year"]) == ("Cars Collection", 1, 2006, 2006)
    assert cars["return"] == pytest.approx(461983149 / 120000000)
    assert [film["title"] for film in rows("collection_movies", 87118)] == ["Cars"]


@pytest.mark.parametrize(
    ("macro", "code"), [("country", "ES"), ("country_movies", "ES"), ("language", "fr"), ("language_movies", "fr")]
)
def test_codes_are_found_in_any_case(rows: Rows, macro: str, code: str) -> None:
    assert rows(macro, code.lower()) == rows(macro, code.upper()) != []


@pytest.mark.parametrize("macro", [file.name for file in sql.sql_files("endpoints") if file.group == "catalogue"])
def test_what_there_is_not_has_no_row_and_numbers_are_finite(rows: Rows, macro: str) -> None:
    [file] = [file for file in sql.sql_files("endpoints") if file.name == macro]
    parameters = file.headers["endpoint"].get("parameters", {})
    needed = [parameter["example"] for parameter in parameters.values() if "example" in parameter]
    found = rows(macro, *needed)
    assert found
    assert [value for row in found for value in row.values() if isinstance(value, float) and not isfinite(value)] == []
    for unknown in (-1, 2**31 - 1, None) if needed else ():
        assert rows(macro, None if unknown is None else type(needed[0])(unknown)) == []


@pytest.fixture(scope="module")
def full_rows(full_connection: duckdb.DuckDBPyConnection) -> Rows:
    return lambda macro, *values, **options: asked(full_connection, macro, *values, **options)


def test_a_film_of_the_full_data(full_rows: Rows) -> None:
    film = one(full_rows, "movie", 862)
    assert (film["title"], film["budget"], film["revenue"]) == ("Toy Story", 30000000, 373554033)
    assert film["directors"] == [{"person_id": 7879, "name": "John Lasseter"}]
    assert film["collection"] == {"collection_id": 10194, "name": "Toy Story Collection"}
    assert [genre["name"] for genre in film["genres"]] == ["Animation", "Comedy", "Family"]
    assert film["leading_cast"][0] == {"person_id": 31, "name": "Tom Hanks", "character": "Woody (voice)", "place": 0}
    assert len(full_rows("movie_cast", 862)) == 13


@pytest.mark.parametrize(
    ("macro", "key", "films"), [("collection", 10194, 3), ("company", 3, 52), ("country", "es", 964), ("collection", 645, 26)]
)
def test_totals_of_the_full_data(full_rows: Rows, macro: str, key: object, films: int) -> None:
    assert one(full_rows, macro, key)["films"] == len(full_rows(f"{macro}_movies", key)) == films


def test_people_of_the_full_data(full_rows: Rows) -> None:
    lasseter = one(full_rows, "person", 7879)
    assert lasseter["as_director"]["films"] == 10
    assert lasseter["as_director"]["return_total"] == pytest.approx(27.65437835777778)
    assert one(full_rows, "language", "fr")["films_made"] == 2435


def test_every_list_of_the_full_data_has_one_row_for_each_thing(full_rows: Rows) -> None:
    assert len(by_key(full_rows("list_movies"), "movie_id")) == sum(row["films"] for row in full_rows("list_years")) == 45349
    for macro, key in [*GROUPS.values(), ("list_keywords", "keyword_id"), ("list_people", "person_id")]:
        assert by_key(full_rows(macro), key)
