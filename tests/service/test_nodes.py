"""Nodes that answer from snapshots of an object store."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import httpx
import pytest
from msgspec import structs

import sql
from service.cluster.pointer import next_name
from tests.service.servers import CATALOGUE, ROOT, Running, running
from tests.service.stores import (
    ADDRESS,
    SECRET,
    StoreServer,
    put_object,
    put_pointer,
    put_snapshot,
    reading_store,
    remove_object,
)

pytestmark = pytest.mark.serial

Build = Callable[[Path, Path], None]
FINGERPRINT = sql.text_fingerprint(CATALOGUE)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[StoreServer]:
    (tmp_path / "store").mkdir()
    with reading_store(tmp_path / "store") as store:
        yield store


@contextmanager
def node(folder: Path, store: StoreServer, *options: str, **settings: str) -> Iterator[Running]:
    environment = {
        **store.environment,
        "FILMOTECA_WAREHOUSE": store.address,
        "FILMOTECA_WAREHOUSE_CACHE": str(folder / "cache"),
        "FILMOTECA_FOLLOW": "0.3",
        **settings,
    }
    with running(folder, Path("unused"), *options, environment=environment) as server:
        yield server


def health(server: Running) -> dict[str, Any]:
    body: dict[str, Any] = server.ask("/health/ready").json()
    return body


def wait_for_snapshot(server: Running, number: int, seconds: float = 10) -> None:
    server.wait_for(lambda: health(server).get("snapshot") == f"snapshot-{number}", seconds)


def reason(server: Running) -> str:
    body = health(server)
    return str(body["refused"]["reason"] if "refused" in body else body.get("detail", ""))


def wait_for_reason(server: Running, *words: str) -> None:
    server.wait_for(lambda: all(word in reason(server) for word in words), 10)


def version_of(answer: httpx.Response) -> int:
    assert answer.status_code == 200, answer.text
    numbers: set[int] = {round(film["score"] / 100) for film in answer.json()["items"]}
    [number] = numbers
    assert answer.headers["x-filmoteca-snapshot"] == f"snapshot-{number}"
    return number


def test_a_node_without_a_file_answers_soon_and_follows_the_pointer(
    tmp_path: Path, store: StoreServer, versions: list[Path]
) -> None:
    put_pointer(store, put_snapshot(store, versions[0], "snapshot-0"))
    with node(tmp_path / "node", store) as server:
        wait_for_snapshot(server, 0, 30)
        assert version_of(server.ask("/movies")) == 0
        put_pointer(store, put_snapshot(store, versions[1], "snapshot-1"))
        wait_for_snapshot(server, 1)
        assert version_of(server.ask("/movies")) == 1
        assert version_of(server.ask("/movies")) == 1  # which is held
        assert "refused" not in health(server)
        assert server.metric("filmoteca_pull_seconds_count") == 2
        assert time.time() - server.metric("filmoteca_pointer_seen_timestamp_seconds") < 5
        # Back again.
        put_pointer(store, put_snapshot(store, versions[0], "snapshot-0"))
        wait_for_snapshot(server, 0)
        assert version_of(server.ask("/movies")) == 0
        assert SECRET not in server.log.read_text()


def test_a_node_is_not_ready_before_anything_is_published(tmp_path: Path, store: StoreServer, versions: list[Path]) -> None:
    with node(tmp_path / "node", store) as server:
        wait_for_reason(server, f"current-{FINGERPRINT}.json", "nothing has been published")
        assert server.ask("/health/ready").status_code == 503
        assert server.ask("/movies").status_code == 503
        assert server.ask("/health/live").status_code == 200
        put_pointer(store, put_snapshot(store, versions[2], "snapshot-2"))
        wait_for_snapshot(server, 2)


def test_a_store_that_is_down_costs_no_answer(tmp_path: Path, store: StoreServer, versions: list[Path]) -> None:
    put_pointer(store, put_snapshot(store, versions[0], "snapshot-0"))
    with node(tmp_path / "node", store) as server:
        wait_for_snapshot(server, 0)
        store.stop()
        wait_for_reason(server, "object store", "nothing listens there")
        for _ in range(20):
            assert version_of(server.ask("/movies")) == 0
            time.sleep(0.05)
        assert server.metric('filmoteca_pull_failures_total{reason="pointer"}') > 0
        put_pointer(store, put_snapshot(store, versions[1], "snapshot-1"))
        store.start()
        wait_for_snapshot(server, 1)
        server.wait_for(lambda: reason(server) == "")
        store.stop()
    # What has been fetched answers without the store, also at the start.
    with node(tmp_path / "node", store) as server:
        wait_for_snapshot(server, 1)
        wait_for_reason(server, "nothing listens there")


Spoil = Callable[[StoreServer, list[Path]], None]


def cut(store: StoreServer, versions: list[Path]) -> None:
    pointer = put_snapshot(store, versions[1], "snapshot-1")
    put_object(store, pointer.key, versions[1].read_bytes()[:-5000])
    put_pointer(store, pointer)


def other_bytes(store: StoreServer, versions: list[Path]) -> None:
    pointer = put_snapshot(store, versions[1], "snapshot-1")
    content = bytearray(versions[1].read_bytes())
    content[-5000] ^= 1
    put_object(store, pointer.key, bytes(content))
    put_pointer(store, pointer)


def other_sql(store: StoreServer, versions: list[Path]) -> None:
    other = store.folder / "other.duckdb"
    other.write_bytes(versions[1].read_bytes())
    with duckdb.connect(other) as connection:
        connection.execute("update build_info set sql_fingerprint = 'of another release'")
    put_pointer(store, put_snapshot(store, other, "snapshot-1"))


def other_snapshot(store: StoreServer, versions: list[Path]) -> None:
    put_pointer(store, put_snapshot(store, versions[2], "snapshot-1"))


def no_object(store: StoreServer, versions: list[Path]) -> None:
    pointer = put_snapshot(store, versions[1], "snapshot-1")
    put_pointer(store, structs.replace(pointer, key="warehouses/nothing.duckdb"))


def no_pointer(store: StoreServer, _: list[Path]) -> None:
    put_object(store, f"current-{FINGERPRINT}.json", b'{"snapshot": "snapshot-1", "key": "../elsewhere"}')


def no_warehouse(store: StoreServer, _: list[Path]) -> None:
    (store.folder / "text").write_text("this is no warehouse" * 100)
    put_pointer(store, put_snapshot(store, store.folder / "text", "snapshot-1"))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (cut, ["has", "bytes, and its pointer says"]),
        (other_bytes, ["another SHA-256"]),
        (other_sql, ["other SQL files"]),
        (other_snapshot, ["holds snapshot snapshot-2"]),
        (no_object, ["warehouses/nothing.duckdb", "no such object"]),
        (no_pointer, ["is no pointer"]),
        (no_warehouse, ["no DuckDB file"]),
    ],
)
def test_what_is_not_right_is_refused_and_the_version_before_goes_on(
    tmp_path: Path, store: StoreServer, versions: list[Path], spoil: Spoil, words: list[str]
) -> None:
    put_pointer(store, put_snapshot(store, versions[0], "snapshot-0"))
    with node(tmp_path / "node", store) as server:
        wait_for_snapshot(server, 0)
        spoil(store, versions)
        wait_for_reason(server, *words)
        time.sleep(1)
        assert version_of(server.ask("/movies")) == 0
        assert health(server)["snapshot"] == "snapshot-0"
        put_pointer(store, put_snapshot(store, versions[3], "snapshot-3"))
        wait_for_snapshot(server, 3)
        server.wait_for(lambda: reason(server) == "")
    # No file that was not right is left.
    files = [path for path in (tmp_path / "node" / "cache").rglob("*.duckdb") if not path.is_symlink()]
    assert {path.read_bytes() for path in files} <= {versions[0].read_bytes(), versions[3].read_bytes()}
    assert not list((tmp_path / "node" / "cache").rglob("*.partial"))


def test_what_is_to_answer_next_keeps_nothing_from_answering(tmp_path: Path, store: StoreServer, versions: list[Path]) -> None:
    put_pointer(store, put_snapshot(store, versions[0], "snapshot-0"))
    with node(tmp_path / "node", store) as server:
        wait_for_snapshot(server, 0)
        upcoming = put_snapshot(store, versions[1], "snapshot-1")
        put_object(store, upcoming.key, versions[1].read_bytes()[:-1])
        put_pointer(store, upcoming, next_name(FINGERPRINT))
        wait_for_reason(server, "which is to answer next", "bytes, and its pointer says")
        assert "prepared" not in health(server)
        put_object(store, next_name(FINGERPRINT), b"nothing")
        wait_for_reason(server, next_name(FINGERPRINT), "is no pointer")
        put_pointer(store, put_snapshot(store, versions[2], "snapshot-2"))
        wait_for_snapshot(server, 2)
        remove_object(store, next_name(FINGERPRINT))
        server.wait_for(lambda: reason(server) == "")


def test_workers_of_a_node_share_a_download_and_one_takes_the_place_of_the_other(
    tmp_path: Path, store: StoreServer, versions: list[Path]
) -> None:
    put_pointer(store, put_snapshot(store, versions[0], "snapshot-0"))
    with node(tmp_path / "node", store, "--workers", "2") as server:
        server.wait_for(lambda: server.metric("filmoteca_snapshots_opened_total") == 2, 20)
        assert server.metric("filmoteca_pull_seconds_count") == 1
        for worker in server.workers():
            os.kill(worker, signal.SIGKILL)
            server.wait_for(lambda gone=worker: gone not in server.workers() and len(server.workers()) == 2, 20)  # type: ignore[misc]
        put_pointer(store, put_snapshot(store, versions[1], "snapshot-1"))
        server.wait_for(
            lambda: {server.ask("/movies").headers.get("x-filmoteca-snapshot") for _ in range(8)} == {"snapshot-1"}, 20
        )
        assert server.metric("filmoteca_pull_seconds_count") == 2
        upcoming = put_snapshot(store, versions[2], "snapshot-2")
        put_pointer(store, upcoming, next_name(FINGERPRINT))
        server.wait_for(lambda: {health(server).get("prepared") for _ in range(8)} == {"snapshot-2"}, 20)
        assert version_of(server.ask("/movies")) == 1
        put_pointer(store, upcoming)
        server.wait_for(lambda: {health(server)["snapshot"] for _ in range(8)} == {"snapshot-2"})


def test_a_file_that_the_disk_has_not_kept_is_fetched_anew(tmp_path: Path, store: StoreServer, versions: list[Path]) -> None:
    put_pointer(store, put_snapshot(store, versions[0], "snapshot-0"))
    with node(tmp_path / "node", store) as server:
        wait_for_snapshot(server, 0)
    [file] = [path for path in (tmp_path / "node" / "cache").rglob("*.duckdb") if not path.is_symlink()]
    file.write_bytes(file.read_bytes()[:5000] + bytes(file.stat().st_size - 5000))
    with node(tmp_path / "node", store) as server:
        wait_for_snapshot(server, 0)
        assert version_of(server.ask("/movies")) == 0
        assert file.read_bytes() == versions[0].read_bytes()


def test_a_folder_can_be_the_store(tmp_path: Path, store: StoreServer, versions: list[Path]) -> None:
    put_pointer(store, put_snapshot(store, versions[0], "snapshot-0"))
    folder = store.folder / "served" / "films" / "catalogue"
    with node(tmp_path / "node", store, FILMOTECA_WAREHOUSE=f"file://{folder}") as server:
        wait_for_snapshot(server, 0)
        put_pointer(store, put_snapshot(store, versions[1], "snapshot-1"))
        wait_for_snapshot(server, 1)


def test_the_console_asks_what_answers(tmp_path: Path, store: StoreServer, versions: list[Path]) -> None:
    put_pointer(store, put_snapshot(store, versions[0], "snapshot-0"))
    with node(tmp_path / "node", store, FILMOTECA_SQL="on") as server:
        wait_for_snapshot(server, 0)
        question = "/sql?q=select%20snapshot%20from%20build_info"
        assert "snapshot-0" in server.ask(question).text
        put_pointer(store, put_snapshot(store, versions[1], "snapshot-1"))
        wait_for_snapshot(server, 1)
        assert "snapshot-1" in server.ask(question).text


def test_a_service_over_a_file_imports_nothing_of_it(versions: list[Path]) -> None:
    program = (
        "import sys; from pathlib import Path; from service.app import create_app; "
        f"create_app(sql_root=Path({str(CATALOGUE)!r})); "
        "print([name for name in sys.modules if name.partition('.')[0] == 'obstore' "
        "or name in {'service.cluster.pointer', 'service.cluster.store'} or 'follow' in name])"
    )
    environment = {**os.environ, "FILMOTECA_WAREHOUSE": str(versions[0])}
    done = subprocess.run([sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("address", ["s3://key:hidden-key@bucket/a", "http://bucket", "s3://", "s3://bucket/a?token=hidden-key"])
def test_an_address_that_will_not_do_is_refused_without_telling_it(address: str) -> None:
    environment = {**os.environ, "FILMOTECA_WAREHOUSE": address}
    done = subprocess.run(
        [sys.executable, "-m", "service"], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "FILMOTECA_WAREHOUSE must be the path of a file, or the address of an object store" in done.stderr
    assert "hidden-key" not in done.stderr + done.stdout


def test_without_the_library_the_service_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util\nfind = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, *rest: None if name == 'obstore' else find(name, *rest)\n"
    )
    environment = {**os.environ, "FILMOTECA_WAREHOUSE": ADDRESS, "PYTHONPATH": f"{tmp_path}:{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-m", "service"], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "requirements-cluster.lock" in done.stderr
