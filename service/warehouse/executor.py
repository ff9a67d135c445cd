"""The threads that run jobs on the warehouse, and the cursors that these ask on.

Some jobs run, some wait, none for too long, and those beyond are sent away.
"""

import asyncio
import os
import time
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Generic, NamedTuple, Protocol, TypeVar

import duckdb

from service.duckdb_errors import is_damage
from service.observability.metrics import Metrics
from service.observability.request_record import REQUEST
from service.problems import BusyError, NoRoomError, NotReadyError, ProblemError, TimeLimitError
from service.warehouse.file import DamagedFileError

T = TypeVar("T")

Job = Callable[[duckdb.DuckDBPyConnection], T]
"""What is to be done: it is called with a cursor, in a thread of the pool."""

_INTERRUPT_AGAIN_AFTER = 0.02


class CursorSource(Protocol):
    """Where jobs get their cursors, in the threads that run them."""

    def take(self) -> duckdb.DuckDBPyConnection:
        """A cursor that no other job uses."""

    def give_back(self, duck: duckdb.DuckDBPyConnection, *, is_fit: bool) -> None:
        """Take back a cursor whose job is over.

        Args:
            duck: The cursor.
            is_fit: Whether the job came to its end, so that nothing of it can reach the next one.
        """


class Cursors:
    """The cursors of a connection, each kept for the next job when one is over: at most one for each thread.

    They and the connection are closed when nothing refers to this any more, as each job does that runs on one of them.

    Args:
        connection: The connection.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._idle: list[duckdb.DuckDBPyConnection] = []
        weakref.finalize(self, _close_all, connection, self._idle)

    def take(self) -> duckdb.DuckDBPyConnection:
        """A cursor that no other job uses, a new one if all are in use."""
        try:
            return self._idle.pop()
        except IndexError:
            return self._connection.cursor()

    def give_back(self, duck: duckdb.DuckDBPyConnection, *, is_fit: bool) -> None:
        """Keep a cursor for the next job, or close it if nothing is known of what its job has left."""
        if is_fit:
            self._idle.append(duck)
        else:
            duck.close()


def _close_all(connection: duckdb.DuckDBPyConnection, idle: list[duckdb.DuckDBPyConnection]) -> None:
    for duck in (*idle, connection):
        duck.close()


class QueryExecutor:
    """The threads that ask DuckDB, one for each core, and the queue before them.

    Args:
        queue: How many jobs may wait for a free thread.
        time_limit: Seconds that a job may take, its wait included.
        metrics: Where the jobs that run and wait are counted.
    """

    def __init__(self, queue: int, time_limit: float, metrics: Metrics) -> None:
        self._threads = _cores()
        self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="warehouse")
        self._most = self._threads + queue
        self._time_limit = time_limit
        self._metrics = metrics
        self._jobs = 0

    def check_room(self) -> None:
        """Make sure that one more job may wait.

        Raises:
            BusyError: The queue is full.
        """
        if self._jobs >= self._most:
            raise BusyError("Too many questions are waiting for their answers; try again in a moment.")

    async def close(self) -> None:
        """End the threads once what runs is over."""
        # The event loop must go on, for it is what stops late statements.
        await asyncio.to_thread(self._pool.shutdown, cancel_futures=True)

    async def run(self, cursors: CursorSource, job: Job[T]) -> T:
        """Run a job in a thread and wait for its result. A caller that is cancelled stops it.

        Args:
            cursors: Where the job gets its cursor.
            job: What to run.

        Raises:
            NoRoomError: There is not enough memory for the answer.
            NotReadyError: DuckDB answers nothing any more, or the file is damaged.
            TimeLimitError: The answer took longer than the time limit; the statement was stopped.
        """

        def ended(over: asyncio.Future[T]) -> None:
            self._count(-1)
            if not over.cancelled():
                over.exception()  # nobody may be left to ask for it

        loop = asyncio.get_running_loop()
        running = _RunningJob(cursors, job)
        over = loop.run_in_executor(self._pool, running)
        self._count(1)
        over.add_done_callback(ended)
        alarm = loop.call_later(self._time_limit, running.stop, loop)
        try:
            # Without the shield, a cancelled job would count as over while its thread still works.
            return await asyncio.shield(over)
        except asyncio.CancelledError:
            running.stop(loop)
            raise
        finally:
            alarm.cancel()
            if record := REQUEST.get():
                record.sql_seconds += running.seconds

    def _count(self, change: int) -> None:
        before = min(self._jobs, self._threads)
        self._jobs += change
        running = min(self._jobs, self._threads) - before
        self._metrics.sql_running.inc(running)
        self._metrics.sql_waiting.inc(change - running)


class Executors(NamedTuple):
    """Threads for jobs of two kinds, so that no question waits until a piece of a download is made.

    Attributes:
        questions: What runs single jobs.
        downloads: What runs jobs that follow each other on one cursor.
    """

    questions: QueryExecutor
    downloads: QueryExecutor

    async def close(self) -> None:
        """End the threads once what runs is over."""
        await self.questions.close()
        await self.downloads.close()


def make_executors(queue: int, time_limit: float, metrics: Metrics) -> Executors:
    """Make executors of both kinds; the arguments are those of `QueryExecutor`."""
    return Executors(QueryExecutor(queue, time_limit, metrics), QueryExecutor(queue, time_limit, metrics))


class _RunningJob(Generic[T]):
    """A job on its way through the pool, which can be stopped from the event loop."""

    def __init__(self, cursors: CursorSource, job: Job[T]) -> None:
        self._cursors = cursors
        self._job = job
        self._lock = Lock()
        self._runs = False
        self._late = False
        self._begin = 0.0
        self._end = 0.0

    def __call__(self) -> T:
        self._begin = time.perf_counter()
        self._duck = self._cursors.take()
        self._runs = True
        is_over = False
        try:
            if self._late:
                raise TimeLimitError("The service is too busy to answer in time; try again later.")
            result = self._job(self._duck)
        except ProblemError:
            is_over = True
            raise
        except duckdb.FatalException as error:
            raise NotReadyError("DuckDB met an error of its own and is started anew; try again in a moment.") from error
        except (duckdb.IOException, duckdb.SerializationException) as error:
            if is_damage(error):
                raise DamagedFileError("The warehouse is damaged and is opened anew; try again in a moment.") from error
            # Questions read nothing else, so it is what they put aside that cannot be written.
            raise NoRoomError("The service has no room on its disk to answer; ask for less, or try again later.") from error
        except (duckdb.OutOfMemoryException, MemoryError, ImportError) as error:
            # A library that is loaded only when it is needed needs memory for that.
            raise NoRoomError("The service has no memory left for the answer; ask for less, or try again later.") from error
        except duckdb.InterruptException as error:
            raise TimeLimitError("The answer took too long and was given up; ask for less, or try again later.") from error
        else:
            is_over = True
            return result
        finally:
            with self._lock:
                self._runs = False
            self._end = time.perf_counter()
            # An interrupt may have come after the last statement of the job.
            self._cursors.give_back(self._duck, is_fit=is_over and not self._late)

    @property
    def seconds(self) -> float:
        """How long it has run."""
        return (self._end or time.perf_counter()) - self._begin if self._begin else 0.0

    def stop(self, loop: asyncio.AbstractEventLoop) -> None:
        """Interrupt the job, or keep it from starting."""
        self._late = True
        with self._lock:
            if not self._runs:
                return
            self._duck.interrupt()
        # DuckDB forgets an interrupt that comes while a statement is still being planned.
        loop.call_later(_INTERRUPT_AGAIN_AFTER, self.stop, loop)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
