import shutil
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import duckdb
import httpx
import pytest

pytestmark = pytest.mark.serial

Serve = Callable[..., AbstractContextManager[httpx.Client]]
Build = Callable[[Path, Path], None]


def assert_not_ready(client: httpx.Client, because: str) -> None:
    assert client.get("/health/live").status_code == 200
    for address in ("/health/ready", "/movies", "/score/Face/Off"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert answer.headers["content-type"] == "application/problem+json"
        assert int(answer.headers["retry-after"]) > 0
        assert answer.json()["type"] == "urn:filmoteca:problem:not-ready"
        assert because in answer.json()["detail"]
        assert "make warehouse" in answer.json()["detail"]


def wait_until_ready(client: httpx.Client) -> None:
    deadline = time.monotonic() + 4
    while client.get("/health/ready").status_code != 200:
        assert time.monotonic() < deadline, "the new file was not opened"
        time.sleep(0.05)


def test_no_file(serve: Serve, tmp_path: Path) -> None:
    with serve(tmp_path / "warehouse.duckdb") as client:
        assert_not_ready(client, "There is no warehouse.duckdb")
        assert client.get("/score").status_code == 400
        assert client.get("/schema/openapi.json").status_code == 200


def test_file_of_another_kind(serve: Serve, tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    path.write_text("not a database" * 1000)
    with serve(path) as client:
        assert_not_ready(client, "cannot be opened")


def test_database_of_something_else(serve: Serve, tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute("create table t (a integer)")
    with serve(path) as client:
        assert_not_ready(client, "no build_info")


def test_warehouse_of_other_sql_files(serve: Serve, small_warehouse: Path, sql_root: Path) -> None:
    with (sql_root / "endpoints/films/score.sql").open("a") as file:
        file.write("-- changed\n")
    with serve(small_warehouse, sql_root) as client:
        assert_not_ready(client, "other SQL files")


def test_file_that_comes_later(serve: Serve, small_warehouse: Path, tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    with serve(path) as client:
        assert_not_ready(client, "There is no")
        shutil.copy(small_warehouse, tmp_path / "new")
        (tmp_path / "new").rename(path)
        wait_until_ready(client)
        assert client.get("/score/Face/Off").status_code == 200
        assert client.get("/health/ready").json()["snapshot"] == "snapshot-1"


def test_unfit_file_that_is_replaced(serve: Serve, small_warehouse: Path, tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute("create table t (a integer)")
    with serve(path) as client:
        assert_not_ready(client, "no build_info")
        shutil.copy(small_warehouse, tmp_path / "new")
        (tmp_path / "new").rename(path)
        wait_until_ready(client)
        assert client.get("/score/Face/Off").status_code == 200
