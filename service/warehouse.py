"""The warehouse file, opened so that requests can read it and do nothing else."""

import asyncio
import logging
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

import duckdb

from service.problems import NotReadyError, TimeLimitError

T = TypeVar("T")

TIME_LIMIT = 5.0
"""Seconds that a request may wait for and run on the warehouse."""

_RETRY_AFTER = 1.0
_INTERRUPT_AGAIN_AFTER = 0.02

_HARDENED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
    "memory_limit": "2GB",
    "max_temp_directory_size": "512MB",
    "threads": 1,
    "lock_configuration": True,
}

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Opened:
    connection: duckdb.DuckDBPyConnection
    snapshot: str


class Warehouse:
    """One read-only connection, and one thread for each core that asks it questions.

    A file that is missing or unfit does no harm: every question fails with :class:`NotReadyError` until there is a fit one.

    Args:
        path: The DuckDB file.
        sql_fingerprint: The fingerprint of the SQL files that the warehouse must have been built from.
        time_limit: Seconds that a question may take, the wait for a free thread included.
    """

    def __init__(self, path: Path, sql_fingerprint: str, time_limit: float = TIME_LIMIT) -> None:
        self._path = path
        self._sql_fingerprint = sql_fingerprint
        self._time_limit = time_limit
        self._pool = ThreadPoolExecutor(max_workers=_cores(), thread_name_prefix="warehouse")
        self._opening = asyncio.Lock()
        self._next_try = 0.0
        self._opened: _Opened | None = None
        self._fault = ""

    async def open(self) -> None:
        """Open the file if it is there and fit; else the next question tries again."""
        with suppress(NotReadyError):
            await self._open()

    async def ask(self, question: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        """Run a question in a thread of the pool, on a cursor of its own.

        Raises:
            NotReadyError: There is no fit warehouse.
            TimeLimitError: The answer took longer than the time limit; the statement was stopped.
        """
        opened = self._opened or await self._open()
        run = _Run(opened.connection, question)
        loop = asyncio.get_running_loop()
        alarm = loop.call_later(self._time_limit, run.stop, loop)
        try:
            return await loop.run_in_executor(self._pool, run)
        except asyncio.CancelledError:
            run.stop(loop)
            raise
        finally:
            alarm.cancel()

    async def snapshot(self) -> str:
        """The content fingerprint of the open warehouse.

        Raises:
            NotReadyError: There is no fit warehouse.
        """
        return (self._opened or await self._open()).snapshot

    async def close(self) -> None:
        """Close the file and end the threads."""
        # The event loop must go on, for it is what stops late statements.
        await asyncio.to_thread(self._pool.shutdown, cancel_futures=True)
        if self._opened:
            self._opened.connection.close()

    async def _open(self) -> _Opened:
        async with self._opening:
            if self._opened is None and time.monotonic() >= self._next_try:
                loop = asyncio.get_running_loop()
                try:
                    self._opened = await loop.run_in_executor(self._pool, _open, self._path, self._sql_fingerprint)
                except NotReadyError as error:
                    if str(error) != self._fault:
                        _LOG.warning("%s: %s", self._path, error.__cause__ or error)
                    self._fault = str(error)
                self._next_try = time.monotonic() + _RETRY_AFTER
        if self._opened is None:
            raise NotReadyError(self._fault)
        return self._opened


class _Run(Generic[T]):
    """A question on its way through the pool, which can be stopped from the event loop."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, question: Callable[[duckdb.DuckDBPyConnection], T]) -> None:
        self._connection = connection
        self._question = question
        self._cursor: duckdb.DuckDBPyConnection | None = None
        self._lock = Lock()
        self._late = False

    def __call__(self) -> T:
        with self._connection.cursor() as cursor:
            self._cursor = cursor
            try:
                if self._late:
                    raise TimeLimitError("The service is too busy to answer in time; try again later.")
                return self._question(cursor)
            except duckdb.InterruptException as error:
                raise TimeLimitError("The answer took too long and was given up; ask for less, or try again later.") from error
            finally:
                with self._lock:
                    self._cursor = None

    def stop(self, loop: asyncio.AbstractEventLoop) -> None:
        self._late = True
        with self._lock:
            if self._cursor is None:
                return
            self._cursor.interrupt()
        # DuckDB forgets an interrupt that comes while a statement is still being planned.
        loop.call_later(_INTERRUPT_AGAIN_AFTER, self.stop, loop)


def _open(path: Path, sql_fingerprint: str) -> _Opened:
    if not path.is_file():
        raise NotReadyError(f"There is no {path.name}; build it with 'make warehouse'.")
    try:
        connection = duckdb.connect(path, read_only=True, config=_HARDENED)
    except duckdb.Error as error:
        raise NotReadyError(
            f"{path.name} cannot be opened: it is no DuckDB file of a version that this service reads, or a program is writing "
            "to it. Close that program, or build the warehouse anew with 'make warehouse'."
        ) from error
    try:
        snapshot = _checked_snapshot(connection, path, sql_fingerprint)
    except NotReadyError:
        connection.close()
        raise
    return _Opened(connection, snapshot)


def _checked_snapshot(connection: duckdb.DuckDBPyConnection, path: Path, sql_fingerprint: str) -> str:
    try:
        rows = connection.execute("select snapshot, sql_fingerprint from build_info").fetchall()
    except duckdb.Error as error:
        raise NotReadyError(f"{path.name} is no warehouse, it has no build_info; build one with 'make warehouse'.") from error
    if len(rows) != 1 or rows[0][1] != sql_fingerprint:
        raise NotReadyError(
            f"{path.name} was built from other SQL files than this service has; build it anew with 'make warehouse'."
        )
    return str(rows[0][0])


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
