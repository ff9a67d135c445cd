import os
import signal
import socket
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

import sql
from tests.service.servers import Running, running

pytestmark = pytest.mark.serial

REQUESTS = 'filmoteca_requests_total{method="GET",route="/details/{asked_id}",status="200"}'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a server, where it also has its temporary files."""
    return tmp_path / "server"


@pytest.fixture
def server(small_warehouse: Path, folder: Path) -> Iterator[Running]:
    with running(folder, small_warehouse, "--workers", "2") as server:
        server.wait_for(lambda: server.metric("filmoteca_snapshots_opened_total") == 2, seconds=10)
        yield server


def temporary(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("filmoteca-*"))


def ask_all(server: Running, number: int) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: server.ask("/details/1"), range(number)))
    assert {answer.status_code for answer in answers} == {200}


def test_metrics_of_all_workers_are_added_up(server: Running) -> None:
    ask_all(server, 60)
    assert Counter(server.metric(REQUESTS) for _ in range(10)) == {60: 10}
    # Only one of the workers has opened the connection over which each of these is asked.
    assert server.metric("filmoteca_sql_running") == 0


def test_the_state_of_a_worker_that_was_killed_is_forgotten_but_not_its_counts(server: Running) -> None:
    with ThreadPoolExecutor(1) as pool:
        pool.submit(server.ask, "/slow")
        server.wait_for(lambda: server.metric("filmoteca_sql_running") == 1)
        ask_all(server, 30)
        before = server.workers()
        for worker in before:
            os.kill(worker, signal.SIGKILL)
    server.wait_for(lambda: len(set(server.workers()) - set(before)) == 2, seconds=10)
    server.wait_for(lambda: server.metric("filmoteca_snapshots_opened_total") == 4, seconds=10)
    assert server.metric("filmoteca_sql_running") == 0
    assert server.metric(REQUESTS) == 30
    ask_all(server, 6)
    assert server.metric(REQUESTS) == 36


def test_a_server_that_stops_leaves_no_files(server: Running, folder: Path) -> None:
    assert len(temporary(folder)) == 1
    server.process.send_signal(signal.SIGTERM)
    server.process.wait(10)
    assert temporary(folder) == []


def test_files_of_a_server_that_was_killed_are_removed_by_the_next(server: Running, folder: Path, small_warehouse: Path) -> None:
    left = temporary(folder)
    for process in (server.process.pid, *server.workers()):
        os.kill(process, signal.SIGKILL)
    server.process.wait(5)
    time.sleep(0.2)
    assert temporary(folder) == left
    with running(folder, small_warehouse, "--workers", "2") as after:
        now = temporary(folder)
        assert len(now) == 1
        assert now != left
        assert after.ask("/details/1").status_code == 200


def children(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def lives(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("as_program", [True, False])
def test_workers_and_the_processes_of_the_console_end_with_the_supervisor(
    warehouse: Path, folder: Path, as_program: bool
) -> None:
    environment = {"FILMOTECA_SQL": "on", "FILMOTECA_WORKERS": "2", "FILMOTECA_TIME_LIMIT": "60"}
    options = () if as_program else ("--workers", "2")
    with running(folder, warehouse, *options, sql_root=sql.ROOT, as_program=as_program, environment=environment) as server:
        server.wait_for(lambda: server.metric("filmoteca_snapshots_opened_total") == 2, seconds=20)
        for number in range(10):
            assert server.ask(f"/sql?q=select%20{number}").status_code == 200
        workers = server.workers()
        consoles = [child for worker in workers for child in children(worker)]
        assert (len(workers), len(consoles) > 2) == (2, True)
        os.kill(server.process.pid, signal.SIGKILL)
        server.wait_for(lambda: not any(lives(process) for process in [*workers, *consoles]), seconds=10)
        with socket.socket() as port:
            port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            port.bind(("127.0.0.1", server.port))


def test_a_statement_ends_with_the_worker_that_runs_it(warehouse: Path, folder: Path) -> None:
    environment = {"FILMOTECA_SQL": "on", "FILMOTECA_TIME_LIMIT": "60"}
    forever = "/sql?q=select%20max(md5(range::varchar))%20from%20range(10000000000)"
    with (
        running(folder, warehouse, as_program=True, environment=environment) as server,
        ThreadPoolExecutor(1) as pool,
        suppress(httpx.TransportError),
    ):
        assert server.ask("/sql?q=select%201").status_code == 200
        asked = pool.submit(server.ask, forever)
        time.sleep(1)
        consoles = children(server.process.pid)
        assert consoles
        os.kill(server.process.pid, signal.SIGKILL)
        server.wait_for(lambda: not any(lives(process) for process in consoles), seconds=2)
        asked.result()


def test_a_full_disk_ends_no_worker_that_counts(server: Running, folder: Path) -> None:
    """A process that writes to a hole in a file as to memory is ended when the disk is full, so there must be no holes."""
    ask_all(server, 20)
    [metrics] = folder.glob("filmoteca-*")
    files = list(metrics.glob("*.db"))
    assert {path.name.rpartition("_")[0] for path in files} == {f"gauge_live{kind}" for kind in ("sum", "min", "max")} | {
        "counter",
        "histogram",
    }
    for path in files:
        assert path.stat().st_blocks * 512 >= path.stat().st_size > 0


def test_one_worker_needs_no_files(small_warehouse: Path, folder: Path) -> None:
    with running(folder, small_warehouse) as server:
        ask_all(server, 3)
        assert server.metric(REQUESTS) == 3
        assert temporary(folder) == []
