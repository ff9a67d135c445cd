"""``/sql`` as HTTP: parameters, formats, limits and errors."""

import csv
import gzip
import io
import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import httpx
import pyarrow as pa
import pytest
from pyarrow import parquet as pq

from service.api.callers import Callers
from service.console.console import Console
from service.console.protocol import LONGEST_STATEMENT, MOST_ROWS, MOST_ROWS_OF_FILES
from tests.service.console.conftest import Serve, Version


def ask(
    console: httpx.Client, sql: str, parameters: Mapping[str, object] = MappingProxyType({}), format_name: str = "json"
) -> httpx.Response:
    return console.post("/sql", json={"sql": sql, "parameters": dict(parameters)}, params={"format": format_name})


def problem(answer: httpx.Response) -> tuple[int, str, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    return answer.status_code, body["type"].removeprefix("urn:filmoteca:problem:"), body["detail"]


def test_answer(console: httpx.Client, snapshot: str) -> None:
    answer = ask(console, 'select $text as x, 1.50 as x, [1, null] as "x y", sum($number) as big', {"text": "ñ", "number": 2**62})
    assert answer.status_code == 200
    assert answer.json() == {
        "columns": [
            {"name": "x", "type": "VARCHAR"},
            {"name": "x_1", "type": "DECIMAL(3,2)"},
            {"name": "x y", "type": "INTEGER[]"},
            {"name": "big", "type": "HUGEINT"},
        ],
        "rows": [["ñ", 1.5, [1, None], 2**62]],
        "truncated": False,
        "snapshot": snapshot,
    }
    assert b"1.50" in answer.content
    assert answer.headers["filmoteca-truncated"] == "false"
    assert answer.headers["filmoteca-snapshot"] == snapshot
    assert answer.headers["cache-control"] == "no-store"


def test_statement_in_the_address(console: httpx.Client) -> None:
    answer = console.get("/sql", params={"q": "select 1 as a"})
    assert answer.json()["rows"] == [[1]]
    answer = console.get("/sql", params={"q": "select 1 as a", "format": "csv"})
    assert answer.text == "a\r\n1\r\n"


def test_order_is_kept(console: httpx.Client) -> None:
    rows = ask(console, "select range from range(5000) order by hash(range), range").json()["rows"]
    again = ask(console, "select range from range(5000) order by hash(range) desc, range").json()["rows"]
    assert rows == again[::-1] != sorted(rows)


@pytest.mark.parametrize("name", ["ndjson", "csv", "parquet", "arrow"])
@pytest.mark.parametrize("by_header", [False, True])
def test_formats(console: httpx.Client, name: str, by_header: bool, snapshot: str) -> None:
    types = {
        "ndjson": "application/x-ndjson",
        "csv": "text/csv; charset=utf-8",
        "parquet": "application/vnd.apache.parquet",
        "arrow": "application/vnd.apache.arrow.stream",
    }
    statement = {"sql": "select range as n, 'é' as t from range($most)", "parameters": {"most": 3000}}
    accept = {"accept": types[name].partition(";")[0]} if by_header else {}
    answer = console.post("/sql", json=statement, params={} if by_header else {"format": name}, headers=accept)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == types[name]
    assert answer.headers["content-disposition"].startswith('attachment; filename="answer.')
    assert answer.headers["filmoteca-snapshot"] == snapshot
    assert read(name, answer.content) == [(n, "é") for n in range(3000)]


def read(name: str, content: bytes) -> list[tuple[object, ...]]:
    match name:
        case "ndjson":
            return [tuple(json.loads(line).values()) for line in content.decode().splitlines()]
        case "csv":
            return [(int(number), *rest) for number, *rest in list(csv.reader(io.StringIO(content.decode())))[1:]]
        case "parquet":
            return [tuple(row.values()) for row in pq.read_table(io.BytesIO(content)).to_pylist()]
    return [tuple(row.values()) for row in pa.ipc.open_stream(content).read_all().to_pylist()]


@pytest.mark.parametrize("name", ["json", "ndjson", "csv", "parquet", "arrow"])
def test_too_many_rows(console: httpx.Client, name: str) -> None:
    most = MOST_ROWS.get(name, MOST_ROWS_OF_FILES)
    for count, truncated in ((most, "false"), (most + 1, "true")):
        answer = ask(console, f"select range as n, 'x' as t from range({count})", format_name=name)
        assert answer.headers["filmoteca-truncated"] == truncated
        rows = answer.json()["rows"] if name == "json" else read(name, answer.content)
        assert len(rows) == most


def test_too_many_bytes(console: httpx.Client) -> None:
    status, kind, detail = problem(ask(console, "select repeat('x', 100000) as x from range(1000)"))
    assert (status, kind) == (400, "sql-limit")
    assert "32 MB" in detail


def test_no_rows(console: httpx.Client) -> None:
    assert ask(console, "select title from movies where false").json()["rows"] == []
    assert ask(console, "select title from movies where false", format_name="csv").text == "title\r\n"


@pytest.mark.parametrize(
    ("sql", "parameters", "parameter", "words"),
    [
        ("select $a, $b", {"a": 1}, "b", "has a parameter $b"),
        ("select $a", {"a": 1, "b": 2}, "b", "has no $b"),
        ("select 1", {"x" * 100_000: 2}, "x" * 2000, "'parameters' has a value for 'xxx"),
        ("select ?", {"1": 1}, None, "has no name"),
        ("select $1", {}, None, "has no name"),
    ],
)
def test_parameters(console: httpx.Client, sql: str, parameters: dict[str, object], parameter: str | None, words: str) -> None:
    answer = ask(console, sql, parameters)
    status, kind, detail = problem(answer)
    assert (status, kind) == (400, "invalid-parameter")
    assert words in detail
    assert answer.json().get("parameter") == parameter


def test_values_are_bound(console: httpx.Client) -> None:
    hostile = "x'; drop table movies; --"
    given: dict[str, object] = {"text": hostile, "list": [1, 2], "object": {"k": [None]}, "none": None, "true": True, "real": 0.5}
    answer = ask(console, f"select {', '.join(f'${name}' for name in given)}", given)
    assert answer.json()["rows"] == [list(given.values())]


@pytest.mark.parametrize(
    ("sql", "is_told"),
    [
        ("select * from cast", True),
        ("select * from movies as m join CAST using (movie_id)", True),
        ("select cast('1' as integer) as n form movies", False),
        ("select * from movies limt 3", False),
    ],
)
def test_the_table_whose_name_is_a_word_of_sql(console: httpx.Client, sql: str, is_told: bool) -> None:
    told = problem(ask(console, sql))[2]
    assert ('write the table as "cast"' in told) == is_told
    assert ask(console, 'select count(*) as n from "cast"').status_code == 200


@pytest.mark.parametrize(
    ("sql", "detail"),
    [
        (
            "select\n  nix from movies",
            'Binder Error: Referenced column "nix" not found in FROM clause!\nCandidate bindings: "title"\n\nLINE 2:   nix from ',
        ),
        ("select 1 form movies from", "Parser Error: syntax error at or near"),
        ("select lenght(title) from movies", "There is no function 'lenght'; perhaps you mean 'length'."),
        (
            "from film_details",
            "There is no table 'film_details' in the warehouse; perhaps you mean 'derived.film_details'; ",
        ),
        ("from movis", "There is no table 'movis' in the warehouse; perhaps you mean 'movies'; 'show tables' lists them."),
        ("select 'x'::integer", "Conversion Error: Could not convert string 'x' to INT32"),
        ("select 1; select 2", "Give one statement; there are 2."),
        ("", "Give one statement; there is none."),
    ],
)
def test_wrong_statement(console: httpx.Client, sql: str, detail: str) -> None:
    status, kind, told = problem(ask(console, sql))
    assert (status, kind) == (400, "wrong-sql")
    assert told.startswith(detail)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("from read_csv('x.csv')", "the function 'read_csv'"),
        ("from 'x.csv'", "There is no table 'x.csv'"),
        ("drop table movies", "Only a statement that reads is allowed"),
        ("from movies at (version => 1)", "'at_clause'"),
    ],
)
def test_refusal_says_what(console: httpx.Client, sql: str, words: str) -> None:
    status, kind, detail = problem(ask(console, sql))
    assert (status, kind) == (400, "refused-sql")
    assert words in detail


def test_too_long(console: httpx.Client) -> None:
    assert ask(console, f"select 1 {' ' * (LONGEST_STATEMENT - 9)}").status_code == 200
    assert problem(ask(console, f"select 1 {' ' * (LONGEST_STATEMENT - 8)}"))[:2] == (413, "too-long")
    assert ask(console, "select $a", {"a": "x" * 300_000}).status_code == 413


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"{}", 400),
        (b'{"sql": 1}', 400),
        (b'{"sql": "select 1", "format": "csv"}', 400),
        (b'{"sql": "select 1", "parameters": [1]}', 400),
        (b'{"sql": "select \xff"}', 400),
        (b'{"sql": "select 1", "parameters": {"a": ' + b"[" * 50_000 + b"]" * 50_000 + b"}}", 400),
        (b'{"sql": "select $a", "parameters": {"a": ' + b"[" * 30 + b"]" * 30 + b"}}", 200),
        (b'{"sql": "select $a", "parameters": {"a": 1' + b"0" * 60 + b"}}", 400),
        (b'{"sql": "select \\ud800"}', 400),
    ],
)
def test_body(console: httpx.Client, body: bytes, status: int) -> None:
    answer = console.post("/sql", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == status, answer.text
    if status != 200:
        assert problem(answer)
    assert ask(console, "select 1").status_code == 200


def test_only_json_is_taken(console: httpx.Client) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        answer = console.post("/sql", content=b'{"sql": "select 1"}', headers={"content-type": kind})
        assert problem(answer)[0] == 415


def test_a_body_in_a_content_coding_is_refused(console: httpx.Client) -> None:
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    answer = console.post("/sql", content=gzip.compress(b'{"sql": "select 1"}'), headers=headers)
    assert problem(answer)[0] == 415
    assert answer.headers["accept-encoding"] == "identity"
    plain = {"content-type": "application/json", "content-encoding": "identity"}
    assert console.post("/sql", content=b'{"sql": "select 1"}', headers=plain).status_code == 200


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("", "q"),
        ("?q=select%201&x=1", "x"),
        ("?q=select%201&q=select%202", "q"),
        ("?q=select%201&format=xml", "format"),
        ("?q=%ff", None),
    ],
)
def test_query(console: httpx.Client, query: str, parameter: str | None) -> None:
    answer = console.get(f"/sql{query}")
    assert problem(answer)[:2] == (400, "invalid-parameter")
    assert answer.json().get("parameter") == parameter


def test_off(films: Path, snapshot: str, serve_console: Serve) -> None:
    with serve_console(Console(films, Version(snapshot).current, is_on=False, seconds=2)) as client:
        for answer in (client.get("/sql?q=select%201"), ask(client, "select 1")):
            status, kind, detail = problem(answer)
            assert (status, kind) == (404, "console-off")
            assert "FILMOTECA_SQL=on" in detail
        assert "/sql" not in client.get("/schema/openapi.json").json()["paths"]


def test_described(console: httpx.Client) -> None:
    operations = console.get("/schema/openapi.json").json()["paths"]["/sql"]
    assert set(operations) == {"get", "post"}
    for operation in operations.values():
        assert {"200", "400", "413", "503"} <= set(operation["responses"])
    assert set(operations["post"]["requestBody"]["content"]) == {"application/json"}


def test_a_byte_order_mark_for_spreadsheets(console: httpx.Client) -> None:
    statement = "select 'é' as a, -1 as b, -1.5::double as c, '-1' as d, '=1' as e"
    answer = console.get("/sql", params={"q": statement, "format": "csv", "bom": "true"})
    assert answer.content == "\ufeffa,b,c,d,e\r\né,-1,-1.5,'-1,'=1\r\n".encode()
    assert console.post("/sql?format=csv&bom=true", json={"sql": statement}).content == answer.content
    assert console.post("/sql?format=csv&bom=false", json={"sql": statement}).content == answer.content[3:]
    for wrong in ({"bom": "true"}, {"bom": "true", "format": "arrow"}, {"bom": "yes", "format": "csv"}):
        assert console.get("/sql", params={"q": statement, **wrong}).status_code == 400


IMAGE = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}


@pytest.mark.parametrize(
    "headers",
    [
        IMAGE,
        {"host": "films.example"},
        {"host": "127.0.0.1.films.example:8000"},
        {"host": "[x"},
        IMAGE | {"origin": "https://x.example"},
    ],
)
def test_a_page_of_another_site_runs_nothing(console: httpx.Client, headers: dict[str, str]) -> None:
    answer = console.get("/sql", params={"q": "select 1"}, headers=headers)
    assert problem(answer)[:2] == (403, "foreign-page")
    answer = console.post("/sql", json={"sql": "select 1"}, headers=headers)
    assert problem(answer)[:2] == (403, "foreign-page")


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {"host": "localhost:80"},
        {"host": "[::1]"},
        {"host": "127.1.2.3"},
    ],
)
def test_other_callers_are_answered(console: httpx.Client, headers: dict[str, str]) -> None:
    assert console.get("/sql", params={"q": "select 1"}, headers=headers).status_code == 200


def test_callers_that_are_allowed(films: Path, snapshot: str, serve_console: Serve) -> None:
    console = Console(films, Version(snapshot).current, is_on=True, seconds=2)
    with serve_console(console, Callers(("https://x.example",), ("films.example",))) as client:
        for headers in [{"host": "films.example:443"}, IMAGE | {"origin": "https://x.example"}]:
            assert client.get("/sql", params={"q": "select 1"}, headers=headers).status_code == 200
        assert client.get("/sql", params={"q": "select 1"}, headers=IMAGE).status_code == 403
