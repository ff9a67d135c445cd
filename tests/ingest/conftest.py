"""Raw files that a test writes itself, and builds in a process of their own."""

import csv
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ingest.raw_csv import RawFile, raw_file

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


@pytest.fixture(scope="session")
def start_build() -> Callable[[Path, Path], subprocess.Popen[str]]:
    """Start ``python -m ingest RAW_DIR WAREHOUSE``."""

    def start(folder: Path, place: Path) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "ingest", str(folder), str(place)]
        return subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    return start


@pytest.fixture(scope="session")
def run_build(start_build: Callable[[Path, Path], subprocess.Popen[str]]) -> Callable[[Path, Path], tuple[int, list[str]]]:
    """Run a build to its end, and give its exit code and what it said on standard error, line by line, blanks run together."""

    def run(folder: Path, place: Path) -> tuple[int, list[str]]:
        with start_build(folder, place) as process:
            _, said = process.communicate()
        return process.returncode, [" ".join(line.split()) for line in said.splitlines() if line.strip()]

    return run
