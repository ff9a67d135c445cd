"""Films that the parameters of ``/recommendations`` name by id or title, over the served catalogue."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from shutil import copy

import duckdb
import httpx
import pytest

import sql
from tests.service.problem_answers import problem

TOY_STORY = {"id": 862, "title": "Toy Story", "year": 1995}
HEAT = {"id": 949, "title": "862", "year": 1995}


@pytest.fixture(scope="module")
def served(
    warehouse: Path, serve: Callable[..., AbstractContextManager[httpx.Client]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """The catalogue with *Heat* under the title 862, which is the id of *Toy Story*."""
    path = copy(warehouse, tmp_path_factory.mktemp("named") / "warehouse.duckdb")
    with duckdb.connect(path) as connection:
        connection.execute("update movies set title = '862' where movie_id = 949")
        connection.execute("update derived.films_by_title set title_key = '862', title = '862' where movie_id = 949")
    with serve(Path(path), sql.ROOT) as client:
        yield client


@pytest.mark.parametrize(
    "query",
    ["likes=862", "likes=%20862%20", "likes=238&dislikes=862", "likes=238&seen=862", "likes=Toy+Story&likes=862&genre=Western"],
)
@pytest.mark.parametrize("form", ["", "&format=csv"])
def test_a_number_that_is_an_id_and_a_title_is_refused_with_both_choices(served: httpx.Client, query: str, form: str) -> None:
    body = problem(served.get(f"/recommendations?{query}{form}"))
    assert (body["status"], body["type"]) == (400, "urn:filmoteca:problem:invalid-parameter")
    assert body["parameter"] == (query.rsplit("&", 1)[-1].partition("=")[0] if "238" in query else "likes")
    assert body["valid_values"] == ["id:862", "title:862"]
    assert "'id:862' for Toy Story (1995) or 'title:862' for 862 (1995)" in str(body["detail"])


@pytest.mark.parametrize(
    ("word", "film"),
    [("id:862", TOY_STORY), ("ID: 862 ", TOY_STORY), ("title:862", HEAT), ("Title: toy story", TOY_STORY), ("949", HEAT)],
)
def test_a_prefix_says_which_and_the_answer_names_it(served: httpx.Client, word: str, film: dict[str, object]) -> None:
    answer = served.get("/recommendations", params={"likes": word, "n": 3})
    assert answer.status_code == 200
    assert len(answer.json()["items"]) == 3
    assert answer.json()["understood"] == [{"parameter": "likes", "value": word, **film}]


def test_all_films_are_named_in_the_order_in_which_they_were_given(served: httpx.Client) -> None:
    answer = served.get("/recommendations?seen=238&dislikes=949&likes=Toy+Story+2&likes=id:862&genre=Comedy&n=1").json()
    assert [(film["parameter"], film["id"]) for film in answer["understood"]] == [
        ("likes", 863),
        ("likes", 862),
        ("dislikes", 949),
        ("seen", 238),
    ]


@pytest.mark.parametrize("word", ["id:1", "title:949", "id:99999999999", "999999999", "id:", "title:", "1.5"])
def test_what_names_nothing_is_not_found(served: httpx.Client, word: str) -> None:
    body = problem(served.get("/recommendations", params={"likes": word}))
    assert (body["status"], body["parameter"]) == (404, "likes")


def test_an_id_in_a_path_stays_an_id(served: httpx.Client) -> None:
    assert served.get("/movies/862").json()["title"] == "Toy Story"
    assert served.get("/movies/862/similar?n=1").json()["items"][0]["motivo"].startswith("misma saga: Toy Story")


def test_the_page_of_tastes_takes_ids(served: httpx.Client) -> None:
    page = served.get("/gustos?likes=862")
    assert page.status_code == 200
    assert "Toy Story 2" in page.text


def test_the_document_tells_of_the_films_understood(served: httpx.Client) -> None:
    document = served.get("/schema/openapi.json").json()
    answer = document["paths"]["/recommendations"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
    page = document["components"]["schemas"][answer.rsplit("/", 1)[1]]
    assert page["required"] == ["items", "next", "understood"]
    similar = document["paths"]["/movies/{film}/similar"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert similar["$ref"] != answer


def test_people_have_reasons_each_and_their_films_are_understood(served: httpx.Client) -> None:
    query = "person=Ana%3D863;The+Godfather&person=title:862&likes=id:862&n=3&genre=Comedy"
    answer = served.get(f"/recommendations?{query}")
    assert answer.status_code == 200
    body = answer.json()
    assert [(film["parameter"], film["value"], film["id"]) for film in body["understood"]] == [
        ("likes", "id:862", 862),
        ("person", "863", 863),
        ("person", "The Godfather", 238),
        ("person", "title:862", 949),
    ]
    assert len(body["items"]) == 3
    for item in body["items"]:
        assert [person["person"] for person in item["people"]] == ["1", "Ana", "3"]
        assert item["score"] == min(person["score"] for person in item["people"])
        assert all(person["motivo"] for person in item["people"])
    assert served.get("/recommendations?likes=id:862&n=1").json()["items"][0]["people"] == []


@pytest.mark.parametrize(
    ("query", "status", "detail"),
    [
        ("", 400, "One of the query parameters 'likes' or 'person' must be given, as in /recommendations?likes="),
        ("?seen=238", 400, "One of the query parameters 'likes' or 'person' must be given"),
        ("?person=", 400, "Each value of the parameter 'person' must be text"),
        (
            "?person=238&person=Ana%3D",
            400,
            "Each value of the parameter 'person' must name a film, such as 'Ana=862;The Godfather'",
        ),
        ("?person=238&person=%20;%20", 400, "must name a film"),
        ("?person=1&person=2&person=3&person=4&person=5", 400, "given 5 times; give it at most 4 times"),
        ("?person=238&person=Ana%3D238;862", 400, "'id:862' for Toy Story (1995) or 'title:862' for 862 (1995)"),
        ("?person=238&person=Ana%3D238;Toy+Stori", 404, "Perhaps you mean 'Toy Story'"),
        ("?person=238&likes=Toy+Stori", 404, "Perhaps you mean 'Toy Story'"),
        ("?person=238&genre=Comedie", 404, "Perhaps you mean 'Comedia'"),
    ],
)
@pytest.mark.parametrize("form", ["", "format=csv"])
def test_what_is_wrong_with_people_is_said(served: httpx.Client, query: str, status: int, detail: str, form: str) -> None:
    body = problem(served.get(f"/recommendations{query}{'&' if query else '?'}{form}"))
    assert body["status"] == status
    assert detail in str(body["detail"])
