"""``python -m ingest.update RAW_DIR WAREHOUSE`` is the scheduled job: build, check, compare, publish.

Exit codes: 0 a new version is published, 3 there is nothing new, 4 the build was refused because too many films would be lost; 1
and any other code, it failed. Whatever happens, a whole warehouse stays in place.
"""

import argparse
import sys
from pathlib import Path
from time import perf_counter

import duckdb

from ingest.build import build
from ingest.errors import IngestError, ShrinkError
from ingest.limits import add_limit_options, given_limits
from ingest.progress import counts_printer, stderr_console, summary
from ingest.publish import publish, published_snapshot

PUBLISHED = 0
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


def main() -> int:
    """Run the job and say on standard error what it did.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(prog="python -m ingest.update", description="Build a new version and publish it.")
    parser.add_argument("raw_dir", type=Path, metavar="RAW_DIR", help="folder with raw files or dated drops of them")
    parser.add_argument("warehouse", type=Path, metavar="WAREHOUSE", help="DuckDB file that DVC tracks")
    add_limit_options(parser)
    options = parser.parse_args()
    console = stderr_console()
    start = perf_counter()
    try:
        with counts_printer(console) as on_counts:
            built = build(options.raw_dir, options.warehouse, on_counts, given_limits(options), console.print)
        console.print(summary(built, options.warehouse, start))
        if built.is_new:
            for line in change_lines(options.warehouse):
                console.print(line)
        if built.snapshot == published_snapshot(options.warehouse):
            console.print("nothing new: this content is published already")
            return NOTHING_NEW
        publish(options.warehouse)
    except ShrinkError as error:
        console.print(f"update refused: {error}")
        return REFUSED
    except IngestError as error:
        console.print(f"update failed: {error}")
        return FAILED
    console.print(f"published snapshot {built.snapshot[:12]}; a running service takes it over; commit {options.warehouse}.dvc")
    return PUBLISHED


if __name__ == "__main__":
    sys.exit(main())
