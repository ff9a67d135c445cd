"""No statement changes what the next one is answered: whatever came before, an answer is that of a process that is new."""

import asyncio
import logging
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

import pytest

from service.console.pool import Pool
from service.console.protocol import ConsoleRequest, Reply
from service.console.worker_process import WorkerProcess
from service.problems import SqlLimitError, TimeLimitError
from tests.service.console.processes import processes
from tests.service.console.test_pool import FOREVER, all_started
from tests.service.console.test_statements import ATTACKS

pytestmark = pytest.mark.serial

HONEST = [
    ("select 1", "json"),
    ("from movies order by movie_id", "csv"),
    ("select movie_id, title from movies order by movie_id", "parquet"),
    ("select movie_id, title from movies order by movie_id", "arrow"),
    ("from recomendacion('Toy Story')", "json"),
    ("pivot movies on release_year using count(*) group by original_language order by all", "ndjson"),
    ("select timestamptz '2020-01-01 00:00:00', typeof(now()), 1 / 0, 0.1 + 0.2, 'b' < 'A', 'é' = 'e'", "json"),
    ("select x from (values (2), (null), (1)) as t(x) order by x", "json"),
    ("show tables", "json"),
    # A good part of the memory that a statement may have.
    ("select len(list(i)) from range(8000000) as t(i)", "json"),
]

CRASHING = "select lag((-9223372036854775808)::bigint, (-9223372036854775808)::bigint) over ()"
"""What ends a process: the engine reads outside its memory."""

HOARDING = [
    "select len(list(i)) from range(14000000) as t(i)",
    "select length(string_agg(repeat('x', 1000), '')) from range(200000)",
    "select len(list(i)) from range(100000000) as t(i)",
    "select repeat('x', 40000000)",
    "select i, repeat('x', 4000) from range(10000) as t(i)",
    "pivot (from range(1000)) on range",
]


@dataclass
class Console:
    """The pool of processes, and the loop that it lives in."""

    pool: Pool
    loop: asyncio.Runner
    place: Path
    snapshot: str

    async def ask(self, sql: str, format_name: str = "json") -> Reply | None:
        """Run a statement; nothing comes back if its process had to be ended."""
        try:
            return (await self.pool.run("client", self.place, self.snapshot, ConsoleRequest(sql, {}, format_name)))[0]
        except (SqlLimitError, TimeLimitError):
            return None

    async def honest(self) -> list[tuple[Reply, bytes]]:
        """The answers to all honest statements."""
        return [await self.pool.run("client", self.place, self.snapshot, ConsoleRequest(sql, {}, name)) for sql, name in HONEST]


@pytest.fixture(scope="module")
def console(films: Path, snapshot: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    place = copyfile(films, tmp_path_factory.mktemp("isolation") / "films.duckdb")
    with asyncio.Runner() as loop:
        pool = Pool(20)
        yield Console(pool, loop, place, snapshot)
        loop.run(pool.close())
    assert not processes(place)


@pytest.fixture(scope="module")
def fresh(console: Console) -> list[tuple[Reply, bytes]]:
    """What the honest statements are answered by a process that has run nothing else."""

    async def answers() -> list[tuple[Reply, bytes]]:
        worker = await WorkerProcess.start(console.place)
        try:
            return [await worker.ask(ConsoleRequest(sql, {}, name, 20)) for sql, name in HONEST]
        finally:
            await worker.end()

    found = console.loop.run(answers())
    assert all(reply.fault is None for reply, _ in found)
    return found


Answers = list[tuple[Reply, bytes]]


@pytest.mark.parametrize("sort", ATTACKS["refused"])
def test_what_is_refused(console: Console, fresh: Answers, sort: str) -> None:
    async def attack() -> None:
        for statement in ATTACKS["refused"][sort]:
            reply = await console.ask(statement.replace("{folder}", str(console.place.parent)))
            assert reply
            assert reply.fault in {"refused", "wrong"}

    console.loop.run(attack())
    assert console.loop.run(console.honest()) == fresh


def test_a_crash_of_the_engine(console: Console, fresh: Answers) -> None:
    for _ in range(3):
        assert console.loop.run(console.ask(CRASHING)) is None
    assert console.loop.run(console.honest()) == fresh


@pytest.mark.parametrize("statement", HOARDING)
def test_a_statement_that_needs_much(console: Console, fresh: Answers, statement: str) -> None:
    reply = console.loop.run(console.ask(statement))
    assert reply is None or reply.unfit
    assert console.loop.run(console.honest()) == fresh


def test_small_hoards_do_not_add_up(console: Console, fresh: Answers) -> None:
    for _ in range(6):
        reply = console.loop.run(console.ask("select i, repeat('x', 150) from range(100000) as t(i)", "ndjson"))
        assert reply
        assert reply.fault is None
    assert console.loop.run(console.honest()) == fresh


def test_a_statement_that_takes_too_long(console: Console, fresh: Answers) -> None:
    console.pool._seconds = 0.5
    assert console.loop.run(console.ask(FOREVER)) is None
    console.pool._seconds = 20
    assert console.loop.run(console.honest()) == fresh


def test_a_client_that_hangs_up(console: Console, fresh: Answers) -> None:
    async def attack() -> None:
        running = asyncio.create_task(console.ask(FOREVER))
        await asyncio.sleep(0.3)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running

    console.loop.run(attack())
    assert console.loop.run(console.honest()) == fresh


def test_processes_that_died_while_they_waited(console: Console, fresh: Answers) -> None:
    async def attack() -> Answers:
        await console.ask("select 1")
        # Nobody has time to notice it before the next statement comes.
        for process in processes(console.place):
            os.kill(process, signal.SIGKILL)
        return await console.honest()

    assert console.loop.run(attack()) == fresh


def test_another_process_is_ready_when_one_is_replaced(console: Console) -> None:
    async def attack() -> None:
        for _ in range(2):
            await console.ask("select 1")
            await all_started(console.pool)
        before = processes(console.place)
        assert len(before) == 3
        await console.ask(CRASHING)
        await console.ask("select 1")
        # Neither has waited for a process to start.
        assert (len(console.pool._ready), len(console.pool._starting)) == (2, 1)
        await all_started(console.pool)
        assert len(set(processes(console.place)) & set(before)) == 2
        assert len(processes(console.place)) == 3

    console.loop.run(attack())


def test_it_is_logged_why_a_process_is_replaced(console: Console, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "service.console"):
        for statement in ("select 1", "from nothing", CRASHING, HOARDING[0]):
            console.loop.run(console.ask(statement))
    assert {record.getMessage() for record in caplog.records} == {"a process of the SQL console is replaced"}
    reasons = [record.__dict__["fields"]["reason"] for record in caplog.records]
    assert reasons == ["it ended", "memory was not given back"]
