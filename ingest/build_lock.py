"""The place of a warehouse: a new one is made beside it, by one build at a time, and nothing is left there."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

import duckdb

from ingest.errors import PublishError


@contextmanager
def build_lock(warehouse: Path) -> Iterator[Path]:
    """Reserve the place of a warehouse, and give the path of the unfinished file beside it, which is gone when the block ends.

    Raises:
        PublishError: The folder cannot be written, or another build is at work in it.
    """
    unfinished = warehouse.with_name(f"{warehouse.name}.unfinished")
    if not _may_be_replaced(warehouse):
        raise PublishError(f"{warehouse}: this is no DuckDB file, so it is not replaced; remove it or choose another name")
    try:
        folder = os.open(warehouse.parent, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise PublishError(f"{warehouse.parent}: the folder cannot be opened: {error.strerror}") from error
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(folder)
        raise PublishError(f"{warehouse.parent}: another build is at work in this folder; wait until it is done") from None
    try:
        _remove(unfinished)  # left behind by a build that was killed
        yield unfinished
    except (OSError, duckdb.IOException, duckdb.TransactionException) as error:
        raise PublishError(f"{warehouse}: the warehouse cannot be written: {error}") from error
    except duckdb.OutOfMemoryException as error:
        raise PublishError(f"{warehouse}: there is too little memory or space for the build: {error}") from error
    finally:
        _remove(unfinished)
        os.close(folder)


def beside(warehouse: Path, suffix: str) -> Path:
    """The path of a file or folder that goes with a warehouse; beside an unfinished one, it goes away with it."""
    return warehouse.with_name(f"{warehouse.name}.{suffix}")


def _may_be_replaced(warehouse: Path) -> bool:
    """Whether nothing but a database would be lost."""
    if not warehouse.exists():
        return True
    if not warehouse.is_file():
        return False
    with warehouse.open("rb") as file:
        start = file.read(12)
    return not start or start[8:] == b"DUCK"


def _remove(unfinished: Path) -> None:
    for suffix in ("wal", "staging", "staging.wal", "inputs"):
        if (path := beside(unfinished, suffix)).exists():  # a read-only disk refuses even to remove what is not there
            path.unlink()
    if unfinished.exists():
        unfinished.unlink()
    for suffix in ("spill", "unpacked"):
        rmtree(beside(unfinished, suffix), ignore_errors=True)
