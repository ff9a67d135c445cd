"""``python -m ingest RAW_DIR WAREHOUSE`` builds a warehouse from raw files."""

import argparse
import sys
from pathlib import Path
from time import perf_counter

from ingest.build import build
from ingest.errors import IngestError
from ingest.progress import counts_printer, stderr_console, summary


def main() -> int:
    """Run a build and say on standard error how it went.

    Returns:
        0 when the warehouse is there; 1 when the build failed or 130 when it was stopped, and the old warehouse is as it was.
    """
    parser = argparse.ArgumentParser(prog="python -m ingest", description="Build a warehouse from raw film data.")
    parser.add_argument("raw_dir", type=Path, metavar="RAW_DIR", help="folder with movies_dataset.csv, credits.csv, …")
    parser.add_argument("warehouse", type=Path, metavar="WAREHOUSE", help="DuckDB file to make or replace")
    options = parser.parse_args()
    console = stderr_console()
    start = perf_counter()
    try:
        with counts_printer(console) as on_counts:
            built = build(options.raw_dir, options.warehouse, on_counts)
    except IngestError as error:
        console.print(f"build failed: {error}")
        return 1
    except (KeyboardInterrupt, RuntimeError) as error:
        if not isinstance(error.__cause__ or error, KeyboardInterrupt):  # DuckDB wraps it
            raise
        console.print("build stopped; the old warehouse, if there was one, is as it was")
        return 130
    console.print(summary(built, options.warehouse, start))
    return 0


if __name__ == "__main__":
    sys.exit(main())
