"""What a build says on standard error while it runs and when it is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from ingest.build import Built
from ingest.rejects import CELL_ACTIONS, ROW_ACTIONS, Account


def console() -> Console:
    """Standard error as plain lines."""
    return Console(stderr=True, highlight=False, soft_wrap=True, markup=False)


@contextmanager
def accounts(said: Console) -> Iterator[Callable[[Account], None]]:
    """Give a function that writes one line for each account; on a terminal a bar moves below the lines."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=said, transient=True, disable=not said.is_terminal) as progress:
        task = progress.add_task("reading", total=None)

        def on_account(account: Account) -> None:
            said.print(account_line(account))
            progress.update(task, description=f"{account.table} is loaded")

        yield on_account


def account_line(account: Account) -> str:
    """Where the rows of a table came from."""
    counts = [f"{account.count(action):,} {action}" for action in ROW_ACTIONS]
    cells = [f"{count:,} cells {action}" for action in CELL_ACTIONS if (count := account.count(action))]
    read = f"{account.table:<22} {account.read:>9,} {account.unit} read  {account.kept:>9,} kept"
    return "  ".join([read, *counts, *cells])


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
