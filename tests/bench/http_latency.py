"""``python -m tests.bench.http_latency WAREHOUSE`` measures how long questions take over HTTP, one at a time.

Every parameter takes values from the vocabulary of its kind, spread evenly over it, so that no answer is asked for twice running.
"""

import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import duckdb
import httpx

import sql
from service.endpoints import Endpoint, read_endpoints

VARIED_VALUES = 200


def _values(warehouse: Path, endpoint: Endpoint) -> list[str]:
    kinds = [parameter.header.vocabulary for parameter in endpoint.parameters if parameter.header.vocabulary]
    if not kinds:
        return []
    with duckdb.connect(warehouse, read_only=True) as connection:
        rows = connection.execute("select v.name from vocabulary as v where v.kind = ? order by v.name_key", kinds).fetchall()
    names = [str(name) for (name,) in rows]
    return names[:: max(1, len(names) // VARIED_VALUES)][:VARIED_VALUES]


def _milliseconds(client: httpx.Client, addresses: list[str]) -> list[float]:
    times = []
    for address in addresses:
        start = time.perf_counter()
        client.get(address).raise_for_status()
        times.append(1000 * (time.perf_counter() - start))
    return times


def main(warehouse: Path) -> None:
    """Serve a warehouse in a process of its own and print a line per question."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "--factory", "service.app:create_app", "--port", str(port), "--no-access-log"]
    server = subprocess.Popen([*command, "--log-level", "warning"], env={"FILMOTECA_WAREHOUSE": str(warehouse)})
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", transport=httpx.HTTPTransport(retries=10)) as client:
            client.get("/health/ready").raise_for_status()
            print(f"{'question':<24} {'requests':>8} {'median ms':>10} {'p95 ms':>8} {'max ms':>8}")
            for endpoint in read_endpoints(sql.ROOT):
                place = endpoint.header.path.partition("{")[0].rstrip("/")
                addresses = [f"{place}/{quote(value, safe='')}" for value in _values(warehouse, endpoint)] or [place]
                times = _milliseconds(client, (addresses * VARIED_VALUES)[:VARIED_VALUES])
                p95 = statistics.quantiles(times, n=20)[-1]
                print(f"{endpoint.name:<24} {len(times):>8} {statistics.median(times):>10.2f} {p95:>8.2f} {max(times):>8.2f}")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
