"""A service whose memory is used up says so, and goes on once there is some again."""

import resource
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest

import sql
from tests.service.servers import Running, running

pytestmark = pytest.mark.serial

LONG = quote("select i, repeat('x', 3000) as text from range(10000) as t(i)")

ADDRESSES = [
    f"/sql?q={LONG}",
    f"/sql?q={LONG}&format=csv",
    "/movies?format=csv",
    "/movies?format=arrow",
    "/movies?format=parquet",
    "/movies",
    "/nowhere",
    "/explorar",
    "/explorar/generos.svg",
    "/recomendacion/Toy%20Story",
]


def address_space(server: Running) -> int:
    """The bytes of address space that the process has."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return 1024 * int(next(line for line in status.splitlines() if line.startswith("VmSize")).split()[1])


def test_without_memory_there_is_no_answer_but_the_service_stays(warehouse: Path, tmp_path: Path) -> None:
    environment = {"FILMOTECA_SQL": "on"}
    with running(tmp_path / "server", warehouse, sql_root=sql.ROOT, as_program=True, environment=environment) as server:
        server.wait_for(lambda: server.ask("/health/ready").status_code == 200, seconds=20)
        most = resource.prlimit(server.process.pid, resource.RLIMIT_AS)[1]
        resource.prlimit(server.process.pid, resource.RLIMIT_AS, (address_space(server), most))
        with ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(server.ask, ADDRESSES * 2))
        for address, answer in zip(ADDRESSES * 2, answers, strict=True):
            assert answer.status_code in {200, 404 if address == "/nowhere" else 503}, (address, answer.text)
            assert answer.status_code != 503 or int(answer.headers["retry-after"]) > 0
        assert any(answer.status_code == 503 for answer in answers)
        assert server.ask("/health/live").status_code == 200
        resource.prlimit(server.process.pid, resource.RLIMIT_AS, (most, most))
        time.sleep(0.5)
        for address in ADDRESSES:
            server.wait_for(lambda asked=address: server.ask(asked).status_code != 503, seconds=20)  # type: ignore[misc]
