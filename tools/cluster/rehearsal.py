"""What is rehearsed: publishes under load while a node is slow, killed and started anew, and a store that is down."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import httpx

from tools.cluster.load import Load, load
from tools.cluster.parts import ADDRESS, Part, make_bucket, node, proxy, slow_way, slowed, started, store, store_environment

QUESTIONS = ("/movies?limit=5", "/search?q=a", "/peliculas_mes/enero", "/charts/top_rated")


@dataclass
class Cluster:
    """A store, two nodes and a proxy that run.

    Attributes:
        store: The store.
        environment: The environment of those who publish to it.
        nodes: The nodes; the second one has the slow way to the store.
        addresses: Their addresses.
        address: The address of the proxy.
    """

    store: Part
    environment: Mapping[str, str]
    nodes: Sequence[Part]
    addresses: Sequence[str]
    address: str

    def publish(self, warehouse: Path, *, ahead: bool) -> float:
        """Publish a warehouse, with or without nodes that get ready ahead.

        Returns:
            The seconds that it took.

        Raises:
            RuntimeError: It was not published.
        """
        nodes = [part for address in self.addresses for part in ("--node", address)] if ahead else []
        begin = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "service.cluster", "publish", str(warehouse), ADDRESS, *nodes],
            env={**os.environ, **self.environment, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"not published, exit code {done.returncode}: {done.stderr}")
        return time.monotonic() - begin

    def wait_for(self, snapshot: str, seconds: float = 120) -> float:
        """Wait until all nodes answer from a snapshot, and say how long that took.

        Raises:
            RuntimeError: They do not.
        """
        begin = time.monotonic()
        while any(self.health(number).get("snapshot") != snapshot for number in range(len(self.nodes))):
            if time.monotonic() > begin + seconds:
                raise RuntimeError(f"not all nodes answer from {snapshot}: {[self.health(0), self.health(1)]}")
            time.sleep(0.05)
        return time.monotonic() - begin

    def health(self, number: int) -> dict[str, object]:
        """What a node says of itself; nothing while it does not answer."""
        try:
            found: dict[str, object] = httpx.get(f"{self.addresses[number]}/health/ready", timeout=10).json()
        except httpx.TransportError:
            return {}
        return found


def versions(warehouse: Path, folder: Path, number: int) -> list[Path]:
    """Copies of a warehouse that have other snapshot ids, ``version-0`` and so on."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for count in range(number):
        made.append(folder / f"{count}.duckdb")
        shutil.copy(warehouse, made[-1])
        made[-1].chmod(0o644)
        with duckdb.connect(made[-1]) as connection:
            connection.execute("update build_info set snapshot = ?", [f"version-{count}"])
    return made


@contextmanager
def cluster(folder: Path, first: Path, bytes_per_second: float, settings: Mapping[str, str]) -> Iterator[Cluster]:
    """Have a cluster answer while a block runs.

    Args:
        folder: For all its files.
        first: What answers at the beginning.
        bytes_per_second: What comes over the slow way to the store.
        settings: Settings of the nodes.
    """
    server, environment = store(folder / "store")
    port = int(environment["AWS_ENDPOINT_URL"].rpartition(":")[2])
    with started(server), slow_way(port, bytes_per_second, 0.05) as slow_port:
        make_bucket(environment)
        one, one_address = node(folder / "one", environment, settings)
        two, two_address = node(folder / "two", store_environment(slow_port), settings)
        before, address = proxy(folder / "proxy", [one_address, two_address])
        made = Cluster(server, environment, [one, two], [one_address, two_address], address)
        made.publish(first, ahead=False)
        with started(one, two, before):
            yield made


def publishes(cluster: Cluster, files: Sequence[Path], *, clients: int, pause: float, rest: float) -> Load:
    """Publish with nodes that get ready ahead, one of which is slow, while clients ask."""
    with load(cluster.address, QUESTIONS, clients, pause) as seen, slowed(cluster.nodes[1], 0.04, 0.06):
        for file in files:
            time.sleep(rest)
            cluster.publish(file, ahead=True)
            cluster.wait_for(f"version-{file.stem}")
        time.sleep(rest)
    return seen


def killed_and_restarted(cluster: Cluster, files: Sequence[Path], *, clients: int, pause: float, least: int) -> Load:
    """Publish three times, with one node killed and the other started anew between, while clients ask."""
    one, two = cluster.nodes
    with load(cluster.address, QUESTIONS, clients, pause) as seen:
        time.sleep(1)
        cluster.publish(files[0], ahead=False)
        cluster.wait_for(f"version-{files[0].stem}")
        two.stop(signal.SIGKILL)
        cluster.publish(files[1], ahead=False)
        two.start()
        two.wait()
        cluster.wait_for(f"version-{files[1].stem}")
        one.stop()
        one.start()
        one.wait()
        cluster.publish(files[2], ahead=False)
        cluster.wait_for(f"version-{files[2].stem}")
        while len(seen.answers) < least:
            time.sleep(0.1)
    return seen


def outage(cluster: Cluster, seconds: float, *, clients: int, pause: float) -> tuple[Load, list[str]]:
    """Stop the way to the store for a while, which comes back as it was, while clients ask.

    Returns:
        The load, and what nodes say is the reason at the end of the outage.
    """
    with load(cluster.address, QUESTIONS, clients, pause) as seen:
        os.kill(cluster.store.pid, signal.SIGSTOP)
        time.sleep(seconds)
        reasons = [str(cluster.health(number).get("refused", "")) for number in range(2)]
        os.kill(cluster.store.pid, signal.SIGCONT)
        deadline = time.monotonic() + 60
        while any("refused" in cluster.health(number) for number in range(2)) and time.monotonic() < deadline:
            time.sleep(0.2)
    return seen, reasons
