"""The processes that run statements: a few, kept ready, each for one statement at a time."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import msgspec

from service.console.protocol import ConsoleRequest, Reply
from service.console.worker_process import NotBegunError, WorkerError, WorkerProcess
from service.problems import BusyError, NotReadyError, SqlLimitError, TimeLimitError

_AT_ONCE = 2
"""How many statements may run at once; the threads that answer other requests want their cores too."""

_WAITING = 8
"""How many statements may wait for their turn."""

_WAITING_OF_ONE = 4
"""How many statements of one client may wait; one of them runs at a time, so that others have the other turn."""

_PROCESSES = _AT_ONCE + 1
"""How many processes are kept: one more than run, so that another is ready when one must not be used again."""

_STATEMENTS = 1000
"""How many statements a process runs before another takes its place, so that what it may have hoarded does not last."""

_LOG = logging.getLogger(__name__)


class Pool:
    """Processes, each with one snapshot of the warehouse open.

    No statement may change what the next one is answered, whoever asks it. None can write, set or create anything, and each has a
    connection of its own; so a process may run the next one if it still is as good as a new one. One whose statement was stopped,
    met a limit or an error that DuckDB takes for one of its own, or did not give its memory back, is never used again.

    Args:
        seconds: How long a statement may wait for its turn, and then run.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._own_turns: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()
        self._waiting: Counter[str] = Counter()
        self._running = 0
        self._starting: set[asyncio.Task[None]] = set()
        self._ready: list[WorkerProcess] = []
        self._chores: set[asyncio.Task[None]] = set()

    async def run(self, client: str, path: Path, snapshot: str, request: ConsoleRequest) -> tuple[Reply, bytes]:
        """Run a statement.

        Args:
            client: Who asks.
            path: The file of the warehouse.
            snapshot: The snapshot of it that is wanted.
            request: The statement.

        Returns:
            What became of it, and the bytes of the answer.

        Raises:
            BusyError: Too many statements run and wait.
            NotReadyError: The file has not that snapshot now.
            TimeLimitError: It took too long, and was stopped.
            SqlLimitError: It made its process end, as one that needs too much memory does.
        """
        request = msgspec.structs.replace(request, seconds=self._seconds)
        async with self._turn(client):
            while True:
                worker = await self._take(path, snapshot)
                # One that ended while it waited cannot be told from one that waits until it is asked.
                with suppress(NotBegunError):
                    return await self._asked(worker, path, request)

    async def close(self) -> None:
        """End all processes."""
        while self._chores or self._ready:
            ready, self._ready = self._ready, []
            await asyncio.gather(*self._chores, *(worker.end() for worker in ready))

    @asynccontextmanager
    async def _turn(self, client: str) -> AsyncIterator[None]:
        if self._waiting.total() == _WAITING or self._waiting[client] == _WAITING_OF_ONE:
            raise BusyError("Too many statements are waiting; try again in a moment.")
        own_turn = self._own_turns.setdefault(client, asyncio.Semaphore(1))
        async with AsyncExitStack() as turns:
            self._waiting[client] += 1
            try:
                async with asyncio.timeout(self._seconds):
                    await turns.enter_async_context(own_turn)
                    await turns.enter_async_context(self._turns)
            except TimeoutError as error:
                raise BusyError("Other statements take all the time there is; try again in a moment.") from error
            finally:
                self._waiting[client] -= 1
                self._waiting += Counter()  # forgets those who wait for nothing
            yield

    async def _take(self, path: Path, snapshot: str) -> WorkerProcess:
        """A process that is ready, if need be one that has just been started."""
        while self._ready or self._starting:
            if not self._ready:
                await asyncio.wait(self._starting, return_when=asyncio.FIRST_COMPLETED)
                continue
            worker = self._ready.pop()
            if worker.lives and worker.snapshot == snapshot:
                return worker
            self._do(worker.end())
        try:
            worker = await WorkerProcess.start(path)
        except WorkerError as error:
            raise NotReadyError("The warehouse cannot be opened for the SQL console now; try again in a moment.") from error
        if worker.snapshot == snapshot:
            return worker
        # Its snapshot is the one that comes next.
        self._keep(worker)
        raise NotReadyError("The warehouse is just being exchanged for another; try again in a moment.")

    async def _asked(self, worker: WorkerProcess, path: Path, request: ConsoleRequest) -> tuple[Reply, bytes]:
        self._running += 1
        unfit: str | None = "nobody waits for the statement"
        try:
            reply, body = await worker.ask(request)
            unfit = reply.unfit or ("it has run many statements" if worker.statements == _STATEMENTS else None)
        except TimeoutError as error:
            unfit = "the statement took too long"
            raise TimeLimitError(
                f"The statement took longer than {self._seconds:g} seconds and was stopped; ask for less at once."
            ) from error
        except NotBegunError:
            unfit = "it ended while it waited"
            raise
        except WorkerError as error:
            unfit = "it ended"
            raise SqlLimitError(
                "The statement needed more than it may have, of memory most likely, and was stopped; ask for less at once."
            ) from error
        finally:
            self._running -= 1
            if unfit is None:
                self._keep(worker)
            else:
                _LOG.warning("a process of the SQL console is replaced", extra={"fields": {"reason": unfit}})
                self._do(worker.end())
            if self._running + len(self._starting) + len(self._ready) < _PROCESSES:
                task = self._do(self._start(path))
                self._starting.add(task)
                task.add_done_callback(self._starting.discard)
        return reply, body

    async def _start(self, path: Path) -> None:
        # Whoever asks next will be told if it fails.
        with suppress(WorkerError):
            self._keep(await WorkerProcess.start(path))

    def _keep(self, worker: WorkerProcess) -> None:
        if len(self._ready) < _PROCESSES:
            self._ready.append(worker)
        else:
            self._do(worker.end())

    def _do(self, chore: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(chore)
        self._chores.add(task)
        task.add_done_callback(self._chores.discard)
        return task
