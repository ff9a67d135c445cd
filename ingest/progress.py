"""What a build says on standard error while it runs and when it is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from ingest.build import Built
from ingest.rejects import CELL_ACTIONS, ROW_ACTIONS, RowCounts


def stderr_console() -> Console:
    """Standard error as plain lines."""
    return Console(stderr=True, highlight=False, soft_wrap=True, markup=False)


@contextmanager
def counts_printer(console: Console) -> Iterator[Callable[[RowCounts], None]]:
    """Give a function that writes one line for the counts of each table; on a terminal a bar moves below the lines."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("reading", total=None)

        def on_counts(counts: RowCounts) -> None:
            console.print(counts_line(counts))
            progress.update(task, description=f"{counts.table} is loaded")

        yield on_counts


def counts_line(counts: RowCounts) -> str:
    """Where the rows of a table came from."""
    rows = [f"{counts.count(action):,} {action}" for action in ROW_ACTIONS]
    cells = [f"{count:,} cells {action}" for action in CELL_ACTIONS if (count := counts.count(action))]
    read = f"{counts.table:<22} {counts.read:>9,} {counts.unit} read  {counts.kept:>9,} kept"
    return "  ".join([read, *rows, *cells])


def summary(built: Built, warehouse: Path, start: float) -> str:
    """How a build ended, with its cost.

    Args:
        built: How it ended.
        warehouse: The file.
        start: When it began, by `time.perf_counter`.
    """
    state = "built" if built.is_new else "unchanged, the content is the same"
    size = warehouse.stat().st_size
    stages = ", ".join(f"{name} {cost.seconds:.1f} s / {cost.peak / 1e9:.2f} GB" for name, cost in built.stages.items())
    return (
        f"{warehouse}: {state}; {built.films:,} films, {size / 1e6:.0f} MB, snapshot {built.snapshot[:12]}, "
        f"{perf_counter() - start:.1f} s; time and peak memory until then: {stages}"
    )
