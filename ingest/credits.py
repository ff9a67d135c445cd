"""The entries of cast and crew in the records of a credits file; SQL under ``sql/staged`` makes tables of them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import polars as pl

from ingest import nested
from ingest.entry_patterns import Fields
from ingest.raw_csv import RawFile

FILE_NAMES = ("credits.csv", "tmdb_5000_credits.csv")
REQUIRED_COLUMNS = ("cast", "crew")

_CREDIT: Fields = {
    "credit_id": pl.String,
    "id": pl.Int32,
    "name": pl.String,
    "gender": pl.Int32,
    "profile_path": pl.String,
}
FIELDS: dict[str, Fields] = {
    "cast": {**_CREDIT, "character": pl.String, "order": pl.Int32},
    "crew": {**_CREDIT, "department": pl.String, "job": pl.String},
}
"""What is kept of an entry, by column."""


class Credits(NamedTuple):
    """The entries of some records.

    Attributes:
        column: ``cast`` or ``crew``, both the raw column and the table.
        entries: `record`, `movie_id`, `position` in the record's list and the fields of each entry.
        rejected: The entries that could not be used: `record`, `movie_id`, `reason`, `raw_text`.
    """

    column: str
    entries: pl.DataFrame
    rejected: pl.DataFrame


def credit_batches(raw: RawFile, of_film: pl.DataFrame) -> Iterator[Credits]:
    """Read the credits some records at a time, so that their text never is in memory as a whole.

    Args:
        raw: The credits file.
        of_film: `record` and `movie_id` of the records to read; a film may have several.
    """
    with ThreadPoolExecutor(len(FIELDS)) as threads:
        for batch in raw.batches():
            records = batch.join(of_film, on="record", how="semi", maintain_order="left")
            yield from threads.map(lambda column, records=records: _credits(records, of_film, column), FIELDS)


def _credits(records: pl.DataFrame, of_film: pl.DataFrame, column: str) -> Credits:
    parsed, rejected = nested.entries(records, column, FIELDS[column], required=("credit_id", "id", "name"))
    entries, rest = (frame.join(of_film, on="record", how="left", maintain_order="left") for frame in (parsed, rejected))
    return Credits(column, entries, rest)
