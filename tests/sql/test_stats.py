"""The numbers for analysts equal those that plain Python works out of the same raw files."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations
from math import isfinite
from pathlib import Path
from statistics import correlation, mean, median, quantiles
from sys import float_info
from typing import Any

import duckdb
import pytest

import sql
from tests.sql.asking import Row, asked
from tests.sql.plain_answers import MONTHS, WEEKDAYS, Film, PlainCatalogue, fold
from tests.sql.plain_groups import Groups, groups, links, people

Rows = Callable[..., list[Row]]

RETURNS = {
    "year": "release_year",
    "genre": "genre_id",
    "company": "company_id",
    "country": "country_code",
    "director": "person_id",
    "actor": "person_id",
}


@pytest.fixture(scope="module")
def plain(full_layout: Path) -> PlainCatalogue:
    return PlainCatalogue(full_layout)


@pytest.fixture(scope="module")
def rows(connection: duckdb.DuckDBPyConnection) -> Rows:
    return lambda macro, *values, **options: asked(connection, macro, *values, **options)


def test_films_per_year_have_every_year_from_first_to_last(rows: Rows, plain: PlainCatalogue) -> None:
    found = Counter(film.released.year for film in plain.films.values())
    years = range(min(found), max(found) + 1)
    assert 0 in [found[year] for year in years]
    assert rows("films_per_year") == [{"release_year": year, "films": found[year]} for year in years]


def test_films_per_month_and_weekday(rows: Rows, plain: PlainCatalogue) -> None:
    months, days = rows("films_per_month"), rows("films_per_weekday")
    assert [row["films"] for row in months] == [plain.per_month()[month] for month in MONTHS]
    assert [row["films"] for row in days] == [plain.per_weekday()[day] for day in WEEKDAYS]
    assert [(row["month_number"], row["name"]) for row in (months[0], months[11])] == [(1, "January"), (12, "December")]
    assert [(row["weekday_number"], row["name"]) for row in (days[0], days[6])] == [(1, "Monday"), (7, "Sunday")]


def test_returns_of_films_are_above_the_floors(rows: Rows, plain: PlainCatalogue) -> None:
    found = {row["movie_id"]: row for row in rows("film_returns", min_budget=100, min_revenue=300)}
    expected = {film.id: film for film in plain.films.values() if film.budget >= 100 and film.revenue >= 300}
    assert found.keys() == expected.keys()
    assert 990008 in found
    for key, film in expected.items():
        row = found[key]
        assert (row["title"], row["profit"]) == (film.title, film.revenue - film.budget)
        assert row["return"] == pytest.approx(film.gain, rel=1e-12)


def test_no_floor_lets_unknown_money_in_and_the_usual_floor_keeps_typing_errors_out(rows: Rows) -> None:
    assert min(row["revenue"] for row in rows("film_returns", min_budget=-5, min_revenue=0)) > 0
    assert min(row["budget"] for row in rows("film_returns", min_budget=0, min_revenue=0)) == 7
    assert 990008 not in {row["movie_id"] for row in rows("film_returns")}


@pytest.mark.parametrize(("least_films", "least_budget"), [(1, 0), (2, 1000), (2, 20_000_000)])
@pytest.mark.parametrize("kind", RETURNS)
def test_returns_of_groups(rows: Rows, plain: PlainCatalogue, kind: str, least_films: int, least_budget: int) -> None:
    expected = {}
    for group, films in all_groups(plain, kind).items():
        counted = [film for film in films if film.budget >= max(1, least_budget) and film.revenue]
        if len(counted) >= least_films:
            expected[group] = counted
    listed = rows(f"returns_by_{kind}", min_films=least_films, min_budget=least_budget)
    found = {row[RETURNS[kind]]: row for row in listed}
    assert len(found) == len(listed)
    assert found.keys() == expected.keys() != set()
    for group, films in expected.items():
        row, budget, revenue = found[group], sum(film.budget for film in films), sum(film.revenue for film in films)
        assert (row["films"], row["budget"], row["revenue"], row["profit"]) == (len(films), budget, revenue, revenue - budget)
        gains = [film.gain for film in films]
        wanted = [revenue / budget, mean(gains), median(gains)]
        assert [row["return"], row["return_mean"], row["return_median"]] == pytest.approx(wanted, rel=1e-9)


def test_histogram_of_mean_votes_tells_films_without_votes_apart(rows: Rows, plain: PlainCatalogue) -> None:
    *steps, unvoted = rows("vote_average_histogram")
    voted = [film for film in plain.films.values() if film.votes and film.average is not None]
    assert unvoted["films"] == len(plain.films) - len(voted)
    assert (unvoted["from_vote"], unvoted["to_vote"]) == (None, None)
    assert [row["from_vote"] for row in steps] == [step / 2 for step in range(20)]
    for row in steps:
        within = [film for film in voted if row["from_vote"] <= (film.average or 0) < row["to_vote"]]
        assert row["films"] == len(within)
        assert row["share"] == len(within) / len(plain.films)


@pytest.mark.parametrize(("vote", "step"), [(0, 0), (10, 19)])
def test_a_mean_vote_at_an_end_of_the_scale_is_in_its_step(spoiled: duckdb.DuckDBPyConnection, vote: int, step: int) -> None:
    spoiled.execute("update movies set vote_average = ?, vote_count = 1 where movie_id = 862", [vote])
    assert asked(spoiled, "vote_average_histogram")[step]["films"] == 1


@pytest.mark.parametrize(("votes", "average"), [(7, None), (None, 5.0), (0, 0.0)])
def test_a_film_of_which_no_mean_vote_is_known_is_in_no_step(
    spoiled: duckdb.DuckDBPyConnection, votes: int | None, average: float | None
) -> None:
    *before, apart_before = asked(spoiled, "vote_average_histogram")
    spoiled.execute("update movies set vote_average = ?, vote_count = ? where movie_id = 862", [average, votes])
    *after, apart_after = asked(spoiled, "vote_average_histogram")
    assert sum(row["films"] for row in after) == sum(row["films"] for row in before) - 1
    assert apart_after["films"] == apart_before["films"] + 1


def test_histogram_of_votes_doubles_its_steps(rows: Rows, plain: PlainCatalogue) -> None:
    *steps, unknown = rows("vote_count_histogram")
    assert (unknown["from_votes"], unknown["to_votes"]) == (None, None)
    assert unknown["films"] == sum(film.votes is None for film in plain.films.values()) > 0
    assert [(row["from_votes"], row["to_votes"]) for row in steps[:4]] == [(0, 0), (1, 1), (2, 3), (4, 7)]
    assert [low["to_votes"] + 1 for low in steps[:-1]] == [high["from_votes"] for high in steps[1:]]
    for row in steps:
        known = [film.votes for film in plain.films.values() if film.votes is not None]
        assert row["films"] == sum(row["from_votes"] <= votes <= row["to_votes"] for votes in known)
    assert sum(row["films"] for row in (*steps, unknown)) == len(plain.films)
    assert steps[-1]["films"] > 0


def test_histogram_of_popularity_tells_the_unknown_apart(rows: Rows, plain: PlainCatalogue) -> None:
    *steps, unknown = rows("popularity_histogram")
    popularities = [film.popularity for film in plain.films.values()]
    assert (unknown["from_popularity"], unknown["films"]) == (None, popularities.count(None))
    assert sum(row["films"] for row in steps) + unknown["films"] == len(popularities)
    for row in steps:
        within = [p for p in popularities if p is not None and row["from_popularity"] <= p < row["to_popularity"]]
        assert row["films"] == len(within)
    assert [low["to_popularity"] for low in steps[:-1]] == [high["from_popularity"] for high in steps[1:]]


@pytest.mark.parametrize("popularity", [15.999999999999998, 16.0, 1.7976931348623157e308, 5e-324])
def test_a_popularity_is_in_the_step_that_holds_it(spoiled: duckdb.DuckDBPyConnection, popularity: float) -> None:
    spoiled.execute("update movies set popularity = null")
    spoiled.execute("update movies set popularity = ? where movie_id = 862", [popularity])
    step, unknown = asked(spoiled, "popularity_histogram")
    assert step["films"] == 1
    assert step["from_popularity"] <= popularity < step["to_popularity"] or step["to_popularity"] == popularity == float_info.max
    assert unknown["from_popularity"] is unknown["to_popularity"] is None


def test_a_popularity_of_0_is_told_apart(spoiled: duckdb.DuckDBPyConnection) -> None:
    spoiled.execute("update movies set popularity = 0 where movie_id = 862")
    first = asked(spoiled, "popularity_histogram")[0]
    assert (first["from_popularity"], first["to_popularity"], first["films"]) == (0, 0, 1)


def test_correlations(rows: Rows, plain: PlainCatalogue) -> None:
    found = {(row["population"], row["first_measure"], row["second_measure"]): row for row in rows("correlations")}
    assert len(found) == 2 * 28
    for population, films in (
        ("all films", [*plain.films.values()]),
        ("films with known money", [film for film in plain.films.values() if film.budget and film.revenue]),
    ):
        measures = [measured(film) for film in films]
        for first, second in combinations(sorted(measures[0]), 2):
            pairs = [(m[first], m[second]) for m in measures if m[first] is not None and m[second] is not None]
            row = found[population, first, second]
            assert row["films"] == len(pairs)
            first_values, second_values = zip(*pairs, strict=True)
            assert row["pearson"] == pytest.approx(correlation(first_values, second_values), abs=2e-6)
            assert row["spearman"] == pytest.approx(correlation(ranks(first_values), ranks(second_values)), abs=2e-6)


def test_words_of_titles(rows: Rows, plain: PlainCatalogue) -> None:
    words = {row["word"]: row for row in rows("title_words", min_films=1)}
    assert (words["cinderella"]["films"], words["heat"]["films"], words["volver"]["films"]) == (4, 3, 2)
    assert words["heat"]["vote_count"] == sum(film.votes or 0 for film in plain.films.values() if fold(film.title) == "heat")
    assert not words.keys() & {"the", "part", "ii", "m"}
    assert {row["word"] for row in rows("title_words")} == {word for word, row in words.items() if row["films"] > 1}
    assert [(row["word"], row["films"]) for row in rows("title_words", language="ES")] == [("volver", 2)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Don't Look Now", ["don't", "look", "now"]),
        *((f"I don{sign}t know", ["don't", "know"]) for sign in "'’‘‛ʼʻ´`′＇"),
        ("Rosemary's Baby, the boys' own", ["rosemary", "baby", "the", "boys", "own"]),
        ("Rock'n'roll 'n' 'round O’Brien’s \"can't\"", ["rock'n'roll", "round", "o'brien", "can't"]),
        ("L'amour d’une femme, dell'amore, qu'elle", ["amour", "une", "femme", "amore", "elle"]),
        ("C'mon, Nell's all's well", ["c'mon", "nell", "all", "well"]),
        ("I'm it''s 'em o' 'tis", ["tis"]),
    ],
)
def test_an_apostrophe_does_not_split_a_word(connection: duckdb.DuckDBPyConnection, text: str, found: list[str]) -> None:
    [(words,)] = connection.execute("select words(?)", [text]).fetchall()
    assert sorted(words) == sorted(found)


def test_shares_of_genres(rows: Rows, plain: PlainCatalogue) -> None:
    of_years = Counter(film.released.year for film in plain.films.values())
    of_genres = Counter((film.released.year, genre) for film in plain.films.values() for genre in links(film, "genre"))
    found = {(row["release_year"], row["genre_id"]): row for row in rows("genre_shares")}
    assert found.keys() == of_genres.keys()
    for (year, genre), films in of_genres.items():
        row = found[year, genre]
        assert (row["films"], row["films_of_year"], row["share"]) == (films, of_years[year], films / of_years[year])


def test_runtimes(rows: Rows, plain: PlainCatalogue) -> None:
    minutes = defaultdict(list)
    for film in plain.films.values():
        if film.runtime:
            minutes[film.released.year].append(film.runtime)
    found = {row["release_year"]: row for row in rows("runtimes_by_year")}
    assert found.keys() == minutes.keys()
    for year, times in minutes.items():
        row = found[year]
        wanted = [
            mean(times),
            median(times),
            *quantiles([*times, times[0]] if len(times) == 1 else times, method="inclusive")[::2],
        ]
        assert (row["films"], row["runtime_mean"], row["runtime_median"], row["lower_quartile"], row["upper_quartile"]) == (
            len(times),
            *map(pytest.approx, wanted),
        )


@pytest.mark.parametrize("macro", [file.name for file in sql.sql_files("endpoints") if file.group == "stats"])
def test_every_number_is_finite(rows: Rows, macro: str) -> None:
    [file] = [file for file in sql.sql_files("endpoints") if file.name == macro]
    found = rows(macro, **({"min_films": 1} if "min_films" in file.headers["endpoint"].get("parameters", {}) else {}))
    assert found
    assert [value for row in found for value in row.values() if isinstance(value, float) and not isfinite(value)] == []


def test_a_catalogue_without_films_has_no_numbers(spoiled: duckdb.DuckDBPyConnection) -> None:
    for table in ("movies", "film_details", "group_totals"):
        spoiled.execute(f"delete from {sql.relation(table)}")
    counts = {"films_per_month": 12, "films_per_weekday": 7, "vote_average_histogram": 21}
    untouched = {"correlations", "title_words"}
    for file in sql.sql_files("endpoints"):
        if file.group == "stats" and file.name not in untouched:
            found = asked(spoiled, file.name)
            assert len(found) == counts.get(file.name, 0), file.name
            assert [row for row in found if row["films"] or row.get("share")] == []


@pytest.fixture(scope="module")
def full_rows(full_connection: duckdb.DuckDBPyConnection) -> Rows:
    return lambda macro, *values, **options: asked(full_connection, macro, *values, **options)


def test_typing_errors_do_not_win_in_the_full_data(full_rows: Rows) -> None:
    best = sorted(full_rows("film_returns"), key=lambda row: -row["return"])
    assert [row["title"] for row in best[:2]] == ["Paranormal Activity", "The Blair Witch Project"]
    assert max(row["return"] for row in full_rows("film_returns", min_budget=1)) > 10_000_000


def test_counts_of_the_full_data(full_rows: Rows) -> None:
    assert sum(row["films"] for row in full_rows("films_per_year")) == 45349
    assert next(row["films"] for row in full_rows("films_per_month") if row["name"] == "January") == 5910
    assert next(row["films"] for row in full_rows("films_per_weekday") if row["name"] == "Friday") == 13902
    assert sum(row["films"] for row in full_rows("vote_average_histogram")) == 45349


def test_every_number_of_the_full_data_is_finite(full_rows: Rows) -> None:
    for file in sql.sql_files("endpoints"):
        if file.group == "stats":
            found = full_rows(file.name)
            assert found
            assert [value for row in found for value in row.values() if isinstance(value, float) and not isfinite(value)] == []


def all_groups(plain: PlainCatalogue, kind: str) -> Groups:
    """The films of every group of a kind, directors and actors included."""
    if kind == "director":
        return {person: [*credit.directed] for person, credit in people(plain).items()}
    if kind == "actor":
        return {person: [*credit.acted] for person, credit in people(plain).items()}
    return groups(plain, kind)


def measured(film: Film) -> dict[str, Any]:
    """The numbers of a film that are compared; none where it is not known."""
    return {
        "budget": film.budget or None,
        "popularity": film.popularity,
        "release_year": film.released.year,
        "return": film.gain if film.budget and film.revenue else None,
        "revenue": film.revenue or None,
        "runtime": film.runtime or None,
        "vote_average": film.average if film.votes else None,
        "vote_count": film.votes,
    }


def ranks(values: Sequence[float]) -> list[float]:
    """The place of each value among all, from 1; equal values have the mean of their places."""
    ordered = sorted(values)
    return [mean((ordered.index(value) + 1, ordered.index(value) + ordered.count(value))) for value in values]
