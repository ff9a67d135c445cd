"""Object stores on loopback, in processes of their own, and what is put into them by hand."""

import hashlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx

import sql
from service.cluster.pointer import Pointer, current_name, snapshot_key, written
from tests.service.servers import CATALOGUE, free_port

BUCKET = "films"
ADDRESS = f"s3://{BUCKET}/catalogue"

SECRET = "a-key-that-no-log-may-have"  # noqa: S105
"""The key of the stores, which stands in the environment of all who ask them."""

_BIN = Path(sys.executable).parent


def _environment(port: int) -> dict[str, str]:
    return {
        "AWS_ACCESS_KEY_ID": "films",
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ALLOW_HTTP": "true",
    }


@dataclass
class StoreServer:
    """An S3 server that can be stopped and started again.

    Attributes:
        folder: Its files, and its log.
        command: What starts it.
        port: Where it listens.
        address: The address of the store, for those who have the environment.
        environment: The variables that tell where it is.
    """

    folder: Path
    command: list[str]
    port: int
    address: str = ADDRESS
    environment: dict[str, str] = field(init=False)
    _process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.environment = _environment(self.port)

    def start(self) -> None:
        """Start it, and wait until it listens."""
        with (self.folder / "store.log").open("ab") as log:
            environment = {**os.environ, "RCLONE_CONFIG": os.devnull}
            self._process = subprocess.Popen(self.command, stdout=log, stderr=log, cwd=self.folder, env=environment)
        deadline = time.monotonic() + 30
        while True:
            assert self._process.poll() is None, (self.folder / "store.log").read_text()
            assert time.monotonic() < deadline
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
            except ConnectionError:
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """End it."""
        if self._process:
            self._process.kill()
            self._process.wait(20)
            self._process = None


@contextmanager
def reading_store(folder: Path) -> Iterator[StoreServer]:
    """A store over the files in ``folder / BUCKET``, which are put there by hand: it knows no conditional writes."""
    (folder / BUCKET / "catalogue" / "warehouses").mkdir(parents=True)
    port = free_port()
    served = folder / "served"
    served.mkdir()
    (folder / BUCKET).rename(served / BUCKET)
    options = ["--addr", f"127.0.0.1:{port}", "--auth-key", f"films,{SECRET}", "--vfs-cache-mode", "off", "--dir-cache-time", "0"]
    server = StoreServer(folder, [str(_BIN / "rclone"), "serve", "s3", *options, str(served)], port)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def publishing_store(folder: Path) -> Iterator[StoreServer]:
    """A store that knows conditional writes; what is in it is gone when it ends."""
    port = free_port()
    server = StoreServer(folder, [str(_BIN / "moto_server"), "-H", "127.0.0.1", "-p", str(port)], port)
    server.start()
    try:
        httpx.put(f"http://127.0.0.1:{port}/{BUCKET}").raise_for_status()
        yield server
    finally:
        server.stop()


def pointer_to(file: Path, snapshot: str) -> Pointer:
    """A pointer to a snapshot whose file is at hand."""
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return Pointer(snapshot, snapshot_key(snapshot), len(content), digest, datetime(2026, 1, 1, tzinfo=UTC))


def put_snapshot(store: StoreServer, file: Path, snapshot: str) -> Pointer:
    """Put the file of a snapshot into a store for reading."""
    pointer = pointer_to(file, snapshot)
    put_object(store, pointer.key, file.read_bytes())
    return pointer


def put_pointer(store: StoreServer, pointer: Pointer, name: str = "") -> None:
    """Put a pointer into a store for reading."""
    put_object(store, name or current_name(sql.text_fingerprint(CATALOGUE)), written(pointer))


def put_object(store: StoreServer, key: str, content: bytes) -> None:
    """Put an object into a store for reading, whole at once."""
    path = store.folder / "served" / BUCKET / "catalogue" / key
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(content)
    new.rename(path)


def remove_object(store: StoreServer, key: str) -> None:
    """Remove an object from a store for reading."""
    (store.folder / "served" / BUCKET / "catalogue" / key).unlink()
