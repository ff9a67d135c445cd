from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest


def test_one_is_an_object(client: httpx.Client) -> None:
    answer = client.get("/movies_in_month/ENERO")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == {"mes": "enero", "cantidad": 11}


def test_many_is_a_page(client: httpx.Client) -> None:
    assert client.get("/movies/1/cast").json() == {
        "items": [{"person": "John Travolta", "position": 0}, {"person": "Nicolas Cage", "position": 1}],
        "next": None,
    }


def test_many_without_rows_is_an_empty_page(client: httpx.Client) -> None:
    answer = client.get("/movies/2/cast")
    assert (answer.status_code, answer.json()) == (200, {"items": [], "next": None})


def test_nested_rows_odd_names_and_odd_numbers(client: httpx.Client) -> None:
    assert client.get("/details/1").json() == {
        "title": "Face/Off",
        "released": "1997-01-27",
        "ratio": None,
        "huge": 2**127 - 1,
        "lista recomendada": [{"who": "John Travolta", "in order": 0}, {"who": "Nicolas Cage", "in order": 1}],
    }


@pytest.mark.parametrize("address", ["/month_count/enero", "/month_count?month=enero", "/movies_in_month?month=enero"])
def test_aliases_and_queries_answer_alike(client: httpx.Client, address: str) -> None:
    assert client.get(address).content == client.get("/movies_in_month/enero").content


def test_optional_parameter(client: httpx.Client) -> None:
    assert client.get("/movies_in_month/enero?asked_year=1990").json()["cantidad"] == 0
    assert len(client.get("/movies?least=8").json()["items"]) == 2


@pytest.mark.parametrize(
    "address",
    [
        "/score/Face/Off",
        "/score/nothing",
        "/score",
        "/nowhere",
        "/movies",
        "/broken",
        "/docs",
        "/health/ready",
        "/schema/openapi.json",
        "/docs/assets/swagger-ui.css",
    ],
)
def test_head_has_the_headers_of_get_and_no_body(client: httpx.Client, address: str) -> None:
    head, got = client.head(address), client.get(address)
    assert head.content == b""
    assert head.status_code == got.status_code
    for name in ("content-type", "content-length"):
        assert head.headers[name] == got.headers[name]


def test_32_at_once(client: httpx.Client) -> None:
    expected = client.get("/details/1").content
    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(lambda _: client.get("/details/1"), range(320)))
    assert {answer.content for answer in answers} == {expected}


def test_health(client: httpx.Client) -> None:
    assert client.get("/health/live").json() == {"status": "ok"}
    ready = {"status": "ready", "snapshot": "snapshot-1", "built_at": "2026-01-01T00:00:00Z"}
    assert client.get("/health/ready").json() == ready
