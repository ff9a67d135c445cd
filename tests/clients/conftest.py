"""The service with everything on, its OpenAPI documents, and the tools of npm that read them."""

import shutil
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest

import sql
from tests.service.servers import ROOT, Running, running

HERE = Path(__file__).parent
OLDEST_NODE = (20, 19)
"""What Redocly wants."""


@pytest.fixture(scope="session")
def server(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The service over the hand-made catalogue, in a process of its own."""
    folder = tmp_path_factory.mktemp("served")
    with running(folder, warehouse, sql_root=sql.ROOT, environment={"FILMOTECA_SQL": "on"}) as server:
        yield server


@pytest.fixture(scope="session")
def documents(server: Running) -> dict[str, bytes]:
    """The whole document, and that of each tag, by their addresses."""
    whole = server.ask("/schema/openapi.json")
    addresses = [f"/schema/openapi/{tag['name']}.json" for tag in whole.json()["tags"]]
    return {"/schema/openapi.json": whole.content} | {address: _content(server.ask(address)) for address in addresses}


@pytest.fixture(scope="session")
def whole(server: Running) -> dict[str, Any]:
    """The whole document."""
    found: dict[str, Any] = server.ask("/schema/openapi.json").json()
    return found


@pytest.fixture(scope="session")
def tools() -> Path:
    """A folder with the tools that package-lock.json names; they are installed once for each content of that file."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("there is no Node.js, whose tools read the document here; install version 20.19 or newer")
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if tuple(map(int, version.removeprefix("v").split(".")))[:2] < OLDEST_NODE:
        pytest.skip(f"the tools that read the document here want Node.js 20.19 or newer; this is {version}")
    lock = (HERE / "package-lock.json").read_bytes()
    place = ROOT / "build" / "clients" / sha256(lock).hexdigest()[:12]
    if not place.exists():
        unfinished = place.with_name(f"{place.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, unfinished)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=unfinished, check=True, timeout=300)
        unfinished.rename(place)
    return place


def _content(answer: httpx.Response) -> bytes:
    assert answer.status_code == 200
    return answer.content
