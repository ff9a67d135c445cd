"""The hand-made catalogue, a warehouse built from it, and the full Movies Dataset where there is one."""

import os
from collections.abc import Iterator
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


def _built(folder: Path, place: Path) -> Path:
    counts: list[RowCounts] = []
    build(folder, place, counts.append)
    return place


@pytest.fixture(scope="session")
def full_layout() -> Path:
    """Raw files in the layout of The Movies Dataset."""
    return DATA / "full_layout"


@pytest.fixture(scope="session")
def tmdb_5000_layout() -> Path:
    """Some of the same films in the layout of the TMDB 5000 catalogue."""
    return DATA / "tmdb_5000_layout"


@pytest.fixture(scope="session")
def warehouse(full_layout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of the hand-made catalogue."""
    return _built(full_layout, tmp_path_factory.mktemp("warehouse") / "warehouse.duckdb")


@pytest.fixture(scope="session")
def tmdb_5000_warehouse(tmdb_5000_layout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of the films in the layout of the TMDB 5000 catalogue."""
    return _built(tmdb_5000_layout, tmp_path_factory.mktemp("tmdb_5000") / "warehouse.duckdb")


@pytest.fixture(scope="session")
def made_up_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up catalogue that is large enough for every chart: its warehouse, and its raw files in ``raw``."""
    folder = tmp_path_factory.mktemp("made_up")
    made_up_warehouse(folder)
    return folder


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
def full_warehouse(full_data: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A warehouse of the full Movies Dataset: one for all workers, for its build takes longer than all that is asked of it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "full"
    folder.mkdir(exist_ok=True)
    place = folder / "warehouse.duckdb"
    with (folder / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        return place if place.exists() else _built(full_data, place)


@pytest.fixture(scope="session")
def full_connection(full_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse of the full Movies Dataset, read-only."""
    with duckdb.connect(full_warehouse, read_only=True, config=AS_SERVED) as connection:
        yield connection
