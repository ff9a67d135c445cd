"""The parts of a rehearsal: an object store, a slow way to it, nodes, and a proxy before them. Each ends with its block."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import httpx

from tools.bench.served import free_port

BUCKET = "films"
ADDRESS = f"s3://{BUCKET}/catalogue"

_PROXY = """
daemon off;
pid {folder}/pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream filmoteca {{
        {nodes}
        keepalive 32;
        keepalive_timeout 4s;
    }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://filmoteca;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_connect_timeout 2s;
            proxy_next_upstream error timeout http_503;
        }}
    }}
}}
"""


@dataclass
class Part:
    """A process that can be ended and started again.

    Attributes:
        command: What starts it.
        environment: Its environment variables besides those of this process.
        folder: Where it runs, and where its log is.
        is_up: Whether it answers.
    """

    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    is_up: Callable[[], bool]
    _process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The number of the process."""
        if self._process is None:
            raise RuntimeError("it does not run")
        return self._process.pid

    def start(self) -> None:
        """Start it, without waiting for it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self.command, env={**os.environ, **self.environment}, cwd=self.folder, stdout=log, stderr=log
            )

    def wait(self, seconds: float = 120) -> None:
        """Wait until it answers.

        Raises:
            RuntimeError: It does not.
        """
        deadline = time.monotonic() + seconds
        while not self.is_up():
            if time.monotonic() > deadline or self._process is None or self._process.poll() is not None:
                raise RuntimeError(f"{self.command[0]} does not answer: {(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.02)

    def stop(self, sign: signal.Signals = signal.SIGTERM) -> None:
        """End it."""
        if self._process:
            self._process.send_signal(signal.SIGCONT)
            self._process.send_signal(sign)
            self._process.wait(60)
            self._process = None


def store(folder: Path) -> tuple[Part, dict[str, str]]:
    """An S3 server that knows conditional writes, and the environment of those who ask it."""
    port = free_port()
    moto = str(Path(sys.executable).with_name("moto_server"))
    return Part([moto, "-H", "127.0.0.1", "-p", str(port)], {}, folder, lambda: _listens(port)), store_environment(port)


def store_environment(port: int) -> dict[str, str]:
    """The environment of those who ask a store on this machine."""
    return {
        "AWS_ACCESS_KEY_ID": "films",
        "AWS_SECRET_ACCESS_KEY": "rehearsal",
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ALLOW_HTTP": "true",
    }


def make_bucket(environment: Mapping[str, str]) -> None:
    """Make the bucket of the rehearsal."""
    httpx.put(f"{environment['AWS_ENDPOINT_URL']}/{BUCKET}").raise_for_status()


def node(folder: Path, environment: Mapping[str, str], settings: Mapping[str, str]) -> tuple[Part, str]:
    """A node with an empty folder for snapshots, and its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    variables = {
        **environment,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "FILMOTECA_WAREHOUSE": ADDRESS,
        "FILMOTECA_WAREHOUSE_CACHE": str(folder / "cache"),
        "FILMOTECA_PORT": str(port),
        **settings,
    }
    return Part([sys.executable, "-m", "service"], variables, folder, lambda: _is_ready(address)), address


def proxy(folder: Path, nodes: Sequence[str]) -> tuple[Part, str]:
    """An nginx before nodes, and its address.

    Raises:
        FileNotFoundError: nginx is not installed.
    """
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
    if program is None:
        raise FileNotFoundError("nginx is not installed")
    port = free_port()
    folder.mkdir(parents=True)
    lines = "\n        ".join(f"server {address.removeprefix('http://')} max_fails=0;" for address in nodes)
    user = "user root;" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(user + _PROXY.format(folder=folder, nodes=lines, port=port), encoding="utf-8")
    command = [program, "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    return Part(command, {}, folder, lambda: _listens(port)), f"http://127.0.0.1:{port}"


@contextmanager
def started(*parts: Part) -> Iterator[None]:
    """Start parts one after the other, and end them when the block ends."""
    try:
        for part in parts:
            part.start()
            part.wait()
        yield
    finally:
        for part in reversed(parts):
            part.stop(signal.SIGKILL)


@contextmanager
def slow_way(to: int, bytes_per_second: float, delay: float) -> Iterator[int]:
    """A port that leads to another one, slowly.

    Args:
        to: The other port.
        bytes_per_second: How much comes from there.
        delay: Seconds before each piece.
    """
    port = free_port()
    loop = asyncio.new_event_loop()

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, rate: float | None) -> None:
        with suppress(ConnectionError, asyncio.CancelledError):
            while piece := await reader.read(65_536):
                await asyncio.sleep(delay if rate is None else max(len(piece) / rate, delay if len(piece) < 4096 else 0))
                writer.write(piece)
                await writer.drain()
        writer.close()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", to)
        except OSError:
            writer.close()
            return
        await asyncio.gather(carry(reader, far_writer, None), carry(far_reader, writer, bytes_per_second))

    async def close() -> None:
        server.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    server = loop.run_until_complete(asyncio.start_server(connect, "127.0.0.1", port))
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.run_until_complete(close())
        loop.close()


@contextmanager
def slowed(part: Part, stopped: float, running: float) -> Iterator[None]:
    """Have a process stand still again and again while the block runs.

    Args:
        part: The process.
        stopped: Seconds that it stands still.
        running: Seconds that it runs between.
    """
    end = Event()

    def pulse() -> None:
        while not end.wait(running):
            with suppress(ProcessLookupError, RuntimeError):
                os.kill(part.pid, signal.SIGSTOP)
                end.wait(stopped)
                os.kill(part.pid, signal.SIGCONT)

    thread = Thread(target=pulse, daemon=True)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def _is_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health/ready", timeout=5).status_code == 200
    except httpx.TransportError:
        return False
