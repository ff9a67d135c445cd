"""Services with the console on and off, for the page for questions in SQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import sql
from tests.service.servers import Running, running


@pytest.fixture(scope="module")
def server(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The service over the hand-made catalogue with the console on."""
    with running(tmp_path_factory.mktemp("query"), warehouse, sql_root=sql.ROOT, environment={"FILMOTECA_SQL": "on"}) as server:
        yield server


@pytest.fixture(scope="module")
def site(server: Running) -> str:
    """The address of that service, for the browser of the other tests."""
    return f"http://127.0.0.1:{server.port}"


@pytest.fixture(scope="module")
def off(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The same with the console off."""
    with running(tmp_path_factory.mktemp("off"), warehouse, sql_root=sql.ROOT, environment={"FILMOTECA_SQL": "off"}) as server:
        yield server
