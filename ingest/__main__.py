"""``python -m ingest RAW_DIR WAREHOUSE`` builds a warehouse from raw files.

Exit codes: 0 the warehouse is there, 4 the build was refused because too many films would be lost, 130 it was stopped; 1 and any
other code, it failed. Whatever happens, a whole warehouse stays in place.
"""

import argparse
import sys
from pathlib import Path
from time import perf_counter

from ingest.build import build
from ingest.errors import IngestError, ShrinkError
from ingest.limits import add_limit_options, given_limits
from ingest.progress import counts_printer, stderr_console, summary

FAILED = 1
REFUSED = 4
STOPPED = 130


def main() -> int:
    """Run a build and say on standard error how it went.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(prog="python -m ingest", description="Build a warehouse from raw film data.")
    parser.add_argument("raw_dir", type=Path, metavar="RAW_DIR", help="folder with movies_dataset.csv, credits.csv, …")
    parser.add_argument("warehouse", type=Path, metavar="WAREHOUSE", help="DuckDB file to make or replace")
    add_limit_options(parser)
    options = parser.parse_args()
    console = stderr_console()
    start = perf_counter()
    try:
        with counts_printer(console) as on_counts:
            built = build(options.raw_dir, options.warehouse, on_counts, given_limits(options), console.print)
    except ShrinkError as error:
        console.print(f"build refused: {error}")
        return REFUSED
    except IngestError as error:
        console.print(f"build failed: {error}")
        return FAILED
    except (KeyboardInterrupt, RuntimeError) as error:
        if not isinstance(error.__cause__ or error, KeyboardInterrupt):  # DuckDB wraps it
            raise
        console.print("build stopped; the old warehouse, if there was one, is as it was")
        return STOPPED
    console.print(summary(built, options.warehouse, start))
    return 0


if __name__ == "__main__":
    sys.exit(main())
