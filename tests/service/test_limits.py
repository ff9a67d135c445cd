import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from service.middleware.rate_limit import RateLimiter
from service.settings import Settings, SettingsError, read_settings
from service.web.static_files import STATIC_ADDRESS
from tests.service.servers import ROOT, Running, running

pytestmark = pytest.mark.serial

Serve = Callable[..., AbstractContextManager[httpx.Client]]
Build = Callable[[Path, Path], None]

KEYS = ("first-key-0123456789", "second-key-0123456789")

NUMBERS = """-- Very many numbers.
--
-- /// endpoint
-- path   = "/numbers"
-- answer = "many"
-- order  = ["n"]
-- ///
create or replace macro numbers() as table
    select range as n
    from range(20000000);
"""


MEMORY = """-- More bytes than the memory of DuckDB may hold.
--
-- /// endpoint
-- path   = "/memory"
-- answer = "many"
-- order  = ["n"]
-- ///
create or replace macro memory() as table
    select len(list(repeat('a', 100000) || range)) as n
    from range(40000);
"""


LONG = """-- A text that takes long to compress.
--
-- /// endpoint
-- path   = "/long_text"
-- answer = "one"
-- ///
create or replace macro long_text() as table
    select string_agg(md5(range::varchar), '') as text
    from range(1000000);
"""


@pytest.fixture(scope="module")
def patient(small_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service that gives statements far more time than the tests do."""
    with running(tmp_path_factory.mktemp("patient"), small_warehouse, environment={"FILMOTECA_TIME_LIMIT": "60"}) as server:
        yield server


def problem(answer: httpx.Response, status: int) -> dict[str, object]:
    body: dict[str, object] = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, body["status"]) == (status, status)
    return body


def wait_until(condition: Callable[[], bool], seconds: float = 3) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_query_that_is_too_long(client: httpx.Client) -> None:
    assert client.get("/echo", params={"texts": ["a" * 500] * 30}).status_code == 200
    answer = client.get("/echo", params={"texts": ["a" * 500] * 40})
    assert "16384 bytes" in str(problem(answer, 414)["detail"])


@pytest.mark.parametrize("address", ["/movies", "/health/live"])
def test_body_that_is_too_long(client: httpx.Client, address: str) -> None:
    assert client.request("GET", address, content=b"a" * 1000).status_code == 200
    answer = client.request("GET", address, content=b"a" * 1_048_577)
    assert "1048576 bytes" in str(problem(answer, 413)["detail"])


def test_those_beyond_the_queue_are_sent_away_at_once(small_warehouse: Path, tmp_path: Path) -> None:
    environment = {"FILMOTECA_QUEUE": "1", "FILMOTECA_TIME_LIMIT": "2"}
    with running(tmp_path / "server", small_warehouse, environment=environment) as server, ThreadPoolExecutor(100) as pool:
        many = len(os.sched_getaffinity(0)) + 8
        slow = [pool.submit(server.ask, "/slow") for _ in range(many)]
        wait_until(lambda: sum(answer.done() for answer in slow) >= 7, seconds=1.5)
        begin = time.monotonic()
        busy = server.ask("/slow")
        assert time.monotonic() - begin < 1
        assert problem(busy, 503)["type"] == "urn:filmoteca:problem:busy"
        assert busy.headers["retry-after"] == "1"
        assert server.ask("/health/live").status_code == 200
        kinds = Counter(str(problem(answer.result(), 503)["type"]).rpartition(":")[2] for answer in slow)
        assert kinds == {"busy": 7, "time-limit": many - 7}
        assert server.ask("/score/Face%2FOff").status_code == 200


@pytest.mark.parametrize("form", ["json", "csv", "arrow"])
def test_an_answer_that_does_not_fit_into_memory(serve: Serve, tmp_path: Path, sql_root: Path, build: Build, form: str) -> None:
    (sql_root / "endpoints/films/memory.sql").write_text(MEMORY)
    build(sql_root, tmp_path / "memory.duckdb")
    with serve(tmp_path / "memory.duckdb", sql_root) as client:
        answer = client.get(f"/memory?format={form}")
        assert problem(answer, 503)["type"] == "urn:filmoteca:problem:no-room"
        assert int(answer.headers["retry-after"]) > 0
        assert client.get("/score/Face%2FOff").status_code == 200


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_a_long_answer_is_not_compressed_at_the_cost_of_others(
    serve: Serve, tmp_path: Path, sql_root: Path, build: Build, coding: str
) -> None:
    (sql_root / "endpoints/films/long_text.sql").write_text(LONG)
    build(sql_root, tmp_path / "long.duckdb")
    with serve(tmp_path / "long.duckdb", sql_root) as client, ThreadPoolExecutor(1) as pool:
        begin = time.monotonic()
        plain = client.get("/long_text", headers={"accept-encoding": "identity"})
        without = time.monotonic() - begin
        begin = time.monotonic()
        asked = pool.submit(httpx.get, f"{client.base_url}/long_text", headers={"accept-encoding": coding}, timeout=30)
        longest = 0.0
        while not asked.done():
            before = time.monotonic()
            assert client.get("/health/live").status_code == 200
            longest = max(longest, time.monotonic() - before)
        compressing = time.monotonic() - begin - without
        assert asked.result().headers["content-encoding"] == coding
        assert asked.result().content == plain.content
        assert longest < max(compressing / 2, 0.1)


def test_a_statement_is_stopped_when_its_client_hangs_up(patient: Running) -> None:
    with socket.create_connection(("127.0.0.1", patient.port)) as connection:
        connection.sendall(b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
        wait_until(lambda: patient.metric("filmoteca_sql_running") == 1)
        time.sleep(0.3)
    wait_until(lambda: patient.metric("filmoteca_sql_running") == 0)
    wait_until(lambda: any(line.get("route") == "/slow" for line in patient.log_lines()))
    assert [line["status"] for line in patient.log_lines() if line.get("route") == "/slow"][-1] == 499
    assert patient.ask("/score/Face%2FOff").status_code == 200


def test_a_client_that_waits_is_not_taken_for_gone(patient: Running) -> None:
    with socket.create_connection(("127.0.0.1", patient.port)) as connection:
        connection.sendall(b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(1)
        assert patient.metric("filmoteca_sql_running") == 1
    wait_until(lambda: patient.metric("filmoteca_sql_running") == 0)


def test_a_download_is_stopped_when_its_client_hangs_up(tmp_path: Path, sql_root: Path, build: Build) -> None:
    (sql_root / "endpoints/films/numbers.sql").write_text(NUMBERS)
    warehouse = tmp_path / "numbers.duckdb"
    build(sql_root, warehouse)
    with running(tmp_path / "server", warehouse, sql_root=sql_root, environment={"FILMOTECA_TIME_LIMIT": "60"}) as server:
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(b"GET /numbers?format=ndjson HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert connection.recv(1000).startswith(b"HTTP/1.1 200")
            assert len(connection.recv(1000)) > 0
        wait_until(lambda: any(line.get("route") == "/numbers" for line in server.log_lines()))
        assert [line["status"] for line in server.log_lines() if line.get("route") == "/numbers"] == [499]
        wait_until(lambda: server.metric("filmoteca_sql_running") == 0)
        assert "Traceback" not in server.log.read_text()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_running_requests_end_before_the_service_stops(small_warehouse: Path, tmp_path: Path, workers: str) -> None:
    options = ("--workers", workers)
    with (
        running(tmp_path / "server", small_warehouse, *options, environment={"FILMOTECA_TIME_LIMIT": "1.5"}) as server,
        ThreadPoolExecutor(1) as pool,
    ):
        slow = pool.submit(server.ask, "/slow")
        wait_until(lambda: server.metric("filmoteca_sql_running") == 1)
        server.process.send_signal(signal.SIGTERM)
        assert problem(slow.result(), 503)["type"] == "urn:filmoteca:problem:time-limit"
        assert server.process.wait(5) in {0, -signal.SIGTERM}
        assert not list((tmp_path / "server").glob("filmoteca-*"))


def test_a_key_is_needed_but_for_health_and_documentation(
    serve: Serve, small_warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILMOTECA_API_KEYS", ", ".join(KEYS))
    with serve(small_warehouse) as client:
        for address in ("/docs", "/docs/assets/swagger-ui.css", "/schema/openapi.json", "/health/live", "/health/ready"):
            assert client.get(address).status_code == 200
        # The last one is an answer that the service holds already.
        for headers in ({"X-API-Key": KEYS[0]}, {"Authorization": f"Bearer {KEYS[1]}"}, {"Authorization": f"bearer  {KEYS[1]}"}):
            assert client.get("/movies", headers=headers).status_code == 200
        # A proxy may send its own key before that of the client.
        twice = [("X-API-Key", KEYS[0]), ("X-API-Key", "of somebody else")]
        assert client.get("/movies", headers=twice).status_code == 200
        assert client.get("/movies", headers=twice[::-1]).status_code == 401
        twice = [("Authorization", f"Bearer {KEYS[1]}"), ("Authorization", "Bearer of-somebody-else")]
        assert client.get("/movies", headers=twice).status_code == 200
        for headers in ({}, {"X-API-Key": "wrong"}, {"X-API-Key": KEYS[0] + "x"}, {"Authorization": f"Basic {KEYS[0]}"}):
            for address in ("/movies", "/data-quality", "/metrics", "/score/nothing"):
                answer = client.get(address, headers=headers)
                assert problem(answer, 401)["type"] == "urn:filmoteca:problem:unauthorized"
                assert answer.headers["www-authenticate"] == "Bearer"
        assert "private" in client.get("/movies", headers={"X-API-Key": KEYS[0]}).headers["cache-control"]


def test_too_many_requests_of_a_client(serve: Serve, small_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILMOTECA_RATE_LIMIT", "3")
    monkeypatch.setenv("FILMOTECA_API_KEYS", ",".join(KEYS))
    with serve(small_warehouse) as client:
        answers = [client.get("/movies", headers={"X-API-Key": KEYS[0]}) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert "Retry-After" in str(problem(answers[-1], 429)["detail"])
        assert 15 <= int(answers[-1].headers["retry-after"]) <= 20
        assert client.get("/movies", headers={"X-API-Key": KEYS[1]}).status_code == 200
        assert {client.get("/health/live").status_code for _ in range(5)} == {200}


COUNTED = [
    "/movies",
    "/nowhere",
    "/health/nowhere",
    "/health/live/",
    "//health/live",
    "/docs",
    "/docs/assets/swagger-ui.css",
    "/schema/openapi.json",
    "/schema/openapi/films.json",
    "/schema/nowhere",
    f"{STATIC_ADDRESS}/base.css",
    f"{STATIC_ADDRESS}/nothing.css",
    "/explorar/nothing.svg",
    "/metrics",
    "/sql",
]


@pytest.mark.parametrize("address", COUNTED)
def test_every_request_counts_whatever_is_at_its_address(
    serve: Serve, small_warehouse: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("FILMOTECA_RATE_LIMIT", "2")
    with serve(small_warehouse) as client:
        url = client.base_url.copy_with(raw_path=address.encode())
        first = [client.get(url).status_code for _ in range(2)]
        assert 429 not in first
        answer = client.get(url)
        assert int(answer.headers["retry-after"]) > 0
        problem(answer, 429)
        page = client.get(url, headers={"accept": "text/html"})
        assert (page.status_code, page.headers["content-type"]) == (429, "text/html; charset=utf-8")
        assert client.post(url, content=b"a").status_code == 429
        assert {client.get(health).status_code for health in ("/health/live", "/health/ready") for _ in range(3)} == {200}


def test_a_client_with_a_key_is_not_told_by_its_address(
    serve: Serve, small_warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILMOTECA_RATE_LIMIT", "2")
    monkeypatch.setenv("FILMOTECA_API_KEYS", ",".join(KEYS))
    with serve(small_warehouse) as client:
        # Guesses at keys count for the address that they come from.
        guesses = [client.get("/movies", headers={"x-api-key": f"guess-{number}-0123456789"}).status_code for number in range(4)]
        assert guesses == [401, 401, 429, 429]
        assert client.get("/nowhere").status_code == 429
        assert client.get("/movies", headers={"x-api-key": KEYS[0]}).status_code == 200


def test_rate_counts_each_client_by_itself() -> None:
    rate = RateLimiter(60)
    assert [rate.wait("a", 1000.0) for _ in range(60)] == [0.0] * 60
    assert rate.wait("a", 1000.0) == pytest.approx(1)
    assert rate.wait("b", 1000.0) == 0
    assert rate.wait("a", 1000.9) == pytest.approx(0.1)
    assert rate.wait("a", 1001.0) == 0
    assert rate.wait("a", 1001.0) == pytest.approx(1)
    assert [rate.wait("a", 2000.0) for _ in range(60)] == [0.0] * 60


def test_pages_of_allowed_origins_may_read_answers(serve: Serve, small_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILMOTECA_CORS_ORIGINS", "https://films.example,https://other.example:8443")
    allow = "access-control-allow-origin"
    with serve(small_warehouse) as client:
        for origin in ("https://films.example", "https://other.example:8443", "https://films.example"):
            for address in ("/movies", "/score/nothing", "/nowhere"):
                answer = client.get(address, headers={"Origin": origin})
                assert answer.headers[allow] == origin
                assert answer.headers.get_list("vary") == ["Accept, Accept-Encoding, Origin, X-Forwarded-Prefix"]
        for headers in ({"Origin": "https://evil.example"}, {}):
            answer = client.get("/movies", headers=headers)
            assert answer.status_code == 200
            assert allow not in answer.headers
            assert answer.headers.get_list("vary") == ["Accept, Accept-Encoding, Origin, X-Forwarded-Prefix"]
        asked = {"Origin": "https://films.example", "Access-Control-Request-Method": "GET"}
        answer = client.options("/movies", headers={**asked, "Access-Control-Request-Headers": "x-api-key"})
        assert (answer.status_code, answer.headers[allow]) == (204, "https://films.example")


def test_no_origin_is_allowed_by_itself(client: httpx.Client) -> None:
    answer = client.get("/movies", headers={"Origin": "https://films.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    "address",
    ["/movies", "/score/nothing", "/nowhere", "/broken", "/docs", "/docs/assets/swagger-ui.css", "/schema/openapi.json"],
)
def test_security_headers_are_everywhere(client: httpx.Client, address: str) -> None:
    headers = client.get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers.get_list("content-security-policy")[0].startswith("default-src 'none';")
    assert len(headers.get_list("content-security-policy")) == 1
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("environment", "port"),
    [
        ({"PORT": "9000"}, 9000),
        ({"PORT": "9000", "FILMOTECA_PORT": "9001"}, 9001),
        ({"PORT": "9000", "FILMOTECA_PORT": " "}, 9000),
        ({"PORT": "", "FILMOTECA_PORT": ""}, 8000),
        ({"PORT": "tcp://10.0.0.1:80", "FILMOTECA_PORT": "9001"}, 9001),
    ],
)
def test_the_port_of_a_platform_counts_where_the_service_has_none_of_its_own(environment: dict[str, str], port: int) -> None:
    assert read_settings(environment).port == port


def test_a_wrong_port_of_a_platform_is_named() -> None:
    with pytest.raises(SettingsError, match=r"^PORT must be a whole number from 0 to 65535; it is 'tcp://10.0.0.1:80'$"):
        read_settings({"PORT": "tcp://10.0.0.1:80"})


def test_settings_that_are_not_given_have_defaults() -> None:
    assert read_settings({"FILMOTECA_QUEUE": "", "OTHER": "x"}) == Settings()


@pytest.mark.parametrize(
    ("variable", "value", "wanted"),
    [
        ("FILMOTECA_QUEUE", "many", "a whole number, 0 or more; it is 'many'"),
        ("FILMOTECA_QUEUE", "-1", "a whole number, 0 or more; it is '-1'"),
        ("FILMOTECA_PORT", "65536", "a whole number from 0 to 65535; it is '65536'"),
        ("FILMOTECA_TIME_LIMIT", "nan", "a number above 0, up to 3600; it is 'nan'"),
        ("FILMOTECA_LOG_FORMAT", "xml", "auto, json or text; it is 'xml'"),
        ("FILMOTECA_CORS_ORIGINS", "https://a.example,b", "origins such as https://films.example:8443, or * for any, parted by"),
        ("FILMOTECA_API_KEYS", "short", "keys of 16 or more ASCII letters, digits or signs, parted by commas"),
    ],
)
def test_a_wrong_setting_is_named(variable: str, value: str, wanted: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({variable: value})
    assert str(caught.value).startswith(f"{variable} must be {wanted}")
    assert "short" not in str(caught.value)


@pytest.mark.parametrize("command", [["service"], ["uvicorn", "--factory", "service.app:create_app"]])
def test_the_service_does_not_start_with_a_wrong_setting(command: list[str]) -> None:
    environment = {**os.environ, "FILMOTECA_TIME_LIMIT": "long"}
    ended = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=20, check=False
    )
    assert ended.returncode != 0
    assert "FILMOTECA_TIME_LIMIT must be a number above 0, up to 3600; it is 'long'" in ended.stderr
