"""``python -m tools.soak WAREHOUSE [SECONDS]``: mixed and hostile load on one worker while the warehouse is swapped.

The run fails when a request is answered with an unexpected status, when an answer mixes snapshots, when a swap takes longer than
three seconds to show, or when the memory of the service grows by more than a quarter after the first quarter of the run.
A status 503 that says that the service is busy or that a limit of time was reached is deliberate: it is counted, and no fault.
"""

import asyncio
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import duckdb
import httpx

from tools.bench.served import Served, served
from tools.soak.requests import Asked, Requests

_CLIENTS = 8
_SWAP_EVERY = 20.0
_LONGEST_SWAP = 3.0
_DELIBERATE = {"urn:filmoteca:problem:busy", "urn:filmoteca:problem:time-limit"}


class Soak:
    """A run and what was seen in it.

    Args:
        server: The service.
        live: The file that it serves.
        versions: Finished warehouses with different snapshots, which take turns there.
        seconds: How long to run.
    """

    def __init__(self, server: Served, live: Path, versions: Sequence[Path], seconds: float) -> None:
        self._server = server
        self._live = live
        self._versions = versions
        self._end = time.monotonic() + seconds
        self._start = time.monotonic()
        self.statuses: Counter[int] = Counter()
        self.faults: list[str] = []
        self.hang_ups = 0
        self.swap_seconds: list[float] = []
        self.megabytes: list[tuple[float, float]] = []

    async def run(self) -> None:
        """Load the service until the time is over."""
        sources = [Requests(self._versions[0], seed) for seed in range(_CLIENTS)]
        async with asyncio.TaskGroup() as tasks:
            for source in sources:
                tasks.create_task(self._client(source))
            tasks.create_task(self._hanging_up())
            tasks.create_task(self._swapping())
            tasks.create_task(self._watching_memory())

    def _goes_on(self) -> bool:
        return time.monotonic() < self._end

    async def _client(self, source: Requests) -> None:
        async with httpx.AsyncClient(base_url=self._server.address, timeout=60) as client:
            while self._goes_on():
                asked = source.next()
                try:
                    if asked.statement is None:
                        answer = await client.get(asked.path, headers={"accept-encoding": asked.coding})
                    else:
                        answer = await client.post(asked.path, json={"sql": asked.statement})
                except httpx.HTTPError as error:
                    self.faults.append(f"{asked.path[:100]}: {error!r}")
                    continue
                self._note(asked, answer)

    def _note(self, asked: Asked, answer: httpx.Response) -> None:
        self.statuses[answer.status_code] += 1
        if answer.status_code == 503 and answer.json()["type"] in _DELIBERATE and "retry-after" in answer.headers:
            return
        if answer.status_code not in asked.expected:
            self.faults.append(f"{answer.status_code} {asked.path[:100]} {asked.statement or ''} {answer.text[:200]}")
        if answer.status_code >= 400 and answer.headers["content-type"] != "application/problem+json":
            self.faults.append(f"{asked.path[:100]}: a {answer.status_code} that is no problem")

    async def _hanging_up(self) -> None:
        """Clients that leave in the middle of an answer."""
        address = httpx.URL(self._server.address)
        while self._goes_on():
            _, writer = await asyncio.open_connection(address.host, address.port)
            path = random.choice(["/people?format=csv", "/movies?format=parquet", "/movies?title__contains=a&total=true"])  # noqa: S311
            writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            await writer.drain()
            await asyncio.sleep(random.uniform(0, 0.1))  # noqa: S311
            writer.close()
            self.hang_ups += 1
            await asyncio.sleep(0.2)

    async def _swapping(self) -> None:
        turn = 0
        async with httpx.AsyncClient(base_url=self._server.address, timeout=60) as client:
            while self._goes_on():
                await asyncio.sleep(min(_SWAP_EVERY, max(0.0, self._end - time.monotonic())))
                turn += 1
                version = self._versions[turn % len(self._versions)]
                unfinished = self._live.with_suffix(".unfinished")
                await asyncio.to_thread(shutil.copyfile, version, unfinished)
                unfinished.replace(self._live)
                begin, wanted = time.monotonic(), _snapshot(version)
                while (await client.get("/health/ready")).json().get("snapshot") != wanted:
                    if time.monotonic() - begin > 30:
                        self.faults.append(f"snapshot {wanted} is not served after 30 s")
                        break
                    await asyncio.sleep(0.05)
                self.swap_seconds.append(time.monotonic() - begin)
                meta = (await client.get("/meta")).json()["snapshot"]
                if meta != wanted:
                    self.faults.append(f"/meta tells of snapshot {meta} while {wanted} is served")

    async def _watching_memory(self) -> None:
        while self._goes_on():
            self.megabytes.append((time.monotonic() - self._start, self._server.resident_megabytes()))
            await asyncio.sleep(1)

    def report(self) -> bool:
        """Print what was seen, and tell whether all was well."""
        quarter = self.megabytes[-1][0] / 4
        early = statistics.median(size for at, size in self.megabytes if quarter <= at < 2 * quarter)
        late = statistics.median(size for at, size in self.megabytes if at >= 3 * quarter)
        print(f"{self.statuses.total():,} requests in {self.megabytes[-1][0]:.0f} s, {self.hang_ups:,} hung up")
        print("statuses: " + ", ".join(f"{status}: {count:,}" for status, count in sorted(self.statuses.items())))
        print(f"{len(self.swap_seconds)} swaps, served after {max(self.swap_seconds):.2f} s at most")
        print(
            f"memory: {early:.0f} MB in the second quarter, {late:.0f} MB in the last, {max(self.megabytes)[1]:.0f} MB at the end"
        )
        for fault, count in Counter(self.faults).most_common(20):
            print(f"FAULT ({count} times) {fault}")
        return not self.faults and late < 1.25 * early and max(self.swap_seconds) < _LONGEST_SWAP


def _snapshot(warehouse: Path) -> str:
    with duckdb.connect(warehouse, read_only=True) as connection:
        [(snapshot,)] = connection.execute("select snapshot from build_info").fetchall()
    return str(snapshot)


def _second_version(warehouse: Path, path: Path) -> Path:
    """A copy with another snapshot id, which stands for a build of other data."""
    shutil.copyfile(warehouse, path)
    with duckdb.connect(path) as connection:
        connection.execute("update build_info set snapshot = reverse(snapshot)")
    return path


def main(warehouse: Path, seconds: float) -> int:
    """Run, print a report, and give the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        live = Path(folder, "warehouse.duckdb")
        shutil.copyfile(warehouse, live)
        versions = [warehouse, _second_version(warehouse, Path(folder, "other.duckdb"))]
        with served(live, {"FILMOTECA_SQL": "on"}, app="service.app:create_app") as server:
            soak = Soak(server, live, versions, seconds)
            asyncio.run(soak.run())
            well = soak.report()
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 600))
