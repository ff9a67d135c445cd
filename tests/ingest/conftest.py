"""Raw files that a test writes itself, and builds of them."""

import csv
import io
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, redirect_stderr
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest.__main__ import main
from ingest.raw_csv import RawFile, raw_file
from tests.data.films import WHOLE_FILMS
from tests.data.layouts import MOVIE_COLUMNS, movie_record
from tests.ingest.dvc_checkout import new_checkout
from tests.ingest.raw_tables import load_tables
from tools import synthetic

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def make_raw(tmp_path: Path) -> Callable[..., RawFile]:
    """Write records to a CSV file and read them as a build does."""

    def make(header: Sequence[str], records: Sequence[Sequence[str]], name: str = "raw.csv") -> RawFile:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *records])
        return raw_file(path, header)

    return make


@pytest.fixture
def raw_folder(tmp_path: Path) -> Path:
    """Where a test writes its raw files."""
    return tmp_path / "raw"


@pytest.fixture
def loaded(raw_folder: Path, tmp_path: Path) -> Iterator[Callable[[], duckdb.DuckDBPyConnection]]:
    """Open a warehouse whose tables are filled from the test's raw files when it is first asked for."""
    place = tmp_path / "warehouse.duckdb"
    with ExitStack() as stack:

        def opened() -> duckdb.DuckDBPyConnection:
            if not place.exists():
                load_tables(raw_folder, place)
            return stack.enter_context(duckdb.connect(place, read_only=True))

        yield opened


@pytest.fixture
def ask(loaded: Callable[[], duckdb.DuckDBPyConnection]) -> Callable[[str], list[tuple[Any, ...]]]:
    """Ask the tables that are filled from the test's raw files."""
    return lambda question: loaded().execute(question).fetchall()


def write_other_films(count: int, folder: Path) -> Path:
    """Write raw files of made-up films and one of the hand-made catalogue, or no build would replace that by these."""
    synthetic.write(count, folder, 0)
    [shared] = (film for film in WHOLE_FILMS if film.id == 862)
    with (folder / "movies_dataset.csv").open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, MOVIE_COLUMNS, extrasaction="ignore", lineterminator="\n").writerow(movie_record(shared))
    return folder


@pytest.fixture(scope="session")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Raw files that take a build so long that it can be halted at any place."""
    return write_other_films(1000, tmp_path_factory.mktemp("larger"))


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Raw files of other films than those of the hand-made catalogue, and more."""
    return write_other_films(300, tmp_path_factory.mktemp("other"))


@pytest.fixture(scope="session")
def empty_checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a new repository that uses DVC as this project does, to be copied: DVC takes a second for each command."""
    place = tmp_path_factory.mktemp("empty_checkout")
    new_checkout(place)
    return place


@pytest.fixture(scope="session")
def start_build() -> Callable[..., subprocess.Popen[str]]:
    """Start ``python -m ingest RAW_DIR WAREHOUSE`` with options."""

    def start(folder: Path, place: Path, *options: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "ingest", str(folder), str(place), *options]
        return subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    return start


@pytest.fixture(scope="session")
def run_build() -> Callable[..., tuple[int, list[str]]]:
    """Run the same in this process, which need not import everything first.

    It gives its exit code and what it said on standard error, line by line, blanks run together.
    """

    def run(folder: Path, place: Path, *options: str) -> tuple[int, list[str]]:
        with pytest.MonkeyPatch.context() as patch, redirect_stderr(io.StringIO()) as said:
            patch.setattr(sys, "argv", ["ingest", str(folder), str(place), *options])
            code = main()
        return code, [" ".join(line.split()) for line in said.getvalue().splitlines() if line.strip()]

    return run
