"""``python -m ingest RAW_DIR WAREHOUSE`` builds a warehouse from raw files."""

import argparse
import resource
import sys
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from ingest.build import build
from ingest.errors import IngestError
from ingest.rejects import Loaded

_KIBIBYTE = 1024


def account_line(account: Loaded) -> str:
    """One line on where the rows of a table came from."""
    counts = [f"{account.count(action):,} {action}" for action in ("repaired", "merged", "rejected")]
    line = f"{account.table:<22} {account.read:>9,} {account.unit} read  {account.frame.height:>9,} kept  {'  '.join(counts)}"
    blanked = account.count("blanked")
    return f"{line}  {blanked:,} cells blanked" if blanked else line


def main(arguments: list[str] | None = None) -> int:
    """Run a build and say on standard error how it went.

    Returns:
        0 when the warehouse is there; 1 when the build failed or 130 when it was stopped, and the old warehouse is as it was.
    """
    parser = argparse.ArgumentParser(prog="python -m ingest", description="Build a warehouse from raw film data.")
    parser.add_argument("raw_dir", type=Path, metavar="RAW_DIR", help="folder with movies_dataset.csv, credits.csv, …")
    parser.add_argument("warehouse", type=Path, metavar="WAREHOUSE", help="DuckDB file to make or replace")
    options = parser.parse_args(arguments)
    console = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)
    start = perf_counter()
    try:
        with Progress(
            TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console, transient=True
        ) as progress:
            task = progress.add_task("reading", total=None)

            def on_account(account: Loaded) -> None:
                console.print(account_line(account))
                progress.update(task, description=f"{account.table} loaded")

            built = build(options.raw_dir, options.warehouse, on_account)
    except IngestError as error:
        console.print(f"build failed: {error}")
        return 1
    except (KeyboardInterrupt, RuntimeError) as error:
        if not isinstance(error.__cause__ or error, KeyboardInterrupt):  # DuckDB wraps it
            raise
        console.print("build stopped; the old warehouse, if there was one, is as it was")
        return 130
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIBIBYTE
    state = "built" if built.is_new else "unchanged, the content is the same"
    size = options.warehouse.stat().st_size
    console.print(
        f"{options.warehouse}: {state}; {built.films:,} films, {size / 1e6:.0f} MB, snapshot {built.snapshot[:12]}, "
        f"{perf_counter() - start:.1f} s, peak memory {peak / 1e9:.2f} GB"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
