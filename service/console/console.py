"""The console as the service asks it: one check, one pool and the same limits, whoever asks."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Protocol

from msgspec import UNSET, Meta, Struct

from service.console.pool import Pool
from service.console.protocol import LONGEST_STATEMENT, ConsoleRequest, ErrorKind, Reply
from service.problems import (
    ConsoleOffError,
    InvalidParameterError,
    NotReadyError,
    ProblemError,
    RefusedSqlError,
    SqlLimitError,
    TooLongError,
    WrongSqlError,
)

_LOOKS = 50
"""How often is looked for the new snapshot while the file is exchanged."""

_POLL_SECONDS = 0.1
"""Seconds between two looks."""

_FAULTS: dict[ErrorKind, type[ProblemError]] = {
    "wrong": WrongSqlError,
    "refused": RefusedSqlError,
    "too-much": SqlLimitError,
    "parameter": InvalidParameterError,
    "damaged": NotReadyError,
}


class SqlRequest(Struct, forbid_unknown_fields=True):
    """A statement to run."""

    sql: Annotated[str, Meta(description="The statement.")]
    parameters: Annotated[
        dict[str, Any], Meta(description="The values of its parameters such as $year, by name without the sign.")
    ] = {}


class ResultColumn(Struct):
    """A column of an answer."""

    name: Annotated[str, Meta(description="Its name; of a name that the statement gives twice, the second has a number.")]
    type: Annotated[str, Meta(description="Its type in DuckDB.")]


class Result(Struct):
    """The answer to a statement."""

    columns: Annotated[list[ResultColumn], Meta(description="The columns in their order.")]
    rows: Annotated[list[list[Any]], Meta(description="The values of each row in the order of the columns.")]
    truncated: Annotated[bool, Meta(description="Whether there were more rows than an answer may have.")]
    snapshot: Annotated[str, Meta(description="The snapshot id of the warehouse that answered.")]


class Answered(NamedTuple):
    """The answer to a statement as bytes.

    Attributes:
        body: The answer in the format that was asked for.
        truncated: Whether there were more rows than an answer may have.
        snapshot: The snapshot id of the warehouse that answered.
    """

    body: bytes
    truncated: bool
    snapshot: str


class Snapshot(Protocol):
    """A version of the warehouse."""

    @property
    def snapshot(self) -> str:
        """The fingerprint of its content."""


class Console:
    """Statements of clients, and the processes that run them.

    Args:
        path: The file of the warehouse.
        current: Gives the version of it that answers now, or raises NotReadyError.
        is_on: Whether statements are run at all.
        seconds: How long a statement may wait for its turn, and then run.
    """

    def __init__(self, path: Path, current: Callable[[], Awaitable[Snapshot]], *, is_on: bool, seconds: float) -> None:
        self._path = path
        self._current = current
        self._is_on = is_on
        self._pool = Pool(seconds)

    @property
    def is_on(self) -> bool:
        """Whether statements are run at all."""
        return self._is_on

    async def close(self) -> None:
        """End the processes."""
        await self._pool.close()

    async def run(self, client: str, asked: SqlRequest, format_name: str) -> Answered:
        """Run a statement, whoever asks: with the one check, the one pool and the limits that there are.

        Args:
            client: Who asks.
            asked: The statement.
            format_name: The name of the format of the answer.

        Raises:
            ProblemError: There is no answer; the detail says why.
        """
        if not self._is_on:
            raise console_off()
        if len(asked.sql) > LONGEST_STATEMENT:
            raise TooLongError(f"The statement has {len(asked.sql)} characters; it may have {LONGEST_STATEMENT}.")
        snapshot, reply, body = await self._replied(client, asked, format_name)
        if reply.fault:
            raise _FAULTS[reply.fault](reply.detail, parameter=reply.parameter or UNSET)
        return Answered(body, reply.truncated, snapshot)

    async def _replied(self, client: str, asked: SqlRequest, format_name: str) -> tuple[str, Reply, bytes]:
        """Run a statement on the snapshot that answers now.

        While the file is exchanged, its new snapshot does not answer yet, and the old one may be open in no process any more:
        then the statement waits until the new one answers.

        Returns:
            The snapshot, what became of the statement, and the bytes of the answer.
        """
        request = ConsoleRequest(asked.sql, asked.parameters, format_name)
        while True:
            snapshot = (await self._current()).snapshot
            try:
                reply, body = await self._pool.run(client, self._path, snapshot, request)
            except NotReadyError:
                if not await self._is_exchanged(snapshot):
                    raise
            else:
                return snapshot, reply, body

    async def _is_exchanged(self, snapshot: str) -> bool:
        """Whether another snapshot comes to answer in place of one within a few seconds."""
        for _ in range(_LOOKS):
            if (await self._current()).snapshot != snapshot:
                return True
            await asyncio.sleep(_POLL_SECONDS)
        return False


def console_off() -> ConsoleOffError:
    """The error that no statements are run here."""
    return ConsoleOffError("The SQL console is off; whoever runs this service can turn it on with FILMOTECA_SQL=on.")
