"""Parameters that are lists of values, and answers of many rows."""

import httpx
import pytest

from tests.service.problem_answers import problem

CAST = {"kind": "cast", "names": ["John Travolta", "Nicolas Cage"], "share": 0.5}


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("texts=a", {"texts": ["a"]}),
        ("texts=b,c&texts=a&texts=b,c", {"texts": ["b,c", "a", "b,c"]}),
        ("texts=%5B'x'%5D&texts=NULL&texts=%22&texts=%C3%A9%26", {"texts": ["['x']", "NULL", '"', "é&"]}),
        ("texts='%5D);drop table movies;--", {"texts": ["']);drop table movies;--"]}),
        ("numbers=7&texts=a&numbers=-2147483648", {"texts": ["a"], "numbers": [7, -(2**31)]}),
        ("days=1999-12-31&days=2000-01-01", {"days": ["1999-12-31", "2000-01-01"]}),
    ],
)
def test_values_arrive_in_their_order(client: httpx.Client, query: str, values: dict[str, object]) -> None:
    answer = client.get(f"/echo?{query}")
    assert answer.status_code == 200
    assert {name: value for name, value in answer.json().items() if value is not None} == values


def test_a_list_that_is_not_given_is_the_default(client: httpx.Client) -> None:
    assert client.get("/alike?likes=Face/Off").json()["items"] == [{"title": "Face/Off", "contributions": [CAST]}]
    assert client.get("/echo").json()["texts"] is None


def test_rows_with_lists_are_a_page(client: httpx.Client) -> None:
    answer = client.get("/alike?likes=100%25&likes=What%3F&likes=Face/Off&dislikes=3&dislikes=1")
    nobody = {"kind": "cast", "names": [None], "share": 0.5}
    assert answer.json() == {"items": [{"title": "What?", "contributions": [nobody]}], "next": None}


def test_one_of_few_values(client: httpx.Client) -> None:
    body = problem(client.get("/echoes?texts=a&order=sideways"))
    assert (body["status"], body["parameter"], body["valid_values"]) == (400, "order", ["rising", "falling"])
    assert client.get("/echoes?texts=a&order=falling").json()["items"] == [{"value": "a"}]
    parameters = client.get("/schema/openapi.json").json()["paths"]["/echoes"]["get"]["parameters"]
    assert next(parameter for parameter in parameters if parameter["name"] == "order")["schema"]["enum"] == ["rising", "falling"]
