"""What keeps a warehouse from being opened may pass: then it answers within two seconds, at the start and at an exchange.

The programs that hold locks are real ones, and so are the service and the rights of files.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.service.servers import CATALOGUE, Running, running

pytestmark = pytest.mark.serial

Build = Callable[[Path, Path], None]

Mend = Callable[[Path], None]
"""Makes good what was wrong with a file."""

Spoil = Callable[[Path, Path], Mend]
"""Makes a file that holds a version of the warehouse and cannot be opened."""

SECONDS = 4.0
"""Twice the two seconds that it may take, for machines that are busy."""

HOLDER = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
connection.close()
"""


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory, build: Build) -> list[Path]:
    """Two versions of the warehouse, with the snapshots 0 and 1."""
    made = [tmp_path_factory.mktemp("versions") / f"{number}.duckdb" for number in range(2)]
    for number, path in enumerate(made):
        build(CATALOGUE, path)
        with duckdb.connect(path) as connection:
            connection.execute("update build_info set snapshot = 'snapshot-' || ?", [number])
    return made


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the service looks for its warehouse; nothing is there yet."""
    (tmp_path / "place").mkdir()
    return tmp_path / "place" / "warehouse.duckdb"


def hold(path: Path) -> subprocess.Popen[bytes]:
    """Another program that has a file open to write until its input ends."""
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout
    assert holder.stdout.readline() == b"held\n"
    return holder


def locked(path: Path, version: Path) -> Mend:
    shutil.copy(version, path)
    holder = hold(path)

    def mend(_: Path) -> None:
        holder.communicate()

    return mend


def locked_by_a_program_that_is_killed(path: Path, version: Path) -> Mend:
    shutil.copy(version, path)
    holder = hold(path)

    def mend(_: Path) -> None:
        holder.kill()
        holder.communicate()

    return mend


def without_rights(path: Path, version: Path) -> Mend:
    shutil.copy(version, path)
    path.chmod(0)
    return lambda place: place.chmod(0o644)


def half_written(path: Path, version: Path) -> Mend:
    content = version.read_bytes()
    path.write_bytes(content[: len(content) // 2])

    def mend(place: Path) -> None:
        with place.open("ab") as file:
            file.write(content[len(content) // 2 :])

    return mend


def written_in_parts_under_an_old_date(path: Path, version: Path) -> Mend:
    """All is there but the header, as with programs that fetch a file in parts; its length and its date stay what they are."""
    content = version.read_bytes()
    path.write_bytes(bytes(12_288) + content[12_288:])
    os.utime(path, (1e9, 1e9))

    def mend(place: Path) -> None:
        with place.open("r+b") as file:
            file.write(content[:12_288])
        os.utime(place, (1e9, 1e9))

    return mend


def without_its_end_under_an_old_date(path: Path, version: Path) -> Mend:
    content = version.read_bytes()
    path.write_bytes(content[:-4096])
    os.utime(path, (1e9, 1e9))

    def mend(place: Path) -> None:
        place.write_bytes(content)
        os.utime(place, (1e9, 1e9))

    return mend


CAUSES = [
    pytest.param(locked, "has it open to write", id="locked"),
    pytest.param(locked_by_a_program_that_is_killed, "has it open to write", id="locked, then killed"),
    pytest.param(without_rights, "may not read it", id="without rights"),
    pytest.param(half_written, "warehouse.duckdb", id="half written"),
    pytest.param(written_in_parts_under_an_old_date, "no DuckDB file, not a whole one", id="written in parts"),
    pytest.param(without_its_end_under_an_old_date, "cut off or damaged", id="without its end"),
]


def said(server: Running) -> str:
    """What is wrong with the file that is there, as /health/ready says."""
    answer = server.ask("/health/ready")
    body = answer.json()
    return str(body["detail"] if answer.status_code == 503 else body.get("refused", {}).get("reason", ""))


def assert_answers(server: Running, snapshot: str) -> None:
    """Wait for a snapshot to answer, and for nothing to be refused."""
    begin = time.monotonic()
    server.wait_for(lambda: (said(server), server.ask("/health/ready").json().get("snapshot")) == ("", snapshot), seconds=SECONDS)
    assert time.monotonic() - begin < SECONDS
    assert server.ask("/movies").status_code == 200


def refusals(server: Running) -> list[str]:
    return [line["message"] for line in server.log_lines() if "is refused" in line["message"]]


@pytest.mark.parametrize(("spoil", "says"), CAUSES)
def test_at_the_start(place: Path, versions: list[Path], tmp_path: Path, spoil: Spoil, says: str) -> None:
    mend = spoil(place, versions[1])
    with running(tmp_path / "server", place, is_unprivileged=True) as server:
        server.wait_for(lambda: says in said(server), seconds=SECONDS)
        time.sleep(1.5)  # by then the pauses between two attempts are the longest
        assert server.ask("/movies").status_code == 503
        assert len(refusals(server)) == 1
        mend(place)
        assert_answers(server, "snapshot-1")


@pytest.mark.parametrize(("spoil", "says"), CAUSES)
def test_when_a_file_is_exchanged(place: Path, versions: list[Path], tmp_path: Path, spoil: Spoil, says: str) -> None:
    shutil.copy(versions[0], place)
    with running(tmp_path / "server", place, is_unprivileged=True) as server:
        assert_answers(server, "snapshot-0")
        mend = spoil(place.with_suffix(".new"), versions[1])
        place.with_suffix(".new").rename(place)
        server.wait_for(lambda: says in said(server), seconds=SECONDS)
        time.sleep(1.5)
        assert server.ask("/health/ready").json()["snapshot"] == "snapshot-0"
        assert server.ask("/movies").status_code == 200
        assert len(refusals(server)) == 1
        mend(place)
        assert_answers(server, "snapshot-1")


def test_a_folder_that_may_not_be_entered(place: Path, versions: list[Path], tmp_path: Path) -> None:
    shutil.copy(versions[0], place)
    place.parent.chmod(0)
    with running(tmp_path / "server", place, is_unprivileged=True) as server:
        server.wait_for(lambda: "not enter its folder" in said(server), seconds=SECONDS)
        place.parent.chmod(0o755)
        assert_answers(server, "snapshot-0")
        place.parent.chmod(0)
        server.wait_for(lambda: "not enter its folder" in said(server), seconds=SECONDS)
        assert server.ask("/movies").status_code == 200
        place.parent.chmod(0o755)
        assert_answers(server, "snapshot-0")


def test_rights_that_are_lost_while_the_file_is_open_change_nothing(place: Path, versions: list[Path], tmp_path: Path) -> None:
    shutil.copy(versions[0], place)
    with running(tmp_path / "server", place, is_unprivileged=True) as server:
        assert_answers(server, "snapshot-0")
        place.chmod(0)
        for _ in range(15):
            assert server.ask("/movies?limit=1").status_code == 200
            time.sleep(0.1)
        place.chmod(0o644)
        assert_answers(server, "snapshot-0")


def test_what_is_said_is_what_is_wrong_now(place: Path, versions: list[Path], tmp_path: Path) -> None:
    with running(tmp_path / "server", place, is_unprivileged=True) as server:
        server.wait_for(lambda: "There is no warehouse.duckdb" in said(server), seconds=SECONDS)
        place.mkdir()
        server.wait_for(lambda: "is no regular file" in said(server), seconds=SECONDS)
        place.rmdir()
        os.mkfifo(place)
        server.wait_for(lambda: "is no regular file" in said(server), seconds=SECONDS)
        place.unlink()
        place.symlink_to(place.name)
        server.wait_for(lambda: "symbolic links" in said(server), seconds=SECONDS)
        place.unlink()
        place.write_text("<html>" * 1000)
        server.wait_for(lambda: "is no DuckDB file" in said(server), seconds=SECONDS)
        place.unlink()
        with duckdb.connect(place) as connection:
            connection.execute("create table t (a integer)")
        server.wait_for(lambda: "no build_info" in said(server), seconds=SECONDS)
        shutil.copy(versions[0], place)
        place.chmod(0)
        server.wait_for(lambda: "may not read it" in said(server), seconds=SECONDS)
        holder = hold(place)
        place.chmod(0o644)
        server.wait_for(lambda: f"process number {holder.pid}" in said(server), seconds=SECONDS)
        holder.communicate()
        assert_answers(server, "snapshot-0")
