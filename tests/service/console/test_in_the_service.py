"""The console as a part of the whole service."""

import socket
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from tests.service.console.processes import processes

pytestmark = pytest.mark.serial

Serve = Callable[..., AbstractContextManager[httpx.Client]]

FOREVER = "select count(*) from range(10000000) a, range(10000000) b where (a.range * b.range) % 7 = 3"


def test_off_unless_it_is_turned_on(client: httpx.Client) -> None:
    answer = client.get("/sql?q=select%201")
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:filmoteca:problem:console-off"


def test_on(small_warehouse: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILMOTECA_SQL", "on")
    monkeypatch.setenv("FILMOTECA_TIME_LIMIT", "1")
    with serve(small_warehouse) as client:
        answer = client.post(
            "/sql", json={"sql": "select title from movies where title like $start", "parameters": {"start": "Face%"}}
        )
        assert answer.json()["rows"] == [["Face/Off"]]
        assert answer.json()["snapshot"] == client.get("/health/ready").json()["snapshot"]
        begin = time.monotonic()
        assert client.get("/sql", params={"q": FOREVER}).status_code == 503
        assert time.monotonic() - begin < 4
        assert "/sql" in client.get("/schema/openapi.json").json()["paths"]
    assert not processes(small_warehouse)


def test_a_client_that_hangs_up(small_warehouse: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILMOTECA_SQL", "on")
    monkeypatch.setenv("FILMOTECA_TIME_LIMIT", "60")
    with serve(small_warehouse) as client:
        client.get("/sql", params={"q": "select 1"})
        end = time.monotonic() + 20
        while len(processes(small_warehouse)) < 2:
            assert time.monotonic() < end, "no other process is started"
            time.sleep(0.05)
        with socket.create_connection((client.base_url.host, client.base_url.port or 80)) as connection:
            connection.sendall(f"GET /sql?q={quote(FOREVER)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(0.5)
            before = set(processes(small_warehouse))
        end = time.monotonic() + 5
        while before <= set(processes(small_warehouse)):
            assert time.monotonic() < end, "the statement goes on"
            time.sleep(0.05)
        assert client.get("/sql", params={"q": "select 1"}).status_code == 200
