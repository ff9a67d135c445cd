"""Whatever is put into any parameter of any route, into a path, a header or a body, is answered or refused with a problem.

Routes and parameters come from the application itself, so that a new one is tried as well.
"""

import gzip
import json
import random
import re
import socket
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import quote

import brotli
import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute

import service
import sql
from service.app import create_app
from service.endpoints.address import Address, addresses
from service.endpoints.endpoint import read_endpoints
from service.endpoints.filters import parse_filter_name
from tests.service.servers import running

NONE: Mapping[str, str] = MappingProxyType({})

TEXTS = [
    *("", "%20", "+", "%09", "%00", "a%00b", "%0A", "a%0Ab", "a%0D%0Ab%0D%0A", "%0D", "%0B%0C%1C", "%1B%5B31m", "%7F", "%C2%85"),
    *("%E2%80%A8", "%E2%80%AE", "%EF%BB%BF", "%F0%9F%98%80", "e%CC%81", "%ED%A0%80", "%FF", "a%C3", "%C0%AF", "%F4%90%80%80"),
    *(
        "%",
        "%2",
        "%zz",
        "%u0041",
        "%25",
        "%2500",
        '"',
        '"a',
        'a"b',
        "%22a%0Ab%22",
        "'",
        "%5C",
        "%5C%00",
        "`",
        "$1",
        "?",
        ";",
        "a;b=c",
    ),
    *("../../etc/passwd", "..%2F..%2Fetc%2Fpasswd", "..%5C..", "%2E%2E/%2E%2E", "/", "//", "%2F", ".", "..", "~", "C:%5C"),
    *(
        "a" * 256,
        "a" * 501,
        "a" * 5000,
        "%C3%B1" * 500,
        "%C3%B1" * 501,
        "%00" * 300,
        "a," * 101,
        "a%0A" * 101,
        "(" * 300,
        "[" * 3000,
    ),
    *(",", ",,,", "-", "--", "*", "%25_%25", "{}", "[]", "null", "None", "NULL", "<script>", "%3Cscript%3E", "=1+1"),
]
NUMBERS = [
    *(
        "0",
        "-0",
        "-1",
        "1",
        "1.5",
        "01",
        "+1",
        "1e3",
        "1_000",
        "0x10",
        "%D9%A1%D9%A2",
        "%C2%B2",
        "127",
        "128",
        "32768",
        "2147483647",
    ),
    *(
        "2147483648",
        "-2147483649",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "9" * 400,
        "-" + "9" * 400,
    ),
    *(
        "nan",
        "NaN",
        "inf",
        "-inf",
        "Infinity",
        "1e308",
        "-1e308",
        "1e309",
        "1e-400",
        "1e999999999",
        "0." + "1" * 400,
        "true",
        "false",
        "on",
    ),
]
DAYS = [
    *(
        "0000-00-00",
        "0000-01-01",
        "0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "-0001-01-01",
        "1999-02-30",
        "1999-13-01",
        "1999-1-1",
    ),
    *("1999-12-31T23:59:59", "1999-12-31T25:00:00", "9999-12-31T23:59:60", "1999-12-31T00:00:00Z", "1999-12-31T00:00:00%2B99:99"),
    *("infinity", "-infinity", "epoch", "today", "now()", "294247-01-10", "5881580-07-11"),
]
CURSORS = [
    urlsafe_b64encode(text.encode()).rstrip(b"=").decode()
    for text in (
        "",
        "[]",
        "[[],[]]",
        '[["movie_id"],[1]]',
        '[["movie_id"],["\\u0000"]]',
        '[["title"],["\\ud800"]]',
        "[" * 2000,
        "[[1e999],[1e999]]",
    )
]
VALUES = [*TEXTS, *NUMBERS, *DAYS, *CURSORS]


HEADERS = [
    *(
        "",
        " ",
        "*",
        ",",
        ";",
        ";;q=",
        "q=0",
        "a/b/c",
        "*/",
        "/*",
        "text/csv;q=",
        "text/csv;q=nan",
        "text/csv;q=-1",
        "text/csv;q=1e9",
    ),
    *("*/*;q=0", '"', '"a', "W/", 'W/"', "W/*", "gzip;q=x", "identity;q=0", "*;q=0", "é", "\xff", "\x7f", "a" * 3000, "," * 3000),
    *(
        '"\\' * 1500,
        "bytes=0-",
        "bytes=-1",
        "bytes=9999999999999999999-",
        "bytes=a-b",
        "a=b; c",
        "../..",
        "//evil.example",
        "<script>",
    ),
]

FIELDS = [
    *("Accept", "Accept-Encoding", "Accept-Language", "Authorization", "Content-Type", "Cookie", "Forwarded", "If-Match"),
    *("If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since", "Origin", "Range", "TE", "Upgrade", "X-API-Key"),
    *(
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Prefix",
        "X-Forwarded-Proto",
        "X-Request-ID",
        "Access-Control-Request-Method",
    ),
]

BODIES = [
    *(
        b"",
        b"null",
        b"[]",
        b"{}",
        b'"',
        b"{",
        b"[" * 100_000,
        b'{"sql": 1}',
        b'{"sql": null}',
        b'{"sql": ""}',
        b'{"sql": "\x00"}',
        b"\xff",
    ),
    *(b'{"sql": "\\u0000"}', b'{"sql": "\\ud800"}', b'{"sql": "select 1", "parameters": []}', b'{"sql": "select 1", "more": 1}'),
    *(
        b'{"sql": "select $a", "parameters": {"a": %s}}' % value
        for value in (b"1e999", b"9" * 400, b'"\\u0000"', b'"\\ud800"', b"[[[]]]")
    ),
    b'{"sql": "select $a", "parameters": {"": 1, "a": {"b": [null, {"c": -0.0}]}}}',
    b'{"sql": "%s"}' % (b"a" * 200_000),
]


DECODERS = {"identity": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


STATEMENT_PAGE = "/consulta"
"""The page that shows what is wrong with a statement where its answer would stand."""


class Field(NamedTuple):
    """A parameter in the query of a route: an address with all that the route needs, and the name of the parameter."""

    address: str
    name: str

    def asked(self, *values: str) -> str:
        """The address with these values of the parameter."""
        joint = "&" if "?" in self.address else "?"
        return self.address + joint + "&".join(f"{quote(self.name)}={value}" for value in values)


class Asker:
    """Asks over one connection, as the bytes stand.

    Attributes:
        statuses: How often each status was answered.
    """

    def __init__(self, connection: HTTPConnection) -> None:
        self._connection = connection
        self.statuses: Counter[int] = Counter()

    def ask(self, target: str, method: str = "GET", body: bytes | None = None, headers: Mapping[str, str] = NONE) -> None:
        """Ask, and make sure that the answer is one or a problem."""
        self._connection.request(method, target, body=body, headers=dict(headers))
        answer = self._connection.getresponse()
        content = DECODERS[answer.headers.get("content-encoding", "identity")](answer.read())
        what = (method, target[:300], headers, (body or b"")[:200], answer.status, content[:500])
        self.statuses[answer.status] += 1
        assert answer.status < 500, what
        if answer.status >= 400 and not target.startswith(STATEMENT_PAGE):
            assert answer.headers["content-type"] == "application/problem+json", what
            problem = json.loads(content)
            assert problem["status"] == answer.status, what
            assert len(problem["detail"]) > 10, what
        elif answer.headers["content-type"] == "application/json":
            json.loads(content, parse_constant=lambda constant: pytest.fail(f"{constant} in {what}"))

    def document(self, target: str) -> Any:  # noqa: ANN401 - any document of JSON
        """Ask for a document of JSON."""
        self._connection.request("GET", target)
        return json.loads(self._connection.getresponse().read())


@pytest.fixture(scope="module")
def app(warehouse: Path) -> Iterator[Litestar]:
    """The application, to tell its routes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FILMOTECA_SQL", "on")
        yield create_app(warehouse, sql.ROOT)


@pytest.fixture(scope="module")
def port(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where the service runs as a program, with the same routes."""
    environment = {"FILMOTECA_SQL": "on", "FILMOTECA_TIME_LIMIT": "60"}
    with running(tmp_path_factory.mktemp("any"), warehouse, as_program=True, environment=environment) as server:
        yield server.port


@pytest.fixture
def asker(port: int) -> Iterator[Asker]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        yield Asker(connection)


@pytest.fixture(scope="module")
def served() -> list[Address]:
    return addresses(read_endpoints(sql.ROOT))


def shuffled() -> Iterator[str]:
    """The values again and again, in an order that brings other ones to each parameter."""
    return cycle(random.Random(1).sample(VALUES, len(VALUES)))


def paths(app: Litestar) -> list[str]:
    """The paths of all routes that answer GET."""
    return [route.path_format for route in app.routes if isinstance(route, HTTPRoute) and "GET" in route.methods]


def operations(asker: Asker) -> dict[str, list[str]]:
    """The parameters in the query of each path, as the OpenAPI document describes them."""
    document = asker.document("/schema/openapi.json")
    shared = document["components"]["parameters"]
    return {
        path: [
            parameter["name"]
            for each in item["get"].get("parameters", [])
            if (parameter := shared[each["$ref"].rpartition("/")[2]] if "$ref" in each else each)["in"] == "query"
        ]
        for path, item in document["paths"].items()
        if "get" in item
    }


def names_on_pages() -> list[str]:
    """What the forms and links of pages put into queries."""
    templates = "".join(
        path.read_text(encoding="utf-8") for path in (Path(service.__file__).parent / "web" / "templates").iterdir()
    )
    return sorted({*re.findall(r'name="(\w+)"', templates), *re.findall(r"[?;&](\w+)=", templates)})


def filled(path: str, value: str) -> str:
    return re.sub(r"\{\w+\}", lambda _: value, path)


def test_every_parameter_of_the_query_takes_any_value(asker: Asker, served: list[Address]) -> None:
    by_path = {address.path: address for address in served}
    described = operations(asker)
    assert by_path.keys() < described.keys()
    values = shuffled()
    for path, names in described.items():
        endpoint = by_path[path].endpoint if path in by_path else None
        columns = endpoint.list_shape.columns if endpoint and endpoint.list_shape else {}
        # Another address of an endpoint has the same parameters.
        times = 5 if endpoint is None or path == endpoint.header.path else 1
        # Filters have a test of their own.
        for name in (each for each in names if parse_filter_name(each, columns) is None):
            field = Field(endpoint.example(path) if endpoint else filled(path, "1"), name)
            for _ in range(times):
                asker.ask(field.asked(next(values)))
            asker.ask(field.asked(next(values), next(values)))
    assert asker.statuses.keys() == {200, 400, 404}


def test_every_filter_takes_any_value(asker: Asker, served: list[Address]) -> None:
    values, operators = shuffled(), cycle(("eq", "in", "contains", "gte", "ne", "startswith", "isnull"))
    tried: set[tuple[str, str]] = set()
    for address in (each for each in served if each.path == each.endpoint.header.path):
        shape = address.endpoint.list_shape
        for column in shape.columns.values() if shape else ():
            kind = (column.name, str(column.type))
            # A column that stands in many lists is compared in the same way in each.
            some = (next(operators),) if kind in tried else ("eq", "in", "contains", "no", *column.operators)
            for operator in some:
                field = Field(address.endpoint.example(address.path), f"{column.name}__{operator}")
                asker.ask(field.asked(next(values)))
            if kind not in tried:
                asker.ask(Field(field.address, f"{column.name}__in").asked("a%0Ab"))
                asker.ask(Field(field.address, column.name).asked(next(values), next(values)))
            tried.add(kind)
    assert len(tried) > 100
    assert asker.statuses.keys() == {200, 400, 404}


def test_every_parameter_of_a_page_takes_any_value(app: Litestar, asker: Asker) -> None:
    values = shuffled()
    described = operations(asker)
    pages = [path for path in paths(app) if path not in described]
    assert len(pages) > 15
    names = cycle(names_on_pages())
    for path in pages:
        for name in islice(names, 15):
            asker.ask(Field(filled(path, "1"), name).asked(next(values)))
        asker.ask(f"{filled(path, '1')}?{next(values)}")
    assert asker.statuses.keys() == {200, 302, 400, 404}


def test_every_path_takes_any_name(app: Litestar, asker: Asker) -> None:
    values = shuffled()
    for path in paths(app):
        for _ in range(30 if "{" in path else 0):
            asker.ask(filled(path, next(values).replace("?", "%3F")))
        for _ in range(5):
            asker.ask(f"{filled(path, '1').rstrip('/')}/{next(values).replace('?', '%3F')}")
    assert asker.statuses.keys() <= {200, 302, 400, 404, 414}


@pytest.mark.parametrize(
    "path", ["/docs/assets/", "/static/", "/explorar/", "/pelicula/", "/movies/", "/schema/", "/", "/score_titulo/"]
)
def test_names_that_are_longer_than_any_system_allows(asker: Asker, path: str) -> None:
    for name in ("a" * 255, "a" * 256, "a" * 4097, "a/" * 3000, "%C3%B1" * 2000, "a" * 20_000, "a" * 70_000, "../" * 2000):
        asker.ask(path + name)
        asker.ask(f"{path}{name}.json")
    assert asker.statuses.keys() <= {400, 404, 414, 431}


def test_every_header_takes_any_value(asker: Asker) -> None:
    for name in FIELDS:
        for value in HEADERS:
            for address in ("/genres", "/nowhere"):
                asker.ask(address, headers={name: value})


def test_a_statement_has_any_body(asker: Asker) -> None:
    for body in BODIES:
        for kind in ("application/json", "text/plain", "application/json; charset=utf-16", "multipart/form-data", ";"):
            asker.ask("/sql", "POST", body, {"content-type": kind})
        asker.ask("/sql", "POST", body, {"content-type": "application/json", "content-encoding": "gzip"})
    assert asker.statuses.keys() <= {200, 400, 413, 415}


@pytest.mark.parametrize(
    "request_line",
    [
        *(
            b"GET /score_titulo/Am\xc3\xa9lie HTTP/1.1",
            b"GET /\xff HTTP/1.1",
            b"GET /a b HTTP/1.1",
            b"GET /a\x00b HTTP/1.1",
            b"GET /\x7f HTTP/1.1",
        ),
        *(
            b"BREW / HTTP/1.1",
            b"GET / HTTP/9.9",
            b"GET",
            b"\x16\x03\x01\x02\x00\x01\x00",
            b"GET http://[ HTTP/1.1",
            b"GET a HTTP/1.1",
        ),
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1",
    ],
)
def test_what_is_no_request_is_refused_as_one(port: int, request_line: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request_line + b"\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 404 ", b"HTTP/1.1 431 "))
    assert b"content-type: application/problem+json" in head
    assert json.loads(body)["status"] in {400, 404, 431}


@pytest.mark.parametrize("protocol", ["websocket", "h2c"])
def test_what_wants_another_protocol_is_answered_in_this_one(asker: Asker, protocol: str) -> None:
    headers = {
        "Connection": "Upgrade",
        "Upgrade": protocol,
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
    }
    asker.ask("/movies/862", headers=headers)
    assert asker.statuses == {200: 1}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_every_path_takes_any_method(app: Litestar, asker: Asker, method: str) -> None:
    for path in paths(app):
        asker.ask(filled(path, "1"), method)
    assert asker.statuses.keys() <= {204, 400, 404, 405, 415}
