"""``python -m ingest.answers WAREHOUSE`` takes over what changed in SQL files since a warehouse was built.

The raw files are not needed: a copy gets the macros, endpoints and derived tables that changed, and whatever is made of them;
then it takes the warehouse's place. So a new endpoint is there in seconds.
"""

import argparse
import sys
from pathlib import Path
from shutil import copyfile
from time import perf_counter

from ingest.build import told_errors
from ingest.build_lock import build_lock
from ingest.errors import IngestError, PublishError
from ingest.inputs import remember_as
from ingest.progress import stderr_console
from ingest.warehouse_builder import warehouse_builder
from ingest.warehouse_file import snapshot_of


def add_answers_again(warehouse: Path) -> tuple[str, list[str]]:
    """Take over what changed in the SQL files.

    Returns:
        The snapshot id, and the names of the tables that were made anew.

    Raises:
        IngestError: There is no warehouse, a file is wrong, a rule is broken, or the raw files are needed.
    """
    before = snapshot_of(warehouse)
    if before is None:
        raise PublishError(f"{warehouse}: there is no warehouse to change; build one with 'make warehouse'")
    with told_errors(), build_lock(warehouse) as unfinished:
        copyfile(warehouse, unfinished)
        with warehouse_builder(unfinished) as changed:
            tables = changed.add_answers_again()
            if tables:
                changed.check()
            snapshot = changed.rewrite_build_info(tables)
        remember_as(warehouse, before, snapshot)
        unfinished.replace(warehouse)
    return snapshot, tables


def main() -> int:
    """Do so, and say on standard error how it went.

    Returns:
        0 when the warehouse has all changes; 1 when it is as it was.
    """
    parser = argparse.ArgumentParser(prog="python -m ingest.answers", description="Take over SQL files that changed.")
    parser.add_argument("warehouse", type=Path, metavar="WAREHOUSE", help="DuckDB file to change")
    options = parser.parse_args()
    console = stderr_console()
    start = perf_counter()
    try:
        snapshot, tables = add_answers_again(options.warehouse)
    except IngestError as error:
        console.print(str(error))
        return 1
    anew = f"; made anew: {', '.join(sorted(tables))}" if tables else ""
    console.print(f"{options.warehouse}: snapshot {snapshot[:12]}, {perf_counter() - start:.1f} s{anew}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
