import logging
import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
from prometheus_client.parser import text_string_to_metric_families

from service.observability.logs import TextLines
from service.settings import Settings
from tests.service.servers import ROOT, Running, running

pytestmark = pytest.mark.serial


@pytest.fixture(scope="module")
def server(small_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    environment = {"FILMOTECA_SLOW_MS": "100", "FILMOTECA_TIME_LIMIT": "0.3"}
    with running(tmp_path_factory.mktemp("server"), small_warehouse, environment=environment) as server:
        yield server


def line_of(server: Running, answer: httpx.Response, message: str = "request") -> dict[str, object]:
    def lines() -> list[dict[str, object]]:
        wanted = answer.headers["x-request-id"], message
        return [line for line in server.log_lines() if (line.get("request_id"), line["message"]) == wanted]

    server.wait_for(lambda: bool(lines()))
    [line] = lines()
    return line


def test_a_line_for_each_request(server: Running) -> None:
    answer = server.ask("/score/Face%2FOff?asked_year=1997")
    line = line_of(server, answer)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", str(line.pop("time")))
    assert 0 < float(str(line.pop("sql_ms"))) <= float(str(line.pop("ms"))) < 10_000
    assert line == {
        "level": "info",
        "message": "request",
        "request_id": answer.headers["x-request-id"],
        "method": "GET",
        "route": "/score/{asked_title}",
        "status": 200,
        "bytes": len(answer.content),
    }


def test_every_line_of_the_log_is_json_with_a_level(server: Running) -> None:
    server.ask("/broken")
    lines = server.log_lines()
    assert {"time", "level", "message"} <= set.intersection(*(set(line) for line in lines))
    assert "Application startup complete." in {line["message"] for line in lines}
    # The server's own line of a request would have its address.
    assert not [line for line in lines if "/broken HTTP" in line["message"]]


@pytest.mark.parametrize("given", ["abc", "0af7651916cd43dd-8448eb211c80319c", "a.b_c~d", "x" * 128])
def test_a_well_formed_request_id_is_kept(server: Running, given: str) -> None:
    answer = server.ask("/health/live", **{"X-Request-ID": given})
    assert answer.headers["x-request-id"] == given
    assert line_of(server, answer)["route"] == "/health/live"


@pytest.mark.parametrize("given", ["", "a b", 'a"b', "x" * 129, "a\tb", "ñ"])
def test_another_request_id_is_replaced(server: Running, given: str) -> None:
    answer = httpx.get(f"http://127.0.0.1:{server.port}/health/live", headers=[(b"X-Request-ID", given.encode())])
    assert re.fullmatch("[0-9a-f]{16}", answer.headers["x-request-id"])


def test_a_failure_is_logged_with_the_id_that_the_client_has(server: Running) -> None:
    answer = server.ask("/broken")
    assert answer.status_code == 500
    line = line_of(server, answer, "GET /broken failed")
    assert line["level"] == "error"
    assert "the secret of the database" in str(line["error"])
    assert line_of(server, answer)["status"] == 500


def test_a_head_request_is_told_from_a_get(server: Running) -> None:
    answer = httpx.head(f"http://127.0.0.1:{server.port}/score/Face%2FOff")
    assert (answer.status_code, answer.content) == (200, b"")
    line = line_of(server, answer)
    assert (line["method"], line["route"]) == ("HEAD", "/score/{asked_title}")


def test_slow_sql_is_logged_with_its_file(server: Running) -> None:
    answer = server.ask("/slow")
    line = line_of(server, answer, "slow SQL")
    assert (line["level"], line["sql_file"]) == ("warning", "endpoints/slow/slow.sql")
    assert float(str(line["sql_ms"])) >= 100
    quick = server.ask("/score/Face%2FOff")
    line_of(server, quick)
    assert "slow SQL" not in [
        line["message"] for line in server.log_lines() if line.get("request_id") == quick.headers["x-request-id"]
    ]


def test_server_timing(server: Running) -> None:
    timing = server.ask("/score/Amélie").headers["server-timing"]
    [(sql, total)] = re.findall(r"^sql;dur=([\d.]+), total;dur=([\d.]+)$", timing)
    assert 0 < float(sql) <= float(total)
    assert server.ask("/health/live").headers["server-timing"].startswith("sql;dur=0.00,")


def test_metrics_count_requests_by_route(server: Running) -> None:
    def count(status: int) -> float:
        try:
            return server.metric(f'filmoteca_requests_total{{method="GET",route="/details/{{asked_id}}",status="{status}"}}')
        except KeyError:
            return 0

    before = count(200), count(404)
    for number in (1, 2, 3, 999):
        server.ask(f"/details/{number}")
    assert (count(200), count(404)) == (before[0] + 3, before[1] + 1)
    assert server.metric('filmoteca_request_seconds_count{route="/details/{asked_id}"}') == count(200) + count(404)
    assert server.metric('filmoteca_sql_seconds_count{route="/details/{asked_id}"}') > 0


def test_unknown_addresses_and_methods_make_no_new_labels(server: Running) -> None:
    for number in range(20):
        server.ask(f"/nowhere-{number}")
        server.ask(f"/docs/assets/none-{number}.js")
        httpx.request("GET" if number % 2 else "PROPFIND", f"http://127.0.0.1:{server.port}/else-{number}/x")
    families = text_string_to_metric_families(server.ask("/metrics").text)
    labels = [sample.labels for family in families for sample in family.samples]
    routes = {label["route"] for label in labels if "route" in label}
    assert "unknown" in routes
    assert not [route for route in routes if "-1" in route]
    assert {label["method"] for label in labels if "method" in label} <= {"GET", "HEAD", "other"}


def test_metrics_tell_of_the_warehouse_and_the_queue(server: Running) -> None:
    answer = server.ask("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert server.metric("filmoteca_snapshot_built_timestamp_seconds") == 1_767_225_600  # 2026-01-01 in UTC
    assert server.metric("filmoteca_snapshots_opened_total") == 1
    assert server.metric("filmoteca_warehouse_refused") == 0
    assert server.metric("filmoteca_sql_running") == 0
    assert server.metric("filmoteca_sql_waiting") == 0


def test_lines_for_people(small_warehouse: Path, tmp_path: Path) -> None:
    with running(tmp_path / "server", small_warehouse, environment={"FILMOTECA_LOG_FORMAT": "text"}) as server:
        server.ask("/score/Face%2FOff")
        server.ask("/broken")
        server.wait_for(lambda: "/broken" in server.log.read_text())
    log = server.log.read_text()
    assert re.search(
        r"^\d\d:\d\d:\d\d INFO    request method=GET route=/score/\{asked_title\} status=200 ms=[\d.]+ ", log, re.MULTILINE
    )
    assert re.search(r"^\d\d:\d\d:\d\d ERROR   GET /broken failed\nTraceback ", log, re.MULTILINE)


def test_the_service_as_a_program(small_warehouse: Path, tmp_path: Path) -> None:
    with running(tmp_path / "server", small_warehouse, as_program=True, environment={"FILMOTECA_WORKERS": "2"}) as server:
        answer = server.ask("/health/live")
        assert "server" not in answer.headers
        assert len(server.workers()) == 2
        line_of(server, answer)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(10) == 0
        messages = [str(line["message"]) for line in server.log_lines()]
    # The process above the workers writes its lines in the same form.
    assert any(message.startswith("Started parent process") for message in messages)
    assert any(message.startswith("Stopping parent process") for message in messages)


def test_a_worker_that_waits_for_a_core_is_not_ended(small_warehouse: Path, tmp_path: Path) -> None:
    folder = tmp_path / "server"
    # A folder that only has a name like those of metrics stops no start.
    (folder / "filmoteca-metrics-of-mine").mkdir(parents=True)
    with running(folder, small_warehouse, as_program=True, environment={"FILMOTECA_WORKERS": "2"}) as server:
        before = server.workers()
        worker = next(iter(before))
        os.kill(worker, signal.SIGSTOP)
        try:
            time.sleep(8)
        finally:
            os.kill(worker, signal.SIGCONT)
        time.sleep(1)
        assert server.workers() == before
        assert server.ask("/health/live").status_code == 200
    assert (folder / "filmoteca-metrics-of-mine").is_dir()


def test_the_table_of_settings_in_the_documentation_is_complete() -> None:
    text = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(FILMOTECA_\w+|FORWARDED_ALLOW_IPS)` \| (.*?) \|", text, re.MULTILINE))
    defaults = {}
    for field in msgspec.structs.fields(Settings):
        value = ",".join(field.default) if isinstance(field.default, tuple) else str(field.default)
        defaults[field.encode_name] = f"`{value}`" if value else "none"
    assert rows == defaults


@pytest.mark.parametrize("characters", ["\n", "\r\n", "\x1b[2J", "\u2028", "\x85", "\x00"])
def test_what_a_client_sends_makes_no_line_of_its_own_in_a_log_for_people(characters: str) -> None:
    record = logging.LogRecord("service", logging.ERROR, "", 0, "%s failed", (f"/a{characters}12:00:00 INFO    forged",), None)
    line = TextLines().format(record)
    assert len(line.splitlines()) == 1
    assert line.isprintable()
    assert "forged failed" in line
