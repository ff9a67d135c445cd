from collections.abc import Callable
from urllib.parse import quote

import httpx
import pytest

from service.web.static_files import STATIC_ADDRESS

SendRaw = Callable[[str], httpx.Response]


@pytest.mark.parametrize(
    ("target", "title"),
    [
        ("/score/Face/Off", "Face/Off"),
        ("/score/Face%2FOff", "Face/Off"),
        ("/score/Face%2fOff", "Face/Off"),
        ("//score/Face/Off", "Face/Off"),
        ("/score/What%3F", "What?"),
        ("/score/100%25", "100%"),
        ("/score/100%", "100%"),
        ("/score/50%2525", "50%25"),
        ("/score//leading", "/leading"),
        ("/score/%2Fleading", "/leading"),
        ("/score/trailing/", "trailing/"),
        ("/score/a//b", "a//b"),
        ("/score/a%2F%2Fb", "a//b"),
        ("/score/Am%C3%A9lie", "Amélie"),
        ("/score/+1", "+1"),
        ("/score/%2B1", "+1"),
        ("/score/C%23%20&%20Co;", "C# & Co;"),
        ("/score/..", ".."),
        ("/score?asked_title=Face/Off", "Face/Off"),
        ("/score?asked_title=Face%2FOff", "Face/Off"),
        ("/score?asked_title=100%25", "100%"),
        ("/score?asked_title=100%", "100%"),
        ("/score/?asked_title=C%23+%26%20Co;", "C# & Co;"),
        ("/score?asked_title=%2B1", "+1"),
        ("/score?asked_title=What?", "What?"),
    ],
)
def test_text_arrives_as_it_was_meant(send_raw: SendRaw, target: str, title: str) -> None:
    answer = send_raw(target)
    assert (answer.status_code, answer.json().get("título")) == (200, title)


@pytest.mark.parametrize("text", ["%FF", "a%C3", "%ED%A0%80"])
@pytest.mark.parametrize("before", ["/score/", "/score?asked_title="])
def test_bytes_that_are_no_text_are_refused(send_raw: SendRaw, before: str, text: str) -> None:
    answer = send_raw(before + text)
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:filmoteca:problem:invalid-parameter")


@pytest.mark.parametrize("text", ["", " ", "%20%09", "%C2%A0", "a%00b", "%00", "a" * 501, quote("ñ") * 501])
@pytest.mark.parametrize("before", ["/score/", "/score?asked_title="])
def test_text_that_cannot_be_a_name_is_refused(send_raw: SendRaw, before: str, text: str) -> None:
    answer = send_raw(before + text)
    assert (answer.status_code, answer.json()["parameter"]) == (400, "asked_title")


@pytest.mark.parametrize("before", ["/score/", "/score?asked_title="])
def test_the_longest_text_is_let_in(send_raw: SendRaw, before: str) -> None:
    assert send_raw(before + quote("ñ") * 500).status_code == 404


@pytest.mark.parametrize("number", ["x", "1.5", "2147483648", "-2147483649", "9" * 40, "%00", "0x1", "%20", "1;drop"])
def test_what_is_no_integer_is_refused(send_raw: SendRaw, number: str) -> None:
    answer = send_raw(f"/movies/{number}/cast")
    assert (answer.status_code, answer.json()["parameter"]) == (400, "asked_id")
    assert "a whole number from -2147483648 to 2147483647" in answer.json()["detail"]


@pytest.mark.parametrize(("number", "status"), [("1", 200), ("2147483647", 404), ("-2147483648", 404)])
def test_integers_to_the_ends_of_the_type_are_let_in(send_raw: SendRaw, number: str, status: int) -> None:
    assert send_raw(f"/movies/{number}/cast").status_code == status


@pytest.mark.parametrize(
    ("query", "value"),
    [("small=-128", -128), ("ratio=0.5", 0.5), ("ratio=1", 1.0), ("flag=true", True), ("asked_day=1999-12-31", "1999-12-31")],
)
def test_values_of_other_types_arrive(client: httpx.Client, query: str, value: object) -> None:
    answer = client.get(f"/echo?{query}")
    assert answer.status_code == 200
    assert [echoed for echoed in answer.json().values() if echoed is not None] == [value]


@pytest.mark.parametrize(
    "query",
    [
        "small=128",
        "ratio=x",
        "ratio=1.01",
        "ratio=-0.5",
        "ratio=nan",
        "ratio=inf",
        "ratio=1e999",
        "flag=x",
        "asked_day=1999-13-01",
    ],
)
def test_values_that_are_not_of_the_type_are_refused(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/echo?{query}")
    assert (answer.status_code, answer.json()["parameter"]) == (400, query.partition("=")[0])


@pytest.mark.parametrize("year", ["32768", "-32769", "x", "", "1.5"])
def test_optional_integers_keep_to_their_type(client: httpx.Client, year: str) -> None:
    answer = client.get(f"/movies_in_month/enero?asked_year={year}")
    assert (answer.status_code, answer.json()["parameter"]) == (400, "asked_year")


@pytest.mark.parametrize("accept", ["*/*", "text/html;q=inf", "text/html;q=nan", "text/html;q=1e999"])
@pytest.mark.parametrize("name", ["%00", "a%00b", "%FF", "a" * 5000, "%0A", "%2e%2e/app.py"])
def test_no_name_and_no_quality_ends_in_a_status_of_500(client: httpx.Client, accept: str, name: str) -> None:
    for address in (f"{STATIC_ADDRESS}/{name}", f"/docs/assets/{name}", f"/{name}"):
        assert client.get(address, headers={"accept": accept}).status_code == 404
    assert client.get("/docs", headers={"accept": accept}).status_code == 200


@pytest.mark.parametrize("target", ["//shelf?limit=1", "///shelf?limit=1", "/%2Fshelf?limit=1"])
def test_no_address_of_a_next_page_is_on_another_host(send_raw: SendRaw, target: str) -> None:
    answer = send_raw(target)
    if answer.status_code == 200:
        assert not answer.json()["next"].startswith(("//", "/\\"))
