"""``python -m tests.bench.http_latency WAREHOUSE`` measures how long questions take over HTTP, one at a time.

Parameters take values that are spread evenly over the names or ids that there are, so that no answer is asked for twice running.
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


def _addresses(connection: duckdb.DuckDBPyConnection, endpoint: Endpoint) -> list[str]:
    """Addresses with varied values: names, film ids, and sets of five liked films with filters."""
    if endpoint.name == "recommended_movies":
        films = _spread(connection, "select m.movie_id from movies as m order by m.vote_count desc, m.movie_id limit 2000")
        sets = ["&".join(f"likes={film}" for film in films[start:] + films[:start]) for start in range(len(films))]
        return [f"/recommendations?{'&'.join(liked.split('&')[:5])}&from_year=1980&min_votes=50" for liked in sets]
    path = endpoint.header.path
    if endpoint.name == "similar_movies":
        return [path.format(film=film) for film in _spread(connection, "select m.movie_id from movies as m order by m.movie_id")]
    kinds = [parameter.header.vocabulary for parameter in endpoint.parameters if parameter.header.vocabulary]
    place = path.partition("{")[0]
    names = (
        _spread(connection, "select v.name from vocabulary as v where v.kind = ? order by v.name_key", *kinds) if kinds else []
    )
    return [f"{place}{quote(name, safe='')}" for name in names] or [endpoint.example(path)]


def _spread(connection: duckdb.DuckDBPyConnection, question: str, *values: object) -> list[str]:
    found = [str(value) for (value,) in connection.execute(question, values).fetchall()]
    return found[:: max(1, len(found) // VARIED_VALUES)][:VARIED_VALUES]


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
                with duckdb.connect(warehouse, read_only=True) as connection:
                    addresses = _addresses(connection, endpoint)
                times = _milliseconds(client, (addresses * VARIED_VALUES)[:VARIED_VALUES])
                p95 = statistics.quantiles(times, n=20)[-1]
                print(f"{endpoint.name:<24} {len(times):>8} {statistics.median(times):>10.2f} {p95:>8.2f} {max(times):>8.2f}")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
