"""Servers to measure, each in processes of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx

LIMITS_APP = "tools.bench.limits_app:create"

_TICKS = os.sysconf("SC_CLK_TCK")


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

    def cpu_seconds(self) -> float:
        """The processor time that its process has used."""
        # The name of a program, which may hold spaces, stands in brackets before these fields.
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS


@contextmanager
def served(warehouse: Path, variables: Mapping[str, str], app: str | None = LIMITS_APP) -> Iterator[Served]:
    """Serve a warehouse with one worker while a block runs.

    Args:
        warehouse: The DuckDB file.
        variables: Settings of the service, as environment variables.
        app: The factory of the application; without one the service is started as its users start it.
    """
    port = free_port()
    uvicorn = ["uvicorn", "--factory", str(app), "--port", str(port), "--no-access-log", "--log-level", "warning"]
    command = [sys.executable, "-m", *(uvicorn if app else ["service"])]
    settings = {"FILMOTECA_WAREHOUSE": str(warehouse), "FILMOTECA_PORT": str(port), **variables}
    with running(command, port, "/health/ready", settings) as server:
        yield server


@contextmanager
def running(command: Sequence[str], port: int, ready: str, variables: Mapping[str, str]) -> Iterator[Served]:
    """Run a server while a block runs.

    Args:
        command: What starts it.
        port: Where it listens on this machine.
        ready: A path that is answered with success when it is ready.
        variables: Environment variables that it is given besides those of this process.

    Raises:
        RuntimeError: It ends, or does not answer within a minute.
    """
    start = time.perf_counter()
    server = subprocess.Popen(command, env={**os.environ, **variables}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        while not _is_ready(address + ready):
            if server.poll() is not None or time.perf_counter() - start > 60:
                raise RuntimeError(f"{' '.join(command)} does not answer")
            time.sleep(0.02)
        yield Served(address, server.pid, time.perf_counter() - start)
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _is_ready(url: str) -> bool:
    try:
        return httpx.get(url).is_success
    except httpx.TransportError:
        return False
