"""A server to measure, in a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx

LIMITS_APP = "tools.bench.limits_app:create"


class Served(NamedTuple):
    """A server that answers.

    Attributes:
        address: Its address, without a slash at the end.
        pid: The number of its process.
        start_seconds: How long it took from the start of the process to the first answer of every part.
    """

    address: str
    pid: int
    start_seconds: float

    def resident_megabytes(self) -> float:
        """The memory that its process holds."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        [kilobytes] = [line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")]
        return int(kilobytes) / 1024


@contextmanager
def served(warehouse: Path, variables: Mapping[str, str], app: str | None = LIMITS_APP) -> Iterator[Served]:
    """Serve a warehouse with one worker while a block runs.

    Args:
        warehouse: The DuckDB file.
        variables: Settings of the service, as environment variables.
        app: The factory of the application; without one the service is started as its users start it.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    uvicorn = ["uvicorn", "--factory", str(app), "--port", str(port), "--no-access-log", "--log-level", "warning"]
    command = [sys.executable, "-m", *(uvicorn if app else ["service"])]
    environment = {**os.environ, "FILMOTECA_WAREHOUSE": str(warehouse), "FILMOTECA_PORT": str(port), **variables}
    start = time.perf_counter()
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        while not _is_ready(address):
            if server.poll() is not None or time.perf_counter() - start > 60:
                raise RuntimeError(f"{' '.join(command)} does not answer")
            time.sleep(0.02)
        yield Served(address, server.pid, time.perf_counter() - start)
    finally:
        server.terminate()
        server.wait()


def _is_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health/ready").is_success
    except httpx.TransportError:
        return False
