"""Recommendations for several people at once: a film is as good as the least pleased of them finds it."""

from itertools import permutations

import duckdb
import pytest

from tests.sql.asking import Row, asked

ANA, LUIS, EVA = "Ana=862", "Luis=949;The Godfather", "Eva=12;Titanic"


def together(connection: duckdb.DuckDBPyConnection, *people: str, **options: object) -> list[Row]:
    """What is recommended to some people together."""
    return asked(connection, "recommended_movies", person=[*people], **options)


def scores(rows: list[Row]) -> dict[int, float]:
    """The score of each film."""
    return {row["movie_id"]: row["score"] for row in rows}


@pytest.mark.parametrize("people", [(ANA, LUIS), (ANA, "862"), (ANA, LUIS, "Toy Story 2", "949")])
def test_the_score_is_that_of_the_least_pleased(connection: duckdb.DuckDBPyConnection, people: tuple[str, ...]) -> None:
    found = together(connection, *people, n=30)
    assert len(found) == 30
    assert [row["place"] for row in found] == [*range(1, 31)]
    for row in found:
        assert len(row["people"]) == len(people)
        assert row["score"] == min(person["score"] for person in row["people"])
        assert row["motivo"] == " · ".join(f"{person['person']}: {person['motivo']}" for person in row["people"])
    assert [row["score"] for row in found] == sorted((row["score"] for row in found), reverse=True)


def test_people_are_called_by_name_or_by_place(connection: duckdb.DuckDBPyConnection) -> None:
    [row] = asked(connection, "recommended_movies", ["863"], person=["Ana = 862", "=949", "heat; The Godfather"], n=1)
    assert [person["person"] for person in row["people"]] == ["1", "Ana", "3", "4"]
    [row] = together(connection, "heat", "Ana=862", n=1)
    assert [person["person"] for person in row["people"]] == ["1", "Ana"]


def test_a_person_is_told_what_the_same_person_is_told_alone(connection: duckdb.DuckDBPyConnection) -> None:
    alone = {row["movie_id"]: row["motivo"] for row in asked(connection, "recommended_movies", ["949", "The Godfather"], n=100)}
    found = together(connection, ANA, LUIS, n=100)
    shared = [row for row in found if row["movie_id"] in alone]
    assert len(shared) > 20
    for row in shared:
        assert row["people"][1]["motivo"] == alone[row["movie_id"]]


def test_the_order_of_people_changes_nothing_but_theirs(connection: duckdb.DuckDBPyConnection) -> None:
    lists = [together(connection, *people, n=20) for people in permutations((ANA, LUIS, "863"))]
    assert all(scores(rows) == scores(lists[0]) for rows in lists)


def test_people_of_one_taste_have_the_order_of_one(connection: duckdb.DuckDBPyConnection) -> None:
    alone = [row["movie_id"] for row in asked(connection, "recommended_movies", ["862", "949"], n=40)]
    assert [row["movie_id"] for row in together(connection, "862;949", n=40)] == alone
    assert [row["movie_id"] for row in together(connection, "862;949", "949; id:862", n=40)] == alone


def test_what_anybody_knows_is_recommended_to_nobody(connection: duckdb.DuckDBPyConnection) -> None:
    plain = [row["movie_id"] for row in together(connection, ANA, LUIS, n=100)]
    assert not {862, 949, 238} & {*plain}
    known = {"seen": [f"id:{plain[0]}"], "dislikes": [f"id:{plain[1]}"]}
    assert not {*plain[:2]} & scores(together(connection, ANA, LUIS, n=100, **known)).keys()
    assert not {863} & scores(asked(connection, "recommended_movies", ["863"], person=[ANA], n=100)).keys()


@pytest.mark.parametrize(
    ("options", "condition"),
    [
        ({"genre": "comedy"}, "list_contains(genres, 'Comedy')"),
        ({"from_year": 1990, "to_year": 2000}, "release_year between 1990 and 2000"),
        ({"language": "es"}, "original_language = 'es'"),
        (
            {"family": True},
            "list_contains(genres, 'Family') and not list_has_any(genres, ['Crime', 'Horror', 'Thriller', 'War'])",
        ),
        ({"min_votes": 100}, "vote_count >= 100"),
        ({"min_runtime": 90, "max_runtime": 120}, "runtime between 90 and 120"),
    ],
)
def test_only_films_that_fit_are_recommended(
    connection: duckdb.DuckDBPyConnection, options: dict[str, object], condition: str
) -> None:
    found = [*scores(together(connection, ANA, LUIS, n=100, **options))]
    fitting = f"select count(*) from derived.film_details where list_contains(?, movie_id) and {condition}"
    assert found
    assert connection.execute(fitting, [found]).fetchall() == [(len(found),)]


def test_with_diversity_and_novelty_the_lists_change(connection: duckdb.DuckDBPyConnection) -> None:
    plain = together(connection, ANA, LUIS, n=30)
    assert together(connection, ANA, LUIS, n=30, diversity=0, novelty=0) == plain
    assert [*scores(together(connection, ANA, LUIS, n=30, diversity=1))] != [*scores(plain)]
    assert [*scores(together(connection, ANA, LUIS, n=30, novelty=1))] != [*scores(plain)]


@pytest.mark.parametrize("people", [["862", "nothing"], ["862", "Ana="], ["862", ";"], ["Ana=;;"], []])
def test_a_person_without_a_known_film_gives_nothing(connection: duckdb.DuckDBPyConnection, people: list[str]) -> None:
    assert together(connection, *people) == []


@pytest.mark.parametrize("unknown", [{"seen": ["nothing"]}, {"dislikes": ["nothing"]}, {"likes": ["nothing"]}])
def test_an_unknown_film_beside_them_gives_nothing(connection: duckdb.DuckDBPyConnection, unknown: dict[str, object]) -> None:
    assert together(connection, ANA, LUIS, **unknown) == []


def test_one_person_has_no_people(connection: duckdb.DuckDBPyConnection) -> None:
    assert {len(row["people"]) for row in asked(connection, "recommended_movies", ["862"], n=10)} == {0}
