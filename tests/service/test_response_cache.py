"""Answers that were given before, entity tags, and the codings of answers."""

import gzip

import brotli
import httpx
import pytest

from service.formats.negotiation import accepted_coding
from service.middleware.response_cache import Entry, ResponseStore
from service.observability.metrics import Metrics
from tests.service.problem_answers import problem


def test_the_same_question_is_asked_of_duckdb_once(client: httpx.Client) -> None:
    first, again = client.get("/dice/1000000"), client.get("/dice/1000000")
    assert first.json() == again.json()
    assert first.headers["etag"] == again.headers["etag"]
    assert client.get("/dice/1000001").json() != first.json()


def test_the_address_is_what_is_held(client: httpx.Client) -> None:
    assert client.get("/dice?sides=1000002").json() != client.get("/dice/1000002").json()


def test_who_has_the_answer_is_not_sent_it_again(client: httpx.Client) -> None:
    first = client.get("/dice/1000003")
    assert first.headers["cache-control"] == "public, max-age=60"
    assert first.headers["vary"] == "Accept, Accept-Encoding, X-Forwarded-Prefix"
    for held in (first.headers["etag"], f'"other", {first.headers["etag"]}', f"W/{first.headers['etag']}"):
        again = client.get("/dice/1000003", headers={"if-none-match": held})
        assert (again.status_code, again.content) == (304, b"")
        for name in ("etag", "cache-control", "vary"):
            assert again.headers[name] == first.headers[name]
    for held in ('"other"', first.headers["etag"].strip('"'), "", '"*"'):
        assert client.get("/dice/1000003", headers={"if-none-match": held}).status_code == 200


@pytest.mark.parametrize(
    "address", ["/dice/1000006", "/shelf?format=csv", "/numbers?format=ndjson", "/docs", "/schema/openapi.json"]
)
def test_who_has_any_answer_is_not_sent_one(client: httpx.Client, address: str) -> None:
    first = client.get(address)
    for method in ("GET", "HEAD"):
        again = client.request(method, address, headers={"if-none-match": "*"})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
        assert "content-type" not in again.headers


def test_there_is_no_answer_to_have_of_what_is_not_there(client: httpx.Client) -> None:
    for address in ("/score/nothing", "/nowhere", "/docs/assets/nothing"):
        assert client.get(address, headers={"if-none-match": "*"}).status_code == 404
    assert client.get("/shelf?limit=0", headers={"if-none-match": "*"}).status_code == 400


@pytest.mark.parametrize("address", ["/details/1", "/shelf?format=csv", "/docs"])
def test_who_wants_a_certain_answer_gets_it_or_none(client: httpx.Client, address: str) -> None:
    tag = client.get(address).headers["etag"]
    for wanted in (tag, f'"other", {tag}', "*"):
        assert client.get(address, headers={"if-match": wanted}).status_code == 200
    for wanted in ('"other"', f"W/{tag}", ""):  # the strong comparison
        both = client.get(address, headers={"if-match": wanted, "if-none-match": tag})
        assert both.status_code == (412 if wanted else 304)
        if wanted:
            assert problem(both)["type"] == "urn:filmoteca:problem:precondition-failed"


def test_head_is_answered_from_the_same_answer(client: httpx.Client) -> None:
    first = client.get("/dice/1000004")
    head = client.head("/dice/1000004")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == first.headers["etag"]
    assert head.headers["content-length"] == first.headers["content-length"]


@pytest.mark.parametrize("address", ["/score/nothing", "/shelf?nothing=1", "/broken"])
def test_problems_are_not_held(client: httpx.Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code >= 400
    assert "etag" not in answer.headers


def test_each_form_of_an_answer_has_its_tag(client: httpx.Client) -> None:
    tags = [
        client.get("/shelf", headers={"accept": accept, "accept-encoding": coding}).headers["etag"]
        for accept in ("application/json", "text/csv", "application/x-ndjson")
        for coding in ("identity", "gzip", "br")
    ]
    assert len(set(tags)) == len(tags)
    whole = client.get("/shelf", headers={"accept": "text/csv"}).content
    assert client.get("/shelf", headers={"accept": "application/json"}).content != whole


@pytest.mark.parametrize(
    ("wanted", "coding"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("gzip;q=0", "identity"),
        ("br;q=0.5, gzip;q=1.0", "gzip"),
        ("gzip;q=0.5, identity;q=0.9", "identity"),
        ("gzip;q=0.5, identity;q=0.5", "gzip"),
        ("*", "br"),
        ("*;q=0, identity", "identity"),
        ("*;q=0, gzip;q=0.1", "gzip"),
        ("br;q=0, *", "gzip"),
        ("br;q=nonsense", "identity"),
        ("br;q=nan", "identity"),
        ("br;q=1e9", "identity"),
        ("deflate", "identity"),
        ("identity", "identity"),
        ("identity;q=0, br", "br"),
        ("identity;q=0, *;q=0.1", "br"),
    ],
)
def test_the_best_coding_of_those_accepted(client: httpx.Client, wanted: str | None, coding: str) -> None:
    assert accepted_coding(wanted).name == coding
    headers = {"accept-encoding": wanted or ""}
    for _ in range(2):  # as it is made, and as it is held
        answer = client.get("/dice/10", headers=headers)
        assert answer.headers.get("content-encoding", "identity") == coding
        assert len(answer.json()["thrown"]) == 1000


@pytest.mark.parametrize("address", ["/details/1", "/shelf?format=parquet", "/docs", "/health/live", "/score/nothing"])
def test_even_what_is_short_or_packed_is_coded_where_it_must_be(client: httpx.Client, address: str) -> None:
    for _ in range(2):
        coded = client.get(address, headers={"accept-encoding": "identity;q=0, gzip"})
        plain = client.get(address, headers={"accept-encoding": "identity"})
        assert coded.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in plain.headers
        assert coded.content == plain.content
        assert coded.status_code == plain.status_code
        if "etag" in plain.headers:
            assert coded.headers["etag"] != plain.headers["etag"]


@pytest.mark.parametrize(
    "wanted", ["identity;q=0", "*;q=0", "identity;q=0, deflate", "br;q=0, *;q=0.0", "identity;q=0.000, gzip;q=0"]
)
@pytest.mark.parametrize("address", ["/dice/10", "/shelf?format=csv", "/docs", "/health/live"])
def test_who_accepts_no_coding_that_there_is_gets_406(client: httpx.Client, address: str, wanted: str) -> None:
    for _ in range(2):
        body = problem(client.get(address, headers={"accept-encoding": wanted}))
        assert (body["status"], body["type"]) == (406, "urn:filmoteca:problem:not-acceptable")
        assert "br, gzip, identity" in str(body["detail"])
        client.get(address)  # what is held changes nothing


def test_codings_are_what_they_are_called(client: httpx.Client) -> None:
    plain = client.get("/numbers?limit=1000", headers={"accept-encoding": "identity"}).content
    for coding, decode in (("gzip", gzip.decompress), ("br", brotli.decompress)):
        with client.stream("GET", "/numbers?limit=1000", headers={"accept-encoding": coding}) as answer:
            packed = b"".join(answer.iter_raw())
        assert len(packed) < len(plain) / 2
        assert decode(packed) == plain


def test_downloads_are_coded_as_they_stream_but_parquet_is_not(client: httpx.Client) -> None:
    plain = client.get("/numbers?format=csv", headers={"accept-encoding": "identity"})
    packed = client.get("/numbers?format=csv", headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text
    for address, accept in (("/numbers?format=parquet", "*/*"), ("/numbers", "application/vnd.apache.parquet")):
        answer = client.get(address, headers={"accept": accept, "accept-encoding": "gzip"})
        assert answer.content[:4] == b"PAR1"
        assert "content-encoding" not in answer.headers


def test_hits_and_misses_are_counted(client: httpx.Client) -> None:
    def counts() -> list[float]:
        lines = client.get("/metrics").text.splitlines()
        return [
            float(line.split()[1])
            for name in ("filmoteca_cache_hits_total", "filmoteca_cache_misses_total")
            for line in lines
            if line.startswith(f"{name} ")
        ]

    hits, misses = counts()
    for _ in range(3):
        client.get("/dice/1000005")
    assert counts() == [hits + 2, misses + 1]


def test_the_cache_is_bounded_in_bytes() -> None:
    cache = ResponseStore(16_000, Metrics(), is_public=True)
    for number in range(100):
        cache.keep(str(number), Entry([(b"name", b"value")], b"x" * 891))
        assert cache.bytes_held <= 16_000
    assert [cache.get(str(number)) is not None for number in range(100)] == [False] * 83 + [True] * 17
    assert cache.bytes_held == 17 * 900


def test_an_answer_that_would_drive_out_many_is_not_held() -> None:
    cache = ResponseStore(16_000, Metrics(), is_public=True)
    cache.keep("long", Entry([], b"x" * 1001))
    cache.keep("short", Entry([], b"x" * 1000))
    assert (cache.get("long"), cache.bytes_held) == (None, 1000)
