"""The hand-made catalogue, a warehouse built from it, and the full Movies Dataset where there is one."""

import os
import shutil
from collections.abc import Callable, Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path
from shutil import copyfile

import duckdb
import hypothesis
import pytest

from ingest.build import build
from ingest.rejects import RowCounts
from tests.data.made_up import made_up_warehouse

DATA = Path(__file__).parent / "data"
FULL_DATA_VARIABLE = "FILMOTECA_FULL_DATA"

AS_SERVED: dict[str, str | bool | int | float | list[str]] = {"threads": 1}
"""How the service opens a warehouse; for little data a second thread costs a third more. A test shows that no answer changes."""

hypothesis.settings.register_profile("filmoteca", deadline=None)
hypothesis.settings.load_profile("filmoteca")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if isinstance(item, pytest.Function) and "full_data" in item.fixturenames:
            item.add_marker("full_data")


Make = Callable[[Path], None]
Shared = Callable[[str, Make], Path]


def _building(raw: Path) -> Make:
    """Build a warehouse of raw files in an empty folder."""

    def make(folder: Path) -> None:
        counts: list[RowCounts] = []
        build(raw, folder / "warehouse.duckdb", counts.append)

    return make


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Shared:
    """Make a folder of a name once for all workers; whoever asks for it meanwhile waits. What is in it is only read."""
    base = tmp_path_factory.getbasetemp()
    place = (base if worker_id == "master" else base.parent) / "shared"

    def folder_of(name: str, make: Make) -> Path:
        folder = place / name
        place.mkdir(exist_ok=True)
        with (place / f"{name}.lock").open("w") as lock:
            flock(lock, LOCK_EX)
            if not folder.exists():
                unfinished = place / f"{name}.unfinished"
                shutil.rmtree(unfinished, ignore_errors=True)
                unfinished.mkdir()
                make(unfinished)
                unfinished.rename(folder)
        return folder

    return folder_of


@pytest.fixture(scope="session")
def full_layout() -> Path:
    """Raw files in the layout of The Movies Dataset."""
    return DATA / "full_layout"


@pytest.fixture(scope="session")
def tmdb_5000_layout() -> Path:
    """Some of the same films in the layout of the TMDB 5000 catalogue."""
    return DATA / "tmdb_5000_layout"


@pytest.fixture(scope="session")
def warehouse(full_layout: Path, shared: Shared) -> Path:
    """A warehouse of the hand-made catalogue."""
    return shared("hand_made", _building(full_layout)) / "warehouse.duckdb"


@pytest.fixture(scope="session")
def tmdb_5000_warehouse(tmdb_5000_layout: Path, shared: Shared) -> Path:
    """A warehouse of the films in the layout of the TMDB 5000 catalogue."""
    return shared("tmdb_5000", _building(tmdb_5000_layout)) / "warehouse.duckdb"


@pytest.fixture(scope="session")
def made_up_folder(shared: Shared) -> Path:
    """A made-up catalogue that is large enough for every chart: its warehouse, and its raw files in ``raw``."""
    return shared("made_up", made_up_warehouse)


@pytest.fixture(scope="session")
def connection(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse of the hand-made catalogue, read-only.

    It is a copy, for DuckDB opens a file only once in a process unless it is with the same settings, and the service has others.
    """
    copy = copyfile(warehouse, tmp_path_factory.mktemp("copy") / "warehouse.duckdb")
    with duckdb.connect(copy, read_only=True, config=AS_SERVED) as connection:
        yield connection


@pytest.fixture(scope="session")
def full_data() -> Path:
    """The folder of the full Movies Dataset."""
    folder = os.environ.get(FULL_DATA_VARIABLE)
    if not folder:
        pytest.skip(f"{FULL_DATA_VARIABLE} does not name the folder of the full Movies Dataset")
    return Path(folder)


@pytest.fixture(scope="session")
def full_warehouse(full_data: Path, shared: Shared) -> Path:
    """A warehouse of the full Movies Dataset."""
    return shared("full", _building(full_data)) / "warehouse.duckdb"


@pytest.fixture(scope="session")
def full_connection(full_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse of the full Movies Dataset, read-only."""
    with duckdb.connect(full_warehouse, read_only=True, config=AS_SERVED) as connection:
        yield connection
