"""A build from end to end: raw files → tables → answers → checks → the finished file in its place."""

import resource
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import polars as pl

import sql
from ingest.build_lock import beside, build_lock
from ingest.errors import AnswerError, IngestError, SourceError, UnforeseenError
from ingest.inputs import inputs_of, remember
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.load import load
from ingest.rejects import RowCounts
from ingest.row_lineage import RowLineage
from ingest.sources import drops
from ingest.warehouse_builder import warehouse_builder
from ingest.warehouse_file import snapshot_of

_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


class Cost(NamedTuple):
    """What a stage of a build took.

    Attributes:
        seconds: By the clock on the wall.
        peak: The most memory that the process had at any time until its end, in bytes.
    """

    seconds: float
    peak: int


class Built(NamedTuple):
    """How a build ended.

    Attributes:
        snapshot: The snapshot id of the warehouse.
        films: How many films it has.
        is_new: Whether the file was replaced; it stays as it is when its content would be the same.
        stages: What each stage took, by its name.
    """

    snapshot: str
    films: int
    is_new: bool
    stages: dict[str, Cost]


def build(
    folder: Path,
    warehouse: Path,
    on_counts: Callable[[RowCounts], None],
    limits: Limits = DEFAULT_LIMITS,
    on_note: Callable[[str], None] = lambda _: None,
) -> Built:
    """Build a warehouse from a folder of raw files.

    Args:
        folder: Holds the raw files, or dated drops of them.
        warehouse: The file to make or replace.
        on_counts: Called with the counts of each table when it is loaded.
        limits: What is refused.
        on_note: Called with what else a user should know.

    Raises:
        IngestError: A raw file is missing or broken, no film can be used, a rule is broken, the warehouse cannot be written, or
            anything else fails.
        ShrinkError: Too many films would be lost.
    """
    with told_errors():
        stages: dict[str, Cost] = {}
        with build_lock(warehouse) as unfinished:
            inputs = inputs_of(folder, warehouse, limits)  # before anything is read: what changes from here on is built next time
            found = drops(folder, beside(unfinished, "unpacked"))
            before = snapshot_of(warehouse)
            with warehouse_builder(unfinished) as new:
                with _stage(stages, "tables"):
                    new.add_tables()
                    films = load(found, folder, RowLineage(new, on_counts, on_note), limits)
                if not films:
                    raise SourceError(folder, f"not one film can be used; of the records of films {new.rejections('movies')}")
                with _stage(stages, "answers"):
                    new.add_answers()
                with _stage(stages, "checks"):
                    new.check()
                    snapshot = new.write_build_info()
                if before not in {None, snapshot}:
                    with _stage(stages, "comparison"):
                        new.compare(warehouse, limits.films_lost)
            is_new = before != snapshot
            remember(warehouse, snapshot, inputs)  # which counts for nothing if the warehouse does not take its place
            if is_new:
                unfinished.replace(warehouse)
        return Built(snapshot, films, is_new, stages)


@contextmanager
def _stage(stages: dict[str, Cost], name: str) -> Iterator[None]:
    start = perf_counter()
    yield
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _PEAK_UNIT
    stages[name] = Cost(perf_counter() - start, peak)


@contextmanager
def told_errors() -> Iterator[None]:
    """Give every error a message that can be shown as it is, in place of a traceback.

    Raises:
        AnswerError: A SQL file is wrong.
        UnforeseenError: An error that nobody foresaw.
    """
    try:
        yield
    except IngestError:
        raise
    except sql.SqlFileError as error:
        raise AnswerError(str(error)) from error
    except (Exception, pl.exceptions.PanicException) as error:
        if isinstance(error.__cause__, KeyboardInterrupt):  # DuckDB wraps it
            raise
        place = traceback.extract_tb(error.__traceback__)[-1]
        about = [f"{type(error).__name__}: {error}", *getattr(error, "__notes__", []), f"at {place.filename}:{place.lineno}"]
        raise UnforeseenError(f"the build met a fault that it does not know; please report it. {'; '.join(about)}") from error
