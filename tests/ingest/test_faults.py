"""Whatever happens to a build, the warehouse that was there stays as it was: real processes, real faults."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile, copytree

import httpx
import polars as pl
import pytest

from ingest.build import build
from ingest.errors import SourceError
from ingest.inputs import record_of
from ingest.raw_csv import raw_file
from ingest.row_lineage import RowLineage
from ingest.warehouse_builder import warehouse_builder
from ingest.warehouse_file import snapshot_of

RunBuild = Callable[..., tuple[int, list[str]]]
StartBuild = Callable[..., "subprocess.Popen[str]"]

REPOSITORY = Path(__file__).parents[2]
SHELL = Path(sys.executable).with_name("duckdb")


@pytest.fixture(scope="module")
def other_warehouse(other: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of them."""
    place = tmp_path_factory.mktemp("other_warehouse") / "warehouse.duckdb"
    build(other, place, lambda _: None)
    return place


@pytest.fixture
def place(warehouse: Path, tmp_path: Path) -> Path:
    """A place that holds a warehouse of the hand-made catalogue, in a folder of its own."""
    return copied(warehouse, tmp_path / "out")


def copied(warehouse: Path, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return Path(copyfile(warehouse, folder / "warehouse.duckdb"))


def assert_only_the_old_warehouse(place: Path, warehouse: Path) -> None:
    assert [path.name for path in place.parent.iterdir()] == [place.name]
    assert place.read_bytes() == warehouse.read_bytes()
    assert snapshot_of(place) == snapshot_of(warehouse)


@contextmanager
def halted_after(lines: int, process: "subprocess.Popen[str]") -> Iterator[None]:
    """Halt a build when it has said some lines, until the block ends."""
    assert process.stderr
    assert all(process.stderr.readline() for _ in range(lines))
    process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        process.send_signal(signal.SIGCONT)


# After how many lines of progress, and how many seconds after the last of them, a build is killed.
MOMENTS = [(0, 0.0), (0, 0.2), (1, 0.0), (3, 0.0), (6, 0.0), (9, 0.0), (13, 0.0), (13, 0.1), (13, 0.3), (13, 0.6)]

TRACES = {
    path.format("warehouse.duckdb.unfinished"): content
    for path, content in {
        "{}": b"half a warehouse",
        "{}.wal": b"half a log",
        "{}.inputs": b"half a record",
        "{}.staging": b"half a warehouse",
        "{}.staging.wal": b"half a log",
        "{}.spill/duckdb_temp_storage_DEFAULT-0.tmp": b"",
        "{}.unpacked/movies.csv": b"id",
    }.items()
}
"""What a killed build may leave beside a warehouse until the next build, and something that it holds."""


@pytest.mark.parametrize(("lines", "seconds"), MOMENTS)
def test_a_build_that_is_killed_leaves_a_whole_warehouse_and_known_traces(
    *, other: Path, other_warehouse: Path, place: Path, warehouse: Path, start_build: StartBuild, lines: int, seconds: float
) -> None:
    inode = place.stat().st_ino
    with start_build(other, place, "--accept-shrink") as process:
        assert process.stderr
        assert all(process.stderr.readline() for _ in range(lines))
        time.sleep(seconds)
        process.kill()
    # On a fast machine the last moments may come after the renaming; then the new warehouse must be whole.
    is_replaced = place.stat().st_ino != inode
    assert snapshot_of(place) == snapshot_of(other_warehouse if is_replaced else warehouse)
    assert is_replaced or process.returncode == -signal.SIGKILL
    assert not (is_replaced and lines < 13)
    traces = {place.with_name(trace.partition("/")[0]) for trace in TRACES}
    assert set(place.parent.iterdir()) <= {place, record_of(place), *traces}


@pytest.mark.parametrize("lines", [1, 9, 13])
def test_the_build_after_a_killed_one_leaves_no_trace(
    *,
    other: Path,
    place: Path,
    tmdb_5000_layout: Path,
    tmdb_5000_warehouse: Path,
    start_build: StartBuild,
    run_build: RunBuild,
    lines: int,
) -> None:
    with start_build(other, place, "--accept-shrink") as process:
        assert process.stderr
        assert all(process.stderr.readline() for _ in range(lines))
        process.kill()
    code, said = run_build(tmdb_5000_layout, place, "--accept-shrink")
    assert code == 0, said
    assert set(place.parent.iterdir()) == {place, record_of(place)}
    assert snapshot_of(place) == snapshot_of(tmdb_5000_warehouse)


def test_what_killed_builds_may_leave_is_gone_after_the_next(full_layout: Path, place: Path, run_build: RunBuild) -> None:
    for trace, content in TRACES.items():
        (place.parent / trace).parent.mkdir(exist_ok=True)
        (place.parent / trace).write_bytes(content)
    code, said = run_build(full_layout, place)
    assert code == 0, said
    assert set(place.parent.iterdir()) == {place, record_of(place)}


def assert_says_that_it_cannot_write(said: str, place: Path) -> None:
    assert "Traceback" not in said
    assert f"build failed: {place}: the warehouse cannot be written" in " ".join(said.split())


# How much of the room is there that a warehouse needs.
SHARES = [0.0, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95]


@pytest.mark.parametrize("share", SHARES)
def test_a_limit_on_the_size_of_files_is_said(
    tmdb_5000_layout: Path, tmdb_5000_warehouse: Path, place: Path, warehouse: Path, share: float
) -> None:
    blocks = int(share * tmdb_5000_warehouse.stat().st_size) // 512
    limited = ["sh", "-c", 'ulimit -f "$1" && shift && exec "$@"', "sh", str(blocks)]
    limited += [sys.executable, "-m", "ingest", str(tmdb_5000_layout), str(place), "--accept-shrink"]
    done = subprocess.run(limited, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert_only_the_old_warehouse(place, warehouse)
    assert_says_that_it_cannot_write(done.stderr, place)


@contextmanager
def mounted(folder: Path, size: int) -> Iterator[None]:
    """A file system of its own in a folder, in memory."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        pytest.skip(f"nothing can be mounted here: {error}")
    if done.returncode:
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize("share", SHARES)
def test_a_full_disk_is_said(
    *, tmdb_5000_layout: Path, tmdb_5000_warehouse: Path, tmp_path: Path, warehouse: Path, run_build: RunBuild, share: float
) -> None:
    room = int(share * tmdb_5000_warehouse.stat().st_size)
    with mounted(tmp_path / "disk", warehouse.stat().st_size + room):
        place = copied(warehouse, tmp_path / "disk")
        code, said = run_build(tmdb_5000_layout, place, "--accept-shrink")
        assert code == 1
        assert_only_the_old_warehouse(place, warehouse)
        assert_says_that_it_cannot_write("\n".join(said), place)


def test_a_disk_that_cannot_be_written_is_said(
    full_layout: Path, tmdb_5000_warehouse: Path, tmp_path: Path, run_build: RunBuild
) -> None:
    with mounted(tmp_path / "disk", 64_000_000):
        place = copied(tmdb_5000_warehouse, tmp_path / "disk")
        subprocess.run(["mount", "-o", "remount,ro", tmp_path / "disk"], check=True)
        code, said = run_build(full_layout, place)
        assert code == 1
        assert_only_the_old_warehouse(place, tmdb_5000_warehouse)
        assert_says_that_it_cannot_write("\n".join(said), place)


def test_of_two_builds_the_second_is_refused_and_the_first_is_not_disturbed(
    *, other: Path, other_warehouse: Path, full_layout: Path, place: Path, start_build: StartBuild, run_build: RunBuild
) -> None:
    with start_build(other, place, "--accept-shrink") as first:
        with halted_after(1, first):
            code, said = run_build(full_layout, place)
        _, first_said = first.communicate()
    assert (code, said) == (1, [f"build failed: {place.parent}: another build is at work in this folder; wait until it is done"])
    assert first.returncode == 0, first_said
    assert snapshot_of(place) == snapshot_of(other_warehouse)


def append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(path.read_bytes().splitlines(keepends=True)[-1])


def replace(path: Path) -> None:
    copy = path.with_name("new")
    copyfile(path, copy)
    copy.replace(path)


def touch(path: Path) -> None:
    os.utime(path)


@pytest.mark.parametrize("name", ["movies_dataset.csv", "credits.csv"])
@pytest.mark.parametrize("change", [append, replace, touch])
def test_a_raw_file_that_changes_while_it_is_read_is_named(
    *,
    larger: Path,
    place: Path,
    warehouse: Path,
    tmp_path: Path,
    start_build: StartBuild,
    change: Callable[[Path], None],
    name: str,
) -> None:
    raw = Path(copytree(larger, tmp_path / "raw"))
    lines_before = {"movies_dataset.csv": 1, "credits.csv": 11}[name]  # the file was opened before the line was written
    with start_build(raw, place) as process:
        with halted_after(lines_before, process):
            change(raw / name)
        _, said = process.communicate()
    assert process.returncode == 1
    assert said.splitlines()[-1] == f"build failed: {raw / name}: the file changed while it was being read; run the build again"
    assert_only_the_old_warehouse(place, warehouse)


def test_a_raw_file_that_goes_away_while_it_is_read_is_named(
    larger: Path, place: Path, warehouse: Path, tmp_path: Path, start_build: StartBuild
) -> None:
    raw = Path(copytree(larger, tmp_path / "raw"))
    with start_build(raw, place) as process:
        with halted_after(7, process):  # the films are loaded, and the credits are being read
            (raw / "movies_dataset.csv").unlink()
        _, said = process.communicate()
    assert process.returncode == 1
    assert f"build failed: {raw / 'movies_dataset.csv'}: " in said.splitlines()[-1]
    assert_only_the_old_warehouse(place, warehouse)


def test_a_raw_file_that_changes_between_its_check_and_its_entry_in_the_books_is_named(full_layout: Path, tmp_path: Path) -> None:
    path = Path(copyfile(full_layout / "links.csv", tmp_path / "links.csv"))
    raw = raw_file(path, ())
    append(path)
    with warehouse_builder(tmp_path / "warehouse.duckdb") as new:
        lineage = RowLineage(new, lambda _: None)
        lineage.opened(raw, None)
        with pytest.raises(SourceError, match=r"links\.csv: the file changed while it was being read"):
            lineage.write()


def test_a_raw_file_that_grows_before_its_records_are_set_aside_is_named(full_layout: Path, tmp_path: Path) -> None:
    path = Path(copyfile(full_layout / "links.csv", tmp_path / "links.csv"))
    raw = raw_file(path, ())
    path.write_bytes(path.read_bytes() + b"9,9,9\n" * 100_000)
    gone = raw.lazy.select("record", action=pl.lit("rejected"), reason=pl.lit("it is too late")).collect()
    with pytest.raises(SourceError, match=r"links\.csv: the file changed while it was being read"):
        raw.without(gone)


@contextmanager
def served(place: Path) -> Iterator[httpx.Client]:
    """The service in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        command = [sys.executable, "-m", "uvicorn", "--factory", "service.app:create_app", "--fd", str(listening.fileno())]
        environment = {**os.environ, "FILMOTECA_WAREHOUSE": str(place)}
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with (
            subprocess.Popen(
                command, cwd=REPOSITORY, env=environment, stderr=subprocess.DEVNULL, pass_fds=[listening.fileno()]
            ) as process,
            httpx.Client(base_url=address, timeout=60) as client,
        ):
            try:
                yield client
            finally:
                process.terminate()


@contextmanager
def shell(place: Path) -> Iterator[Callable[[str], str]]:
    """A DuckDB shell in a process of its own; give the one value that a query has."""
    command = [str(SHELL), "-readonly", "-noheader", "-list", str(place)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        reader, writer = process.stdout, process.stdin

        def answer(query: str) -> str:
            writer.write(f"select 'answer: ' || ({query});\n")
            writer.flush()
            for line in reader:
                if found := re.search(r"answer: (\w+)$", line):
                    return found[1]
            raise AssertionError("the shell ended")

        try:
            yield answer
        finally:
            writer.close()


def test_those_who_have_the_warehouse_open_keep_it_when_it_is_replaced(
    other: Path, other_warehouse: Path, place: Path, warehouse: Path, run_build: RunBuild
) -> None:
    old = snapshot_of(warehouse)
    films = "select count(*) from movies"
    with served(place) as client, shell(place) as ask_shell:
        assert client.get("/health/ready").json()["snapshot"] == old
        assert ask_shell(films) == "43"
        code, said = run_build(other, place, "--accept-shrink")
        assert code == 0, said
        assert snapshot_of(place) == snapshot_of(other_warehouse)
        assert client.get("/health/ready").json()["snapshot"] == old
        assert client.get("/score_titulo/Amélie").status_code == 200
        assert ask_shell("select snapshot from build_info") == old
        assert ask_shell(films) == "43"
        assert ask_shell("select count(*) from movies where overview is not null") != "0"
        with shell(place) as ask_new_shell:
            assert ask_new_shell("select snapshot from build_info") == snapshot_of(other_warehouse)
            assert ask_new_shell(films) != "43"
