"""``python -m ingest.update RAW_DIR WAREHOUSE`` is the scheduled job: build, check, compare, publish.

When raw files, SQL and program are those of the warehouse in place, nothing is built.

Exit codes: 0 a new version is published, or only built with ``--no-publish``; 3 there is nothing new; 4 the build was refused
because too many films would be lost; 5 there is no remote, and nothing was done; 6 the new version is in place, but not
published; 1 and any other code, it failed. Whatever happens, a whole warehouse stays in place.
"""

import argparse
import sys
from pathlib import Path
from time import perf_counter

import duckdb
from rich.console import Console

from ingest.build import build
from ingest.errors import IngestError, RemoteError, ShrinkError
from ingest.inputs import unchanged_snapshot
from ingest.limits import Limits, add_limit_options, given_limits
from ingest.progress import counts_printer, stderr_console, summary
from ingest.publish import publish, published_snapshot, remote_exit_code, require_remote

DONE = 0
FAILED = 1
NOTHING_NEW = 3
REFUSED = 4


def change_lines(warehouse: Path) -> list[str]:
    """What a warehouse changed against the one before it, a line per table; columns with most changes first."""
    with duckdb.connect(warehouse, read_only=True) as connection:
        tables = connection.execute(
            """
            select
                c.table_name,
                any_value(c.added) filter (where c.column_name is null),
                any_value(c.removed) filter (where c.column_name is null),
                any_value(c.changed) filter (where c.column_name is null),
                string_agg(c.column_name || ' ' || c.changed, ', ' order by c.changed desc, c.column_name)
                    filter (where c.column_name is not null)
            from build_changes as c
            group by c.table_name
            having max(greatest(c.added, c.removed, c.changed)) > 0
            order by c.table_name
            """
        ).fetchall()
    return [
        f"{table:<22} {added:,} added  {removed:,} removed  {changed:,} changed" + (f"  ({columns})" if columns else "")
        for table, added, removed, changed, columns in tables
    ]


def update(raw_dir: Path, warehouse: Path, limits: Limits, console: Console, *, is_published: bool) -> int:
    """Build a new version if there may be one, and publish it.

    Args:
        raw_dir: Raw files or dated drops of them.
        warehouse: The warehouse.
        limits: What the build may do.
        console: Where to say how it goes.
        is_published: Whether DVC is to keep versions.

    Returns:
        The exit code.

    Raises:
        IngestError: There is no remote, the build fails, or the remote does not take the version.
    """
    snapshot = unchanged_snapshot(raw_dir, warehouse, limits)
    published = published_snapshot(warehouse) if is_published else snapshot
    if snapshot and snapshot == published:
        console.print(f"nothing new: raw files, SQL and program are those of snapshot {snapshot[:12]}, so nothing was built")
        return NOTHING_NEW
    if is_published:
        require_remote()
    if snapshot is None:
        snapshot, is_new = _build(raw_dir, warehouse, limits, console)
        if snapshot == published or not (is_published or is_new):
            console.print("nothing new: the content is the same")
            return NOTHING_NEW
    if not is_published:
        console.print(f"built snapshot {snapshot[:12]}; a running service takes it over")
        return DONE
    publish(warehouse)
    console.print(f"published snapshot {snapshot[:12]}; a running service takes it over; commit {warehouse}.dvc")
    return DONE


def _build(raw_dir: Path, warehouse: Path, limits: Limits, console: Console) -> tuple[str, bool]:
    """Build, and say what changed; return the snapshot id and whether it is a new one."""
    start = perf_counter()
    with counts_printer(console) as on_counts:
        built = build(raw_dir, warehouse, on_counts, limits, console.print)
    console.print(summary(built, warehouse, start))
    for line in change_lines(warehouse) if built.is_new else ():
        console.print(line)
    return built.snapshot, built.is_new


def main() -> int:
    """Run the job and say on standard error what it did.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(prog="python -m ingest.update", description="Build a new version and publish it.")
    parser.add_argument("raw_dir", type=Path, metavar="RAW_DIR", help="folder with raw files or dated drops of them")
    parser.add_argument("warehouse", type=Path, metavar="WAREHOUSE", help="DuckDB file that DVC tracks")
    parser.add_argument("--no-publish", action="store_true", help="leave DVC out: only build")
    add_limit_options(parser)
    options = parser.parse_args()
    console = stderr_console()
    try:
        return update(options.raw_dir, options.warehouse, given_limits(options), console, is_published=not options.no_publish)
    except ShrinkError as error:
        console.print(f"update refused: {error}")
        return REFUSED
    except RemoteError as error:
        console.print(f"update failed: {error}")
        return remote_exit_code(error)
    except IngestError as error:
        console.print(f"update failed: {error}")
        return FAILED


if __name__ == "__main__":
    sys.exit(main())
