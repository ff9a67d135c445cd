"""``python -m tools.soak.fuzz WAREHOUSE [STATEMENTS] [SEED]``: every function of the engine in the SQL console, with edge values.

After each statement an honest one must be answered as ever; the run fails when it is not. Statements that end their process,
which is all that they may end, are listed.
"""

import asyncio
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb

from service.console.pool import Pool
from service.console.protocol import ConsoleRequest
from service.problems import BusyError, NotReadyError, ProblemError, SqlLimitError, TimeLimitError
from tools.soak.functions import FunctionCalls

_SECONDS = 1.0
"""How long a statement may run: nothing that takes longer teaches more."""

_AT_ONCE = 2
"""How many statements run at once, as many as the console has turns for."""

_HONEST = "select count(*) as films, min(title) as first, 1.5 + 1 as number from movies where movie_id < 1000"

_LISTED = 60


class Ended(NamedTuple):
    """A statement that ended its process.

    Attributes:
        function: The function that it calls.
        statement: The statement.
    """

    function: str
    statement: str


class Fuzz:
    """A run and what was seen in it.

    Args:
        warehouse: The warehouse that statements run on.
        seed: Of the statements.

    Attributes:
        outcomes: How many statements came to which end.
        ended: Those that ended their process.
        faults: Those after which an honest statement was not answered as before.
    """

    def __init__(self, warehouse: Path, seed: int) -> None:
        self._warehouse = warehouse
        with duckdb.connect(warehouse, read_only=True) as connection:
            self._calls = FunctionCalls(connection, seed)
            [(self._snapshot,)] = connection.execute("select snapshot from build_info").fetchall()
        self.outcomes: Counter[str] = Counter()
        self.ended: list[Ended] = []
        self.faults: list[str] = []

    async def run(self, statements: int) -> None:
        """Run so many statements."""
        pool = Pool(_SECONDS)
        try:
            expected = await self._honest(pool)
            calls = (self._calls.next() for _ in range(statements))
            await asyncio.gather(*(self._run_each(pool, calls, expected) for _ in range(_AT_ONCE)))
        finally:
            await pool.close()

    async def _run_each(self, pool: Pool, calls: Iterator[tuple[str, str]], expected: object) -> None:
        for function, statement in calls:
            outcome = await self._outcome(pool, statement)
            self.outcomes[outcome] += 1
            if outcome == "ended its process":
                self.ended.append(Ended(function, statement))
            answered = await self._honest(pool)
            if answered != expected:
                self.faults.append(f"after {statement}: {answered!r}")

    async def _outcome(self, pool: Pool, statement: str) -> str:
        try:
            reply, _ = await pool.run(statement, self._warehouse, self._snapshot, ConsoleRequest(statement, {}, "json"))
        except SqlLimitError:
            return "ended its process"
        except ProblemError as error:
            return error.name
        return reply.fault or "answered"

    async def _honest(self, pool: Pool) -> object:
        found: object = None
        # The machine may be busy, and a process may have to be started.
        for _ in range(20):
            try:
                return await pool.run("honest", self._warehouse, self._snapshot, ConsoleRequest(_HONEST, {}, "json"))
            except (BusyError, NotReadyError, TimeLimitError) as error:
                found = error
            except ProblemError as error:
                return error
        return found

    def report(self) -> bool:
        """Print what was seen, and tell whether all was well."""
        print(f"{self.outcomes.total():,} statements over {len(self._calls.names)} functions")
        print(", ".join(f"{outcome}: {count:,}" for outcome, count in self.outcomes.most_common()))
        for function, count in Counter(each.function for each in self.ended).most_common():
            example = next(each.statement for each in self.ended if each.function == function)
            print(f"ENDED ITS OWN PROCESS ({count} times) {function}: {example[:300]}")
        for fault in self.faults[:_LISTED]:
            print(f"FAULT {fault[:500]}")
        return not self.faults


def main(warehouse: Path, statements: int, seed: int) -> int:
    """Run, print a report, and give the exit status."""
    fuzz = Fuzz(warehouse, seed)
    begin = time.monotonic()
    asyncio.run(fuzz.run(statements))
    well = fuzz.report()
    print(f"{time.monotonic() - begin:.0f} s")
    return 0 if well else 1


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[2:]]
    sys.exit(main(Path(sys.argv[1]), *[*given, *(140_000, 1)[len(given) :]]))
