import asyncio
import gc
import os
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import duckdb
import pytest

import sql
from service.observability.metrics import Metrics
from service.problems import BusyError, TimeLimitError, UnknownNameError
from service.warehouse.executor import make_executors
from service.warehouse.file import open_warehouse
from service.warehouse.hot_swap import Warehouse
from service.warehouse.snapshot import OpenSnapshot

pytestmark = pytest.mark.serial

CATALOGUE = Path(__file__).parent / "catalogue"

FOREVER = "select count(*) from range(10000000) as a, range(10000000) as b where (a.range * b.range) % 7 = 3"


@asynccontextmanager
async def open_snapshot_of(path: Path, queue: int = 64) -> AsyncIterator[OpenSnapshot]:
    metrics = Metrics()
    executors = make_executors(queue, 0.3, metrics)
    warehouse = Warehouse(path, sql.text_fingerprint(CATALOGUE), executors, metrics)
    await warehouse.open()
    try:
        yield await warehouse.current()
    finally:
        await warehouse.close()


def asking(statement: str) -> Callable[[duckdb.DuckDBPyConnection], list[tuple[object, ...]]]:
    return lambda cursor: cursor.execute(statement).fetchall()


async def ask(path: Path, statement: str) -> list[tuple[object, ...]]:
    async with open_snapshot_of(path) as open_snapshot:
        return await open_snapshot.ask(asking(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "copy (select 42) to '{folder}/out.csv'",
        "from read_text('{folder}/secret.csv')",
        "from '{folder}/secret.csv'",
        "from glob('{folder}/*')",
        "attach '{folder}/other.duckdb'",
        "export database '{folder}/export'",
        "create table t (a integer)",
        "create table memory.t (a integer)",
        "create table nothing.t (a integer)",
        "insert into movies values (9, 'x', null, 1)",
        "delete from movies",
        "drop table movies",
        "create or replace macro score(asked_title) as table select 1",
        "install httpfs",
        "load httpfs",
        "set threads = 8",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "reset memory_limit",
        "detach memory",
        "from secret_of_python",
    ],
)
def test_nothing_but_reading_the_warehouse(small_warehouse: Path, tmp_path: Path, statement: str) -> None:
    secret_of_python = [1]
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with pytest.raises(duckdb.Error):
        asyncio.run(ask(small_warehouse, statement.format(folder=tmp_path)))
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]
    assert secret_of_python


def test_there_is_no_database_but_the_warehouse(small_warehouse: Path) -> None:
    statement = "select path, readonly from duckdb_databases() where not internal"
    assert asyncio.run(ask(small_warehouse, statement)) == [(str(small_warehouse), True)]


def test_a_statement_is_stopped_and_the_next_one_runs(small_warehouse: Path) -> None:
    async def both() -> list[tuple[object, ...]]:
        async with open_snapshot_of(small_warehouse) as open_snapshot:
            with pytest.raises(TimeLimitError):
                await open_snapshot.ask(asking(FOREVER))
            return await open_snapshot.ask(asking("select 1"))

    assert asyncio.run(both()) == [(1,)]


def test_one_that_waited_too_long_is_not_started(small_warehouse: Path) -> None:
    async def many() -> tuple[list[object], list[tuple[object, ...]]]:
        async with open_snapshot_of(small_warehouse) as open_snapshot:
            questions = (open_snapshot.ask(asking(FOREVER)) for _ in range(40))
            answers = await asyncio.gather(*questions, return_exceptions=True)
            return list(answers), await open_snapshot.ask(asking("select 1"))

    answers, after = asyncio.run(asyncio.wait_for(many(), 3))
    assert {type(answer) for answer in answers} == {TimeLimitError}
    assert after == [(1,)]


def test_one_too_many_is_sent_away_at_once(small_warehouse: Path) -> None:
    async def many() -> list[object]:
        async with open_snapshot_of(small_warehouse, queue=0) as open_snapshot:
            questions = (open_snapshot.ask(asking(FOREVER)) for _ in range(100))
            return list(await asyncio.gather(*questions, return_exceptions=True))

    answers = [type(answer) for answer in asyncio.run(asyncio.wait_for(many(), 3))]
    assert set(answers) == {TimeLimitError, BusyError}
    assert answers.count(BusyError) > 30


def test_a_cursor_keeps_its_place_and_takes_turns(small_warehouse: Path) -> None:
    async def pieces() -> list[object]:
        async with open_snapshot_of(small_warehouse, queue=0) as open_snapshot, open_snapshot.cursor() as cursor:
            await cursor.run(lambda duck: duck.execute("select range from range(5000)"))
            found = await cursor.run(lambda duck: duck.fetchmany(2))
            assert await open_snapshot.ask(asking("select 'other'")) == [("other",)]
            return [*found, *await cursor.run(lambda duck: duck.fetchmany(2))]

    assert asyncio.run(pieces()) == [(0,), (1,), (2,), (3,)]


def test_no_question_waits_for_downloads(small_warehouse: Path) -> None:
    begun, go_on = threading.Semaphore(0), threading.Event()

    def held(_: duckdb.DuckDBPyConnection) -> None:
        begun.release()
        go_on.wait(10)

    async def beside() -> list[tuple[object, ...]]:
        async with open_snapshot_of(small_warehouse) as open_snapshot, AsyncExitStack() as cursors:
            opened = [await cursors.enter_async_context(open_snapshot.cursor()) for _ in range(len(os.sched_getaffinity(0)))]
            downloads = [asyncio.create_task(cursor.run(held)) for cursor in opened]
            try:
                for _ in downloads:
                    assert await asyncio.to_thread(begun.acquire, timeout=10)
                return await open_snapshot.ask(asking("select 1"))
            finally:
                go_on.set()
                await asyncio.gather(*downloads, return_exceptions=True)

    assert asyncio.run(beside()) == [(1,)]


def test_a_question_that_nobody_waits_for_is_stopped(small_warehouse: Path) -> None:
    async def cancelled() -> float:
        async with open_snapshot_of(small_warehouse) as open_snapshot:
            waiting = [asyncio.create_task(open_snapshot.ask(asking(FOREVER))) for _ in range(8)]
            await asyncio.sleep(0.05)
            for task in waiting:
                task.cancel()
            begin = asyncio.get_running_loop().time()
            assert await open_snapshot.ask(asking("select 1")) == [(1,)]
            return asyncio.get_running_loop().time() - begin

    assert asyncio.run(cancelled()) < 0.2


def not_found(cursor: duckdb.DuckDBPyConnection) -> None:
    cursor.execute("select 1").fetchall()
    raise UnknownNameError("There is nothing.")


async def cursor_after(open_snapshot: OpenSnapshot, job: Callable[[duckdb.DuckDBPyConnection], object]) -> bool:
    """Whether a job and the one after it ask on the same cursor, when no others are there."""
    used: list[duckdb.DuckDBPyConnection] = []

    def noted(cursor: duckdb.DuckDBPyConnection) -> object:
        used.append(cursor)
        return job(cursor)

    await asyncio.gather(open_snapshot.ask(noted), return_exceptions=True)
    await open_snapshot.ask(used.append)
    return used[0] is used[1]


def test_a_cursor_is_kept_for_the_next_question_unless_something_went_wrong(small_warehouse: Path) -> None:
    async def kept() -> list[bool]:
        async with open_snapshot_of(small_warehouse) as open_snapshot:
            jobs = [asking("select 1"), not_found, asking("select error('wrong')"), asking(FOREVER)]
            return [await cursor_after(open_snapshot, job) for job in jobs]

    assert asyncio.run(kept()) == [True, True, False, False]


def test_there_are_no_more_cursors_than_threads(small_warehouse: Path) -> None:
    async def used() -> set[int]:
        async with open_snapshot_of(small_warehouse) as open_snapshot:
            cursors: list[duckdb.DuckDBPyConnection] = []
            for _ in range(5):
                await asyncio.gather(*(open_snapshot.ask(cursors.append) for _ in range(60)))
            return {id(cursor) for cursor in cursors}

    assert 1 <= len(asyncio.run(used())) <= (os.cpu_count() or 1)


def test_a_question_that_nobody_waits_for_keeps_its_file_open_until_it_is_over(small_warehouse: Path) -> None:
    told: list[object] = []
    begun, is_let_go = threading.Event(), threading.Event()

    def late(cursor: duckdb.DuckDBPyConnection) -> None:
        begun.set()
        is_let_go.wait(5)
        try:
            told.append(cursor.execute("select 1").fetchall())
        except duckdb.Error as error:
            told.append(type(error))

    async def let_go() -> None:
        metrics = Metrics()
        executors = make_executors(8, 5, metrics)
        opened = open_warehouse(small_warehouse, sql.text_fingerprint(CATALOGUE))
        asked = asyncio.create_task(OpenSnapshot(opened, executors).ask(late))
        del opened
        await asyncio.to_thread(begun.wait, 5)
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
        del asked
        gc.collect()
        is_let_go.set()
        await executors.close()

    asyncio.run(let_go())
    assert told in ([[(1,)]], [duckdb.InterruptException])
