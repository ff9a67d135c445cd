"""``python -m tools.soak WAREHOUSE [SECONDS]``: honest clients and attackers on one worker while the warehouse is swapped.

The run fails when an honest request is not answered as it should be, when a swap takes longer than three seconds to show, when a
socket of an attacker stays open beyond its time, when forged addresses evade the rate, when the console does not answer at the
end, or when the memory of the service grows by more than a tenth from the second quarter of the run to the last.
A status 503 with Retry-After is deliberate: an honest client waits as long as it says and asks again.
"""

import asyncio
import secrets
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import duckdb
import httpx

from tools.bench.served import Served, served
from tools.soak.attackers import Attackers
from tools.soak.requests import Asked, Requests, honest_questions

_CLIENTS = 8
_THINKING = 0.03
"""Seconds between an answer and the next question of an honest client."""

_TRIES = 5
"""How often an honest client asks when it is told to come back later."""

_PER_MINUTE = 2400
"""The rate, which honest clients do not reach."""

_SWAP_EVERY = 20.0
_LONGEST_SWAP = 3.0
_MOST_GROWTH = 1.1


class Soak:
    """A run and what was seen in it.

    Args:
        server: The service.
        live: The file that it serves.
        versions: Finished warehouses with different snapshots, which take turns there.
        keys: The keys of honest clients, and last that of the attackers.
        seconds: How long to run.
    """

    def __init__(self, server: Served, live: Path, versions: Sequence[Path], keys: Sequence[str], seconds: float) -> None:
        self._server = server
        self._live = live
        self._versions = versions
        *self._keys, key = keys
        self._questions = honest_questions(versions[0])
        self._start = time.monotonic()
        self._end = self._start + seconds
        self._attackers = Attackers(server.address, key, self._goes_on)
        self.statuses: Counter[int] = Counter()
        self.put_off = 0
        self.milliseconds: defaultdict[str, list[float]] = defaultdict(list)
        self.faults: list[str] = []
        self.hang_ups = 0
        self.swap_seconds: list[float] = []
        self.megabytes: list[tuple[float, float]] = []

    async def run(self) -> None:
        """Load the service until the time is over."""
        async with asyncio.TaskGroup() as tasks:
            for number, key in enumerate(self._keys):
                tasks.create_task(self._client(Requests(self._questions, number), key))
            for attack in self._attackers.all():
                tasks.create_task(attack)
            tasks.create_task(self._hanging_up())
            tasks.create_task(self._swapping())
            tasks.create_task(self._watching_memory())
        async with self._http(self._keys[0]) as client:
            await self._ask(client, Asked("/sql", "select count(*) as films from movies"))

    def _goes_on(self) -> bool:
        return time.monotonic() < self._end

    def _http(self, key: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self._server.address, timeout=60, headers={"x-api-key": key})

    async def _client(self, source: Requests, key: str) -> None:
        async with self._http(key) as client:
            while self._goes_on():
                await self._ask(client, source.next())
                await asyncio.sleep(_THINKING)

    async def _ask(self, client: httpx.AsyncClient, asked: Asked) -> None:
        """Ask until there is an answer, but not for ever."""
        for _ in range(_TRIES):
            begin = time.perf_counter()
            try:
                if asked.statement is None:
                    answer = await client.get(asked.path, headers={"accept-encoding": asked.coding})
                else:
                    answer = await client.post(asked.path, json={"sql": asked.statement})
            except httpx.HTTPError as error:
                self.faults.append(f"{asked.path[:100]}: {error!r}")
                return
            self.statuses[answer.status_code] += 1
            if answer.status_code != 503 or "retry-after" not in answer.headers:
                break
            self.put_off += 1
            await asyncio.sleep(int(answer.headers["retry-after"]))
        self.milliseconds["questions" if asked.statement is None else "statements"].append(1000 * (time.perf_counter() - begin))
        if answer.status_code not in asked.expected:
            self.faults.append(f"{answer.status_code} {asked.path[:100]} {asked.statement or ''} {answer.text[:200]}")

    async def _hanging_up(self) -> None:
        """Clients that leave in the middle of an answer."""
        address = httpx.URL(self._server.address)
        while self._goes_on():
            _, writer = await asyncio.open_connection(address.host, address.port)
            path = ("/people?format=csv", "/movies?format=parquet", "/movies?title__contains=a&total=true")[self.hang_ups % 3]
            writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nX-API-Key: {self._keys[0]}\r\n\r\n".encode())
            await writer.drain()
            await asyncio.sleep(self.hang_ups % 10 / 100)
            writer.close()
            self.hang_ups += 1
            await asyncio.sleep(0.2)

    async def _swapping(self) -> None:
        turn = 0
        async with self._http(self._keys[0]) as client:
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
        attackers = self._attackers
        seconds = self.megabytes[-1][0]
        early = statistics.median(size for at, size in self.megabytes if seconds / 4 <= at < seconds / 2)
        late = statistics.median(size for at, size in self.megabytes if at >= 3 * seconds / 4)
        forged = attackers.statuses["forged addresses"]
        if forged.total() - forged[429] > _PER_MINUTE * (1 + (seconds + 2) / 60):
            self.faults.append("forged addresses: more was answered than the rate allows")
        faults = [*self.faults, *attackers.faults]
        print(f"{self.statuses.total():,} honest requests in {seconds:.0f} s: {_counted(self.statuses)}")
        print(f"{len(self.faults)} of them failed; {self.put_off} times one was put off; {self.hang_ups:,} others hung up")
        for kind, times in self.milliseconds.items():
            median, *_, high = statistics.quantiles(times, n=100)[49:]
            print(f"honest {kind}: median {median:.0f} ms, p99 {high:.0f} ms, longest {max(times):.0f} ms")
        print(f"{len(self.swap_seconds)} swaps, served after {max(self.swap_seconds):.2f} s at most")
        print(f"memory: {early:.0f} MB in the second quarter, {late:.0f} MB in the last ({late / early - 1:+.0%})")
        for name, longest in attackers.open_seconds.items():
            print(f"attack, {name}: sockets were open for {longest:.0f} s at most")
        for name, statuses in attackers.statuses.items():
            print(f"attack, {name}: {_counted(statuses)}")
        for fault, count in Counter(faults).most_common(20):
            print(f"FAULT ({count} times) {fault}")
        return not faults and late < _MOST_GROWTH * early and max(self.swap_seconds) < _LONGEST_SWAP


def _counted(statuses: Counter[int]) -> str:
    return ", ".join(f"{status}: {count:,}" for status, count in sorted(statuses.items()))


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
        keys = [secrets.token_hex(12) for _ in range(_CLIENTS + 1)]
        variables = {"FILMOTECA_SQL": "on", "FILMOTECA_RATE_LIMIT": str(_PER_MINUTE), "FILMOTECA_API_KEYS": ",".join(keys)}
        with served(live, variables, app=None) as server:
            soak = Soak(server, live, versions, keys, seconds)
            asyncio.run(soak.run())
            well = soak.report()
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 600))
