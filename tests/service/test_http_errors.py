import logging

import httpx
import pytest

from tests.service.problem_answers import problem


def test_unknown_name_has_suggestions(client: httpx.Client) -> None:
    body = problem(client.get("/score/Fase%2FOff"))
    assert body["status"] == 404
    assert body["type"] == "urn:filmoteca:problem:unknown-name"
    assert body["detail"] == (
        "There is nothing for asked_title = 'Fase/Off'. Perhaps you mean 'Face/Off'; 'suggestions' has the nearest names."
    )
    suggestions = body["suggestions"]
    assert isinstance(suggestions, list)
    assert (suggestions[0], len(suggestions)) == ("Face/Off", 5)


def test_optional_parameters_are_part_of_what_was_not_found(client: httpx.Client) -> None:
    detail = problem(client.get("/score/Face%2FOff?asked_year=1990"))["detail"]
    assert detail == (
        "There is nothing for asked_title = 'Face/Off' and asked_year = '1990'. "
        "'Face/Off' itself is known; leave out the other values, or change them."
    )


def test_unknown_number_without_a_vocabulary(client: httpx.Client) -> None:
    body = problem(client.get("/details/999"))
    assert (body["status"], body["detail"]) == (404, "There is nothing for asked_id = '999'.")


def test_value_outside_a_closed_vocabulary(client: httpx.Client) -> None:
    body = problem(client.get("/movies_in_month/Smarch"))
    assert body["status"] == 400
    assert body["type"] == "urn:filmoteca:problem:invalid-parameter"
    assert (body["parameter"], body["valid_values"]) == ("month", ["enero", "febrero", "marzo"])


def test_missing_parameter(client: httpx.Client) -> None:
    body = problem(client.get("/month_count"))
    assert (body["status"], body["parameter"]) == (400, "month")
    assert body["detail"] == "The query parameter 'month' is missing; give it as in /month_count?month=enero."


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("/movies?leats=7", "the query parameters here are: least"),
        ("/score/Face%2FOff?title=x", "the query parameters here are: asked_year"),
        ("/score/Face%2FOff?asked_title=x", "the query parameters here are: asked_year"),
        ("/details/1?x", "the query parameters here are: fields, include"),
        ("/slow?=1", "the query parameters here are: fields"),
    ],
)
def test_unknown_query_parameter(client: httpx.Client, address: str, known: str) -> None:
    body = problem(client.get(address))
    assert body["status"] == 400
    assert known in str(body["detail"])


def test_repeated_query_parameter(client: httpx.Client) -> None:
    body = problem(client.get("/movies?least=1&least=2"))
    assert (body["status"], body["parameter"]) == (400, "least")
    assert "given 2 times" in str(body["detail"])


@pytest.mark.parametrize(
    ("query", "name", "value", "wanted"),
    [
        ("numbers=1&numbers=x", "numbers", "x", "a whole number from -2147483648 to 2147483647"),
        ("numbers=2147483648", "numbers", "2147483648", "a whole number from -2147483648 to 2147483647"),
        ("numbers=1,2", "numbers", "1,2", "a whole number from -2147483648 to 2147483647"),
        ("texts=a&texts=", "texts", "", "text of 1 to 500 characters that is not blank"),
        ("texts=a&texts=b%00", "texts", "b\x00", "text of 1 to 500 characters that is not blank"),
        ("texts=a&numbers=1&days=1999-13-01", "days", "1999-13-01", "a date such as 1999-12-31"),
    ],
)
def test_a_wrong_value_is_named(client: httpx.Client, query: str, name: str, value: str, wanted: str) -> None:
    body = problem(client.get(f"/echo?{query}"))
    assert (body["status"], body["type"], body["parameter"]) == (400, "urn:filmoteca:problem:invalid-parameter", name)
    assert body["detail"] == f"Each value of the parameter '{name}' must be {wanted}; '{value}' is not."


def test_a_list_has_at_most_50_values(client: httpx.Client) -> None:
    assert client.get("/echo", params={"numbers": list(range(50))}).json()["numbers"] == list(range(50))
    body = problem(client.get("/echo", params={"numbers": list(range(51))}))
    assert (body["status"], body["parameter"]) == (400, "numbers")
    assert body["detail"] == "The query parameter 'numbers' is given 51 times; give it at most 50 times."


def test_a_list_that_is_required(client: httpx.Client) -> None:
    body = problem(client.get("/alike?dislikes=1"))
    assert (body["status"], body["parameter"]) == (400, "likes")
    assert body["detail"] == ("The query parameter 'likes' is missing; give it as in /alike?likes=Face%2FOff&likes=a%2F%2Fb.")


def test_a_list_for_known_names_may_be_empty(client: httpx.Client) -> None:
    for query in ("likes=Face/Off&dislikes=1&dislikes=2", "likes=Face/Off&likes=What%3F&dislikes=1&dislikes=2"):
        answer = client.get(f"/alike?{query}")
        assert (answer.status_code, answer.json()) == (200, {"items": [], "next": None})


def test_the_first_unknown_name_of_a_list_has_suggestions(client: httpx.Client) -> None:
    body = problem(client.get("/alike?likes=Face/Off&likes=Amelie&dislikes=1"))
    assert (body["status"], body["parameter"]) == (404, "likes")
    assert body["detail"] == (
        "There is nothing for likes = 'Face/Off', 'Amelie' and dislikes = '1'. "
        "Perhaps you mean 'Amélie'; 'suggestions' has the nearest names."
    )
    suggestions = body["suggestions"]
    assert isinstance(suggestions, list)
    assert suggestions[0] == "Amélie"


@pytest.mark.parametrize(
    "address", ["/nowhere", "/movies/1", "/schema", "/schema/redoc", "/schema/swagger", "/docs/assets/no.js"]
)
def test_unknown_address(client: httpx.Client, address: str) -> None:
    body = problem(client.get(address))
    assert (body["status"], body["type"], body["title"]) == (404, "about:blank", "Not Found")
    assert address in str(body["detail"])


def test_method_that_is_not_served(client: httpx.Client) -> None:
    answer = client.post("/score/x", json={})
    assert problem(answer)["title"] == "Method Not Allowed"
    assert {"GET", "HEAD"} <= set(answer.headers["allow"].split(", "))


def test_unexpected_error_is_logged_and_not_told(client: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="service"):
        answer = client.get("/broken")
    assert problem(answer)["title"] == "Internal Server Error"
    assert "secret" not in answer.text
    assert "the secret of the database" in caplog.text
