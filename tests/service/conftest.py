"""A small catalogue, a warehouse built from it, and the service on a real port."""

import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from shutil import copyfile, copytree

import duckdb
import httpx
import pytest

import sql
from service.app import create_app
from sql.compiled import compile_answers
from sql.install import install
from tests.service.threads import in_a_thread

CATALOGUE = Path(__file__).parent / "catalogue"

TITLES = ["Face/Off", "What?", "100%", "/leading", "trailing/", "a//b", "Amélie", "+1", "C# & Co;", "..", "50%25"]


def _build(root: Path, path: Path) -> None:
    with duckdb.connect(config={"storage_compatibility_version": "v1.4.0"}) as connection:
        connection.execute(f"attach '{path}' as warehouse")
        connection.execute("use warehouse")
        install(connection, [file for kind in sql.SCHEMA_KINDS for file in sql.sql_files(kind, root)])
        connection.executemany(
            "insert into movies values (?, ?, '1997-01-27', ?)",
            [(number, title, 10.0 - number) for number, title in enumerate(TITLES, start=1)],
        )
        connection.execute("insert into movie_cast values (1, 0, 'John Travolta'), (1, 1, 'Nicolas Cage')")
        compile_answers(connection, sql.sql_files("endpoints", root))
        connection.execute(
            "insert into build_info values ('snapshot-1', ?, '2026-01-01', version(), '')", [sql.text_fingerprint(root)]
        )


@contextmanager
def _serve(warehouse: Path, root: Path = CATALOGUE) -> Iterator[httpx.Client]:
    with in_a_thread(create_app(warehouse, root)) as client:
        yield client


@pytest.fixture(scope="session")
def build() -> Callable[[Path, Path], None]:
    """Build a warehouse from a folder of SQL files."""
    return _build


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory, build: Callable[[Path, Path], None]) -> list[Path]:
    """Four versions of the warehouse; all scores of each one are its number in hundreds, more or less."""
    folder = tmp_path_factory.mktemp("versions")
    made = []
    for number in range(4):
        made.append(folder / f"{number}.duckdb")
        build(CATALOGUE, made[-1])
        with duckdb.connect(made[-1]) as connection:
            connection.execute("update movies set score = score + 100 * ?", [number])
            connection.execute("update build_info set snapshot = 'snapshot-' || ?", [number])
    return made


@pytest.fixture(scope="session")
def serve() -> Callable[..., AbstractContextManager[httpx.Client]]:
    """Serve a warehouse while a block runs."""
    return _serve


@pytest.fixture(scope="session")
def small_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a warehouse that holds the catalogue."""
    path = tmp_path_factory.mktemp("warehouse") / "warehouse.duckdb"
    _build(CATALOGUE, path)
    return path


@pytest.fixture(scope="session")
def client(small_warehouse: Path) -> Iterator[httpx.Client]:
    """The service over the catalogue."""
    with _serve(small_warehouse) as client:
        yield client


@pytest.fixture(scope="session")
def served(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The service over the hand-made catalogue with the product's own SQL, whose endpoints take over a second to describe.

    It has a copy, for DuckDB opens a file only once in a process unless it is with the same settings.
    """
    with _serve(Path(copyfile(warehouse, tmp_path_factory.mktemp("served") / "films.duckdb")), sql.ROOT) as client:
        yield client


@pytest.fixture
def sql_root(tmp_path: Path) -> Path:
    """A copy of the catalogue's SQL files, to change."""
    return copytree(CATALOGUE, tmp_path / "sql")


@pytest.fixture(scope="session")
def send_raw(client: httpx.Client) -> Callable[[str], httpx.Response]:
    """Ask for a target as it stands; an HTTP client would escape it."""

    def send(target: str) -> httpx.Response:
        with socket.create_connection((client.base_url.host, client.base_url.port or 80)) as connection:
            connection.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        head, _, body = answer.partition(b"\r\n\r\n")
        return httpx.Response(int(head.split()[1]), content=body)

    return send
