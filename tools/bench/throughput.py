"""``python -m tools.bench.throughput WAREHOUSE [TEN_TIMES]`` measures the service over HTTP beside the limits of its parts.

All figures are of one run: one worker of uvicorn, wrk on the same machine. The limits are a route that gives constant bytes and
one that asks DuckDB for ``select 1``. Uncached, the service holds no answers; cached, every question was asked before.
TEN_TIMES is a warehouse with ten times the films, whose medians are then compared.
"""

import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb

import sql
from service.endpoints.endpoint import Endpoint, read_endpoints
from tools.bench.questions import addresses
from tools.bench.served import Served, served
from tools.bench.wrk import Load, load

_SECONDS = 3
_CONNECTIONS = 8
_NO_CACHE = {"FILMOTECA_CACHE_BYTES": "0"}
_CACHE: dict[str, str] = {}


def _varied(warehouse: Path, endpoints: Sequence[Endpoint]) -> dict[str, list[str]]:
    with duckdb.connect(warehouse, read_only=True) as connection:
        return {endpoint.name: addresses(connection, endpoint) for endpoint in endpoints}


def _brief() -> list[Endpoint]:
    return [endpoint for endpoint in read_endpoints(sql.ROOT) if endpoint.file.group == "brief"]


def _mix(varied: dict[str, list[str]]) -> list[str]:
    """As many addresses of each question, in turns."""
    most = max(map(len, varied.values()))
    return [paths[place % len(paths)] for place in range(most) for paths in varied.values()]


def _loaded(server: Served, paths: Sequence[str], connections: int) -> Load:
    measured = load(server.address, paths, connections, _SECONDS)
    if measured.failed:
        raise RuntimeError(f"{measured.failed} requests failed, of {paths[0]} and others")
    return measured


def _line(name: str, measured: Load, limit: float | None = None) -> str:
    share = f"{measured.per_second / limit:>9.0%}" if limit else f"{'':>9}"
    return f"{name:<34}{measured.per_second:>10.0f}{share}{measured.median_ms:>11.2f}{measured.p99_ms:>9.2f}"


def _header(title: str, limit: str) -> str:
    return f"\n{title}\n{'':<34}{'requests/s':>10}{limit:>9}{'median ms':>11}{'p99 ms':>9}"


def _uncached(warehouse: Path, varied: dict[str, list[str]]) -> dict[str, float]:
    """Print the figures of a service that holds no answers, and give the median of each question."""
    medians: dict[str, float] = {}
    with served(warehouse, _NO_CACHE) as server:
        print(f"start {server.start_seconds:.1f} s, memory at rest {server.resident_megabytes():.0f} MB")
        for connections in (1, _CONNECTIONS):
            print(_header(f"uncached, {connections} at once", "select 1"))
            limit = _loaded(server, ["/limits/select_1"], connections)
            print(_line("constant bytes", _loaded(server, ["/limits/constant"], connections)))
            print(_line("select 1", limit))
            shares = []
            for name, paths in varied.items():
                measured = _loaded(server, paths, connections)
                shares.append(measured.per_second / limit.per_second)
                medians[name] = min(measured.median_ms, medians.get(name, measured.median_ms))
                print(_line(name, measured, limit.per_second))
            print(f"{'median share of select 1':<44}{statistics.median(shares):>9.0%}")
        print(_line("all in turns", _loaded(server, _mix(varied), _CONNECTIONS)))
        print(f"memory {server.resident_megabytes():.0f} MB")
    return medians


def _cached(warehouse: Path, varied: dict[str, list[str]]) -> None:
    with served(warehouse, _CACHE) as server:
        print(_header(f"cached, {_CONNECTIONS} at once", "constant"))
        limit = _loaded(server, ["/limits/constant"], _CONNECTIONS)
        print(_line("constant bytes", limit))
        for name, paths in varied.items():
            _loaded(server, paths, _CONNECTIONS)
            print(_line(name, _loaded(server, paths, _CONNECTIONS), limit.per_second))
        print(_line("all in turns", _loaded(server, _mix(varied), _CONNECTIONS), limit.per_second))
        print(f"memory {server.resident_megabytes():.0f} MB")


def main(warehouse: Path, ten_times: Path | None) -> None:
    """Print all figures."""
    brief = _brief()
    medians = _uncached(warehouse, _varied(warehouse, brief))
    _cached(warehouse, _varied(warehouse, brief))
    others = [endpoint for endpoint in read_endpoints(sql.ROOT) if endpoint.file.group != "brief"]
    with served(warehouse, _NO_CACHE) as server:
        print(_header("the other questions, uncached, 1 at once", ""))
        for name, paths in _varied(warehouse, others).items():
            print(_line(name, _loaded(server, paths, 1)))
    if ten_times:
        with served(ten_times, _NO_CACHE) as server:
            print("\nmedian at ten times the films, ms, and how many times that is the median above")
            for name, paths in _varied(ten_times, brief).items():
                median = _loaded(server, paths, 1).median_ms
                print(f"{name:<34}{median:>10.2f}{median / medians[name]:>10.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
