"""``python -m tools.bench.build WAREHOUSE`` measures what every SQL file costs a build, and what its table takes of the file.

The tables that a warehouse was filled with are copied into a scratch file. There all that is made of them is made anew, one SQL
file after another: derived tables, compiled answers, checks and fingerprints, in the order of a build and with its settings.
Peak memory is that of the process, on Linux. What takes little is added up.
"""

import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from graphlib import TopologicalSorter
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import NamedTuple

import duckdb

import sql
from ingest.fingerprint import content_tables, table_fingerprints
from ingest.profile import profile_columns
from ingest.rules import rules
from ingest.warehouse_file import open_to_fill, spill_folder
from sql.compiled import SCHEMA, compile_answers, compiled_answers
from sql.dependencies import dependencies
from sql.install import install

LEAST_SHOWN = 0.1
"""Seconds of processor time from which on a part has a line of its own."""

_LOOKS_PER_SECOND = 50


class Cost(NamedTuple):
    """What a part of a build takes.

    Attributes:
        stage: What it belongs to: derived, compiled, checks, fingerprints or file.
        name: What is made, or what is checked.
        seconds: By the clock on the wall.
        cpu_seconds: On all cores together.
        peak: The most memory that the process had meanwhile, in bytes; 0 where the system does not tell.
        spilled: The most bytes that DuckDB held in files for want of memory.
    """

    stage: str
    name: str
    seconds: float
    cpu_seconds: float
    peak: int
    spilled: int


def measure(warehouse: Path, place: Path) -> tuple[list[Cost], dict[str, int]]:
    """Make anew what a build makes of the tables of a warehouse.

    Args:
        warehouse: A finished one, which is only read.
        place: The scratch file, which must not be there.

    Returns:
        What each part took, and the bytes of each table.
    """
    costs: list[Cost] = []
    with open_to_fill(place) as connection:
        _copy_tables(connection, warehouse)
        for stage, name, make in _parts(connection):
            costs.append(_measured(stage, name, make, spill_folder(place)))
        sizes = table_sizes(connection)
    return costs, sizes


def _copy_tables(connection: duckdb.DuckDBPyConnection, warehouse: Path) -> None:
    install(connection, sql.sql_files("tables"))
    tables = content_tables(connection)
    connection.execute(f"attach {sql.sql_literal(warehouse)} as given (read_only)")
    for table in tables:
        connection.execute(f'insert into "{table}" by name from given."{table}"')
    connection.execute("detach given")
    connection.execute("checkpoint")


def _parts(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str, Callable[[], object]]]:
    tables = [file for file in sql.sql_files("tables") if file.name in content_tables(connection)]
    yield "derived", "column_profiles", partial(profile_columns, connection, tables)
    files = {file.name: file for file in sql.answer_files()}
    for name in TopologicalSorter(dependencies(files.values())).static_order():
        yield "derived", name, partial(install, connection, [files[name]])
    for file in sql.sql_files("endpoints"):
        if compiled_answers(file):
            yield "compiled", f"{SCHEMA}.{file.name}", partial(compile_answers, connection, [file])
    for rule in rules():
        yield "checks", rule.name, partial(rule.check, connection)
    for table in content_tables(connection):
        yield "fingerprints", table, partial(table_fingerprints, connection, [table])
    yield "file", "checkpoint", partial(connection.execute, "checkpoint")


def _measured(stage: str, name: str, make: Callable[[], object], spill: Path) -> Cost:
    _forget_peak()
    with _most_bytes(spill) as spilled:
        start, cpu_start = perf_counter(), process_time()
        make()
        seconds, cpu_seconds = perf_counter() - start, process_time() - cpu_start
    return Cost(stage, name, seconds, cpu_seconds, _peak(), max(spilled))


def _forget_peak() -> None:
    """Let the system measure the peak memory of this process from here on."""
    if sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak() -> int:
    if sys.platform != "linux":
        return 0
    status = Path("/proc/self/status").read_text(encoding="ascii")
    [kilobytes] = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(kilobytes) * 1024


@contextmanager
def _most_bytes(folder: Path) -> Iterator[list[int]]:
    """Look at the size of a folder while a block runs; the list holds each size that was found."""
    sizes = [0]
    is_over = threading.Event()

    def look() -> None:
        while not is_over.wait(1 / _LOOKS_PER_SECOND):
            with_names = folder.glob("*") if folder.is_dir() else ()
            sizes.append(sum(path.stat().st_size for path in with_names if path.is_file()))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield sizes
    finally:
        is_over.set()
        looking.join()


def table_sizes(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """The bytes of the blocks that hold the columns of each table, with their schema before the names of compiled answers."""
    [(block_size,)] = connection.execute(
        "select block_size from pragma_database_size() where database_name = 'warehouse'"
    ).fetchall()
    tables = connection.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = 'warehouse' order by all"
    ).fetchall()
    sizes = {}
    for schema, table in tables:
        [(blocks,)] = connection.execute(
            """
            with held as (
                select unnest(list_append(s.additional_block_ids, s.block_id)) as block_id
                from pragma_storage_info(?) as s
            )

            select count(distinct h.block_id) filter (where h.block_id >= 0) from held as h
            """,
            [f'"{schema}"."{table}"'],
        ).fetchall()
        sizes[f"{schema}.{table}" if schema == SCHEMA else table] = blocks * block_size
    return sizes


def print_costs(costs: Iterable[Cost], sizes: dict[str, int], file_size: int) -> None:
    """Print a line for each part that takes much, the dearest of a stage first, and one for the others of a stage."""
    print(f"{'':<44} {'wall s':>8} {'CPU s':>8} {'peak GB':>8} {'spill MB':>8} {'MB':>8}")
    unseen = dict(sizes)
    for stage, of_stage in groupby(costs, lambda cost: cost.stage):
        parts = sorted(of_stage, key=lambda cost: -cost.cpu_seconds)
        _print_line(stage, parts, None)
        for cost in parts:
            if cost.cpu_seconds >= LEAST_SHOWN:
                _print_line(f"  {cost.name}", [cost], unseen.pop(cost.name, None) if stage in {"derived", "compiled"} else None)
    print(f"{'other tables':<44} {'':>35} {sum(unseen.values()) / 1e6:>8.1f}")
    print(f"{'file':<44} {'':>35} {file_size / 1e6:>8.1f}")


def _print_line(name: str, costs: Iterable[Cost], size: int | None) -> None:
    held = list(costs)
    seconds, cpu_seconds = sum(cost.seconds for cost in held), sum(cost.cpu_seconds for cost in held)
    peak, spilled = max(cost.peak for cost in held), max(cost.spilled for cost in held)
    megabytes = "" if size is None else f"{size / 1e6:>8.1f}"
    print(f"{name:<44} {seconds:>8.2f} {cpu_seconds:>8.2f} {peak / 1e9:>8.2f} {spilled / 1e6:>8.0f} {megabytes}")


def main(warehouse: Path) -> None:
    """Print what each part of a build takes."""
    with TemporaryDirectory(prefix="filmoteca-") as folder:
        place = Path(folder) / "warehouse.duckdb"
        costs, sizes = measure(warehouse, place)
        print_costs(costs, sizes, place.stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
