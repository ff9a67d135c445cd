"""One version of the warehouse, which answers until nobody needs it any more."""

import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event
from typing import TypeVar

import duckdb

from service.warehouse.executor import Cursor, Job, QueryExecutor
from service.warehouse.file import OpenedFile

T = TypeVar("T")


class OpenSnapshot:
    """One version of the warehouse, open for questions.

    It closes when nothing refers to it any more: a request that holds it can go on asking after a newer one has come.

    Args:
        opened: The file.
        executor: What runs the jobs.

    Attributes:
        snapshot: The fingerprint of its content.
        built_at: When it was built.
        state: The state of the file when it was opened.
    """

    def __init__(self, opened: OpenedFile, executor: QueryExecutor) -> None:
        self.snapshot, self.built_at, self.state = opened.snapshot, opened.built_at, opened.state
        self._connection = opened.connection
        self._executor = executor
        self._damaged = Event()
        weakref.finalize(self, opened.connection.close)

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
        self._executor.check_room()
        cursor = Cursor(self._connection.cursor(), self._executor, self._damaged.set)
        try:
            yield cursor
        finally:
            cursor.close()

    async def ask(self, job: Job[T]) -> T:
        """Run one job, on a cursor of its own.

        Raises:
            BusyError: Too many questions are waiting.
            NoRoomError: There is not enough memory for the answer.
            NotReadyError: DuckDB answers nothing any more.
            TimeLimitError: The answer took longer than the time limit; the statement was stopped.
        """
        async with self.cursor() as cursor:
            return await cursor.run(job)
