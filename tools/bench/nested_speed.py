"""How fast the nested columns of a credits file are read, beside `ast.literal_eval`, which gives the same values."""

import ast
import statistics
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

import polars as pl

from ingest import nested
from ingest.credits import FIELDS

ROUNDS = 3

_BATCH_BYTES = 32_000_000


class Speed(NamedTuple):
    """Medians over the rounds.

    Attributes:
        seconds: By the clock on the wall.
        cpu_seconds: On all cores together.
    """

    seconds: float
    cpu_seconds: float


class Comparison(NamedTuple):
    """Two ways to read the same cells.

    Attributes:
        megabytes: The text of all cells.
        entries: How many entries they hold.
        literal_eval: Python's own parser, alone: its values are thrown away.
        ours: Up to typed frames, on all cores, in batches and both columns at a time as a build reads them.
    """

    megabytes: float
    entries: int
    literal_eval: Speed
    ours: Speed


def compare(credits_file: Path) -> Comparison:
    """Read all cells both ways, in turns, after the values have been compared once.

    Raises:
        ValueError: A value is not the same.
    """
    frame = pl.read_csv(credits_file, schema=dict.fromkeys(("cast", "crew", "id"), pl.String), row_index_name="record")
    frame = frame.with_columns(pl.col("record").cast(pl.Int64))
    size = sum(int(frame[column].str.len_bytes().sum()) for column in FIELDS)
    batches = list(frame.iter_slices(max(1, frame.height * _BATCH_BYTES // size)))
    texts = [text for column in FIELDS for text in frame[column].to_list()]

    def parse() -> None:
        for text in texts:
            ast.literal_eval(text)

    def read() -> None:
        with ThreadPoolExecutor(len(FIELDS)) as threads:
            for batch in batches:
                list(threads.map(lambda column, batch=batch: _parsed(batch, column), FIELDS))

    found = sum(_equal_entries(batches, column) for column in FIELDS)
    rounds = [(_timed(parse), _timed(read)) for _ in range(ROUNDS)]
    return Comparison(size / 1e6, found, *(_median([pair[way] for pair in rounds]) for way in range(2)))


def _parsed(batch: pl.DataFrame, column: str) -> pl.DataFrame:
    return nested.entries(batch, column, FIELDS[column], required=("credit_id",)).parsed


def _equal_entries(batches: list[pl.DataFrame], column: str) -> int:
    """Compare every value of every entry, and count the entries."""
    compared = 0
    for batch in batches:
        ours = _parsed(batch, column).sort("record", "position").iter_rows()
        for record, text in batch.select("record", column).iter_rows():
            for position, entry in enumerate(ast.literal_eval(text)):
                if next(ours, None) != (record, position, *(entry[key] for key in FIELDS[column])):
                    raise ValueError(f"{column} of record {record}: entry {position} is read wrongly")
                compared += 1
        if next(ours, None) is not None:
            raise ValueError(f"{column}: there are more entries than literals")
    return compared


def _timed(work: Callable[[], None]) -> Speed:
    start, cpu_start = perf_counter(), process_time()
    work()
    return Speed(perf_counter() - start, process_time() - cpu_start)


def _median(speeds: list[Speed]) -> Speed:
    return Speed(statistics.median(speed.seconds for speed in speeds), statistics.median(speed.cpu_seconds for speed in speeds))
