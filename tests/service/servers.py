"""Servers in processes of their own, for what only shows from outside."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]

CATALOGUE = Path(__file__).parent / "catalogue"

_FACTORY = """
from pathlib import Path
from service.app import create_app
from service.without_pandas import do_without_pandas

def app():
    do_without_pandas()
    return create_app(sql_root=Path({!r}))
"""


@dataclass
class Running:
    """A server that runs.

    Attributes:
        client: A client of it.
        process: Its process, or the one that watches over its workers.
        port: Where it listens.
        log: What it has written to standard error.
    """

    client: httpx.Client
    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def ask(self, address: str, **headers: str) -> httpx.Response:
        """Ask over a connection of its own, so that any worker may answer."""
        return httpx.get(f"http://127.0.0.1:{self.port}{address}", headers=headers, timeout=20)

    def log_lines(self) -> list[dict[str, Any]]:
        """The lines of its log."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def metric(self, name: str) -> float:
        """The value of a metric, its labels included in the name."""
        for line in self.ask("/metrics").text.splitlines():
            if line.startswith(f"{name} "):
                return float(line.removeprefix(name))
        raise KeyError(name)

    def wait_for(self, condition: Callable[[], bool], seconds: float = 3) -> None:
        """Wait until something has come about."""
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.02)

    def workers(self) -> list[int]:
        """The numbers of its worker processes."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


@contextmanager
def running(
    folder: Path,
    warehouse: Path,
    *options: str,
    sql_root: Path = CATALOGUE,
    as_program: bool = False,
    is_unprivileged: bool = False,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Running]:
    """Serve a warehouse while a block runs.

    Args:
        folder: An empty folder for the files of the server.
        warehouse: The DuckDB file.
        options: More options of uvicorn.
        sql_root: The folder of SQL files whose endpoints are served.
        as_program: Whether to run ``python -m service``, which serves the endpoints of the project, instead.
        is_unprivileged: Whether it must keep to the rights of files, even for the superuser.
        environment: More environment variables.
    """
    folder.mkdir(exist_ok=True)
    (folder / "served.py").write_text(_FACTORY.format(str(sql_root)))
    port = free_port()
    uvicorn = ["uvicorn", "--factory", "served:app", "--no-server-header", "--port", str(port), *options]
    unprivileged = ["tests.service.unprivileged", "-m"] if is_unprivileged else []
    command = [sys.executable, "-m", *unprivileged, *(["service"] if as_program else uvicorn)]
    log = folder / "log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            command, stderr=written, env=_environment(folder, warehouse, {**environment, "FILMOTECA_PORT": str(port)})
        )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
            _wait_for(client, process, log)
            yield Running(client, process, port, log)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(20)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _environment(folder: Path, warehouse: Path, more: Mapping[str, str]) -> dict[str, str]:
    paths = {"PYTHONPATH": f"{folder}:{ROOT}", "FILMOTECA_WAREHOUSE": str(warehouse), "TMPDIR": str(folder)}
    return {**os.environ, **paths, **more}


def _wait_for(client: httpx.Client, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while True:
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        try:
            client.get("/health/live")
        except httpx.TransportError:
            time.sleep(0.02)
        else:
            return
