import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

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


def test_one_worker_needs_no_files(small_warehouse: Path, folder: Path) -> None:
    with running(folder, small_warehouse) as server:
        ask_all(server, 3)
        assert server.metric(REQUESTS) == 3
        assert temporary(folder) == []
