"""One version of the warehouse, which answers until nobody needs it any more."""

import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TypeVar

import duckdb

from service.warehouse.executor import Cursor, Job, QueryExecutor
from service.warehouse.file import FileState, OpenedFile

T = TypeVar("T")


class OpenSnapshot:
    """One version of the warehouse, open for questions.

    It closes when nothing refers to it any more: a request that holds it can go on asking after a newer one has come.

    Args:
        opened: The file.
        executor: What runs the jobs.
    """

    def __init__(self, opened: OpenedFile, executor: QueryExecutor) -> None:
        self._opened = opened
        self._executor = executor
        weakref.finalize(self, opened.connection.close)

    @property
    def snapshot(self) -> str:
        """The fingerprint of its content."""
        return self._opened.snapshot

    @property
    def built_at(self) -> datetime:
        """When it was built."""
        return self._opened.built_at

    @property
    def state(self) -> FileState:
        """The state of the file when it was opened."""
        return self._opened.state

    def is_broken(self) -> bool:
        """Whether DuckDB answers nothing any more, because it met an error that it takes for one of its own."""
        try:
            with self._opened.connection.cursor() as cursor:
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
        cursor = Cursor(self._opened.connection.cursor(), self._executor)
        try:
            yield cursor
        finally:
            cursor.close()

    async def ask(self, job: Job[T]) -> T:
        """Run one job, on a cursor of its own.

        Raises:
            BusyError: Too many questions are waiting.
            NotReadyError: DuckDB answers nothing any more.
            TimeLimitError: The answer took longer than the time limit; the statement was stopped.
        """
        self._executor.check_room()
        duck = self._opened.connection.cursor()
        return await self._executor.run(duck, job, duck.close)
