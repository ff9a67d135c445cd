"""What one client can take of the service: bytes, connections and time, told by sockets that take more than they may."""

import asyncio
import resource
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.service.servers import CATALOGUE, Running, running

pytestmark = pytest.mark.serial

Build = Callable[[Path, Path], None]

QUICK = """
from service.middleware.connections import ConnectionLimits
from service.middleware.http_protocol import HttpProtocol

class Quick(HttpProtocol):
    limits = ConnectionLimits(
        connections=20, head_seconds=1, body_seconds=1.5, unread_seconds=1.5, unread_bytes=20_000_000, look_seconds=0.1
    )
"""
"""The protocol of the service with bounds that a test can wait for."""

NUMBERS = """-- Many numbers.
--
-- /// endpoint
-- path   = "/many_numbers"
-- answer = "many"
-- order  = ["n"]
-- ///
create or replace macro many_numbers() as table
    select range as n
    from range(3000000);
"""

LONG = """-- One long text.
--
-- /// endpoint
-- path   = "/long_text"
-- answer = "one"
-- ///
create or replace macro long_text() as table
    select repeat('a', 10000000) as text;
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, build: Build) -> Iterator[Running]:
    """A service whose clients have little time, over films, many numbers and long texts."""
    folder = tmp_path_factory.mktemp("quick")
    root = folder / "sql"
    subprocess.run(["cp", "-r", CATALOGUE, root], check=True)
    (root / "endpoints/films/many_numbers.sql").write_text(NUMBERS)
    (root / "endpoints/films/long_text.sql").write_text(LONG)
    build(root, folder / "warehouse.duckdb")
    (folder / "quick.py").write_text(QUICK)
    options = ("--http", "quick:Quick", "--no-access-log", "--app-dir", str(folder))
    with running(folder / "server", folder / "warehouse.duckdb", *options, sql_root=root) as server:
        yield server


def connect(server: Running, sent: bytes = b"") -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    connection.sendall(sent)
    return connection


def received(connection: socket.socket) -> bytes:
    """All that comes until the service hangs up."""
    pieces = []
    try:
        while piece := connection.recv(65536):
            pieces.append(piece)
    except ConnectionError:
        pass
    return b"".join(pieces)


def sent_until_refused(connection: socket.socket, piece: bytes, pieces: int) -> bytes:
    """Send much, and give what comes back."""
    try:
        for _ in range(pieces):
            connection.sendall(piece)
    except ConnectionError:
        pass
    return received(connection)


def is_well(server: Running) -> bool:
    begin = time.monotonic()
    return server.ask("/score/Face%2FOff").status_code == 200 and time.monotonic() - begin < 2


def memory(server: Running) -> int:
    """The most megabytes that the process has held."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) // 1024


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /movies HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 60_000, b"200"),
        (b"GET /movies HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 66_000, b"431"),
        (b"GET /movies HTTP/1.1\r\nHost: a" + b"\r\nX: a" * 98, b"200"),
        (b"GET /movies HTTP/1.1\r\nHost: a" + b"\r\nX: a" * 100, b"431"),
        (b"GET /movies HTTP/1.1\r\nHost: a\r\n" + b"x" * 66_000 + b": a", b"431"),
        (b"GET /movies?" + b"a" * 66_000 + b" HTTP/1.1\r\nHost: a", b"431"),
        (b"GET /movies?" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: a", b"414"),
    ],
)
def test_the_head_of_a_request_is_bounded(server: Running, head: bytes, status: bytes) -> None:
    with connect(server, head + b"\r\nConnection: close\r\n\r\n" if status != b"431" else head + b"\r\n\r\n") as connection:
        answer = received(connection)
    assert answer.split()[1] == status
    assert status == b"200" or b"application/problem+json" in answer


@pytest.mark.parametrize(
    "piece",
    [b"a" * 100_000, b"X: a\r\n" * 20_000, b"x" * 100_000, b"X: a\r\n a\r\n" * 1000],
    ids=["one long value", "many short fields", "one long name", "folded lines"],
)
def test_a_head_without_end_takes_no_memory(server: Running, piece: bytes) -> None:
    before = memory(server)
    begin = time.monotonic()
    for _ in range(10):
        with connect(server, b"GET /movies HTTP/1.1\r\nHost: a\r\nX: ") as connection:
            answer = sent_until_refused(connection, piece, 80)
            assert answer[:12] in {b"HTTP/1.1 431", b"HTTP/1.1 400", b""}
    assert time.monotonic() - begin < 5
    assert memory(server) - before < 20
    assert is_well(server)


@pytest.mark.parametrize("piece", [b"X: a\r\n" * 10_000, b"a" * 100_000], ids=["many", "long"])
def test_fields_after_a_body_are_bounded_too(server: Running, piece: bytes) -> None:
    head = b"GET /score/Face%2FOff HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: "
    before = memory(server)
    with connect(server, head) as connection:
        sent_until_refused(connection, piece, 80)
    assert memory(server) - before < 20
    assert is_well(server)


def test_requests_that_come_before_the_answer_are_bounded(server: Running) -> None:
    request = b"GET /score/Face%2FOff HTTP/1.1\r\nHost: a\r\n\r\n"
    with connect(server, request * 50) as connection:
        connection.settimeout(1)
        count = 0
        try:
            while piece := connection.recv(65536):
                count += piece.count(b"HTTP/1.1 200")
        except TimeoutError:
            pass
        assert count == 50
    with connect(server) as connection:
        assert sent_until_refused(connection, request * 100, 100).count(b"HTTP/1.1 200") < 10_000
    assert is_well(server)


@pytest.mark.parametrize(
    ("sent", "says", "seconds"),
    [
        (b"", b"", 1),
        (b"GET /movies HTTP/1.1\r\nHost: a\r\n", b"HTTP/1.1 408", 1),
        (b"G", b"HTTP/1.1 408", 1),
        (b"POST /movies HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc", b"HTTP/1.1 4", 1.5),
        (b"GET /score/Face%2FOff HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc", b"HTTP/1.1 200", 1.5),
        (b"GET /score/Face%2FOff HTTP/1.1\r\nHost: a\r\n\r\nGET /", b"HTTP/1.1 200", 1),
    ],
    ids=["nothing", "half a head", "a letter", "half a body", "half a body that nobody needs", "half a second request"],
)
def test_who_sends_too_slowly_is_hung_up_on(server: Running, sent: bytes, says: bytes, seconds: float) -> None:
    begin = time.monotonic()
    with connect(server, sent) as connection:
        answer = received(connection)
    assert answer.startswith(says)
    assert bool(answer) == bool(says)
    assert seconds * 0.9 < time.monotonic() - begin < seconds + 2
    server.wait_for(lambda: "connections were closed" in server.log.read_text())


def test_letter_by_letter_is_too_slow_as_well(server: Running) -> None:
    begin = time.monotonic()
    with connect(server) as connection:
        try:
            for letter in b"GET /movies HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 100:
                connection.sendall(bytes([letter]))
                time.sleep(0.1)
        except ConnectionError:
            pass
    assert time.monotonic() - begin < 4


def test_a_connection_that_is_used_stays(server: Running) -> None:
    with connect(server) as connection:
        for _ in range(5):
            connection.sendall(b"GET /score/Face%2FOff HTTP/1.1\r\nHost: a\r\n\r\n")
            answer = b""
            while not answer.endswith(b"}"):
                answer += connection.recv(65536)
            assert answer.startswith(b"HTTP/1.1 200")
            time.sleep(0.6)


def test_silent_connections_give_way_to_new_ones(server: Running) -> None:
    with ExitStack() as silent:
        for _ in range(100):
            silent.enter_context(connect(server))
        for _ in range(20):
            assert is_well(server)
    server.wait_for(lambda: "too many" in server.log.read_text())


@pytest.mark.parametrize("address", ["/many_numbers?format=csv", "/long_text"])
def test_who_does_not_read_is_hung_up_on(server: Running, address: str) -> None:
    # Other things than identity would be short.
    request = f"GET {address} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
    with ExitStack() as unread:
        connections = []
        for _ in range(5):
            connection = unread.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.connect(("127.0.0.1", server.port))
            connection.sendall(request)
            assert connection.recv(200)
            connections.append(connection)
        server.wait_for(lambda: not sockets(server), seconds=8)
        assert is_well(server)
        for connection in connections:
            assert len(received(connection)) < 9_000_000


def sockets(server: Running) -> int:
    """How many sockets the process has open that are connected to clients."""
    listed = Path("/proc/net/tcp").read_text().splitlines()[1:]
    return sum(line.split()[1].endswith(f":{server.port:04X}") and line.split()[3] == "01" for line in listed)


def test_who_reads_slowly_gets_everything(server: Running) -> None:
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", server.port))
        connection.sendall(b"GET /long_text HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        count = 0
        begin = time.monotonic()
        while piece := connection.recv(250_000):
            count += len(piece)
            if time.monotonic() - begin < 4:
                time.sleep(0.05)
    assert count > 10_000_000


def test_unread_bytes_of_all_clients_are_bounded(server: Running) -> None:
    with ExitStack() as unread:
        for _ in range(10):
            connection = unread.enter_context(connect(server))
            connection.sendall(b"GET /long_text HTTP/1.1\r\nHost: a\r\n\r\n")
        server.wait_for(lambda: "too many unread bytes" in server.log.read_text(), seconds=5)
        assert is_well(server)


def test_more_silent_sockets_than_the_process_may_open_files(tmp_path: Path, small_warehouse: Path) -> None:
    """1,100 sockets that say nothing, before a service that may open 1,024 files."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    with running(tmp_path / "server", small_warehouse, as_program=True) as server, ExitStack() as silent:
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (1024, before[1]))
        for _ in range(1100):
            silent.enter_context(connect(server))
        for _ in range(20):
            assert server.ask("/health/live").status_code == 200
        assert not asyncio.run(_refused(server))
        assert "Traceback" not in server.log.read_text()


async def _refused(server: Running) -> list[int]:
    """The statuses other than 200 of fifty requests over connections of their own at once."""
    answers = await asyncio.gather(*(asyncio.to_thread(server.ask, "/health/live") for _ in range(50)))
    return [answer.status_code for answer in answers if answer.status_code != 200]
