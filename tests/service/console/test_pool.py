"""The processes that run statements: how many, for how long, and for which warehouse."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from shutil import copyfile

import duckdb
import httpx
import msgspec
import pytest

from service.console.console import Console
from service.console.pool import Pool
from service.console.protocol import ConsoleRequest
from service.problems import BusyError, NotReadyError, SqlLimitError, TimeLimitError
from tests.service.console.conftest import Serve, Version
from tests.service.console.processes import processes

pytestmark = pytest.mark.serial

FOREVER = "select count(*) from range(10000000) a, range(10000000) b where (a.range * b.range) % 7 = 3"


def with_pool(films: Path, what: Callable[[Pool], Awaitable[None]], seconds: float = 2) -> None:
    async def run() -> None:
        pool = Pool(seconds)
        try:
            await what(pool)
        finally:
            await pool.close()
        assert not processes(films)

    asyncio.run(asyncio.wait_for(run(), 60))


@pytest.fixture
def place(films: Path, tmp_path: Path) -> Path:
    """A file of its own for each test, by which its processes are found."""
    return copyfile(films, tmp_path / "films.duckdb")


async def rows(pool: Pool, place: Path, snapshot: str, sql: str = "select 1", client: str = "a") -> list[list[object]]:
    reply, body = await pool.run(client, place, snapshot, ConsoleRequest(sql, {}, "json"))
    assert reply.fault is None, reply.detail
    found: list[list[object]] = msgspec.json.decode(body)["rows"]
    return found


async def all_started(pool: Pool) -> None:
    while pool._chores:
        await asyncio.sleep(0.02)


def test_a_process_is_used_again(place: Path, snapshot: str) -> None:
    async def many(pool: Pool) -> None:
        assert await rows(pool, place, snapshot) == [[1]]
        for _ in range(2):
            await all_started(pool)
            assert await rows(pool, place, snapshot) == [[1]]
        await all_started(pool)
        first = processes(place)
        for _ in range(10):
            await rows(pool, place, snapshot)
        assert processes(place) == first
        for _ in range(1000):
            await rows(pool, place, snapshot)
        assert processes(place) != first

    with_pool(place, many)


def test_a_process_goes_first_and_gains_no_right(place: Path, snapshot: str) -> None:
    async def ready(pool: Pool) -> None:
        await rows(pool, place, snapshot)
        await all_started(pool)
        for process in processes(place):
            folder = Path(f"/proc/{process}")
            assert (folder / "oom_score_adj").read_text().strip() == "1000"
            assert "NoNewPrivs:\t1\n" in (folder / "status").read_text()

    with_pool(place, ready)


def test_a_late_statement_is_stopped_and_the_next_one_finds_a_process(place: Path, snapshot: str) -> None:
    async def late(pool: Pool) -> None:
        with pytest.raises(TimeLimitError):
            await rows(pool, place, snapshot, FOREVER)
        assert await rows(pool, place, snapshot) == [[1]]

    with_pool(place, late, 0.5)


def test_nobody_waits_for_a_cancelled_statement(place: Path, snapshot: str) -> None:
    async def cancelled(pool: Pool) -> None:
        await rows(pool, place, snapshot)
        await all_started(pool)
        before = set(processes(place))
        running = asyncio.create_task(rows(pool, place, snapshot, FOREVER))
        await asyncio.sleep(0.3)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        await asyncio.sleep(0.3)
        assert len(before - set(processes(place))) == 1
        assert await rows(pool, place, snapshot) == [[1]]

    with_pool(place, cancelled, 30)


def test_too_many_statements(place: Path, snapshot: str) -> None:
    async def crowd(pool: Pool) -> None:
        asked = [asyncio.create_task(rows(pool, place, snapshot, FOREVER, str(number))) for number in range(15)]
        done = await asyncio.gather(*asked, return_exceptions=True)
        kinds = [type(each) for each in done]
        assert set(kinds) == {BusyError, TimeLimitError}
        assert kinds.count(TimeLimitError) >= 2
        assert kinds.count(BusyError) >= 5
        assert await rows(pool, place, snapshot) == [[1]]

    with_pool(place, crowd, 0.5)


def test_one_client_leaves_a_turn_to_the_others(place: Path, snapshot: str) -> None:
    async def greedy(pool: Pool) -> None:
        await rows(pool, place, snapshot)
        await all_started(pool)
        asked = [asyncio.create_task(rows(pool, place, snapshot, FOREVER, "greedy")) for _ in range(12)]
        await asyncio.sleep(0.1)
        # All beyond one that runs and four that wait were sent away, and others need not wait for these.
        assert [type(task.exception()) for task in asked if task.done()] == [BusyError] * 7
        for number in range(5):
            assert await rows(pool, place, snapshot, "select 1", str(number)) == [[1]]
        assert sum(not task.done() for task in asked) == 5
        for task in asked:
            task.cancel()
        await asyncio.gather(*asked, return_exceptions=True)
        assert not pool._waiting

    with_pool(place, greedy, 30)


def test_a_process_that_ends(place: Path, snapshot: str) -> None:
    async def ended(pool: Pool) -> None:
        await rows(pool, place, snapshot)
        running = asyncio.create_task(rows(pool, place, snapshot, FOREVER))
        await asyncio.sleep(0.3)
        for process in processes(place):
            os.kill(process, signal.SIGSEGV)
        with pytest.raises(SqlLimitError):
            await running
        assert await rows(pool, place, snapshot) == [[1]]
        # One that ends while it waits is noticed before it is asked.
        for waiting in processes(place):
            os.kill(waiting, signal.SIGKILL)
        await asyncio.sleep(0.3)
        assert await rows(pool, place, snapshot) == [[1]]

    with_pool(place, ended, 30)


def test_another_warehouse(place: Path, snapshot: str) -> None:
    async def exchanged(pool: Pool) -> None:
        await rows(pool, place, snapshot)
        new = copyfile(place, place.with_name("new"))
        with duckdb.connect(new) as connection:
            connection.execute("update build_info set snapshot = 'new'")
        new.rename(place)
        # A process that has the old one open may answer from it, and need not be left; the new one is never taken for it.
        with suppress(NotReadyError):
            assert await rows(pool, place, snapshot, "select snapshot from build_info") == [[snapshot]]
        assert await rows(pool, place, "new", "select snapshot from build_info") == [["new"]]
        with pytest.raises(NotReadyError):
            await rows(pool, place, snapshot)
        place.unlink()
        with pytest.raises(NotReadyError):
            await rows(pool, place, "other")

    with_pool(place, exchanged)


def test_others_are_answered_meanwhile(place: Path, snapshot: str, serve_console: Serve) -> None:
    async def ask(address: str) -> None:
        async with httpx.AsyncClient(base_url=address, timeout=30) as client:
            slow = asyncio.create_task(client.get("/sql", params={"q": FOREVER}))
            answers = 0
            while not slow.done():
                assert (await client.get("/alive")).status_code == 200
                answers += 1
            answer = slow.result()
            assert answers > 50
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "5"

    with serve_console(Console(place, Version(snapshot).current, is_on=True, seconds=1)) as client:
        asyncio.run(ask(str(client.base_url)))
