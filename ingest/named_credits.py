"""The credits of files that name people in columns of films, without ids of people or of credits."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

import polars as pl

from ingest.current_records import DropFile
from ingest.layout import Job
from ingest.name_lists import split

SCHEMA = {
    "table_name": pl.String,
    "credit_id": pl.String,
    "movie_id": pl.Int32,
    "name": pl.String,
    "order": pl.Int32,
    "department": pl.String,
    "job": pl.String,
    "record": pl.Int64,
    "position": pl.Int64,
}
"""The columns of credits by names, of which `table_name` is the table that they belong to."""


class NamedCredits(NamedTuple):
    """The names in one column of some records.

    Attributes:
        table: ``cast`` or ``crew``.
        column: The column.
        entries: The credits, in the columns of `SCHEMA`.
        repeated: The names that stand again in their list: `record`, `movie_id`, `raw_text` and `reason`.
    """

    table: str
    column: str
    entries: pl.DataFrame
    repeated: pl.DataFrame


def named_credit_batches(file: DropFile, of_film: pl.DataFrame, known: Collection[str]) -> Iterator[NamedCredits]:
    """Read the names some records at a time.

    Args:
        file: The file.
        of_film: `record` and `movie_id` of the records to read, one of each film.
        known: Names that exist.
    """
    columns = {column: job for column, job in file.layout.credits.items() if column in file.raw.columns}
    for batch in file.raw.batches():
        records = batch.join(of_film, on="record", how="inner", maintain_order="left")
        for column, job in columns.items():
            yield _named(records.select("record", "movie_id", cell=column).drop_nulls("cell"), column, job, known)


def _named(cells: pl.DataFrame, column: str, job: Job | None, known: Collection[str]) -> NamedCredits:
    names = split(cells, known).join(cells.select("record", "movie_id"), on="record", how="left", maintain_order="left")
    is_first = pl.struct("record", "name").is_first_distinct()
    repeated = names.filter(~is_first)
    table = "crew" if job else "cast"
    kept = names.filter(is_first).with_columns(order=pl.int_range(pl.len()).over("record"))
    entries = kept.select(
        table_name=pl.lit(table),
        credit_id=pl.format("{}-{}-{}", "movie_id", pl.lit(column), "order"),
        movie_id="movie_id",
        name="name",
        order=pl.lit(None) if job else "order",
        department=pl.lit(job and job.department),
        job=pl.lit(job and job.job),
        record="record",
        position="position",
    ).cast(pl.Schema(SCHEMA))
    reason = pl.lit("the name stands twice in the film's list")
    return NamedCredits(table, column, entries, repeated.select("record", "movie_id", raw_text="name", reason=reason))
