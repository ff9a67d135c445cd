"""The processes that run statements: a few, kept ready, each for one statement at a time."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from service.console.runner import Runner, RunnerError
from service.console.wire import Question, Reply
from service.problems import BusyError, NotReadyError, SqlLimitError, TimeLimitError

_AT_ONCE = 2
"""How many statements may run at once; the threads that answer other requests want their cores too."""

_WAITING = 8
"""How many statements may wait for their turn."""

_STATEMENTS = 1000
"""How many statements a process runs before another takes its place, so that what it may have hoarded does not last."""


class Pool:
    """Processes, each with one snapshot of the warehouse open.

    A process that ended its statement runs the next one, for no statement can leave anything behind: none can write, set or
    create anything, and each has a connection of its own. One that was stopped is never used again.

    Args:
        seconds: How long a statement may wait for its turn, and then run.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0
        self._ready: list[tuple[Runner, int]] = []
        self._chores: set[asyncio.Task[None]] = set()

    async def run(self, path: Path, snapshot: str, sql: str, parameters: dict[str, Any], format_name: str) -> tuple[Reply, bytes]:
        """Run a statement.

        Args:
            path: The file of the warehouse.
            snapshot: The snapshot of it that is wanted.
            sql: The statement.
            parameters: The values of its parameters, by name.
            format_name: The name of the format of the answer.

        Returns:
            What became of it, and the bytes of the answer.

        Raises:
            BusyError: Too many statements run and wait.
            NotReadyError: The file has not that snapshot now.
            TimeLimitError: It took too long, and was stopped.
            SqlLimitError: It made its process end, as one that needs too much memory does.
        """
        async with self._turn():
            runner, count = await self._take(path, snapshot)
            answered = False
            try:
                answer = await runner.ask(Question(sql, parameters, format_name, self._seconds))
                answered = True
            except TimeoutError as error:
                raise TimeLimitError(
                    f"The statement took longer than {self._seconds:g} seconds and was stopped; ask for less at once."
                ) from error
            except RunnerError as error:
                raise SqlLimitError(
                    "The statement needed more than it may have, of memory most likely, and was stopped; ask for less at once."
                ) from error
            finally:
                if answered and count < _STATEMENTS:
                    self._keep(runner, count)
                else:
                    self._do(self._replace(runner, path))
            return answer

    async def close(self) -> None:
        """End all processes."""
        while self._chores or self._ready:
            ready, self._ready = self._ready, []
            await asyncio.gather(*self._chores, *(runner.end() for runner, _ in ready))

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self._waiting == _WAITING:
            raise BusyError("Too many statements are waiting; try again in a moment.")
        self._waiting += 1
        try:
            async with asyncio.timeout(self._seconds):
                await self._turns.acquire()
        except TimeoutError as error:
            raise BusyError("Other statements take all the time there is; try again in a moment.") from error
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._turns.release()

    async def _take(self, path: Path, snapshot: str) -> tuple[Runner, int]:
        """A process that is ready, and how many statements it will then have run."""
        while self._ready:
            runner, count = self._ready.pop()
            if runner.lives and runner.snapshot == snapshot:
                return runner, count + 1
            self._do(runner.end())
        try:
            runner = await Runner.start(path)
        except RunnerError as error:
            raise NotReadyError("The warehouse cannot be opened for the SQL console now; try again in a moment.") from error
        if runner.snapshot == snapshot:
            return runner, 1
        # Its snapshot is the one that comes next.
        self._keep(runner, 0)
        raise NotReadyError("The warehouse is just being exchanged for another; try again in a moment.")

    async def _replace(self, runner: Runner, path: Path) -> None:
        await runner.end()
        try:
            self._keep(await Runner.start(path), 0)
        except RunnerError:
            # Whoever asks next will be told.
            return

    def _keep(self, runner: Runner, count: int) -> None:
        if len(self._ready) < _AT_ONCE:
            self._ready.append((runner, count))
        else:
            self._do(runner.end())

    def _do(self, chore: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(chore)
        self._chores.add(task)
        task.add_done_callback(self._chores.discard)
