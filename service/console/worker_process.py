"""One process that runs statements, as the service sees it."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import msgspec

from service.console.protocol import BEGUN, ConsoleRequest, Opened, Reply

_PROJECT = Path(__file__).parents[2]

_START_SECONDS = 20

# Nothing else of the service's own environment: there may be secrets in it.
_ENVIRONMENT = {"TZ": "UTC", "MALLOC_ARENA_MAX": "1"} | {
    name: os.environ[name] for name in ("PYTHONPATH", "LD_LIBRARY_PATH") if name in os.environ
}


class WorkerError(Exception):
    """A process ended instead of answering, or never was ready."""


class NotBegunError(WorkerError):
    """A process had ended before it read a statement, which therefore is not what ended it."""


class WorkerProcess:
    """A process that has opened a warehouse.

    Attributes:
        snapshot: The snapshot id of the warehouse that it opened.
        statements: How many statements it was asked to run.
    """

    def __init__(self, process: Process, snapshot: str) -> None:
        self._process = process
        self.snapshot = snapshot
        self.statements = 0

    @classmethod
    async def start(cls, path: Path) -> "WorkerProcess":
        """Start a process and wait until it is ready.

        Raises:
            WorkerError: It cannot be started, or cannot open the file.
        """
        command = [sys.executable, "-X", "utf8", "-m", "service.console.worker", str(path.absolute())]
        try:
            process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, cwd=_PROJECT, env=_ENVIRONMENT)
        except (OSError, MemoryError) as error:
            raise WorkerError from error
        try:
            async with asyncio.timeout(_START_SECONDS):
                opened = await _line(process)
            return cls(process, msgspec.json.decode(opened, type=Opened).snapshot)
        except BaseException as error:
            await _end(process)
            if isinstance(error, TimeoutError | WorkerError):
                raise WorkerError from error
            raise

    @property
    def lives(self) -> bool:
        """Whether it can be asked."""
        return self._process.returncode is None

    async def ask(self, request: ConsoleRequest) -> tuple[Reply, bytes]:
        """Have a statement run. Whenever this does not come to its end, the process must be ended.

        Returns:
            The reply, and the bytes of the answer.

        Raises:
            TimeoutError: The answer took too long.
            NotBegunError: The process had ended before.
            WorkerError: The process ended.
            MemoryError: The service has no room for the answer.
        """
        self.statements += 1
        async with asyncio.timeout(request.seconds):
            return await self._asked(request)

    async def end(self) -> None:
        """End the process, whatever it does."""
        await _end(self._process)

    async def _asked(self, request: ConsoleRequest) -> tuple[Reply, bytes]:
        assert self._process.stdin is not None  # noqa: S101 - it has pipes
        assert self._process.stdout is not None  # noqa: S101
        try:
            self._process.stdin.write(msgspec.json.encode(request) + b"\n")
            await self._process.stdin.drain()
            begun = await _line(self._process)
        except (ConnectionError, WorkerError) as error:
            raise NotBegunError from error
        assert begun == BEGUN  # noqa: S101 - no reply is left over from another statement
        try:
            reply = msgspec.json.decode(await _line(self._process), type=Reply)
            return reply, await self._process.stdout.readexactly(reply.size)
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            raise WorkerError from error
        except ValueError as error:
            # A piece of what the process says was lost for want of memory in the service, so that what is left is no line.
            raise MemoryError from error


async def _line(process: Process) -> bytes:
    assert process.stdout is not None  # noqa: S101 - it has pipes
    line = await process.stdout.readline()
    if not line:
        raise WorkerError
    return line


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.kill()
    await process.wait()
