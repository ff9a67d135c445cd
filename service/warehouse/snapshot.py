"""One version of the warehouse, which answers until nobody needs it any more."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from threading import Event, Lock
from typing import TypeVar

import duckdb

from service.warehouse.executor import Cursors, Executors, Job, QueryExecutor
from service.warehouse.file import DamagedFileError, OpenedFile

T = TypeVar("T")


class Cursor:
    """A DuckDB cursor for jobs that follow each other, such as the pieces of a long answer.

    Args:
        cursors: Where it is from.
        executor: What runs the jobs.
        note_damage: Called when the file turns out to be damaged.
    """

    def __init__(self, cursors: Cursors, executor: QueryExecutor, note_damage: Callable[[], None]) -> None:
        self._cursors = cursors
        self._duck = cursors.take()
        self._executor = executor
        self._note_damage = note_damage
        self._lock = Lock()
        self._is_used = False
        self._is_closed = False

    async def run(self, job: Job[T]) -> T:
        """Run a job, see `QueryExecutor.run`."""
        try:
            return await self._executor.run(self, job)
        except DamagedFileError:
            self._note_damage()
            raise

    def take(self) -> duckdb.DuckDBPyConnection:
        """The DuckDB cursor, for one job at a time."""
        with self._lock:
            self._is_used = True
        return self._duck

    def give_back(self, duck: duckdb.DuckDBPyConnection, *, is_fit: bool) -> None:  # noqa: ARG002 - the next job goes on with what this one left
        """Let the DuckDB cursor go if that was to be done while the job ran."""
        with self._lock:
            self._is_used = False
            is_left = self._is_closed
        if is_left:
            self._let_go()

    def close(self) -> None:
        """Let the DuckDB cursor go as soon as no thread uses it; rows that nobody has taken may be left."""
        with self._lock:
            self._is_closed = True
            is_left = not self._is_used
        if is_left:
            self._let_go()

    def _let_go(self) -> None:
        self._cursors.give_back(self._duck, is_fit=False)
        # Who still refers to this must not keep the file open.
        del self._cursors


class OpenSnapshot:
    """One version of the warehouse, open for questions.

    It closes when nothing refers to it any more: a request that holds it can go on asking after a newer one has come.

    Args:
        opened: The file.
        executors: What runs the jobs.

    Attributes:
        snapshot: The fingerprint of its content.
        built_at: When it was built.
        version: What was opened.
    """

    def __init__(self, opened: OpenedFile, executors: Executors) -> None:
        self.version = opened.version
        self.snapshot, self.built_at = opened.version.snapshot, opened.version.built_at
        self._connection = opened.connection
        self._cursors = Cursors(opened.connection)
        self._executors = executors
        self._damaged = Event()

    def is_broken(self) -> bool:
        """Whether it must be opened anew: its file is damaged, or DuckDB met an error of its own and answers nothing any more."""
        if self._damaged.is_set():
            return True
        try:
            with self._connection.cursor() as cursor:
                cursor.execute("select 1").fetchall()
        except duckdb.FatalException:
            return True
        return False

    @asynccontextmanager
    async def cursor(self) -> AsyncIterator[Cursor]:
        """A cursor for several questions in a row, such as the pieces of a long answer.

        Raises:
            BusyError: Too many questions are waiting.
        """
        self._executors.downloads.check_room()
        cursor = Cursor(self._cursors, self._executors.downloads, self._damaged.set)
        try:
            yield cursor
        finally:
            cursor.close()

    async def ask(self, job: Job[T]) -> T:
        """Run one job. It must take all rows of what it asks, for the next job asks on the same cursor.

        Raises:
            BusyError: Too many questions are waiting.
            NoRoomError: There is not enough memory for the answer.
            NotReadyError: DuckDB answers nothing any more.
            TimeLimitError: The answer took longer than the time limit; the statement was stopped.
        """
        self._executors.questions.check_room()
        try:
            return await self._executors.questions.run(self._cursors, job)
        except DamagedFileError:
            self._damaged.set()
            raise
