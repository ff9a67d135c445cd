"""Answers to statements that their clients do not take: they wait in files, and those of all others come as ever."""

import socket
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from tests.service.servers import Running, running

pytestmark = pytest.mark.serial

LONG = "select i, repeat('x', 3000) as text from range(10000) as t(i)"
"""A statement whose answer has 30 MB."""


PLAIN = {"accept-encoding": "identity"}


def megabytes(server: Running, kind: str) -> int:
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith(kind)).split()[1]) // 1024


def test_clients_that_read_nothing_take_no_memory(warehouse: Path, tmp_path: Path) -> None:
    environment = {"FILMOTECA_SQL": "on"}
    with running(tmp_path / "server", warehouse, as_program=True, environment=environment) as server, ExitStack() as unread:
        request = f"GET /sql?q={quote(LONG)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        whole = server.ask(f"/sql?q={quote(LONG)}", **PLAIN)
        assert len(whole.content) > 30_000_000
        assert int(whole.headers["content-length"]) == len(whole.content)
        assert whole.json()["rows"][-1] == [9999, "x" * 3000]
        before = megabytes(server, "VmHWM")
        for _ in range(7):
            connection = unread.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.settimeout(20)
            connection.connect(("127.0.0.1", server.port))
            connection.sendall(request)
            assert connection.recv(15) == b"HTTP/1.1 200 OK"
        assert megabytes(server, "VmHWM") - before < 100
        assert server.ask(f"/sql?q={quote('select 1 as one')}").json()["rows"] == [[1]]
        assert server.ask("/health/ready").status_code == 200


@pytest.mark.parametrize("name", ["json", "csv", "parquet"])
def test_a_long_answer_is_the_same_in_every_coding(console: httpx.Client, name: str) -> None:
    asked = {"q": "select i, sha256(i::varchar) as a, sha256((-i)::varchar) as b from range(9900) as t(i)", "format": name}
    plain = console.get("/sql", params=asked, headers=PLAIN)
    assert len(plain.content) > 2**18
    assert int(plain.headers["content-length"]) == len(plain.content)
    assert console.get("/sql", params=asked, headers={"accept-encoding": "gzip"}).content == plain.content
