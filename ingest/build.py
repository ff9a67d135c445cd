"""A build from end to end: raw files → tables → answers → checks → the finished file in its place."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from ingest.ledger import Ledger
from ingest.load import load
from ingest.rejects import Loaded
from ingest.sources import drops
from ingest.warehouse import draft, exclusive_place, snapshot_of


class Built(NamedTuple):
    """How a build ended.

    Attributes:
        snapshot: The snapshot id of the warehouse.
        films: How many films it has.
        is_new: Whether the file was replaced; it stays as it is when its content would be the same.
        seconds: How long each stage took, by its name.
    """

    snapshot: str
    films: int
    is_new: bool
    seconds: dict[str, float]


def build(folder: Path, warehouse: Path, on_account: Callable[[Loaded], None], *, most_films_lost: float = 1.0) -> Built:
    """Build a warehouse from a folder of raw files.

    Args:
        folder: Holds the raw files, or dated drops of them.
        warehouse: The file to make or replace.
        on_account: Called with the account of each table when it is loaded.
        most_films_lost: The share of the films of the warehouse in place that the new one may lack.

    Raises:
        IngestError: A raw file is missing or broken, a rule is broken, or the warehouse cannot be written.
        ShrinkError: Too many films would be lost.
    """
    found = drops(folder)
    seconds: dict[str, float] = {}
    with exclusive_place(warehouse) as unfinished:
        before = snapshot_of(warehouse)
        with draft(unfinished) as new:
            with _timed(seconds, "tables"):
                films = load(found, folder, Ledger(new, on_account))
            with _timed(seconds, "answers"):
                new.add_answers()
            with _timed(seconds, "checks"):
                new.check()
                snapshot = new.sign()
            if before not in {None, snapshot}:
                with _timed(seconds, "comparison"):
                    new.compare(warehouse, most_films_lost)
        is_new = before != snapshot
        if is_new:
            unfinished.replace(warehouse)
    return Built(snapshot, films, is_new, seconds)


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    start = perf_counter()
    yield
    seconds[stage] = perf_counter() - start
