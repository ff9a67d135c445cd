"""Recommendations for one film or for several, among films that fit."""

from collections.abc import Callable
from typing import Any

import duckdb
import pytest

import sql
from sql.install import install

Rows = Callable[..., list[dict[str, Any]]]

TOY_STORY, TOY_STORY_2, HEAT = 862, 863, 949


@pytest.fixture
def rows(connection: duckdb.DuckDBPyConnection) -> Rows:
    """Ask for rows, each as its columns are named."""

    def ask(question: str, *values: object) -> list[dict[str, Any]]:
        result = connection.execute(question, values)
        names = [column[0] for column in result.description or ()]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    return ask


def test_without_filters_they_are_the_neighbours_with_their_scores(rows: Rows) -> None:
    for (film,) in [(row["movie_id"],) for row in rows("select movie_id from movies order by movie_id")]:
        near = rows("select other_id, score from derived.neighbours where movie_id = ? order by place limit 10", film)
        found = rows(f"select movie_id, score from similar_movies({film})")
        assert [row["movie_id"] for row in found] == [row["other_id"] for row in near]
        assert [row["score"] for row in found] == pytest.approx([row["score"] / 1e6 for row in near], abs=0.0006)


@pytest.mark.parametrize(
    ("filters", "condition"),
    [
        (
            "genre := 'COMEDY'",
            "movie_id in (from movie_genres join genres using (genre_id) select movie_id where name = 'Comedy')",
        ),
        ("from_year := 1995", "release_year >= 1995"),
        ("to_year := 1995", "release_year <= 1995"),
        ("language := 'FR'", "original_language = 'fr'"),
        ("min_runtime := 100", "runtime >= 100"),
        ("max_runtime := 100", "runtime <= 100"),
        ("min_votes := 1000", "vote_count >= 1000"),
        (
            "family := true",
            "movie_id in (from movie_genres join genres using (genre_id) select movie_id where name = 'Family')",
        ),
        (
            "exclude_collection := true",
            f"collection_id is distinct from (select collection_id from movies where movie_id = {TOY_STORY})",
        ),
    ],
)
def test_only_films_that_fit_are_recommended(rows: Rows, filters: str, condition: str) -> None:
    unfit = rows(
        f"select movie_id from similar_movies({TOY_STORY}, n := 100, {filters}) "
        f"where movie_id not in (select movie_id from movies where {condition})"
    )
    everything = rows(f"select movie_id from similar_movies({TOY_STORY}, n := 100)")
    fitting = rows(f"select movie_id from similar_movies({TOY_STORY}, n := 100, {filters})")
    assert unfit == []
    assert 0 < len(fitting) < len(everything)


def test_an_unknown_film_has_none(rows: Rows) -> None:
    assert rows("from similar_movies(999999999)") == []


def test_contributions_are_the_score_in_words(rows: Rows) -> None:
    (first, *_) = rows(f"from similar_movies({TOY_STORY})")
    assert first["movie_id"] == TOY_STORY_2
    assert first["motivo"].startswith("misma saga: Toy Story Collection")
    shares = [part["share"] for part in first["contributions"]]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1, abs=0.01)
    kinds = {part["kind"]: part["names"] for part in first["contributions"]}
    assert kinds["director"] == ["John Lasseter"]
    assert "Tom Hanks" in kinds["cast"]


def test_diversity_takes_back_further_films_of_a_collection(rows: Rows) -> None:
    plain = [row["movie_id"] for row in rows(f"from similar_movies({TOY_STORY}, n := 100)")]
    varied = rows(f"from similar_movies({TOY_STORY}, n := 100, diversity := 1)")
    assert {row["movie_id"] for row in varied} == set(plain)
    assert [row["movie_id"] for row in varied] != plain
    assert [row["score"] for row in varied] == sorted((row["score"] for row in varied), reverse=True)


def test_films_may_be_named_by_id_or_title(rows: Rows) -> None:
    by_id = rows(f"from recommended_movies(['{TOY_STORY}', '{HEAT}'])")
    assert by_id == rows("from recommended_movies(['  tOy STORY', 'heat'])")
    assert by_id == rows("from recommended_movies(['HEAT', 'Toy Story', '862'])")


def test_no_given_film_or_title_is_recommended(rows: Rows) -> None:
    titles = [row["title"].lower() for row in rows("from recommended_movies(['862', 'Heat'], ['The Godfather'], n := 100)")]
    assert titles
    assert len(set(titles)) == len(titles)
    assert not {"toy story", "heat", "the godfather"} & set(titles)


def test_a_seen_film_is_never_recommended_and_counts_for_nothing_else(rows: Rows) -> None:
    plain = rows("from recommended_movies(['862'], n := 100)")
    seen = [row["title"] for row in plain[:5:2]]
    found = rows("from recommended_movies(['862'], seen := ?, n := 100)", [*seen, "id:862"])
    assert [(row["movie_id"], row["score"], row["contributions"]) for row in found] == [
        (row["movie_id"], row["score"], row["contributions"]) for row in plain if row["title"] not in seen
    ]


def test_no_film_of_crime_is_for_families(spoiled: duckdb.DuckDBPyConnection) -> None:
    question = "select movie_id from recommended_movies(['949'], family := true, n := 100)"
    before = spoiled.execute(question).fetchall()
    crime = "(select genre_id from genres where name = 'Crime')"
    spoiled.execute(f"insert into movie_genres by name select {TOY_STORY} as movie_id, {crime} as genre_id, 9 as position")
    install(spoiled, [sql.sql_file(sql.ROOT / "derived" / f"{name}.sql") for name in ("family_films", "film_priors")])
    assert (TOY_STORY,) in before
    assert spoiled.execute(question).fetchall() == [row for row in before if row != (TOY_STORY,)]


@pytest.mark.parametrize(
    "films", ["['862', 'No such film']", "['862'], ['No such film']", "['862'], seen := ['No such film']", "[]"]
)
def test_an_unknown_film_among_them_or_no_film_gives_nothing(rows: Rows, films: str) -> None:
    films = films.replace("[]", "[]::varchar[]")
    assert rows(f"from recommended_movies({films})") == []


def test_what_is_like_a_disliked_film_falls_back(rows: Rows) -> None:
    def place(films: str) -> int:
        found = [row["movie_id"] for row in rows(f"from recommended_movies({films}, n := 100)")]
        return found.index(TOY_STORY_2)

    assert place("['949'], ['862']") > place("['949']")


def test_several_films_are_one_mixture(rows: Rows) -> None:
    titles = [row["title"] for row in rows("from recommended_movies(['Toy Story', 'The Godfather'], n := 5)")]
    assert {"Toy Story 2", "The Godfather: Part II"} <= set(titles)


def test_the_chart_is_by_weighted_rating(rows: Rows) -> None:
    chart = rows("from top_rated(n := 100)")
    assert [row["place"] for row in chart] == list(range(1, len(chart) + 1))
    for row in chart:
        votes, floor = row["vote_count"], row["votes_floor"]
        rating = votes / (votes + floor) * row["vote_average"] + floor / (votes + floor) * row["mean_vote"]
        assert row["weighted_rating"] == pytest.approx(rating)
    assert [row["weighted_rating"] for row in chart] == sorted((row["weighted_rating"] for row in chart), reverse=True)
    (expected,) = rows(
        "select avg(vote_average) as mean, quantile_cont(vote_count, 0.9) as floor from movies "
        "where vote_count > 0 and vote_average is not null"
    )
    assert (chart[0]["mean_vote"], chart[0]["votes_floor"]) == pytest.approx((expected["mean"], expected["floor"]))


def test_the_chart_of_a_part_keeps_to_it(rows: Rows) -> None:
    chart = rows("from top_rated(genre := 'animation', country := 'us', decade := 1990)")
    assert [row["title"] for row in chart][:1] == ["Toy Story"]
    assert {row["release_year"] // 10 for row in chart} == {199}
    assert rows("from top_rated(country := 'United States of America')") == rows("from top_rated(country := 'US')")
    assert rows("from top_rated(genre := 'no such genre')") == []


def test_genres_that_share_a_name_are_one_filter(spoiled: duckdb.DuckDBPyConnection) -> None:
    question = f"select movie_id from similar_movies({TOY_STORY}, genre := 'comedy', n := 100) order by movie_id"
    before = spoiled.execute(question).fetchall()
    spoiled.execute("insert into genres (genre_id, name) values (-1, 'Comédy')")
    assert before
    assert spoiled.execute(question).fetchall() == before
